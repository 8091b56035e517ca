import type {
  FindQuery,
  Page,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../../src/workflow/store-port';

/** A store that counts what it is asked: which records are read and written, bytes of JSON, and the largest body of each record. */
export class CountingStore implements RecordStore {
  readonly largest = new Map<string, number>();
  /** Ids in the order in which they were read, and written. */
  readonly reads: string[] = [];
  readonly writes: string[] = [];
  /** Lists that were asked for, in order. */
  readonly finds: FindQuery[] = [];
  written = 0;
  readonly #inner: RecordStore;

  constructor(inner: RecordStore) {
    this.#inner = inner;
  }

  read(id: string, now: number): Promise<Versioned | undefined> {
    this.reads.push(id);
    return this.#inner.read(id, now);
  }

  create(record: StoredRecord, now: number): Promise<string | undefined> {
    this.#count(record);
    return this.#inner.create(record, now);
  }

  replace(record: StoredRecord, version: string): Promise<string | undefined> {
    this.#count(record);
    return this.#inner.replace(record, version);
  }

  due(now: number, limit: number): Promise<readonly string[]> {
    return this.#inner.due(now, limit);
  }

  find(query: FindQuery, now: number): Promise<Page> {
    this.finds.push(query);
    return this.#inner.find(query, now);
  }

  healthy(): Promise<boolean> {
    return this.#inner.healthy();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #count({ id, body }: StoredRecord): void {
    const bytes = Buffer.byteLength(JSON.stringify(body));
    this.written += bytes;
    this.writes.push(id);
    this.largest.set(id, Math.max(bytes, this.largest.get(id) ?? 0));
  }
}
