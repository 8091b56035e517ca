import type { Instant } from '../domain/kernel';
import type { Summary } from '../domain/summary';

/** A value that survives `JSON.parse(JSON.stringify(x))` unchanged. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One record as the store keeps it: one row or one item, written whole or not at all. An engine may give the same object again for the
 * same version, so nobody may change it.
 */
export interface StoredRecord {
  /** 3 to 500 characters, at most 1,023 bytes of UTF-8, none of `? # / \` and no control characters. */
  readonly id: string;
  /** Version of the body's shape; older ones are read through `upcast`. */
  readonly schema: number;
  readonly summary: Summary;
  /** Earliest moment at which something in the record wants attention; absent when nothing does. */
  readonly dueAt?: Instant;
  /** After this moment the record counts as gone, whether or not the engine has removed it. */
  readonly expiresAt?: Instant;
  readonly body: Json;
}

/** What a read gives back: the record and the version a later `replace` must name. Opaque; never compare or order it. */
export interface Versioned {
  readonly record: StoredRecord;
  readonly version: string;
}

/** Records of one kind that carry a tag (or all of the kind), newest first, a page at a time. */
export interface FindQuery {
  readonly kind: string;
  readonly tag?: string;
  /** 1 to 200. */
  readonly limit: number;
  /** `next` of the page before; foreign or changed values give an empty first page, never an error. */
  readonly after?: string;
}

/** One page of a list. */
export interface Page {
  readonly records: readonly StoredRecord[];
  readonly next?: string;
}

/**
 * The store: five primitives that mean the same on every engine. Each is atomic by itself; there is no transaction over two.
 * All throw `TransientError('store/unavailable')` when the engine fails for the moment or is closed, and `BugError` for impossible
 * ids, tags and numbers. Writes throw `PermanentError('store/too-large')`, before anything is written, when the body exceeds 256 KiB
 * of JSON or the summary its bounds; every call `PermanentError('store/corrupt')` when what the engine holds cannot be read.
 */
export interface RecordStore {
  /** The record, or `undefined` when there is none or it has expired at `now`. */
  read(id: string, now: Instant): Promise<Versioned | undefined>;
  /** Writes a record that must not exist yet. `undefined` when the id is taken (by a record that has not expired). */
  create(record: StoredRecord, now: Instant): Promise<string | undefined>;
  /** Writes a record over `version`. The new version, or `undefined` when somebody else was faster or it is gone. */
  replace(record: StoredRecord, version: string): Promise<string | undefined>;
  /** Ids of records with `dueAt <= now`, earliest first, at most `limit`. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
  find(query: FindQuery, now: Instant): Promise<Page>;
  /** Whether the store answers; used by `/readyz`. Never throws. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}
