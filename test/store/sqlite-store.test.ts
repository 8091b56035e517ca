import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BugError } from '../../src/errors';
import { openStore } from '../../src/store/open-store';
import type { SqliteConnection } from '../../src/store/sqlite-driver';
import { openSqliteFile } from '../../src/store/sqlite-file';
import { SqliteStore } from '../../src/store/sqlite-store';
import type { RecordStore } from '../../src/workflow/store-port';
import { runWriter } from '../support/store-process';
import { MONDAY_9, listAll, minutesIn, recordWith, writeAll } from '../support/store-records';
import { keptContract } from './kept-contract';
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
keptContract('SqliteStore', () => openStore({ kind: 'sqlite', file }));

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

  it('leaves no tags behind when expired records are removed', async () => {
    const connection = await openSqliteFile(file);
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

it('an export of a file is the picture of one moment, while others go on writing', async () => {
  const writer = await openStore({ kind: 'sqlite', file });
  const parts = Array.from({ length: 150 }, (_, n) => ({ id: `request:${String(100 + n)}` }));
  await writeAll(writer, parts);
  const reader = await openStore({ kind: 'sqlite', file });
  const bodies: unknown[] = [];

  for await (const page of reader.pages(MONDAY_9)) {
    bodies.push(...page.map(({ body }) => body));
    const last = await writer.read('request:249', MONDAY_9);
    await writer.replace(recordWith({ id: 'request:249', body: 'later' }), last!.version);
    await writer.create(recordWith({ id: 'request:new' }), MONDAY_9);
  }

  const after = await reader.read('request:249', MONDAY_9);
  await Promise.all([writer.close(), reader.close()]);
  expect(bodies).toEqual(parts.map(() => ({ events: [] })));
  expect(after?.record.body).toBe('later');
});

describe('trouble while SqliteStore works', () => {
  let connection: SqliteConnection;
  let store: SqliteStore;

  beforeEach(async () => {
    connection = await openSqliteFile(file);
    store = new SqliteStore(connection);
  });

  afterEach(async () => {
    await store.close();
  });

  it('is unavailable and unhealthy while another process holds the lock, and reads go on', async () => {
    const hasty = new SqliteStore(connection, 0);
    const version = (await store.create(recordWith(), MONDAY_9))!;
    const other = await openSqliteFile(file);
    other.exec('BEGIN IMMEDIATE');

    const write = hasty.replace(recordWith({ body: 2 }), version);

    await expect(write).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
    });
    expect(await hasty.healthy()).toBe(false);
    expect(await hasty.read('request:1', MONDAY_9)).toBeDefined();
    other.exec('ROLLBACK');
    other.close();
    expect(await store.healthy()).toBe(true);
    expect(await store.replace(recordWith({ body: 2 }), version)).toBeDefined();
  });

  it('waits for a writer of another process, and nobody waits for it meanwhile', async () => {
    const other = await openSqliteFile(file);
    other.exec('BEGIN IMMEDIATE');
    const ends: string[] = [];

    const write = store.create(recordWith(), MONDAY_9).then(() => ends.push('written'));
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 1);
    });
    ends.push('the other has ended');
    other.exec('COMMIT');
    other.close();
    await write;

    expect(ends).toEqual(['the other has ended', 'written']);
    expect(await store.read('request:1', MONDAY_9)).toBeDefined();
  });

  it('stands no stiller for many that wait than for one', async () => {
    const other = await openSqliteFile(file);
    other.exec('BEGIN IMMEDIATE');
    const hasty = new SqliteStore(connection, 1_000);
    const ids = Array.from({ length: 100 }, (_one, n) => `request:${String(n)}`);

    const writes = ids.map((id) => hasty.create(recordWith({ id }), MONDAY_9));
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 1);
    });
    other.exec('COMMIT');
    other.close();

    expect(await Promise.all(writes)).not.toContain(undefined);
  });

  it('does not wait any more once it is closed', async () => {
    const other = await openSqliteFile(file);
    other.exec('BEGIN IMMEDIATE');

    const write = store.create(recordWith(), MONDAY_9);
    await store.close();

    await expect(write).rejects.toMatchObject({ code: 'store/unavailable' });
    other.close();
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

    expect(await store.healthy()).toBe(false);
    expect(acknowledged.length).toBeGreaterThan(1);
    const listed = await listAll(store, { kind: 'request', tag: 'a:1', limit: 200 });
    expect([...listed].sort()).toEqual(acknowledged.sort());
    connection.exec('PRAGMA max_page_count = 1000000');
    expect(await store.healthy()).toBe(true);
    await expect(fill()).resolves.toBeUndefined();
  });

  it('is unavailable when the file can only be read', async () => {
    connection.exec('PRAGMA query_only = ON');

    const write = store.create(recordWith(), MONDAY_9);

    await expect(write).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
    });
    expect(await store.healthy()).toBe(false);
    connection.exec('PRAGMA query_only = OFF');
    expect(await store.healthy()).toBe(true);
  });

  it('leaves nothing behind when it is asked whether it is well', async () => {
    await store.healthy();

    const rows = connection.prepare('SELECT name FROM meta').all();
    expect(rows.map(({ name }) => name)).toEqual(['file-version']);
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

  it('takes back the record when its tags cannot be replaced', async () => {
    const version = (await store.create(recordWith(), MONDAY_9))!;
    connection.exec('DROP TABLE tags');

    await expect(store.replace(recordWith({ body: 2 }), version)).rejects.toThrow(BugError);

    expect(await store.read('request:1', MONDAY_9)).toEqual({ record: recordWith(), version });
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
  }, 30_000);

  it('loses nothing acknowledged when writers are killed without warning', async () => {
    const ends = await Promise.all([
      runWriter({ file, first: 0, count: 10_000, killAfter: 61 }),
      runWriter({ file, first: 10_000, count: 10_000, killAfter: 100 }),
      runWriter({ file, first: 20_000, count: 10_000, killAfter: 141 }),
    ]);

    const connection = await openSqliteFile(file);
    const store = new SqliteStore(connection);
    const sound = connection.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    const stored = await contentOf(store);
    await store.close();
    expect(ends.map(({ signal }) => signal)).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
    expect(sound).toBe('ok');
    const lines = ends.flatMap(({ acknowledged }) => acknowledged);
    expect(lines.length).toBeGreaterThan(300);
    expect(lines.filter((line) => !isKept(line, stored))).toEqual([]);
  }, 30_000);
});

/** State of every stored record, by number; fails when a record and its lists disagree. */
async function contentOf(store: RecordStore): Promise<ReadonlyMap<string, string>> {
  const ids = await listAll(store, { kind: 'request', limit: 200 });
  const states = new Map<string, string>();
  for (const state of ['created', 'replaced']) {
    for (const id of await listAll(store, { kind: 'request', tag: `state:${state}`, limit: 200 })) {
      const found = await store.read(id, MONDAY_9);
      expect(found?.record.body).toMatchObject({ state });
      states.set(id.replace('request:', ''), state);
    }
  }
  expect([...ids].sort()).toEqual([...states.keys()].map((n) => `request:${n}`).sort());
  return states;
}

/** Whether an acknowledged write is there: a created record may have been replaced since, never the other way round. */
function isKept(line: string, stored: ReadonlyMap<string, string>): boolean {
  const [state, n = ''] = line.split(' ');
  return stored.get(n) === 'replaced' || stored.get(n) === state;
}

function countOf(connection: SqliteConnection, table: 'records' | 'tags'): unknown {
  return connection.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'];
}
