import type { Backlog } from '../domain/delivery-figures';
import type { Effect } from '../domain/effects';
import type { RefusalCode } from '../domain/kernel';
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
  /** How a new message reached its reader; absent where none did. */
  readonly way?: 'chat' | 'mail';
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

/** One call to Microsoft Graph that is over. */
export interface GraphCalled {
  /** Method and path without ids, for instance `POST /chats`. */
  readonly name: string;
  /** What is throttled together. */
  readonly area: string;
  /** Real time it took, in milliseconds. */
  readonly ms: number;
  /** Of the answer, where one came. */
  readonly status?: number;
  /** Of the error, where it failed. */
  readonly code?: string;
}

/** How delivery stands, in all processes together. Counts are of the records looked at, oldest first. */
export interface Health {
  /** Given up, until an operator takes it up. */
  readonly stuck: Backlog;
  /** To be sent, and not sent yet. */
  readonly waiting: Backlog;
  /** Timers whose moment has passed. */
  readonly late: Backlog;
  /** There is more that is due than was looked at. */
  readonly hasMore: boolean;
}

/** Looks on while the house works. What it is told holds ids, codes, counts and times; it never throws and nobody waits for it. */
export interface Watch {
  turned(turn: TurnTaken): void;
  carried(carriage: Carriage): void;
  /** A command of a person was refused. */
  refused(code: RefusalCode): void;
  called(call: GraphCalled): void;
  /** The store asked to slow down. */
  storeThrottled(): void;
}
