/**
 * `npm start`: the product in a browser, on this machine alone. Beside `index.ts` this is the only
 * file that reads the environment.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { PermanentError } from '../errors';
import { BOT_SCRIPT, DIRECTORY_FILE } from './bot-child';
import { PROJECT_ROOT, type Environment } from './child-env';
import { readDemoOptions, USAGE, type DemoOptions } from './demo-options';
import { busyPort, forgetEarlierRuns, LocalTeams, type LocalTeamsPlan } from './local-teams';
import { readPersonas, type Personas } from './personas';
import { readyText } from './start-text';

/** The port of the local bot; the windows' ports are with the personas. */
const BOT_PORT = 3978;

/** What a run gets from the outside, and what a test may replace. */
export interface DemoSurroundings {
  /** Command line after the script's name. */
  readonly args: readonly string[];
  readonly env: Environment;
  /** Fires when the developer wants it to end. */
  readonly stop: AbortSignal;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Differences to the usual run: another bot, other ports, another folder. */
  readonly changes?: Partial<
    Pick<LocalTeamsPlan, 'botScript' | 'botPort' | 'directoryFile' | 'keptDir' | 'personas'>
  >;
}

/** Runs the local Teams until it is to stop. Resolves with the exit code; by then no child is left. */
export async function runDemo(around: DemoSurroundings): Promise<number> {
  const options = readDemoOptions(around.args);
  if (typeof options === 'string') {
    around.complain(`${options}\n\n${USAGE}`);
    return 1;
  }
  if (options.help) {
    around.print(USAGE);
    return 0;
  }
  const plan = planOf(around, options);
  const problem = typeof plan === 'string' ? plan : await runPlan(around, plan, options);
  if (problem !== undefined) {
    around.complain(`${problem}\n`);
    return 1;
  }
  return 0;
}

function planOf(around: DemoSurroundings, options: DemoOptions): LocalTeamsPlan | string {
  const directoryFile = around.changes?.directoryFile ?? DIRECTORY_FILE;
  const personas = around.changes?.personas ?? personasIn(directoryFile);
  if (typeof personas === 'string') {
    return personas;
  }
  return {
    botScript: BOT_SCRIPT,
    botPort: BOT_PORT,
    keptDir: join(PROJECT_ROOT, '.data'),
    env: around.env,
    say: (line) => {
      around.print(`${line}\n`);
    },
    ...around.changes,
    directoryFile,
    personas,
    windows: options.people.map((key) => personas[key]),
  };
}

function personasIn(directoryFile: string): Personas | string {
  try {
    return readPersonas(readFileSync(directoryFile, 'utf8'));
  } catch (cause) {
    const why = cause instanceof PermanentError ? cause.message : 'It cannot be read.';
    return `${relative(PROJECT_ROOT, directoryFile)}: ${why}`;
  }
}

/** Starts, waits, stops. Resolves with nothing, or with what went wrong at the start. */
async function runPlan(
  { stop, print }: DemoSurroundings,
  plan: LocalTeamsPlan,
  options: DemoOptions,
): Promise<string | undefined> {
  const busy = await busyPort(plan);
  if (busy !== undefined) {
    return busy;
  }
  if (options.fresh) {
    forgetEarlierRuns(plan);
  }
  const stopped = new Promise<'stopped'>((resolve) => {
    stop.addEventListener('abort', () => {
      resolve('stopped');
    });
  });
  const teams = new LocalTeams(plan);
  print('Starting the bot and the windows …\n');
  const outcome = stop.aborted ? 'stopped' : await Promise.race([teams.start(), stopped]);
  if (outcome !== undefined && outcome !== 'stopped') {
    return outcome;
  }
  if (outcome === undefined) {
    print(readyText(plan));
    await stopped;
  }
  await teams.stop();
  print('Stopped.\n');
  return undefined;
}

/** Wires the real terminal and ends with the exit code. Children that are left end with this program. */
async function main(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stop.abort();
    });
  }
  const code = await runDemo({
    args: process.argv.slice(2),
    env: process.env,
    stop: stop.signal,
    print: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
  });
  process.exit(code);
}

if (require.main === module) {
  void main();
}
