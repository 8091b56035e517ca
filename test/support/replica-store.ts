/** The one store that several bots share, and how a test looks into it from outside. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore } from '../../src/store/open-store';
import type { RecordStore } from '../../src/workflow/store-port';
import { CosmosAccount } from './cosmos-account';

/** A store for the bots of one test. */
export interface ReplicaStore {
  readonly name: string;
  /** Settings with which a bot finds it. */
  readonly env: Readonly<Record<string, string>>;
  /** For how long work is leased, and how often each bot looks for work; long enough for a send on a slow machine. */
  readonly leaseMs: number;
  readonly sweepMs: number;
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
    leaseMs: 3_000,
    sweepMs: 300,
    openForLook: () => openStore({ kind: 'sqlite', file }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A container of its own, on an emulator that is started for it. */
export async function cosmosReplicaStore(): Promise<ReplicaStore> {
  const account = await CosmosAccount.start();
  const { endpoint, key = '' } = account.location;
  return {
    name: 'cosmos',
    env: { STORE: 'cosmos', COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key },
    // The emulator knows no index: every look goes through all items, one after the other for all bots.
    leaseMs: 8_000,
    sweepMs: 2_000,
    openForLook: () => openStore({ kind: 'cosmos', ...account.location }, account.ports),
    remove: () => account.close(),
  };
}
