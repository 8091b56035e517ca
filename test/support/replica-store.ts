/** The one store that several bots share, and how a test looks into it from outside. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore } from '../../src/store/open-store';
import type { RecordStore } from '../../src/workflow/store-port';

/** A store for the bots of one test. */
export interface ReplicaStore {
  readonly name: string;
  /** Settings with which a bot finds it. */
  readonly env: Readonly<Record<string, string>>;
  /** A connection of the test's own; the caller closes it. */
  openForLook(): Promise<RecordStore>;
  /** Everything that was kept is gone. */
  remove(): Promise<void>;
}

/** A SQLite file of its own. */
export async function sqliteReplicaStore(): Promise<ReplicaStore & { readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'replicas-'));
  const file = join(folder, 'desk.sqlite');
  return {
    name: 'sqlite',
    file,
    env: { STORE: 'sqlite', SQLITE_FILE: file },
    openForLook: () => openStore({ kind: 'sqlite', file }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
