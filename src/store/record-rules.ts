import { BugError, PermanentError } from '../errors';
import type { Instant } from '../domain/kernel';
import type { FindQuery, StoredRecord } from '../workflow/store-port';

/** Longest body, as UTF-8 bytes of its JSON: 256 KiB, far below the 2 MB of one Cosmos DB item. */
const BODY_MAX_BYTES = 256 * 1024;

const TAGS_MAX = 40;
const TAG_MAX_CHARS = 200;
const SEARCH_MAX_CHARS = 1000;
const PAGE_MAX = 200;
const ID_MIN_CHARS = 3;
const ID_MAX_CHARS = 500;
/** Of Cosmos DB (learn.microsoft.com, "Azure Cosmos DB service quotas"). */
const ID_MAX_BYTES = 1023;

/** Control characters and halves of a surrogate pair: engines cut or replace them, so two keys could become one. */
const UNSAFE_IN_KEYS = /[\p{Cc}\p{Cs}]/u;

/** Whether a text survives every engine unchanged as a key (id, kind, tag, version). Pure. */
export function isKey(text: string): boolean {
  return !UNSAFE_IN_KEYS.test(text);
}

/** Whether a record with this id can exist at all; ids of forged cards may be anything. Pure. */
export function isRecordId(id: string): boolean {
  const isLongEnough = id.length >= ID_MIN_CHARS;
  const isShortEnough = id.length <= ID_MAX_CHARS && Buffer.byteLength(id) <= ID_MAX_BYTES;
  return isLongEnough && isShortEnough && !/[?#/\\]/.test(id) && isKey(id);
}

/** Whether a record with this end counts as gone: at the very moment of its end it does. Pure. */
export function isGone(expiresAt: Instant | undefined, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/**
 * The body of a record as JSON text, after the record was found fit for every engine. Call it before the first write. Pure.
 *
 * @throws PermanentError `store/too-large` when the body or the summary exceeds its bound.
 * @throws BugError `bug/unreachable` for an impossible id, tag, number, or a body that is not JSON.
 */
export function bodyTextOf(record: StoredRecord): string {
  const { id, summary } = record;
  const instants = [summary.at, record.dueAt ?? 0, record.expiresAt ?? 0];
  demand(isRecordId(id), 'The id of a record is impossible.');
  demand([summary.kind, ...summary.tags].every(isKey), 'A kind or tag of a record is impossible.');
  demand(instants.every(Number.isFinite), 'A moment of a record is not a number.');
  demand(Number.isSafeInteger(record.schema), 'The schema of a record is not a whole number.');
  bound('tags', summary.tags.length, TAGS_MAX);
  bound('tag', Math.max(0, ...summary.tags.map(({ length }) => length)), TAG_MAX_CHARS);
  bound('search', summary.search.length, SEARCH_MAX_CHARS);
  const text = jsonOf(record);
  bound('body', Buffer.byteLength(text), BODY_MAX_BYTES);
  return text;
}

/**
 * Checks the size of a page that somebody asks for.
 *
 * @throws BugError `bug/unreachable` when it is not a whole number from 1 to 200.
 */
export function checkPageSize({ limit }: FindQuery): void {
  demand(
    Number.isSafeInteger(limit) && limit >= 1 && limit <= PAGE_MAX,
    'A page has 1 to 200 records.',
  );
}

/**
 * Checks how many due ids somebody asks for.
 *
 * @throws BugError `bug/unreachable` when it is not a whole number of at least 1.
 */
export function checkDueLimit(limit: number): void {
  demand(Number.isSafeInteger(limit) && limit >= 1, 'A limit is a whole number of at least 1.');
}

function jsonOf({ body }: StoredRecord): string {
  // JSON.stringify answers undefined for what is not JSON at all, whatever its declared type says.
  let text: unknown;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    throw new BugError('bug/unreachable', 'The body of a record is not JSON.', { cause });
  }
  if (typeof text !== 'string') {
    throw new BugError('bug/unreachable', 'The body of a record is not JSON.');
  }
  return text;
}

function demand(isMet: boolean, problem: string): void {
  if (!isMet) {
    throw new BugError('bug/unreachable', problem);
  }
}

function bound(part: string, size: number, max: number): void {
  if (size > max) {
    throw new PermanentError('store/too-large', 'A record would grow beyond its bound.', {
      details: { part, size, max },
    });
  }
}
