import type { Instant } from './domain/kernel';
import type { ClockOffsets, MovableClock } from './workflow/movable-clock-port';
import type { Clock } from './workflow/ports';

/**
 * The business clock of the local profile, set to where it stood at the last end of the process, or to `startAt` when it was never
 * set. Never goes back: neither when the machine's clock does, nor when another process knows of a smaller offset. Production runs on
 * the real clock alone.
 */
export async function openMovableClock(
  real: Clock,
  offsets: ClockOffsets,
  startAt?: Instant,
): Promise<MovableClock> {
  const kept = await offsets.load();
  let offsetMs =
    kept ?? (startAt === undefined ? 0 : await offsets.raise(Math.round(startAt - real.now())));
  let latest = 0;

  return {
    get offsetMs() {
      return offsetMs;
    },
    now: () => {
      latest = Math.max(latest, real.now() + offsetMs);
      return latest;
    },
    forward: async (ms) => {
      if (ms > 0) {
        offsetMs = Math.max(offsetMs, await offsets.raise(offsetMs + ms));
      }
    },
    refresh: async () => {
      offsetMs = Math.max(offsetMs, (await offsets.load()) ?? offsetMs);
    },
  };
}
