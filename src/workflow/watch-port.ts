import type { Effect } from '../domain/effects';
import type { Trace } from '../trace';

/** What came of carrying an effect out once. */
export interface Carriage {
  /** Name of the effect. */
  readonly id: string;
  readonly what: Effect['type'];
  /** Real time it took, in milliseconds. */
  readonly ms: number;
  /** Attempts so far, this one included. */
  readonly attempt: number;
  /** Of the error, where it failed. */
  readonly code?: string;
  /** The trace of what a timer set going, which is one of its own. */
  readonly began?: Trace;
}

/** A turn that has ended. */
export interface TurnTaken {
  /** Type of the activity: `message`, `invoke`, … */
  readonly type: string;
  /** Real time it took, in milliseconds. */
  readonly ms: number;
}

/** Looks on while the house works. What it is told holds ids, codes, counts and times; it never throws and nobody waits for it. */
export interface Watch {
  turned(turn: TurnTaken): void;
  carried(carriage: Carriage): void;
}
