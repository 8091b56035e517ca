import type { ClockOffsets, MovableClock } from './workflow/movable-clock-port';
import type { Clock } from './workflow/ports';

/**
 * The business clock of the local profile, set to where it stood at the last end of the process. Never goes back: neither when the
 * machine's clock does, nor when another process knows of a smaller offset. Production runs on the real clock alone.
 */
export async function openMovableClock(real: Clock, offsets: ClockOffsets): Promise<MovableClock> {
  let offsetMs = await offsets.load();
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
      offsetMs = Math.max(offsetMs, await offsets.load());
    },
  };
}
