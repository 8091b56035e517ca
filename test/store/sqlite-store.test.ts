import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BugError } from '../../src/errors';
import { openStore } from '../../src/store/open-store';
import type { SqliteConnection } from '../../src/store/sqlite-driver';
import { loadSqliteDriver } from '../../src/store/sqlite-driver';
import { openSqliteFile } from '../../src/store/sqlite-file';
import { SqliteStore } from '../../src/store/sqlite-store';
import { runWriter } from '../support/store-process';
import { MONDAY_9, listAll, minutesIn, recordWith, writeAll } from '../support/store-records';
import { storeContract } from './store-contract';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  file = join(folder, 'records.db');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

storeContract('SqliteStore', () => openStore({ kind: 'sqlite', file }));

describe('a file of SqliteStore', () => {
  it('keeps its records when it is closed and opened again', async () => {
    const store = await openStore({ kind: 'sqlite', file });
    const version = await store.create(recordWith({ tags: ['a:1'] }), MONDAY_9);
    await store.close();

    const again = await openStore({ kind: 'sqlite', file });

    const found = await again.read('request:1', MONDAY_9);
    await again.close();
    expect(found).toStrictEqual({ record: recordWith({ tags: ['a:1'] }), version });
  });

  it('gets the folders it needs, closed to other people', async () => {
    const deep = join(folder, 'a', 'b', 'records.db');

    const store = await openStore({ kind: 'sqlite', file: deep });

    await store.close();
    expect((await stat(join(folder, 'a', 'b'))).mode & 0o077).toBe(0);
  });

  it('is written through to the disk on every commit', () => {
    const connection = openSqliteFile(file);

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
  ])('answers by index: %s', (_what, sql, index) => {
    const connection = openSqliteFile(file);

    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();

    connection.close();
    const details = plan.map(({ detail }) => detail).join('; ');
    expect(details).toContain(index);
    expect(details).not.toContain('TEMP B-TREE');
  });

  it('leaves no tags behind when expired records are removed', async () => {
    const connection = openSqliteFile(file);
    const store = new SqliteStore(connection);
    const parts = Array.from({ length: 120 }, (_, n) => ({
      id: `request:${n}`,
      tags: ['a:1', `n:${n}`],
      expiresAt: minutesIn(1),
    }));
    await writeAll(store, parts);

    const left = [];
    for (let sweep = 0; sweep < 3; sweep += 1) {
      await store.due(minutesIn(1), 1);
      left.push(countOf(connection, 'records'), countOf(connection, 'tags'));
    }

    await store.close();
    expect(left).toEqual([70, 140, 20, 40, 0, 0]);
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['is no database', 'this is no database '.repeat(100)],
    ['has a damaged head', `SQLite format 3\0${'x'.repeat(5000)}`],
  ])('is called corrupt when it %s', async (_why, content) => {
    await writeFile(file, content);

    await expect(openStore({ kind: 'sqlite', file })).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'store/corrupt',
    });
  });

  it.each([
    ['a newer version of this program', `UPDATE meta SET value = '2'`],
    ['nobody knows what', `DELETE FROM meta`],
    ['another program', `DROP TABLE meta`],
  ])('is refused, untouched, when it was written by %s', async (_whom, sql) => {
    const connection = openSqliteFile(file);
    connection.exec(sql);
    connection.close();

    await expect(openStore({ kind: 'sqlite', file })).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'store/corrupt',
    });
  });

  it('is unavailable when a folder stands in its place', async () => {
    await mkdir(file);

    await expect(openStore({ kind: 'sqlite', file })).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
    });
  });

  it('is a wrong setting when its folder cannot be made', async () => {
    await writeFile(file, '');
    const inside = join(file, 'records.db');

    const opening = openStore({ kind: 'sqlite', file: join(inside, 'x.db') });

    await expect(opening).rejects.toMatchObject({ name: 'PermanentError', code: 'config/invalid' });
  });

  it('is a wrong setting when it cannot have a write-ahead log', async () => {
    const opening = openStore({ kind: 'sqlite', file: ':memory:' });

    await expect(opening).rejects.toMatchObject({ name: 'PermanentError', code: 'config/invalid' });
  });
});

describe('trouble while SqliteStore works', () => {
  let connection: SqliteConnection;
  let store: SqliteStore;

  beforeEach(() => {
    connection = openSqliteFile(file);
    store = new SqliteStore(connection);
  });

  afterEach(async () => {
    await store.close();
  });

  it('is unavailable and unhealthy while another process holds the lock, and reads go on', async () => {
    const version = (await store.create(recordWith(), MONDAY_9))!;
    const other = openSqliteFile(file);
    other.exec('BEGIN IMMEDIATE');
    connection.exec('PRAGMA busy_timeout = 0');

    const write = store.replace(recordWith({ body: 2 }), version);

    await expect(write).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
    });
    expect(await store.healthy()).toBe(false);
    expect(await store.read('request:1', MONDAY_9)).toBeDefined();
    other.exec('ROLLBACK');
    other.close();
    expect(await store.healthy()).toBe(true);
    expect(await store.replace(recordWith({ body: 2 }), version)).toBeDefined();
  });

  it('is unavailable when the disk is full, loses nothing acknowledged and recovers', async () => {
    connection.exec('PRAGMA max_page_count = 60');
    const acknowledged: string[] = [];
    const fill = async (): Promise<void> => {
      for (let n = 0; n < 100; n += 1) {
        const id = `request:${n}`;
        await store.create(recordWith({ id, tags: ['a:1'], body: 'x'.repeat(9000) }), MONDAY_9);
        acknowledged.push(id);
      }
    };

    await expect(fill()).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
      details: { sqliteCode: 13 },
    });

    expect(acknowledged.length).toBeGreaterThan(1);
    const listed = await listAll(store, { kind: 'request', tag: 'a:1', limit: 200 });
    expect([...listed].sort()).toEqual(acknowledged.sort());
    connection.exec('PRAGMA max_page_count = 1000000');
    await expect(fill()).resolves.toBeUndefined();
  });

  it('is unavailable and unhealthy when the file can only be read', async () => {
    connection.exec('PRAGMA query_only = ON');

    const write = store.create(recordWith(), MONDAY_9);

    await expect(write).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
    });
  });

  it.each(['summary', 'body'])('calls a record with a damaged %s corrupt', async (column) => {
    await store.create(recordWith(), MONDAY_9);
    connection.exec(`UPDATE records SET ${column} = '{"half":'`);

    await expect(store.read('request:1', MONDAY_9)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'store/corrupt',
      details: { column },
    });
  });

  it('calls a statement that SQLite refuses a bug', async () => {
    connection.exec('DROP TABLE tags');

    await expect(store.create(recordWith({ tags: ['a:1'] }), MONDAY_9)).rejects.toThrow(BugError);
    expect(await store.read('request:1', MONDAY_9)).toBeUndefined();
  });
});

describe('several users of one file', () => {
  it('lets exactly one of two connections win each of 200 versions', async () => {
    const first = await openStore({ kind: 'sqlite', file });
    const second = await openStore({ kind: 'sqlite', file });
    let version = (await first.create(recordWith(), MONDAY_9))!;
    const winners: number[] = [];

    for (let round = 0; round < 200; round += 1) {
      // Who asks first changes with every round.
      const racers = round % 2 === 0 ? [first, second] : [second, first];
      const versions = await Promise.all(
        racers.map((store, n) => store.replace(recordWith({ body: [round, n] }), version)),
      );
      const won = versions.filter((answer) => answer !== undefined);
      winners.push(won.length);
      version = won[0]!;
    }

    const last = await first.read('request:1', MONDAY_9);
    await Promise.all([first.close(), second.close()]);
    expect(winners).toEqual(Array.from({ length: 200 }, () => 1));
    expect(last?.version).toBe(version);
  });

  it('lets exactly one of three processes that start on a new file create each record', async () => {
    const order = { file, first: 0, count: 150 };

    const ends = await Promise.all([runWriter(order), runWriter(order), runWriter(order)]);

    const created = ends.flatMap(({ acknowledged }) =>
      acknowledged.filter((line) => line.startsWith('created')),
    );
    const expected = Array.from({ length: 150 }, (_, n) => `created ${n}`);
    expect([...created].sort()).toEqual(expected.sort());
  });

  it('loses nothing acknowledged when the writer is killed without warning', async () => {
    const acknowledged: string[] = [];
    for (const first of [0, 10_000, 20_000]) {
      const end = await runWriter({ file, first, count: 10_000, killAfter: 101 + first / 1000 });
      expect(end.signal).toBe('SIGKILL');
      acknowledged.push(...end.acknowledged);
    }

    const connection = openSqliteFile(file);
    const store = new SqliteStore(connection);

    const check = connection.prepare('PRAGMA integrity_check').get();
    const created = [...new Set(acknowledged.map((line) => Number(line.split(' ')[1])))];
    const replaced = new Set(
      acknowledged
        .filter((line) => line.startsWith('replaced'))
        .map((l) => Number(l.split(' ')[1])),
    );
    const states = new Map<number, string>();
    for (const n of created) {
      const found = await store.read(`request:${n}`, MONDAY_9);
      const [state] = found?.record.summary.tags ?? [];
      const byTag = await listAll(store, { kind: 'request', tag: `number:${n}`, limit: 2 });
      expect(byTag).toEqual([`request:${n}`]);
      expect(await listAll(store, { kind: 'request', tag: state!, limit: 200 })).toContain(
        `request:${n}`,
      );
      states.set(n, state!);
    }
    await store.close();
    expect(Object.values(check ?? {})).toEqual(['ok']);
    expect(acknowledged.length).toBeGreaterThan(300);
    expect([...replaced].filter((n) => states.get(n) !== 'state:replaced')).toEqual([]);
  });
});

describe('the driver under test', () => {
  it('is the one that the store opens', () => {
    expect(loadSqliteDriver()).toHaveProperty('DatabaseSync');
  });
});

function countOf(connection: SqliteConnection, table: 'records' | 'tags'): unknown {
  return connection.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'];
}
