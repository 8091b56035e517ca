import type { Instant, RecordId } from '../domain/kernel';
import type { RecordStore } from '../workflow/store-port';
import type { Log } from '../log';

/** Most records taken over in one sweep. */
const SWEEP_LIMIT = 100;

/** What a sweep needs. */
export interface TickerPorts {
  readonly store: RecordStore;
  readonly clock: { now(): Instant };
  readonly kick: (id: RecordId) => void;
  readonly log: Log;
  /** Takes over what another process has moved; only where the clock can be moved. */
  readonly refreshClock?: () => Promise<void>;
}

/** Hands every record that is due to the dispatcher; the number handed over. @throws TransientError when the store fails. */
export async function sweep(ports: TickerPorts): Promise<number> {
  await ports.refreshClock?.();
  const ids = await ports.store.due(ports.clock.now(), SWEEP_LIMIT);
  for (const id of ids) {
    ports.kick(id as RecordId);
  }
  return ids.length;
}

/** Sweeps again and again, `intervalMs` after the sweep before. A failed sweep is logged and the next one tries again. */
export function startTicker(ports: TickerPorts, intervalMs: number): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function later(): void {
    if (!isStopped) {
      timer = setTimeout(() => void tick(), intervalMs);
      timer.unref();
    }
  }

  async function tick(): Promise<void> {
    try {
      await sweep(ports);
    } catch (error) {
      ports.log.warn({ err: error }, 'A sweep failed; the next one tries again.');
    }
    later();
  }

  void tick();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
