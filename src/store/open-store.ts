import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PermanentError } from '../errors';
import { CosmosStore } from './cosmos-store';
import type { Engine } from './engine';
import { MemoryStore } from './memory-store';
import { openCosmos, type CosmosLocation, type CosmosPorts } from './open-cosmos';
import { openSqliteFile } from './sqlite-file';
import { SqliteStore } from './sqlite-store';

/** Where the records live: in one file of this machine, in a container of Cosmos DB, or nowhere once the program ends. */
export type StoreLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | ({ readonly kind: 'cosmos' } & CosmosLocation)
  | { readonly kind: 'memory' };

const NOBODY: CosmosPorts = {
  credential: () => {
    const problem = 'An account of Cosmos DB is opened with an identity.';
    throw new PermanentError('config/invalid', problem);
  },
};

/**
 * Opens the store. The folder of a file is created when it is missing, readable by its owner only, since the records name people;
 * a container never is.
 *
 * @throws PermanentError `config/invalid` when the folder cannot be made or used, or the container is not the declared one,
 *   `store/corrupt` when the file is not ours.
 * @throws TransientError `store/unavailable` when the file or the account cannot be opened for the moment.
 */
export async function openStore(location: StoreLocation, ports = NOBODY): Promise<Engine> {
  switch (location.kind) {
    case 'memory':
      return new MemoryStore();
    case 'cosmos':
      return new CosmosStore(await openCosmos(location, ports));
    case 'sqlite':
      return new SqliteStore(await openSqliteFile(await fileIn(location.file)));
  }
}

async function fileIn(file: string): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    return file;
  } catch (cause) {
    throw new PermanentError('config/invalid', 'The folder of the store cannot be made.', {
      cause,
    });
  }
}
