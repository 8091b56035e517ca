import { z } from 'zod';
import { PermanentError } from '../errors';
import type { Json, StoredRecord } from '../workflow/store-port';
import { bodyTextOf } from './record-rules';

/** Largest `ttl` of an item, in seconds (learn.microsoft.com, "Time to Live in Azure Cosmos DB"). */
const TTL_MAX_SECONDS = 2_147_483_647;

/**
 * A record as Cosmos DB keeps it: one item, its own partition. What people typed stands as JSON text inside strings, because the
 * service keeps UTF-8 and neither halves of surrogate pairs nor `__proto__` would come back from it unchanged.
 */
export interface CosmosItem {
  readonly id: string;
  readonly schema: number;
  readonly summary: {
    readonly kind: string;
    readonly tags: readonly string[];
    /** Escaped as within a JSON string. */
    readonly search: string;
    readonly at: number;
  };
  readonly dueAt?: number;
  readonly expiresAt?: number;
  /** Seconds after the write at which the service removes the item. */
  readonly ttl?: number;
  /** JSON text. */
  readonly body: string;
  /** New with every write: whoever got no answer recognises the own write by it. */
  readonly writeId: string;
}

/** An item that was read: its record, its version, and who wrote it. */
export interface FoundItem {
  readonly record: StoredRecord;
  readonly version: string;
  readonly writeId: string;
}

const found = z.object({
  id: z.string(),
  schema: z.number(),
  summary: z.object({
    kind: z.string(),
    tags: z.array(z.string()),
    search: z.string(),
    at: z.number(),
  }),
  dueAt: z.number().optional(),
  expiresAt: z.number().optional(),
  body: z.string(),
  writeId: z.string(),
  _etag: z.string(),
});

/**
 * The item for a record. Pure.
 *
 * @throws whatever `bodyTextOf` throws for a record that no engine may keep.
 */
export function itemOf(record: StoredRecord, writeId: string): CosmosItem {
  const body = bodyTextOf(record);
  const { id, schema, summary, dueAt, expiresAt } = record;
  const { kind, tags, at } = summary;
  return {
    id,
    schema,
    summary: { kind, tags, search: JSON.stringify(summary.search).slice(1, -1), at },
    ...(dueAt !== undefined && { dueAt }),
    ...(expiresAt !== undefined && { expiresAt, ttl: secondsBetween(at, expiresAt) }),
    body,
    writeId,
  };
}

/**
 * Counted from the last moment of the record itself, which is never after the write: business time may be ahead of the clock of the
 * service, and an item must not go before its end.
 */
function secondsBetween(at: number, expiresAt: number): number {
  return Math.min(TTL_MAX_SECONDS, Math.max(1, Math.ceil((expiresAt - at) / 1000)));
}

/**
 * What an answer of the service holds. Pure.
 *
 * @throws PermanentError `store/corrupt` when it is not what `itemOf` made.
 */
export function foundItem(resource: unknown): FoundItem {
  try {
    const { id, schema, summary, dueAt, expiresAt, body, writeId, _etag } = found.parse(resource);
    return {
      record: {
        id,
        schema,
        summary: { ...summary, search: JSON.parse(`"${summary.search}"`) as string },
        ...(dueAt !== undefined && { dueAt }),
        ...(expiresAt !== undefined && { expiresAt }),
        body: JSON.parse(body) as Json,
      },
      version: _etag,
      writeId,
    };
  } catch (cause) {
    throw new PermanentError('store/corrupt', 'A stored record cannot be read.', { cause });
  }
}
