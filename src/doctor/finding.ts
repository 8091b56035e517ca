/** How bad it is: nothing to do, something to look at, or something that does not work. */
type Level = 'ok' | 'warn' | 'wrong';

/** One thing that was looked at. */
export interface Finding {
  /** What it belongs to, one word. */
  readonly area: string;
  readonly level: Level;
  /** One sentence. */
  readonly says: string;
  /** What to do about it; only where there is something to do. */
  readonly todo?: string;
}

/** Nothing to do. Pure. */
export function ok(area: string, says: string): Finding {
  return { area, level: 'ok', says };
}

/** It works, but somebody should look at it. Pure. */
export function warn(area: string, says: string, todo: string): Finding {
  return { area, level: 'warn', says, todo };
}

/** It does not work. Pure. */
export function wrong(area: string, says: string, todo: string): Finding {
  return { area, level: 'wrong', says, todo };
}

const EXIT_CODES = { ok: 0, warn: 1, wrong: 2 } as const;

/** 0 when all is well, 1 with warnings, 2 when something is wrong. Pure. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  return Math.max(0, ...findings.map(({ level }) => EXIT_CODES[level])) as 0 | 1 | 2;
}

/** The findings as lines for a terminal, in the order in which they were found, with their count at the end. Pure. */
export function reportOf(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ area, level, says, todo }) => [
    `${level.toUpperCase().padEnd(5)}  ${area.padEnd(11)}  ${says}`,
    ...(todo === undefined ? [] : [`${' '.repeat(20)}→ ${todo}`]),
  ]);
  const count = (level: Level): string =>
    String(findings.filter((one) => one.level === level).length);
  return [
    ...lines,
    `${count('ok')} ok, ${count('warn')} to look at, ${count('wrong')} wrong.`,
  ].join('\n');
}

/** Shorter ones would be found in any word. */
const SECRET_MIN_CHARS = 4;

/** The findings with every secret blotted out: what a library says in an error is not in our hands. Pure. */
export function withoutSecrets(
  findings: readonly Finding[],
  secrets: readonly string[],
): readonly Finding[] {
  const hidden = secrets.filter((secret) => secret.length >= SECRET_MIN_CHARS);
  const blotted = (text: string): string =>
    hidden.reduce((told, secret) => told.replaceAll(secret, '…'), text);
  return findings.map(({ says, todo, ...rest }) => ({
    ...{ ...rest, says: blotted(says) },
    ...(todo === undefined ? {} : { todo: blotted(todo) }),
  }));
}

/** What an error says in its first line. Pure. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
