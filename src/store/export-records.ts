import { access, open, rename } from 'node:fs/promises';
import type { Instant } from '../domain/kernel';
import { PermanentError } from '../errors';
import { DumpWriter, type DumpTail } from './dump-file';
import type { Engine } from './engine';
import { isImportMark, refuseHalfImport } from './import-mark';

/** What an export and an import are told besides store and file. */
export interface DumpRun {
  /** Records that have expired at this moment are left out. */
  readonly now: Instant;
  /** Told how many records were carried over so far. */
  readonly progress: (count: number) => void;
}

/**
 * Writes every record of a store into a new file, readable by its owner only. Under its name the file is whole or not there at all.
 * From SQLite it is the picture of one moment; Cosmos DB knows no such moment over several records, so nobody should write meanwhile.
 *
 * @throws PermanentError `dump/refused` when the file exists, `dump/unfinished` when the store holds half an import.
 */
export async function exportRecords(engine: Engine, file: string, run: DumpRun): Promise<DumpTail> {
  await refuseExisting(file);
  await refuseHalfImport(engine, run.now);
  const partial = `${file}.partial`;
  const handle = await open(partial, 'w', 0o600);
  try {
    const writer = new DumpWriter();
    await handle.write(writer.head(run.now));
    let count = 0;
    for await (const page of engine.pages(run.now)) {
      const records = page.filter((record) => !isImportMark(record));
      await handle.write(records.map((record) => writer.record(record)).join(''));
      count += records.length;
      run.progress(count);
    }
    const { line, tail } = writer.tail();
    await handle.write(line);
    await handle.sync();
    await rename(partial, file);
    return tail;
  } finally {
    await handle.close();
  }
}

async function refuseExisting(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new PermanentError('dump/refused', 'The file exists; an export writes over nothing.');
  }
}
