import type { FindQuery, Json, RecordStore, StoredRecord } from '../../src/workflow/store-port';

/** Monday, 2026-11-23, 09:00 UTC. */
export const MONDAY_9 = Date.UTC(2026, 10, 23, 9);

/** That many minutes after (or before) Monday 9. */
export function minutesIn(minutes: number): number {
  return MONDAY_9 + minutes * 60_000;
}

/** What a test wants to say about a record; everything else is filled in. */
export interface RecordParts {
  readonly id?: string;
  readonly schema?: number;
  readonly kind?: string;
  readonly at?: number;
  readonly tags?: readonly string[];
  readonly search?: string;
  readonly dueAt?: number;
  readonly expiresAt?: number;
  readonly body?: Json;
}

const ORDINARY = { kind: 'request', tags: [], search: '', at: MONDAY_9 };

/** A record of the kind `request`, last changed on Monday 9. */
export function recordWith(parts: RecordParts = {}): StoredRecord {
  const { id = 'request:1', schema = 1, body = { events: [] }, dueAt, expiresAt } = parts;
  const { kind, tags, search, at } = { ...ORDINARY, ...parts };
  return {
    id,
    schema,
    summary: { kind, tags, search, at },
    ...(dueAt !== undefined && { dueAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    body,
  };
}

/** Creates all of these, one after the other. */
export async function writeAll(store: RecordStore, all: readonly RecordParts[]): Promise<void> {
  for (const parts of all) {
    await store.create(recordWith(parts), MONDAY_9);
  }
}

/** Ids of the whole list, page by page, as of Monday 9. */
export async function listAll(store: RecordStore, query: FindQuery): Promise<readonly string[]> {
  const { records, next } = await store.find(query, MONDAY_9);
  const ids = records.map(({ id }) => id);
  return next === undefined ? ids : [...ids, ...(await listAll(store, { ...query, after: next }))];
}
