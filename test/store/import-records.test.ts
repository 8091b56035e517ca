import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermanentError } from '../../src/errors';
import type { Engine } from '../../src/store/engine';
import { exportRecords } from '../../src/store/export-records';
import { refuseHalfImport, unfinishedImport } from '../../src/store/import-mark';
import { importRecords } from '../../src/store/import-records';
import { MemoryStore } from '../../src/store/memory-store';
import { BreakingEngine } from '../support/fake-breaking-engine';
import { MONDAY_9, listAll, minutesIn, recordWith, writeAll } from '../support/store-records';

const COUNT = 30;
const run = { now: MONDAY_9, progress: () => undefined };

let folder: string;
let file: string;
let target: MemoryStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dump-'));
  file = join(folder, 'records.jsonl');
  target = new MemoryStore();
  const source = new MemoryStore();
  const parts = Array.from({ length: COUNT }, (_, n) => ({ id: `request:${String(10 + n)}` }));
  await writeAll(source, [...parts.slice(1), { id: 'request:10', body: 'Frau Sommer' }]);
  await exportRecords(source, file, run);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function idsIn(engine: Engine): Promise<readonly string[]> {
  return listAll(engine, { kind: 'request', limit: 200 });
}

async function failureOf(importing: Promise<unknown>): Promise<PermanentError> {
  const failure: unknown = await importing.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PermanentError);
  return failure as PermanentError;
}

/** The lines of the file, without their line feeds. Line 1 is `lines[0]`. */
type Edit = (lines: string[]) => readonly string[];

/** The line with some text in it replaced. */
function changed(number: number, from: string | RegExp, to: string): Edit {
  return (lines) => lines.map((line, n) => (n === number - 1 ? line.replace(from, to) : line));
}

const BAD: readonly (readonly [string, Edit, RegExp])[] = [
  ['is empty', () => [], /^Line 1: /],
  ['holds one line', (lines) => lines.slice(0, 1), /^Line 1: /],
  ['holds its last line alone', (lines) => lines.slice(-1), /^Line 1: /],
  ['is of another program', changed(1, 'sme-desk-records', 'other'), /^Line 1: format /],
  ['is of a later version', changed(1, '"version":1', '"version":2'), /^Line 1: version /],
  ['has a line that is no JSON', changed(7, '}}', '}'), /^Line 7: is no JSON/],
  ['has an empty line', (lines) => lines.toSpliced(6, 0, ''), /^Line 7: is no JSON/],
  ['lacks a field', changed(7, '"schema":1,', ''), /^Line 7: schema /],
  ['has a wrong field', changed(7, /"at":\d+/, '"at":"today"'), /^Line 7: summary\.at /],
  ['has a field too many', changed(7, '"schema"', '"x":1,"schema"'), /^Line 7: /],
  ['lacks a body', changed(7, /,"body".*\}/, '}'), /^Line 7: body is missing/],
  [
    'has an impossible id',
    changed(7, '"id":"request:', '"id":"request/'),
    /^Line 7: .*id .* impossible/,
  ],
  ['names an id twice', (lines) => lines.toSpliced(7, 0, lines[6]!), /^Line 8: its id /],
  ['says that it is an import', changed(7, /request:\d+/, 'import:unfinished'), /^Line 7: its id /],
  ['has one character changed', changed(7, '"search":""', '"search":"x"'), /^Line 32: .*checksum/],
  ['lacks a record', (lines) => lines.toSpliced(6, 1), /^Line 31: there are 29 records .* not 30/],
  ['lacks its last line', (lines) => lines.slice(0, -1), /^Line 31: /],
  ['goes on after its last line', (lines) => [...lines, lines[5]!], /^Line 32: /],
];

describe('a file', () => {
  it.each(BAD)('that %s is refused, and nothing is written', async (_what, edit, message) => {
    const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
    await writeFile(
      file,
      edit(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );

    const failure = await failureOf(importRecords(target, file, run));

    expect(failure.code).toBe('dump/refused');
    expect(failure.message).toMatch(message);
    expect([await idsIn(target), await unfinishedImport(target, MONDAY_9)]).toEqual([
      [],
      undefined,
    ]);
  });

  it.each([
    ['is cut off in a line', (text: string) => text.slice(0, -10), /^Line 32: is cut off/],
    [
      'has a line without an end',
      (text: string) => `${text}${'x'.repeat(3_000_000)}`,
      /^Line 33: is longer/,
    ],
    [
      'is no UTF-8',
      (text: string) => Buffer.from(text.replace('"search":""', '"search":"é"'), 'latin1'),
      /^Line 32: .*checksum/,
    ],
  ])('that %s is refused', async (_what, edit, message) => {
    await writeFile(file, edit(await readFile(file, 'utf8')));

    const failure = await failureOf(importRecords(target, file, run));

    expect(failure.message).toMatch(message);
    expect(await idsIn(target)).toEqual([]);
  });

  it('that is not there is refused', async () => {
    const failure = await failureOf(importRecords(target, join(folder, 'none'), run));

    expect(failure.code).toBe('dump/refused');
  });

  it('is refused without telling what a bad line holds', async () => {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"schema":1,"summary"', '"schema":"Frau","summary"'));

    const failure = await failureOf(importRecords(target, file, run));

    expect(failure.message).not.toContain('Frau');
    expect(failure.details).toEqual({ line: 2 });
  });
});

describe('an import', () => {
  it('is refused into a store that holds records, which stay as they are', async () => {
    await target.create(recordWith({ id: 'request:mine' }), MONDAY_9);

    const failure = await failureOf(importRecords(target, file, run));

    expect(failure.code).toBe('dump/refused');
    expect(await idsIn(target)).toEqual(['request:mine']);
    await expect(refuseHalfImport(target, MONDAY_9)).resolves.toBeUndefined();
  });

  it('leaves nothing of its mark, and tells how far it is', async () => {
    const told: number[] = [];

    await importRecords(target, file, { now: MONDAY_9, progress: (count) => told.push(count) });

    expect(told).toEqual([8, 16, 24, 30]);
    expect(await listAll(target, { kind: 'import', limit: 9 })).toEqual([]);
    await expect(refuseHalfImport(target, MONDAY_9)).resolves.toBeUndefined();
  });

  it('that breaks off keeps the bot from starting, and goes on with the same file', async () => {
    const breaking = new BreakingEngine(target, { createsLeft: 20 });
    await expect(importRecords(breaking, file, run)).rejects.toMatchObject({
      code: 'store/unavailable',
    });
    const half = await idsIn(target);
    const start = await failureOf(refuseHalfImport(target, MONDAY_9));

    const again = await importRecords(target, file, run);

    expect([half.length > 0 && half.length < COUNT, start.code]).toEqual([true, 'dump/unfinished']);
    expect([again.count, (await idsIn(target)).length]).toEqual([COUNT, COUNT]);
    await expect(refuseHalfImport(target, MONDAY_9)).resolves.toBeUndefined();
  });

  it('that broke off does not go on with another file', async () => {
    const breaking = new BreakingEngine(target, { createsLeft: 20 });
    await expect(importRecords(breaking, file, run)).rejects.toThrow();
    const other = join(folder, 'other.jsonl');
    await exportRecords(new MemoryStore(), other, run);

    const failure = await failureOf(importRecords(target, other, run));

    expect(failure.message).toContain('another file');
  });

  it('is not over when the store holds something else in the end', async () => {
    const instead = (record: ReturnType<typeof recordWith>): typeof record =>
      record.id === 'request:15' ? { ...record, body: 'else' } : record;
    const altering = new BreakingEngine(target, { instead });

    const failure = await failureOf(importRecords(altering, file, run));

    expect(failure).toMatchObject({ code: 'dump/unfinished', details: { id: 'request:15' } });
    await expect(refuseHalfImport(target, MONDAY_9)).rejects.toThrow(PermanentError);
  });

  it('is not over when the store lacks a record in the end', async () => {
    const instead = (record: ReturnType<typeof recordWith>): typeof record =>
      record.id === 'request:15' ? { ...record, id: 'request:16' } : record;
    const losing = new BreakingEngine(target, { instead });

    const failure = await failureOf(importRecords(losing, file, run));

    expect(failure).toMatchObject({ code: 'dump/unfinished', details: { records: 29 } });
  });

  it('leaves out what has expired since the export', async () => {
    const source = new MemoryStore();
    await writeAll(source, [{ id: 'request:a' }, { id: 'request:b', expiresAt: minutesIn(1) }]);
    const earlier = join(folder, 'earlier.jsonl');
    await exportRecords(source, earlier, run);

    const imported = await importRecords(target, earlier, { ...run, now: minutesIn(1) });

    expect(imported).toEqual({ count: 1, expired: 1 });
    expect(await idsIn(target)).toEqual(['request:a']);
  });
});
