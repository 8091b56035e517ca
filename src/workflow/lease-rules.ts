import type { Instant } from '../domain/kernel';
import type { Lease } from './record';

/** What a lease is judged by: real time, and how long a lease lasts from when it is taken. Milliseconds. */
export interface LeaseTime {
  readonly now: Instant;
  readonly leaseMs: number;
}

/** What must be left of a lease when work is begun: the skew, and ten seconds of the usual minute for one call to Teams. */
const LEFT_PART = 2 / 3;

/**
 * How far the clocks of two processes may differ, in milliseconds: half a lease, 30 s of the usual minute. A process whose clock is
 * ahead by no more takes nothing over that its owner still carries out. Pure.
 */
export function skewMs(leaseMs: number): number {
  return leaseMs / 2;
}

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
  return lease !== undefined && lease.until > now + leaseMs + skewMs(leaseMs)
    ? { ...lease, until: now + leaseMs }
    : undefined;
}
