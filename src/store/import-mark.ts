import { z } from 'zod';
import type { Instant } from '../domain/kernel';
import { PermanentError } from '../errors';
import type { RecordStore } from '../workflow/store-port';

const ID = 'import:unfinished';

const kept = z.object({ sha256: z.string() });

/** Whether this record only says that an import is under way; no export holds it. Pure. */
export function isImportMark({ id }: { readonly id: string }): boolean {
  return id === ID;
}

/** Checksum of the file whose import began and did not end; `undefined` when there is none. */
export async function unfinishedImport(
  store: RecordStore,
  now: Instant,
): Promise<string | undefined> {
  const found = await store.read(ID, now);
  return found === undefined ? undefined : kept.parse(found.record.body).sha256;
}

/**
 * Lets nobody work on half of the records.
 *
 * @throws PermanentError `dump/unfinished` when an import began and did not end.
 */
export async function refuseHalfImport(store: RecordStore, now: Instant): Promise<void> {
  if ((await unfinishedImport(store, now)) !== undefined) {
    throw new PermanentError(
      'dump/unfinished',
      'The store holds half an import: run store:import with the same file again, or begin with an empty store.',
    );
  }
}

/** Notes that an import begins; does nothing when it is noted. */
export async function markImport(store: RecordStore, sha256: string, now: Instant): Promise<void> {
  await store.create(markOf(sha256, now), now);
}

/** Notes that it has ended: the mark expires at this moment. */
export async function clearImportMark(
  store: RecordStore,
  sha256: string,
  now: Instant,
): Promise<void> {
  const found = await store.read(ID, now);
  if (found !== undefined) {
    await store.replace({ ...markOf(sha256, now), expiresAt: now }, found.version);
  }
}

function markOf(sha256: string, at: Instant): Parameters<RecordStore['create']>[0] {
  return {
    id: ID,
    schema: 1,
    summary: { kind: 'import', tags: [], search: '', at },
    body: { sha256 },
  };
}
