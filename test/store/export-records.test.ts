import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/store/engine';
import { exportRecords } from '../../src/store/export-records';
import { markImport } from '../../src/store/import-mark';
import { importRecords } from '../../src/store/import-records';
import { MemoryStore } from '../../src/store/memory-store';
import { openStore, type StoreLocation } from '../../src/store/open-store';
import type { StoredRecord } from '../../src/workflow/store-port';
import { CosmosAccount } from '../support/cosmos-account';
import { BreakingEngine } from '../support/fake-breaking-engine';
import {
  MONDAY_9,
  minutesIn,
  recordWith,
  writeAll,
  type RecordParts,
} from '../support/store-records';

jest.setTimeout(30_000);

/** Everything that a record can hold. */
const RECORDS = Array.from({ length: 130 }, (_, n) => ({
  id: `request:${String(n).padStart(3, '0')}`,
  at: minutesIn(n) + 0.5,
  schema: 1 + (n % 2),
  tags: [`n:${String(n)}`, 'a:1', 'a:1'],
  search: `señor "${String(n)}"\u2028\n\0 \ud83d`,
  body: JSON.parse(`{"__proto__":{"n":${String(n)}},"b":"\\u2029\\ud800 é","a":1e21}`) as object,
  ...(n % 2 === 0 && { dueAt: minutesIn(-n) }),
  ...(n % 3 === 0 && { expiresAt: minutesIn(n + 1) }),
})) as readonly RecordParts[];

let folder: string;
let file: string;
let account: CosmosAccount;
const run = { now: MONDAY_9, progress: () => undefined };

beforeAll(async () => {
  account = await CosmosAccount.start();
});

afterAll(async () => {
  await account.close();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dump-'));
  file = join(folder, 'records.jsonl');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function emptyEngine(kind: string): Promise<Engine> {
  await account.empty();
  const locations: Record<string, StoreLocation> = {
    sqlite: { kind: 'sqlite', file: join(folder, `${kind}.db`) },
    cosmos: { kind: 'cosmos', ...account.location },
    memory: { kind: 'memory' },
  };
  return openStore(locations[kind]!);
}

async function contentOf(engine: Engine): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for await (const page of engine.pages(MONDAY_9)) {
    records.push(...page);
  }
  return records.sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe('an export', () => {
  it.each([
    ['sqlite', 'cosmos'],
    ['cosmos', 'sqlite'],
    ['memory', 'sqlite'],
  ])('carries every record from %s to %s unchanged', async (from, to) => {
    const source = await emptyEngine(from);
    await writeAll(source, RECORDS);
    const target = to === from ? source : await openedBeside(to);

    const { count, sha256 } = await exportRecords(source, file, run);
    const imported = await importRecords(target, file, run);

    const content = await contentOf(target);
    await Promise.all([source.close(), target.close()]);
    expect(content).toStrictEqual(RECORDS.map((parts) => recordWith(parts)));
    expect([count, imported.count, imported.expired]).toEqual([130, 130, 0]);
    const text = await readFile(file, 'utf8');
    const before = text.slice(0, text.lastIndexOf('{"count"'));
    expect(sha256).toBe(createHash('sha256').update(before).digest('hex'));
    expect(text.split('\n')).toHaveLength(133);
  });

  /** A second engine whose opening leaves the first alone. */
  function openedBeside(kind: string): Promise<Engine> {
    return kind === 'cosmos'
      ? openStore({ kind: 'cosmos', ...account.location })
      : openStore({ kind: 'sqlite', file: join(folder, 'target.db') });
  }

  it('is a file for its owner only, since it names people', async () => {
    await exportRecords(new MemoryStore(), file, run);

    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readdir(folder)).toEqual(['records.jsonl']);
  });

  it('writes over no file', async () => {
    await writeFile(file, 'mine');

    const exporting = exportRecords(new MemoryStore(), file, run);

    await expect(exporting).rejects.toMatchObject({ code: 'dump/refused' });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('that breaks off leaves no file under its name', async () => {
    const inner = new MemoryStore();
    await writeAll(inner, RECORDS);

    const exporting = exportRecords(new BreakingEngine(inner, { pagesLeft: 0 }), file, run);

    await expect(exporting).rejects.toMatchObject({ code: 'store/unavailable' });
    expect(await readdir(folder)).not.toContain('records.jsonl');
  });

  it('is refused of half an import', async () => {
    const store = new MemoryStore();
    await markImport(store, 'sum', MONDAY_9);

    const exporting = exportRecords(store, file, run);

    await expect(exporting).rejects.toMatchObject({ code: 'dump/unfinished' });
  });

  it('leaves out what has expired, and tells how far it is', async () => {
    const store = new MemoryStore();
    await writeAll(store, [...RECORDS, { id: 'request:over', expiresAt: MONDAY_9 }]);
    const told: number[] = [];

    const { count } = await exportRecords(store, file, {
      now: MONDAY_9,
      progress: (so) => told.push(so),
    });

    expect([count, told.at(-1)]).toEqual([130, 130]);
    expect(await readFile(file, 'utf8')).not.toContain('request:over');
  });
});
