import { MemoryStore } from '../../src/store/memory-store';
import type {
  FindQuery,
  Json,
  Page,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../../src/workflow/store-port';

/** A record that was written since the last rewind. */
export interface Written {
  readonly id: string;
  /** Whether it was there before. */
  readonly isNew: boolean;
  /** Events appended since. */
  readonly events: number;
}

/** A store that goes back to where it stood, so that one state serves many presses. Forgets nothing but what was written since. */
export class RewindableStore implements RecordStore {
  #inner = new MemoryStore();
  readonly #known = new Map<string, StoredRecord>();
  readonly #written = new Map<string, StoredRecord>();

  read(id: string, now: number): Promise<Versioned | undefined> {
    return this.#inner.read(id, now);
  }

  async create(record: StoredRecord, now: number): Promise<string | undefined> {
    const version = await this.#inner.create(record, now);
    return this.#noted(record, version);
  }

  async replace(record: StoredRecord, version: string): Promise<string | undefined> {
    return this.#noted(record, await this.#inner.replace(record, version));
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

  /** Ids of all records that {@link rewind} would bring back. */
  get ids(): readonly string[] {
    return [...this.#known.keys()];
  }

  /** From here on everything counts as written since. */
  keep(): void {
    this.#written.forEach((record, id) => this.#known.set(id, record));
    this.#written.clear();
  }

  /** Takes over all that another one would bring back. */
  async fillFrom(other: RewindableStore): Promise<void> {
    for (const record of other.#known.values()) {
      await this.create(record, 0);
    }
    this.keep();
  }

  /** What was written since, with what came of it. */
  get written(): readonly Written[] {
    return [...this.#written.values()].map((record) => {
      const before = this.#known.get(record.id);
      return {
        id: record.id,
        isNew: before === undefined,
        events: countOf(record.body) - (before === undefined ? 0 : countOf(before.body)),
      };
    });
  }

  /** Everything is again as it was when it was kept. */
  async rewind(): Promise<void> {
    if (this.#written.size === 0) {
      return;
    }
    this.#written.clear();
    this.#inner = new MemoryStore();
    for (const record of this.#known.values()) {
      await this.#inner.create(record, 0);
    }
  }

  #noted(record: StoredRecord, version: string | undefined): string | undefined {
    if (version !== undefined) {
      this.#written.set(record.id, record);
    }
    return version;
  }
}

/** How many events a record ever had; none for what is no record of the domain. */
function countOf(body: Json): number {
  const { count } = (body ?? {}) as { readonly count?: number };
  return count ?? 0;
}
