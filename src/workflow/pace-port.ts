import type { ConversationAddress } from '../domain/directory/conversation';
import type { Instant } from '../domain/kernel';

/** What a limit of Teams is counted for: a conversation, threads included, and the tenant it is in. */
export type SendPlace = Pick<ConversationAddress, 'teamsId' | 'tenantId'>;

/** How fast messages may go to Teams. Bookkeeping only: it never waits and never throws. */
export interface Pace {
  /** Milliseconds of real time until one more call may go there; 0 when it may go now. */
  waitMs(place: SendPlace): number;
  /** The part of that wait that everybody in the tenant has; 0 when they may go now. */
  tenantWaitMs(tenantId: string): number;
  /** Counts one call. A call that did not ask before counts all the same and makes the next ones wait longer. */
  take(place: SendPlace): void;
  /** The call that was counted was not made after all. */
  giveBack(place: SendPlace): void;
  /** Teams took a call. */
  noteTaken(place: SendPlace): void;
  /** Teams asked for a pause of the conversation. */
  pause(place: SendPlace, ms: number): void;
  /** The end of the longest pause that Teams asked for; absent when there is none. */
  throttledUntil(): Instant | undefined;
}

/** No limits: for whoever talks to something else than Teams. */
export const UNLIMITED: Pace = {
  waitMs: () => 0,
  tenantWaitMs: () => 0,
  take: () => undefined,
  giveBack: () => undefined,
  noteTaken: () => undefined,
  pause: () => undefined,
  throttledUntil: () => undefined,
};
