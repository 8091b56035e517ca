import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Config } from './config';
import { PermanentError, TransientError } from './errors';
import { createLog } from './log';
import { openRecords } from './open-records';
import type { Engine } from './store/engine';
import { exportRecords, type DumpRun } from './store/export-records';
import { importRecords } from './store/import-records';
import { readToolConfig } from './tool-config';

const USAGE = `Usage:
  npm run store:export -- --to <file> [--sqlite <file of the store>]
  npm run store:import -- --from <file> [--sqlite <file of the store>]
Without --sqlite it is the store that the settings name.
`;

/** How many records there are between two lines about progress. */
const PROGRESS_EVERY = 1_000;

/** Environment and arguments → one export or import. What is said goes to standard error. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, from: { type: 'string' }, sqlite: { type: 'string' } },
  });
  const carryOver = taskOf(positionals.join(' '), values);
  const engine = await openRecords(configFor(values), createLog({ level: 'silent' }));
  try {
    say(await carryOver(engine, { now: Date.now(), progress: progressOf() }));
  } finally {
    await engine.close();
  }
}

type Task = (engine: Engine, run: DumpRun) => Promise<string>;

/** What was given on the command line. */
interface Values {
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly sqlite?: string | undefined;
}

function taskOf(what: string, { to, from }: Values): Task {
  if (what === 'export' && to !== undefined && from === undefined) {
    return async (engine, run) => {
      const { count, sha256 } = await exportRecords(engine, to, run);
      return `Exported ${String(count)} records, SHA-256 ${sha256}.`;
    };
  }
  if (what === 'import' && from !== undefined && to === undefined) {
    return async (engine, run) => {
      const { count, expired } = await importRecords(engine, from, run);
      return `Imported and compared ${String(count)} records; ${String(expired)} had expired.`;
    };
  }
  throw new PermanentError('config/invalid', USAGE);
}

function configFor({ sqlite, to }: Values): Config {
  const config = readToolConfig(process.env, sqlite);
  const { store } = config;
  if (store.kind === 'sqlite' && to !== undefined && !existsSync(store.file)) {
    throw new PermanentError('dump/refused', 'There is no such store to export.');
  }
  return config;
}

function progressOf(): (count: number) => void {
  let told = 0;
  return (count) => {
    if (count >= told + PROGRESS_EVERY) {
      told = count;
      say(`${String(count)} records …`);
    }
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
  const isOurs = error instanceof PermanentError || error instanceof TransientError;
  say(isOurs ? `${error.message} (${error.code})` : String(error));
  process.exitCode = 1;
});
