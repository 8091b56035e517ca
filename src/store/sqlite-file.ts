import { setTimeout } from 'node:timers/promises';
import { PermanentError } from '../errors';
import type { SqliteConnection, SqliteDriver } from './sqlite-driver';
import { loadSqliteDriver } from './sqlite-driver';
import { isBusy, storeErrorFor } from './sqlite-errors';

/** Shape of the tables below. A file of a newer shape is refused, because an older program would damage it. */
const FILE_VERSION = 1;

const TABLES = `
  CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE records (
    id TEXT PRIMARY KEY NOT NULL,
    schema INTEGER NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    at REAL NOT NULL,
    summary TEXT NOT NULL,
    due_at REAL,
    expires_at REAL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_by_kind ON records (kind, at, id);
  CREATE INDEX records_due ON records (due_at, id, expires_at) WHERE due_at IS NOT NULL;
  CREATE INDEX records_expiring ON records (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE tags (
    tag TEXT NOT NULL,
    kind TEXT NOT NULL,
    at REAL NOT NULL,
    id TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, kind, at, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tags_of_record ON tags (id);

  INSERT INTO meta (name, value) VALUES ('file-version', '${FILE_VERSION}');
`;

/** How long, and how often in between, a file is tried again that other processes are making at this moment. */
const BUSY_PATIENCE_MS = 5000;
const BUSY_PAUSE_MS = 50;

/**
 * Opens a database file, or makes a new one, ready for `SqliteStore`: write-ahead log with a sync on every commit, so that an
 * acknowledged write survives a power cut; five seconds of patience with other writers. Several processes may open one file,
 * and start on a new one at the same time.
 *
 * @throws PermanentError `store/corrupt` when the file is no database, not ours, or written by a newer version;
 *   `config/invalid` when its folder cannot hold a write-ahead log (a network share, for instance).
 * @throws TransientError `store/unavailable` when it cannot be opened for the moment.
 */
export async function openSqliteFile(
  file: string,
  driver: SqliteDriver = loadSqliteDriver(),
): Promise<SqliteConnection> {
  const givesUpAt = performance.now() + BUSY_PATIENCE_MS;
  for (;;) {
    try {
      return openAtOnce(file, driver);
    } catch (error) {
      // SQLite does not wait for its busy_timeout while a file becomes a write-ahead one.
      if (!isBusy(error) || performance.now() >= givesUpAt) {
        throw storeErrorFor(error);
      }
    }
    await setTimeout(BUSY_PAUSE_MS);
  }
}

function openAtOnce(file: string, driver: SqliteDriver): SqliteConnection {
  const connection = new driver.DatabaseSync(file);
  try {
    connection.exec(`PRAGMA busy_timeout = ${BUSY_PATIENCE_MS}; PRAGMA foreign_keys = ON`);
    switchToWriteAheadLog(connection);
    connection.exec('PRAGMA synchronous = FULL');
    inTransaction(connection, prepareTables);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function switchToWriteAheadLog(connection: SqliteConnection): void {
  const mode = connection.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal') {
    throw new PermanentError('config/invalid', 'The folder cannot hold a write-ahead log.', {
      details: { mode: String(mode) },
    });
  }
}

function prepareTables(connection: SqliteConnection): void {
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length === 0) {
    connection.exec(TABLES);
    return;
  }
  if (!tables.some(({ name }) => name === 'meta')) {
    throw new PermanentError('store/corrupt', 'The database belongs to another program.');
  }
  const row = connection.prepare("SELECT value FROM meta WHERE name = 'file-version'").get();
  const version = Number(row?.['value']);
  if (version !== FILE_VERSION) {
    throw new PermanentError('store/corrupt', 'The database was written by another version.', {
      details: { version, known: FILE_VERSION },
    });
  }
}

/**
 * Does several statements as one: all or nothing. The write lock is taken at the start, because a transaction that begins by
 * reading cannot wait for a writer that came between.
 *
 * @throws whatever `work` or the engine throws, after undoing everything.
 */
export function inTransaction<Result>(
  connection: SqliteConnection,
  work: (connection: SqliteConnection) => Result,
): Result {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work(connection);
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // After a full disk or a failed read the engine has rolled back by itself, and a second ROLLBACK would hide the cause.
    if (connection.isTransaction) {
      connection.exec('ROLLBACK');
    }
    throw error;
  }
}
