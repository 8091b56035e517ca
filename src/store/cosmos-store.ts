import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/kernel';
import type { FindQuery, Page, RecordStore, StoredRecord, Versioned } from '../workflow/store-port';
import { foundItem, itemOf, type FoundItem } from './cosmos-item';
import type { CosmosItems } from './cosmos-items';
import { querySpec } from './cosmos-queries';
import type { Engine } from './engine';
import { pagePositionOf, pageTokenOf } from './page-token';
import { PATIENT_MS, QUICK_MS } from './patience';
import { checkDueLimit, checkPageSize, isGone, isKey, isRecordId } from './record-rules';

/** Expired records removed by one call of `due`. TTL removes the others. */
const PURGE_MAX = 20;

/** Records of one page of an export: with records of 256 KiB still less than the service gives at once. */
const DUMP_PAGE = 100;

/** Sort key before the newest record. */
const NEWEST = { at: Number.MAX_VALUE, id: '' };

/**
 * The store for many replicas: one record is one item in a partition of its own, each write is conditional on its entity tag.
 * The container is declared in `deploy/cosmos-container.json` and never made here. Throttling and short failures are waited out,
 * 3 seconds where somebody waits for a card, 30 in the background.
 *
 * Beside the errors of the port: `store/unavailable` carries `status` of the service and `retryAfterMs` when it named one.
 */
export class CosmosStore implements Engine {
  readonly #items: CosmosItems;
  readonly #withinMs: number;

  constructor(items: CosmosItems, withinMs = QUICK_MS) {
    this.#items = items;
    this.#withinMs = withinMs;
  }

  forBackground(): RecordStore {
    return new CosmosStore(this.#items, PATIENT_MS);
  }

  async read(id: string, now: Instant): Promise<Versioned | undefined> {
    const found = isRecordId(id) ? await this.#items.read(id, this.#withinMs) : undefined;
    return found === undefined || hasExpired(found, now)
      ? undefined
      : { record: found.record, version: found.version };
  }

  async create(record: StoredRecord, now: Instant): Promise<string | undefined> {
    const item = itemOf(record, randomUUID());
    const created = await this.#items.create(item, this.#withinMs);
    if ('version' in created) {
      return created.version;
    }
    const { by } = created;
    return by !== undefined && hasExpired(by, now)
      ? this.#items.replace(item, by.version, this.#withinMs)
      : undefined;
  }

  async replace(record: StoredRecord, version: string): Promise<string | undefined> {
    const item = itemOf(record, randomUUID());
    return this.#items.replace(item, version, this.#withinMs);
  }

  async due(now: Instant, limit: number): Promise<readonly string[]> {
    checkDueLimit(limit);
    const rows = await this.#items.query('due', querySpec('due', { now, limit }), this.#withinMs);
    // What cannot be removed at this moment is hidden anyway; due work does not wait for it.
    await this.#purge(now).catch(() => undefined);
    return rows.map((row) => (row as { readonly id: string }).id);
  }

  async find(query: FindQuery, now: Instant): Promise<Page> {
    checkPageSize(query);
    const { kind, tag, limit } = query;
    const start = query.after === undefined ? NEWEST : pagePositionOf(query, query.after);
    if (start === undefined || !isKey(kind) || (tag !== undefined && !isKey(tag))) {
      return { records: [] };
    }
    // One more than asked for tells whether there is a next page.
    const values = { kind, at: start.at, id: start.id, now, limit: limit + 1 };
    const [what, spec] =
      tag === undefined
        ? ['ofKind', querySpec('ofKind', values)]
        : ['withTag', querySpec('withTag', { ...values, tag })];
    const rows = await this.#items.query(what, spec, this.#withinMs);
    return pageOf(
      query,
      rows.map((row) => this.#items.found(row).record),
    );
  }

  async *pages(now: Instant): AsyncGenerator<readonly StoredRecord[]> {
    let id = '';
    for (;;) {
      const spec = querySpec('everything', { id, now, limit: DUMP_PAGE });
      const rows = await this.#items.query('everything', spec, PATIENT_MS);
      const records = rows.map(recordIn);
      const last = records.at(-1);
      if (last === undefined) {
        return;
      }
      yield records;
      id = last.id;
    }
  }

  async healthy(): Promise<boolean> {
    try {
      await this.#items.ping(this.#withinMs);
      return true;
    } catch {
      return false;
    }
  }

  close(): Promise<void> {
    this.#items.close();
    return Promise.resolve();
  }

  async #purge(now: Instant): Promise<void> {
    const spec = querySpec('expired', { now, limit: PURGE_MAX });
    const rows = await this.#items.query('expired', spec, this.#withinMs);
    for (const row of rows) {
      const { id, _etag } = row as { readonly id: string; readonly _etag: string };
      await this.#items.remove(id, _etag, this.#withinMs);
    }
  }
}

function hasExpired({ record }: FoundItem, now: Instant): boolean {
  return isGone(record.expiresAt, now);
}

function recordIn(row: unknown): StoredRecord {
  return foundItem(row).record;
}

function pageOf(query: FindQuery, found: readonly StoredRecord[]): Page {
  const records = found.slice(0, query.limit);
  const last = records.at(-1);
  return last === undefined || found.length <= records.length
    ? { records }
    : { records, next: pageTokenOf(query, { at: last.summary.at, id: last.id }) };
}
