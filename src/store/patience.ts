import { setTimeout } from 'node:timers/promises';
import { cosmosErrorFor, mayPassSoon } from './cosmos-errors';

/** How long a call may take with all its repetitions while somebody waits for a card, in milliseconds. */
export const QUICK_MS = 3_000;

/** The same for work that nobody waits for; a throttled sweep or effect is better late than begun again. */
export const PATIENT_MS = 30_000;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** What tells and spends time; set by hand in tests. */
export interface Timing {
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Real time. */
export const REAL_TIMING: Timing = { now: () => performance.now(), pause: (ms) => setTimeout(ms) };

/**
 * Makes a call again and again until it works, as long as that may help and `withinMs` is not over; never sooner than the service
 * asks. The signal ends a call that hangs. The call must be safe to repeat when its answer was lost.
 *
 * @throws TransientError `store/unavailable` when time is over, with `retryAfterMs` when the service named it; other errors at once.
 */
export async function persist<Answer>(
  timing: Timing,
  withinMs: number,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const endsAt = timing.now() + withinMs;
  const signal = AbortSignal.timeout(withinMs);
  for (let failures = 0; ; failures += 1) {
    try {
      return await call(signal);
    } catch (cause) {
      const error = cosmosErrorFor(cause);
      const pauseMs = pauseAfter(failures, error.details['retryAfterMs']);
      if (!mayPassSoon(error) || signal.aborted || timing.now() + pauseMs >= endsAt) {
        throw error;
      }
      await timing.pause(pauseMs);
    }
  }
}

/** Doubling, spread over its upper half so that many who were refused at once do not come back at once. */
function pauseAfter(failures: number, askedMs: unknown): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  const spread = longest * (0.5 + Math.random() / 2);
  return typeof askedMs === 'number' ? askedMs + spread / 2 : spread;
}
