import type { Instant } from '../domain/kernel';
import type { Clock } from './ports';

/** Keeps over restarts, and for all processes of one store, how far the business clock is from real time. */
export interface ClockOffsets {
  /** Milliseconds ahead of real time (negative: behind it); absent when the clock was never set. */
  load(): Promise<number | undefined>;
  /** Keeps this offset unless a larger one is kept already; the one that counts from now on. Milliseconds. */
  raise(offsetMs: number): Promise<number>;
}

/** The business clock of the local demo: real time plus an offset that only grows once it was set. */
export interface MovableClock extends Clock {
  /** Milliseconds ahead of real time. */
  readonly offsetMs: number;
  /** Moves ahead by so many milliseconds; what is not more than 0 moves nothing. The offset is kept before it counts. */
  forward(ms: number): Promise<void>;
  /** Takes over what another process of the same store has moved. */
  refresh(): Promise<void>;
}

/** What came of a fast forward. */
export interface Forwarded {
  /** What the business clock reads now. */
  readonly at: Instant;
  /** How often a record that fell due on the way was carried out. */
  readonly carriedOut: number;
}

/** Lets so many milliseconds of business time pass, from one due moment to the next. Only in the local demo. */
export type FastForward = (ms: number) => Promise<Forwarded>;
