import { TransientError } from '../../src/errors';
import type {
  FindQuery,
  Page,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../../src/workflow/store-port';

type Fault = { readonly kind: 'answer-lost' } | { readonly kind: 'fails'; readonly error: Error };

/** The record that is to be written next, as a test looks for it. */
export type WriteTest = (record: StoredRecord) => boolean;

/** A store that fails at a chosen write: before anything is written, or after the commit, when only the answer is lost. */
export class FlakyStore implements RecordStore {
  readonly #inner: RecordStore;
  readonly #faults: { readonly at: WriteTest; readonly fault: Fault }[] = [];

  constructor(inner: RecordStore) {
    this.#inner = inner;
  }

  /** How many of the ordered faults have not happened. */
  get faultsLeft(): number {
    return this.#faults.length;
  }

  /** The next write that is meant commits, and its answer never comes. Once. */
  loseAnswerOf(at: WriteTest): void {
    this.#faults.push({ at, fault: { kind: 'answer-lost' } });
  }

  /** The next write that is meant does not happen. Once. */
  failWrite(at: WriteTest, error: Error = outage()): void {
    this.#faults.push({ at, fault: { kind: 'fails', error } });
  }

  read(id: string, now: number): Promise<Versioned | undefined> {
    return this.#inner.read(id, now);
  }

  create(record: StoredRecord, now: number): Promise<string | undefined> {
    return this.#write(record, () => this.#inner.create(record, now));
  }

  replace(record: StoredRecord, version: string): Promise<string | undefined> {
    return this.#write(record, () => this.#inner.replace(record, version));
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

  async #write(
    record: StoredRecord,
    write: () => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const index = this.#faults.findIndex(({ at }) => at(record));
    const [found] = index < 0 ? [] : this.#faults.splice(index, 1);
    if (found?.fault.kind === 'fails') {
      throw found.fault.error;
    }
    const version = await write();
    if (found !== undefined) {
      throw outage();
    }
    return version;
  }
}

function outage(): TransientError {
  return new TransientError('store/unavailable', 'The store does not answer.');
}
