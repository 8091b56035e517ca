/** Longest wait between two attempts, in milliseconds. */
const LONGEST_MS = 15 * 60_000;

/** Longest wait after a lost race, in milliseconds: somebody sits before the card and waits for it. */
const LONGEST_RACE_MS = 400;

/** After so many attempts an effect is given up and shown to the operator. */
export const ATTEMPTS_MAX = 12;

/**
 * How long to wait before attempt `attempts + 1`: 2 s, 4 s, 8 s ... at most 15 minutes, and never less than the other side asked for.
 * The upper half is spread by `spread` (0 to 1), so that many waiting effects do not come back together. Pure.
 */
export function backOffMs(attempts: number, spread: number, retryAfterMs = 0): number {
  const whole = Math.min(LONGEST_MS, 1000 * 2 ** Math.min(20, Math.max(1, attempts)));
  return Math.max(retryAfterMs, Math.round(whole / 2 + (whole / 2) * spread));
}

/**
 * How long to wait after the how-manieth race (from 1) for a record was lost: up to 10 ms, 20 ms, 40 ms ... at most 400 ms, spread by
 * `spread` (0 to 1) over all of it, so that the processes that lost together do not meet again. Pure.
 */
export function raceWaitMs(lost: number, spread: number): number {
  return Math.round(Math.min(LONGEST_RACE_MS, 5 * 2 ** Math.min(20, lost)) * spread);
}
