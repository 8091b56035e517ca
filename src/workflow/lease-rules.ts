import type { Instant } from '../domain/kernel';
import type { Lease } from './record';

/** What a lease is judged by: real time, and how long a lease lasts from when it is taken. Milliseconds. */
export interface LeaseTime {
  readonly now: Instant;
  readonly leaseMs: number;
}

/**
 * How far the clocks of two processes may differ, as a part of a lease: 30 s of the usual minute. A process whose clock is ahead by
 * less takes nothing over that its owner still carries out.
 */
const SKEW_PART = 1 / 2;

/** What must be left of a lease when work is begun: the skew, and as much again as one call to Teams takes at most. */
const LEFT_PART = 2 / 3;

/** Whether somebody may be at work under this lease. Pure. */
export function isHeld(lease: Lease | undefined, { now }: LeaseTime): boolean {
  return lease !== undefined && lease.until > now;
}

/** Whether enough is left of a lease of one's own to begin work under it; otherwise it is taken anew. Pure. */
export function isFresh(lease: Lease | undefined, { now, leaseMs }: LeaseTime): boolean {
  return lease !== undefined && lease.until - now >= leaseMs * LEFT_PART;
}

/**
 * A lease that ends later than any can, because the clock was set back since: it then ends one lease from now, so that its owner has
 * the usual time and nobody waits longer. `undefined` for every other one. Pure.
 */
export function shortened(
  lease: Lease | undefined,
  { now, leaseMs }: LeaseTime,
): Lease | undefined {
  return lease !== undefined && lease.until > now + leaseMs * (1 + SKEW_PART)
    ? { ...lease, until: now + leaseMs }
    : undefined;
}
