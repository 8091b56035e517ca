import type { Instant, RecordId } from '../../src/domain/kernel';
import type { Clock } from '../../src/workflow/ports';
import type { RecordStore } from '../../src/workflow/store-port';
import { recordWith } from './store-records';

/** What was carried out, and what the business clock read. */
export interface Carried {
  readonly id: string;
  readonly at: Instant;
}

/** A dispatcher over records that are due at planned moments, one after the other. Of two carriers of one record one wins. */
export class FakeCarrier {
  readonly carried: Carried[] = [];
  readonly #store: RecordStore;
  readonly #clock: Clock;
  readonly #held = new Set<string>();
  #running = new Set<Promise<void>>();

  constructor(store: RecordStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** A record that is due at each of these moments, however late the one before was carried out. */
  async plan(id: string, ...moments: readonly Instant[]): Promise<void> {
    await this.#store.create(planned(id, moments), this.#clock.now());
  }

  /** The record is another's: it stays due whatever is kicked. */
  hold(id: string): void {
    this.#held.add(id);
  }

  release(id: string): void {
    this.#held.delete(id);
  }

  readonly kick = (id: RecordId): void => {
    const run = this.#carry(id).finally(() => this.#running.delete(run));
    this.#running.add(run);
  };

  readonly idle = async (): Promise<void> => {
    while (this.#running.size > 0) {
      await Promise.allSettled(this.#running);
    }
  };

  async #carry(id: string): Promise<void> {
    const found = await this.#store.read(id, this.#clock.now());
    const { dueAt = Infinity, body } = found?.record ?? {};
    if (found === undefined || this.#held.has(id) || dueAt > this.#clock.now()) {
      return;
    }
    const at = this.#clock.now();
    const next = planned(id, (body as readonly number[]).slice(1));
    if ((await this.#store.replace(next, found.version)) !== undefined) {
      this.carried.push({ id, at });
    }
  }
}

function planned(id: string, moments: readonly Instant[]): ReturnType<typeof recordWith> {
  const [dueAt] = moments;
  return recordWith({ id, body: moments, ...(dueAt === undefined ? {} : { dueAt }) });
}
