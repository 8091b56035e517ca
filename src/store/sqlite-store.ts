import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { TransientError } from '../errors';
import type { Instant } from '../domain/kernel';
import type { FindQuery, Page, RecordStore, StoredRecord, Versioned } from '../workflow/store-port';
import type { Engine } from './engine';
import { createKeptRecords } from './kept-records';
import { pagePositionOf, pageTokenOf } from './page-token';
import { checkDueLimit, checkPageSize, isKey, isRecordId } from './record-rules';
import type { SqliteConnection, SqliteRow, SqliteStatement, SqliteValue } from './sqlite-driver';
import { bind } from './sqlite-driver';
import { isBusy, storeErrorFor } from './sqlite-errors';
import { inTransaction } from './sqlite-file';
import { columnsOf, recordOf, textOf } from './sqlite-rows';

const ROW = 'r.id, r.schema, r.version, r.kind, r.at, r.summary, r.due_at, r.expires_at, r.body';
const IS_ALIVE = '(r.expires_at IS NULL OR r.expires_at > ?)';

const READ = `SELECT ${ROW} FROM records AS r WHERE r.id = ? AND ${IS_ALIVE}`;
const REMOVE_IF_EXPIRED = 'DELETE FROM records WHERE id = ? AND expires_at <= ?';
// The parameters of these two come in the order of `columnsOf`.
const INSERT = `
  INSERT INTO records (version, schema, kind, at, summary, due_at, expires_at, body, id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
const UPDATE = `
  UPDATE records
  SET version = ?, schema = ?, kind = ?, at = ?, summary = ?, due_at = ?, expires_at = ?, body = ?
  WHERE id = ? AND version = ?`;
const CLEAR_TAGS = 'DELETE FROM tags WHERE id = ?';
const ADD_TAGS = `
  INSERT INTO tags (tag, kind, at, id) SELECT DISTINCT value, ?, ?, ? FROM json_each(?)`;
const DUE = `
  SELECT r.id FROM records AS r WHERE r.due_at <= ? AND ${IS_ALIVE} ORDER BY r.due_at, r.id LIMIT ?`;
const EXPIRED = 'SELECT id FROM records WHERE expires_at <= ? ORDER BY expires_at LIMIT ?';
const PURGE = `DELETE FROM records WHERE id IN (${EXPIRED})`;
const FIND_BY_KIND = `
  SELECT ${ROW} FROM records AS r
  WHERE r.kind = ? AND (r.at, r.id) < (?, ?) AND ${IS_ALIVE}
  ORDER BY r.at DESC, r.id DESC LIMIT ?`;
const FIND_BY_TAG = `
  SELECT ${ROW} FROM tags AS t CROSS JOIN records AS r ON r.id = t.id
  WHERE t.tag = ? AND t.kind = ? AND (t.at, t.id) < (?, ?) AND ${IS_ALIVE}
  ORDER BY t.at DESC, t.id DESC LIMIT ?`;

const EVERYTHING = `
  SELECT ${ROW} FROM records AS r WHERE r.id > ? AND ${IS_ALIVE} ORDER BY r.id LIMIT ?`;

/** Records of one page of an export. */
const DUMP_PAGE = 100;

/** Leaves something as large as a usual record behind and takes it away: a full disk lets small changes through for a while. */
const LEAVE_PROBE = `INSERT OR REPLACE INTO meta (name, value) VALUES ('probe', ?)`;
const TAKE_PROBE = `DELETE FROM meta WHERE name = 'probe'`;
const PROBE = 'x'.repeat(32 * 1024);

/** How long a call waits for writers of other processes, in milliseconds. */
const PATIENCE_MS = 5_000;
/** The pauses after which it looks again, the last one over and over: most writers are done in no time. */
const PAUSES_MS = [1, 2, 5, 10, 20] as const;
const LAST_PAUSE_MS = 50;
/** Whoever asks whether we are well does not wait so long. */
const HEALTH_PATIENCE_MS = 1_000;

/** Expired records removed by one call of `due`: enough to keep up, too few to be felt. */
const PURGE_MAX = 50;

/** Sort key before the newest record. */
const NEWEST = { at: Number.MAX_VALUE, id: '' };

/**
 * The embedded store: one file, any number of processes on one machine. Takes over a connection made by `openSqliteFile`.
 * A write has reached the disk when its promise resolves. Calls block the thread while they work (a commit costs one sync of
 * the disk), but not while they wait for a writer in another process, which they do for up to five seconds.
 *
 * Beside the errors of the port: PermanentError `store/too-large` before any write when a body exceeds 256 KiB of JSON or a
 * summary its bounds, `store/corrupt` when the file is broken. After `close` everything throws `store/unavailable`.
 */
export class SqliteStore implements Engine {
  readonly #connection: SqliteConnection;
  readonly #statements = new Map<string, SqliteStatement>();
  readonly #kept = createKeptRecords<StoredRecord>();
  readonly #patienceMs: number;
  #isOpen = true;

  constructor(connection: SqliteConnection, patienceMs = PATIENCE_MS) {
    this.#connection = connection;
    this.#patienceMs = patienceMs;
    // While the engine itself waits, the whole process stands still, once for every call.
    connection.exec('PRAGMA busy_timeout = 0');
  }

  read(id: string, now: Instant): Promise<Versioned | undefined> {
    return this.#answer(() => {
      const row = isRecordId(id) ? this.#prepared(READ).get(...bind(id, now)) : undefined;
      return row === undefined
        ? undefined
        : { record: this.#recordOf(row), version: textOf(row, 'version') };
    });
  }

  create(record: StoredRecord, now: Instant): Promise<string | undefined> {
    return this.#answer(() => {
      const version = randomUUID();
      const columns = columnsOf(record, version);
      return this.#inTransaction(() => {
        this.#run(REMOVE_IF_EXPIRED, record.id, now);
        if (this.#run(INSERT, ...columns) === 0) {
          return undefined;
        }
        this.#addTags(record);
        return version;
      });
    });
  }

  replace(record: StoredRecord, version: string): Promise<string | undefined> {
    return this.#answer(() => {
      const next = randomUUID();
      const columns = columnsOf(record, next);
      if (!isKey(version)) {
        return undefined;
      }
      return this.#inTransaction(() => {
        if (this.#run(UPDATE, ...columns, version) === 0) {
          return undefined;
        }
        // The row still held `version`: tags that are known to be those of that version need not be written again.
        if (!isListedAlike(this.#kept.known(record.id, version), record)) {
          this.#run(CLEAR_TAGS, record.id);
          this.#addTags(record);
        }
        return next;
      });
    });
  }

  due(now: Instant, limit: number): Promise<readonly string[]> {
    return this.#answer(() => {
      checkDueLimit(limit);
      // Looking first keeps the usual sweep, which finds nothing to remove, free of the write lock.
      if (this.#prepared(EXPIRED).get(...bind(now, 1)) !== undefined) {
        this.#run(PURGE, now, PURGE_MAX);
      }
      const rows = this.#prepared(DUE).all(...bind(now, now, limit));
      return rows.map((row) => textOf(row, 'id'));
    });
  }

  find(query: FindQuery, now: Instant): Promise<Page> {
    return this.#answer(() => {
      checkPageSize(query);
      const { kind, tag, limit } = query;
      const start = query.after === undefined ? NEWEST : pagePositionOf(query, query.after);
      if (start === undefined || !isKey(kind) || (tag !== undefined && !isKey(tag))) {
        return { records: [] };
      }
      // One more than asked for tells whether there is a next page.
      const range = bind(kind, start.at, start.id, now, limit + 1);
      const rows =
        tag === undefined
          ? this.#prepared(FIND_BY_KIND).all(...range)
          : this.#prepared(FIND_BY_TAG).all(...bind(tag), ...range);
      return this.#pageOf(query, rows);
    });
  }

  /** One file is never so busy that patience would be needed. */
  forBackground(): RecordStore {
    return this;
  }

  /** As of one moment, although other processes go on writing. */
  async *pages(now: Instant): AsyncGenerator<readonly StoredRecord[]> {
    await this.#answer(() => {
      this.#connection.exec('BEGIN');
    });
    try {
      let id = '';
      for (;;) {
        const records = await this.#answer(() =>
          this.#prepared(EVERYTHING)
            .all(...bind(id, now, DUMP_PAGE))
            .map(recordOf),
        );
        const last = records.at(-1);
        if (last === undefined) {
          return;
        }
        yield records;
        id = last.id;
      }
    } finally {
      await this.#answer(() => {
        this.#connection.exec('COMMIT');
      });
    }
  }

  healthy(): Promise<boolean> {
    return this.#answer(
      () => {
        this.#inTransaction(() => this.#run(LEAVE_PROBE, PROBE));
        this.#inTransaction(() => this.#run(TAKE_PROBE));
        return true;
      },
      Math.min(this.#patienceMs, HEALTH_PATIENCE_MS),
    ).catch(() => false);
  }

  close(): Promise<void> {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#statements.clear();
      this.#connection.close();
    }
    return Promise.resolve();
  }

  #addTags({ id, summary }: StoredRecord): void {
    if (summary.tags.length > 0) {
      this.#run(ADD_TAGS, summary.kind, summary.at, id, JSON.stringify(summary.tags));
    }
  }

  /** Exports read every record once and keep none. */
  #recordOf(row: SqliteRow): StoredRecord {
    const fetched = {
      id: textOf(row, 'id'),
      version: textOf(row, 'version'),
      body: textOf(row, 'body'),
    };
    return this.#kept.of(fetched, () => recordOf(row));
  }

  #pageOf(query: FindQuery, rows: readonly SqliteRow[]): Page {
    const records = rows.slice(0, query.limit).map((row) => this.#recordOf(row));
    const last = records.at(-1);
    if (last === undefined || rows.length <= records.length) {
      return { records };
    }
    return { records, next: pageTokenOf(query, { at: last.summary.at, id: last.id }) };
  }

  #run(sql: string, ...values: readonly SqliteValue[]): number {
    return Number(this.#prepared(sql).run(...bind(...values)).changes);
  }

  /** Statements are kept: preparing one per call leaks until the next garbage collection. */
  #prepared(sql: string): SqliteStatement {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) {
      return kept;
    }
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #inTransaction<Result>(work: () => Result): Result {
    return inTransaction(this.#connection, work);
  }

  /** Does the work at once, or as soon as others let it; whatever it throws becomes an error of ours. */
  async #answer<Result>(work: () => Result, patienceMs = this.#patienceMs): Promise<Result> {
    const givesUpAt = performance.now() + patienceMs;
    for (let looks = 0; ; looks += 1) {
      try {
        return this.#whileOpen(work);
      } catch (error) {
        if (!isBusy(error) || performance.now() >= givesUpAt) {
          throw storeErrorFor(error);
        }
      }
      await pause(PAUSES_MS[looks] ?? LAST_PAUSE_MS);
    }
  }

  #whileOpen<Result>(work: () => Result): Result {
    if (!this.#isOpen) {
      throw new TransientError('store/unavailable', 'The store is closed.');
    }
    return work();
  }
}

/** Whether two versions of a record have the same rows of tags. */
function isListedAlike(one: StoredRecord | undefined, { summary }: StoredRecord): boolean {
  const { kind, at, tags } = summary;
  return (
    one?.summary.kind === kind &&
    one.summary.at === at &&
    JSON.stringify(one.summary.tags) === JSON.stringify(tags)
  );
}
