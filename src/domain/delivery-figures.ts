import type { Instant } from './kernel';

/** How many of something there are, and since when the oldest of them. */
export interface Backlog {
  readonly count: number;
  readonly oldest?: Instant;
}

/** Messages that reached somebody, and how many of them went by mail. */
export interface Delivered {
  readonly count: number;
  readonly byMail: number;
}

/** Delivered within the day of a reader that is not over yet, and within the one before. */
export interface DeliveredByDay {
  readonly today: Delivered;
  readonly yesterday: Delivered;
}
