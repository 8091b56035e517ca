import { createRequire } from 'node:module';
import { BugError, PermanentError } from '../errors';

/** What a column of our tables can hold. Nothing else may be bound: the engines disagree on everything else. */
export type SqliteValue = string | number | null;

/** One row as the engines return it, by column name; the tables are STRICT, so there are no other types. */
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** The part of `StatementSync` of node:sqlite that the store uses. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
  get(...values: SqliteValue[]): SqliteRow | undefined;
  all(...values: SqliteValue[]): SqliteRow[];
}

/** The part of `DatabaseSync` of node:sqlite that the store uses; one open connection to one file. */
export interface SqliteConnection {
  readonly isTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): void;
  close(): void;
}

/** A module with the API of node:sqlite. */
export interface SqliteDriver {
  readonly DatabaseSync: new (file: string) => SqliteConnection;
}

/** The part of `process` that tells which engine is built in. */
export interface Runtime {
  readonly versions: { readonly node: string };
  getBuiltinModule(id: string): object | undefined;
}

/** First SQLite without the WAL-reset corruption (sqlite.org/wal.html#walresetbug). */
const OLDEST_SAFE_SQLITE = '3.51.3';

/** First Node on which node:sqlite needs no flag and prints no warning. */
const OLDEST_NODE_WITH_SQLITE = 24;

/**
 * The SQLite engine of this machine: the one inside Node where it is safe to use, else the `@photostructure/sqlite` package,
 * which has the same API and carries its binaries with it.
 *
 * @throws PermanentError `config/invalid` when there is neither.
 */
export function loadSqliteDriver(runtime: Runtime = process): SqliteDriver {
  return builtinDriver(runtime) ?? packagedDriver();
}

function builtinDriver(runtime: Runtime): SqliteDriver | undefined {
  if (Number.parseInt(runtime.versions.node, 10) < OLDEST_NODE_WITH_SQLITE) {
    return undefined;
  }
  const builtin: unknown = runtime.getBuiltinModule('node:sqlite');
  return isSqliteDriver(builtin) && isSafeSqlite(versionOf(builtin)) ? builtin : undefined;
}

function packagedDriver(): SqliteDriver {
  const problem = 'No SQLite engine: use Node 24 or newer, or install @photostructure/sqlite.';
  try {
    const packaged: unknown = createRequire(__filename)('@photostructure/sqlite');
    if (isSqliteDriver(packaged)) {
      return packaged;
    }
  } catch (cause) {
    throw new PermanentError('config/invalid', problem, { cause });
  }
  throw new PermanentError('config/invalid', problem);
}

function isSqliteDriver(module: unknown): module is SqliteDriver {
  return (
    typeof module === 'object' &&
    module !== null &&
    'DatabaseSync' in module &&
    typeof module.DatabaseSync === 'function'
  );
}

function versionOf(driver: SqliteDriver): string {
  const connection = new driver.DatabaseSync(':memory:');
  try {
    return String(connection.prepare('SELECT sqlite_version() AS version').get()?.['version']);
  } finally {
    connection.close();
  }
}

/** Whether an SQLite of this version (`major.minor.patch`) may hold our records. Pure. */
export function isSafeSqlite(version: string): boolean {
  const order = version.localeCompare(OLDEST_SAFE_SQLITE, 'en', { numeric: true });
  return /^\d/.test(version) && order >= 0;
}

/**
 * The values as they may be bound to a statement: strings without NUL (engines cut them there), finite numbers, null.
 * Everything else, which the engines would store as something different without a word, is refused.
 *
 * @throws BugError `bug/unreachable` for anything else.
 */
export function bind(...values: readonly SqliteValue[]): SqliteValue[] {
  return values.map(bindable);
}

function bindable(value: unknown): SqliteValue {
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) {
    return value;
  }
  if (typeof value === 'string' && !value.includes('\0')) {
    return value;
  }
  throw new BugError('bug/unreachable', 'This value cannot be bound to a statement.', {
    details: { type: typeof value },
  });
}
