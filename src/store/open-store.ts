import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PermanentError } from '../errors';
import type { RecordStore } from '../workflow/store-port';
import { MemoryStore } from './memory-store';
import { openSqliteFile } from './sqlite-file';
import { SqliteStore } from './sqlite-store';

/** Where the records live: in one file of this machine, or nowhere once the program ends. */
export type StoreLocation =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'memory' };

/**
 * Opens the store. The folder of the file is created when it is missing, readable by its owner only, since the records name people.
 *
 * @throws PermanentError `config/invalid` when the folder cannot be made or used, `store/corrupt` when the file is not ours.
 * @throws TransientError `store/unavailable` when the file cannot be opened for the moment.
 */
export async function openStore(location: StoreLocation): Promise<RecordStore> {
  if (location.kind === 'memory') {
    return new MemoryStore();
  }
  try {
    await mkdir(dirname(location.file), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new PermanentError('config/invalid', 'The folder of the store cannot be made.', {
      cause,
    });
  }
  return new SqliteStore(await openSqliteFile(location.file));
}
