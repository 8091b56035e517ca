import type { Clock } from '../../src/workflow/ports';
import { MONDAY_9 } from './store-records';

/** A clock that stands on Monday 9 until a test moves it. */
export class FixedClock implements Clock {
  #now: number;

  constructor(now = MONDAY_9) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  set(now: number): void {
    this.#now = now;
  }

  forward(ms: number): void {
    this.#now += ms;
  }
}

/** A clock that goes by the time that Jest's fake timers let pass. */
export class TimersClock extends FixedClock {
  override now(): number {
    return Date.now();
  }
}
