import { itemOf } from '../../src/store/cosmos-item';
import type {
  FindQuery,
  Page,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../../src/workflow/store-port';

/** One operation, with the bytes of the items that it moved as Cosmos DB would keep them. */
export interface MeteredCall {
  readonly what: 'read' | 'write' | 'query';
  readonly bytes: readonly number[];
}

/** Properties that Cosmos DB adds to every item. */
const OF_THE_SERVICE = 200;
const WRITE_ID = '00000000-0000-4000-8000-000000000000';

/** A store that keeps account of its operations by kind and size. Looking for due work is not among them: that is done at rest too. */
export class MeteredStore implements RecordStore {
  readonly calls: MeteredCall[] = [];
  /** Bytes of each record as it was last written. */
  readonly sizes = new Map<string, number>();
  readonly #inner: RecordStore;

  constructor(inner: RecordStore) {
    this.#inner = inner;
  }

  async read(id: string, now: number): Promise<Versioned | undefined> {
    const found = await this.#inner.read(id, now);
    this.calls.push({ what: 'read', bytes: found === undefined ? [] : [sizeOf(found.record)] });
    return found;
  }

  create(record: StoredRecord, now: number): Promise<string | undefined> {
    this.#write(record);
    return this.#inner.create(record, now);
  }

  replace(record: StoredRecord, version: string): Promise<string | undefined> {
    this.#write(record);
    return this.#inner.replace(record, version);
  }

  due(now: number, limit: number): Promise<readonly string[]> {
    return this.#inner.due(now, limit);
  }

  async find(query: FindQuery, now: number): Promise<Page> {
    const page = await this.#inner.find(query, now);
    this.calls.push({ what: 'query', bytes: page.records.map(sizeOf) });
    return page;
  }

  healthy(): Promise<boolean> {
    return this.#inner.healthy();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #write(record: StoredRecord): void {
    const size = sizeOf(record);
    this.sizes.set(record.id, size);
    this.calls.push({ what: 'write', bytes: [size] });
  }
}

function sizeOf(record: StoredRecord): number {
  return Buffer.byteLength(JSON.stringify(itemOf(record, WRITE_ID))) + OF_THE_SERVICE;
}
