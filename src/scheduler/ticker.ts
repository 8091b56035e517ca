import type { Instant, RecordId } from '../domain/kernel';
import { skewMs } from '../workflow/lease-rules';
import type { RecordStore } from '../workflow/store-port';
import type { Log } from '../log';

/** Most records taken over in one sweep. */
const SWEEP_LIMIT = 100;
/** Most records looked at again when the clock was set back. */
const SET_BACK_LIMIT = 1_000;

/** What a sweep needs. */
export interface SweepPorts {
  readonly store: RecordStore;
  readonly clock: { now(): Instant };
  readonly kick: (id: RecordId) => void;
  /** Takes over what another process has moved; only where the clock can be moved. */
  readonly refreshClock?: () => Promise<void>;
}

/** What the ticker needs besides. */
export interface TickerPorts extends SweepPorts {
  /** Real time. */
  readonly leaseClock: { now(): Instant };
  readonly leaseMs: number;
  readonly log: Log;
}

/** Hands every record that is due to the dispatcher; the number handed over. @throws TransientError when the store fails. */
export async function sweep(ports: SweepPorts): Promise<number> {
  await ports.refreshClock?.();
  const ids = await ports.store.due(ports.clock.now(), SWEEP_LIMIT);
  for (const id of ids) {
    ports.kick(id as RecordId);
  }
  return ids.length;
}

/**
 * The clock of the machine was set back by so much: what was due by then, or leased to somebody who has died since, would wait until
 * the clock is there again. Hands it over once; each record knows for itself whether anything is to be done.
 */
async function sweepAhead(ports: TickerPorts, byMs: number): Promise<void> {
  ports.log.warn({ byMs }, 'The clock was set back; what was under way is looked at again.');
  const until = ports.clock.now() + byMs + ports.leaseMs;
  for (const id of await ports.store.due(until, SET_BACK_LIMIT)) {
    ports.kick(id as RecordId);
  }
}

/** Sweeps again and again, `intervalMs` after the sweep before. A failed sweep is logged and the next one tries again. */
export function startTicker(ports: TickerPorts, intervalMs: number): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let latest = ports.leaseClock.now();

  function later(): void {
    if (!isStopped) {
      timer = setTimeout(() => void tick(), intervalMs);
      timer.unref();
    }
  }

  async function tick(): Promise<void> {
    try {
      await sweep(ports);
      const now = ports.leaseClock.now();
      if (latest - now > skewMs(ports.leaseMs)) {
        await sweepAhead(ports, latest - now);
      }
      latest = now;
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
