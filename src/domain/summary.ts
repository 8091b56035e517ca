import type { Instant } from './kernel';

/**
 * What the store can be asked about a record. Lists and search see only this, never the body.
 * Tags are `word:value`, for instance `requester:person:…`, `waits:person:…`, `number:1042`, `topic:partner:…/AADP`.
 */
export interface Summary {
  /** First part of the record's id: `request`, `engagement`, `person` … */
  readonly kind: string;
  /** At most 40, each at most 200 characters. */
  readonly tags: readonly string[];
  /** Lower-case words a person may search for; at most 1,000 characters. */
  readonly search: string;
  /** Sort key of every list, newest first: the moment of the last event. */
  readonly at: Instant;
}
