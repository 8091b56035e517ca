import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isKnownCountry, isKnownZone } from './calendar/known-places';
import { createCalendar } from './calendar/working-calendar';
import type { Config } from './config';
import { readDirectory } from './directory-file';
import { countOf, directoryLines } from './directory-lines';
import { POLICY } from './domain/policy';
import { PermanentError, TransientError } from './errors';
import { createLog } from './log';
import { openRecords } from './open-records';
import type { Engine } from './store/engine';
import { refuseHalfImport } from './store/import-mark';
import { readToolConfig } from './tool-config';
import { directoryChanges, makeChange, withOperator } from './workflow/directory-import';
import { createOneByOne } from './workflow/one-by-one';
import type { Clock, CommandPorts } from './workflow/ports';
import { markSeeded, seedOf, type DirectorySeed } from './workflow/seed-directory';

const USAGE = `Usage:
  npm run directory:import -- --from <directory file> [--dry-run] [--sqlite <file of the store>]
It makes the store say what the file says, also while bots run, and prints a line for each change: + new, ~ changed, - left.
With --dry-run it only prints them. Without --sqlite it is the store that the settings name.
It ends with 0 (done, or nothing to do), 1 (the file or a setting has problems: nothing was written) or 2 (the store failed: run it again).
`;

/** Environment and arguments → the changes on standard output. */
async function main(): Promise<void> {
  const { from, sqlite, isDry } = given();
  const config = configFor(sqlite);
  const seed = await seedFrom(from, config);
  const engine = await openRecords(config, createLog({ level: 'silent' }));
  try {
    await importInto(engine, { seed, isDry });
  } finally {
    await engine.close();
  }
}

/** What was given on the command line. @throws PermanentError `config/invalid` */
function given(): {
  readonly from: string;
  readonly sqlite: string | undefined;
  readonly isDry: boolean;
} {
  const { from, sqlite, ...flags } = parsed();
  if (from === undefined) {
    throw new PermanentError('config/invalid', USAGE);
  }
  return { from, sqlite, isDry: flags['dry-run'] };
}

const OPTIONS = {
  ...({ from: { type: 'string' }, sqlite: { type: 'string' } } as const),
  ...({ 'dry-run': { type: 'boolean', default: false } } as const),
};

function parsed(): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new PermanentError('config/invalid', `${reason}\n${USAGE}`, { cause });
  }
}

function configFor(sqlite: string | undefined): Config {
  const config = readToolConfig(process.env, sqlite);
  if (config.store.kind === 'sqlite' && !existsSync(config.store.file)) {
    throw new PermanentError('config/invalid', 'SQLITE_FILE: there is no such store.');
  }
  return config;
}

/** The checked file; somebody in it is operator. @throws PermanentError `directory/invalid`, `config/invalid` */
async function seedFrom(
  file: string,
  { firstAdministrator }: Pick<Config, 'firstAdministrator'>,
): Promise<DirectorySeed> {
  const directory = readDirectory(
    await textOf(file),
    { isKnownZone, isKnownCountry },
    { firstAdministrator },
  );
  const first =
    firstAdministrator === undefined ? undefined : (`person:${firstAdministrator}` as const);
  return withOperator(seedOf(directory), first);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new PermanentError('directory/invalid', 'The directory file cannot be read.', { cause });
  }
}

async function importInto(
  engine: Engine,
  { seed, isDry }: { readonly seed: DirectorySeed; readonly isDry: boolean },
): Promise<void> {
  await refuseHalfImport(engine, Date.now());
  const ports = portsOver(engine);
  const changes = await directoryChanges(ports, seed);
  const lines = directoryLines(changes, seed);
  const run = randomUUID();
  for (const [index, change] of changes.entries()) {
    if (!isDry) {
      await makeChange(ports, change, run);
    }
    say(lines[index] ?? '');
  }
  if (!isDry) {
    await markSeeded(ports);
  }
  const count = countOf(changes);
  say(changes.length === 0 ? 'Nothing to do.' : `${count}${isDry ? '; nothing was written' : ''}.`);
}

const realClock: Clock = { now: () => Date.now() };

/** What a command needs that nobody waits for: what follows from it the bots carry out. */
function portsOver(store: Engine): CommandPorts {
  return {
    ...{ store, clock: realClock, leaseClock: realClock, calendar: createCalendar() },
    ...{ policy: POLICY, log: createLog({ level: 'silent' }), owner: randomUUID() },
    leaseMs: 60_000,
    oneByOne: createOneByOne(),
    pause: async (ms) => pause(ms),
    kick: () => undefined,
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  const isOurs = error instanceof PermanentError || error instanceof TransientError;
  process.stderr.write(`${isOurs ? `${error.message} (${error.code})` : String(error)}\n`);
  process.exitCode = error instanceof PermanentError ? 1 : 2;
});
