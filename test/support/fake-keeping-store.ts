import { createKeptRecords } from '../../src/store/kept-records';
import { MemoryStore } from '../../src/store/memory-store';
import type { FindQuery, Page, Versioned } from '../../src/workflow/store-port';

/** Gives the same object again for the same version, frozen, as the engines of production do: whoever changes it throws. */
export class KeepingStore extends MemoryStore {
  readonly #kept = createKeptRecords<Versioned>();

  override async read(id: string, now: number): Promise<Versioned | undefined> {
    const found = await super.read(id, now);
    return found === undefined
      ? undefined
      : this.#kept.of(
          { id, version: found.version, body: JSON.stringify(found.record.body) },
          () => found,
        );
  }

  override async find(query: FindQuery, now: number): Promise<Page> {
    const page = await super.find(query, now);
    const records = page.records.map(async (record) => {
      const found = await this.read(record.id, now);
      return found?.record ?? record;
    });
    return { ...page, records: await Promise.all(records) };
  }
}
