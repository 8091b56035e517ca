import type { RingAfter } from '../../src/workflow/ports';
import type { FixedClock } from './fake-clock';

interface Ring {
  readonly at: number;
  readonly ring: () => void;
}

/** Timers by hand: time stands still until a test lets it pass, and then goes from one ring to the next. */
export class FakeTimer {
  readonly #clock: FixedClock;
  readonly #others: readonly FixedClock[];
  readonly #rings = new Set<Ring>();

  /** The first clock is the one that the timers go by; the others go along. */
  constructor(clock: FixedClock, ...others: readonly FixedClock[]) {
    this.#clock = clock;
    this.#others = others;
  }

  readonly ringAfter: RingAfter = (ms, ring) => {
    const one = { at: this.#clock.now() + ms, ring };
    this.#rings.add(one);
    return () => this.#rings.delete(one);
  };

  /** Lets time pass; after each ring everything that follows from it is waited for. */
  async forward(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.#clock.now() + ms;
    await settle();
    for (let next = this.#nextBefore(end); next !== undefined; next = this.#nextBefore(end)) {
      this.#pass(Math.max(0, next.at - this.#clock.now()));
      this.#rings.delete(next);
      next.ring();
      await settle();
    }
    this.#pass(end - this.#clock.now());
  }

  #nextBefore(end: number): Ring | undefined {
    const due = [...this.#rings].filter(({ at }) => at <= end);
    return due.toSorted((one, other) => one.at - other.at)[0];
  }

  #pass(ms: number): void {
    [this.#clock, ...this.#others].forEach((clock) => {
      clock.forward(ms);
    });
  }
}
