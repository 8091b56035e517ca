import type {
  FindQuery,
  Page,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../../src/workflow/store-port';

/** A store in which a test decides what happens just before a write, and which writes lose their race. */
export class RacingStore implements RecordStore {
  /** Ids of the records in the order in which they were written. */
  readonly written: string[] = [];
  readonly #inner: RecordStore;
  readonly #before = new Map<string, (() => Promise<unknown>)[]>();
  readonly #afterRead = new Map<string, (() => Promise<unknown>)[]>();
  #losses = 0;

  constructor(inner: RecordStore) {
    this.#inner = inner;
  }

  /** Happens once, between the read of this record and its next write. */
  beforeWriteOf(id: string, happens: () => Promise<unknown>): void {
    this.#before.set(id, [...(this.#before.get(id) ?? []), happens]);
  }

  /** Happens once, after a read of this record and before its reader goes on; the n-th call is for the n-th read from here. */
  afterReadOf(id: string, happens: () => Promise<unknown>): void {
    this.#afterRead.set(id, [...(this.#afterRead.get(id) ?? []), happens]);
  }

  /** The next writes all come too late. */
  loseNext(races: number): void {
    this.#losses = races;
  }

  async read(id: string, now: number): Promise<Versioned | undefined> {
    const found = await this.#inner.read(id, now);
    await this.#afterRead.get(id)?.shift()?.();
    return found;
  }

  create(record: StoredRecord, now: number): Promise<string | undefined> {
    return this.#write(record.id, () => this.#inner.create(record, now));
  }

  replace(record: StoredRecord, version: string): Promise<string | undefined> {
    return this.#write(record.id, () => this.#inner.replace(record, version));
  }

  due(now: number, limit: number): Promise<readonly string[]> {
    return this.#inner.due(now, limit);
  }

  find(query: FindQuery, now: number): Promise<Page> {
    return this.#inner.find(query, now);
  }

  healthy(): Promise<boolean> {
    return this.#inner.healthy();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  async #write(id: string, write: () => Promise<string | undefined>): Promise<string | undefined> {
    await this.#before.get(id)?.shift()?.();
    if (this.#losses > 0) {
      this.#losses -= 1;
      return undefined;
    }
    const version = await write();
    if (version !== undefined) {
      this.written.push(id);
    }
    return version;
  }
}
