import type { Instant } from '../../src/domain/kernel';
import { MemoryStore } from '../../src/store/memory-store';

/** A store on which somebody else is quicker: between the next look for due records and what follows from it, once. */
export class OvertakenStore extends MemoryStore {
  #quicker: (() => Promise<void>) | undefined;

  overtakeNext(quicker: () => Promise<void>): void {
    this.#quicker = quicker;
  }

  override async due(now: Instant, limit: number): Promise<readonly string[]> {
    const ids = await super.due(now, limit);
    const quicker = this.#quicker;
    this.#quicker = undefined;
    await quicker?.();
    return ids;
  }
}
