import { TransientError } from '../../src/errors';
import type { Engine } from '../../src/store/engine';
import type {
  FindQuery,
  Page,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../../src/workflow/store-port';

/** What is wrong with the engine; nothing unless given. */
export interface Breakage {
  /** Creations that work before all others fail. */
  readonly createsLeft?: number;
  /** Pages that are given before reading them fails. */
  readonly pagesLeft?: number;
  /** What is written instead of a record. */
  readonly instead?: (record: StoredRecord) => StoredRecord;
}

/** An engine that breaks down in the middle of an export or import. */
export class BreakingEngine implements Engine {
  readonly #inner: Engine;
  readonly #breakage: Breakage;
  #created = 0;

  constructor(inner: Engine, breakage: Breakage) {
    this.#inner = inner;
    this.#breakage = breakage;
  }

  forBackground(): RecordStore {
    return this;
  }

  async *pages(now: number): AsyncGenerator<readonly StoredRecord[]> {
    let given = 0;
    for await (const page of this.#inner.pages(now)) {
      if (given === this.#breakage.pagesLeft) {
        throw new TransientError('store/unavailable', 'The store does not answer.');
      }
      yield page;
      given += 1;
    }
  }

  read(id: string, now: number): Promise<Versioned | undefined> {
    return this.#inner.read(id, now);
  }

  async create(record: StoredRecord, now: number): Promise<string | undefined> {
    if (this.#created === this.#breakage.createsLeft) {
      throw new TransientError('store/unavailable', 'The store does not answer.');
    }
    this.#created += 1;
    return this.#inner.create(this.#breakage.instead?.(record) ?? record, now);
  }

  replace(record: StoredRecord, version: string): Promise<string | undefined> {
    return this.#inner.replace(record, version);
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
}
