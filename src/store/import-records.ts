import { PermanentError } from '../errors';
import type { StoredRecord } from '../workflow/store-port';
import { digestOf, readDump, type DumpTail } from './dump-file';
import type { Engine } from './engine';
import type { DumpRun } from './export-records';
import { clearImportMark, isImportMark, markImport, unfinishedImport } from './import-mark';
import { isGone } from './record-rules';

/** Writes under way at once: a far store answers several as fast as one. */
const WRITES_AT_ONCE = 8;

/** What an import did. */
export interface Imported {
  readonly count: number;
  /** Records that had expired since the export. */
  readonly expired: number;
}

/** A dump that was read to its end and found whole: what every record of it looks like. */
interface CheckedDump {
  readonly tail: DumpTail;
  readonly digests: ReadonlyMap<string, string>;
  readonly expired: number;
}

/**
 * Reads the records of an export into an empty store. The whole file is checked before the first is written, and the whole store is
 * read and compared afterwards. An import that was interrupted goes on with the same file; until then the bot does not start.
 *
 * @throws PermanentError `dump/refused` when the file is not whole or the store is not empty: nothing was written.
 *   `dump/unfinished` when the store does not hold what the file holds in the end.
 */
export async function importRecords(engine: Engine, file: string, run: DumpRun): Promise<Imported> {
  const dump = await checkedDump(file, run);
  await claim(engine, dump, run);
  await writeAll(engine, file, run);
  await compare(engine, dump, run);
  await clearImportMark(engine, dump.tail.sha256, run.now);
  return { count: dump.digests.size, expired: dump.expired };
}

async function checkedDump(file: string, { now }: DumpRun): Promise<CheckedDump> {
  const digests = new Map<string, string>();
  const records = readDump(file);
  let expired = 0;
  for (;;) {
    const next = await records.next();
    if (next.done === true) {
      return { tail: next.value, digests, expired };
    }
    const { value: record } = next;
    if (isGone(record.expiresAt, now)) {
      expired += 1;
    } else {
      digests.set(record.id, digestOf(record));
    }
  }
}

/** Makes the store ours for this file. */
async function claim(engine: Engine, { tail }: CheckedDump, { now }: DumpRun): Promise<void> {
  const begun = await unfinishedImport(engine, now);
  if (begun === undefined && !(await isEmpty(engine, now))) {
    const message = 'The store holds records; an import wants an empty one.';
    throw new PermanentError('dump/refused', message);
  }
  if (begun !== undefined && begun !== tail.sha256) {
    const message = 'The store holds half an import of another file.';
    throw new PermanentError('dump/refused', message);
  }
  await markImport(engine, tail.sha256, now);
}

async function isEmpty(engine: Engine, now: number): Promise<boolean> {
  for await (const page of engine.pages(now)) {
    return page.length === 0;
  }
  return true;
}

async function writeAll(engine: Engine, file: string, run: DumpRun): Promise<void> {
  const store = engine.forBackground();
  let batch: StoredRecord[] = [];
  let count = 0;
  const write = async (): Promise<void> => {
    // A record that is there was written before an interruption; the comparison tells if it is another.
    await Promise.all(batch.map((record) => store.create(record, run.now)));
    count += batch.length;
    batch = [];
    run.progress(count);
  };
  for await (const record of readDump(file)) {
    if (!isGone(record.expiresAt, run.now)) {
      batch.push(record);
    }
    if (batch.length === WRITES_AT_ONCE) {
      await write();
    }
  }
  await write();
}

async function compare(engine: Engine, { digests }: CheckedDump, { now }: DumpRun): Promise<void> {
  let count = 0;
  for await (const page of engine.pages(now)) {
    for (const record of page.filter((one) => !isImportMark(one))) {
      count += 1;
      if (digests.get(record.id) !== digestOf(record)) {
        throw differs({ id: record.id });
      }
    }
  }
  if (count !== digests.size) {
    throw differs({ records: count, expected: digests.size });
  }
}

function differs(details: Readonly<Record<string, string | number>>): PermanentError {
  const message = 'The store does not hold what the file holds; the bot will not start on it.';
  return new PermanentError('dump/unfinished', message, { details });
}
