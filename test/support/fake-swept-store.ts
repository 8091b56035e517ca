import { MemoryStore } from '../../src/store/memory-store';

type Answer = readonly string[] | Error;

/** A sweep whose answer a test holds back. */
export interface HeldSweep {
  release(ids: readonly string[]): void;
}

/** A store that answers what is due as it is told, and can be waited for. Without an order nothing is due. */
export class SweptStore extends MemoryStore {
  readonly #answers: Promise<Answer>[] = [];
  readonly #watchers: { readonly count: number; readonly seen: () => void }[] = [];
  #sweeps = 0;

  /** How many sweeps asked so far. */
  get sweeps(): number {
    return this.#sweeps;
  }

  /** The next sweeps get these, one after the other; an error is thrown. */
  answer(...answers: readonly Answer[]): void {
    this.#answers.push(...answers.map((one) => Promise.resolve(one)));
  }

  /** The next sweep waits until it is released. */
  hold(): HeldSweep {
    let release: HeldSweep['release'] = () => undefined;
    this.#answers.push(new Promise((resolve) => (release = resolve)));
    return { release };
  }

  /** Settles as soon as that many sweeps have asked. */
  swept(count: number): Promise<void> {
    return this.#sweeps >= count
      ? Promise.resolve()
      : new Promise((seen) => this.#watchers.push({ count, seen }));
  }

  override async due(): Promise<readonly string[]> {
    this.#sweeps += 1;
    for (const { seen } of this.#watchers.filter(({ count }) => count === this.#sweeps)) {
      seen();
    }
    const answer = (await this.#answers.shift()) ?? [];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  }
}
