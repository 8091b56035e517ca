import { mkdtemp, rm, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  SqliteConnection,
  SqliteDriver,
  SqliteStatement,
} from '../../src/store/sqlite-driver';
import { loadSqliteDriver } from '../../src/store/sqlite-driver';
import { inTransaction, openSqliteFile } from '../../src/store/sqlite-file';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  file = join(folder, 'records.db');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a sound file', () => {
  it('is written through to the disk on every commit', async () => {
    const connection = await openSqliteFile(file);

    const settings = ['journal_mode', 'synchronous', 'busy_timeout', 'foreign_keys'].map((name) =>
      Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {}),
    );

    connection.close();
    expect(settings).toEqual([['wal'], [2], [5000], [1]]);
  });

  it.each([
    ['due', 'SELECT id FROM records WHERE due_at <= 1 ORDER BY due_at, id LIMIT 9', 'records_due'],
    ['expiry', 'SELECT id FROM records WHERE expires_at <= 1', 'records_expiring'],
    ['tags of a record', `DELETE FROM tags WHERE id = 'x'`, 'tags_of_record'],
  ])('answers by index: %s', async (_what, sql, index) => {
    const connection = await openSqliteFile(file);

    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();

    connection.close();
    const details = plan.map(({ detail }) => detail).join('; ');
    expect(details).toContain(index);
    expect(details).not.toContain('TEMP B-TREE');
  });

  it('is opened although other processes are making it at that moment', async () => {
    const driver = driverThatIsBusy(2);

    const connection = await openSqliteFile(file, driver);

    const version = connection.prepare('SELECT value FROM meta').get()?.['value'];
    connection.close();
    expect(version).toBe('1');
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['is no database', 'this is no database '.repeat(100)],
    ['has a damaged head', `SQLite format 3\0${'x'.repeat(5000)}`],
  ])('is called corrupt when it %s', async (_why, content) => {
    await writeFile(file, content);

    await expect(openSqliteFile(file)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'store/corrupt',
    });
  });

  it.each([
    ['a newer version of this program', `UPDATE meta SET value = '2'`],
    ['nobody knows what', `DELETE FROM meta`],
    ['another program', `DROP TABLE meta`],
  ])('is refused, untouched, when it was written by %s', async (_whom, sql) => {
    const connection = await openSqliteFile(file);
    connection.exec(sql);
    connection.close();

    await expect(openSqliteFile(file)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'store/corrupt',
    });
  });

  it('is unavailable when a folder stands in its place', async () => {
    await mkdir(file);

    await expect(openSqliteFile(file)).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
    });
  });

  it('is a wrong setting when it cannot have a write-ahead log', async () => {
    const opening = openSqliteFile(':memory:');

    await expect(opening).rejects.toMatchObject({ name: 'PermanentError', code: 'config/invalid' });
  });
});

describe('a transaction', () => {
  it('leaves nothing behind when its work fails', async () => {
    const connection = await openSqliteFile(file);
    const failing = (): never => {
      connection.exec("INSERT INTO meta (name, value) VALUES ('a', 'b')");
      throw new RangeError('half way');
    };

    expect(() => inTransaction(connection, failing)).toThrow(RangeError);

    const rows = connection.prepare("SELECT * FROM meta WHERE name = 'a'").all();
    const { isTransaction } = connection;
    connection.close();
    expect({ rows, isTransaction }).toEqual({ rows: [], isTransaction: false });
  });
});

/** The real driver, whose first switches to the write-ahead log fail as they do while another process switches. */
function driverThatIsBusy(times: number): SqliteDriver {
  const { DatabaseSync } = loadSqliteDriver();
  let left = times;
  class BusyAtFirst extends DatabaseSync implements SqliteConnection {
    override prepare(sql: string): SqliteStatement {
      if (sql.includes('journal_mode') && left > 0) {
        left -= 1;
        throw Object.assign(new Error('database is locked'), { errcode: 5 });
      }
      return super.prepare(sql);
    }
  }
  return { DatabaseSync: BusyAtFirst };
}
