import { readConfig, SETTINGS, type Config } from '../config';
import { PermanentError } from '../errors';
import { ok, wrong, type Finding } from './finding';

/** An environment as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names of settings whose values are never told. */
const SECRET = /PASSWORD$|KEY$|TOKEN$/;

/** Values that must not be seen, whatever is said about them. Pure. */
export function secretsOf(env: Environment): readonly string[] {
  return SETTINGS.filter(({ name }) => SECRET.test(name)).flatMap(({ name }) => env[name] ?? []);
}

/** The settings, if they can be used, and every problem at once if not. Pure. */
export function checkSettings(env: Environment): {
  readonly config?: Config;
  readonly findings: readonly Finding[];
} {
  try {
    const config = readConfig(env);
    const given = SETTINGS.filter(({ name }) => (env[name] ?? '') !== '').length;
    const says = `Of ${String(SETTINGS.length)} settings ${String(given)} are given, and the bot can start with them.`;
    return { config, findings: [ok('settings', says)] };
  } catch (error) {
    if (!(error instanceof PermanentError)) {
      throw error;
    }
    const [, ...problems] = error.message.split('\n  - ');
    return {
      findings: problems.map((problem) =>
        wrong('settings', problem, 'See "Run the server alone" in README.md; then run this again.'),
      ),
    };
  }
}
