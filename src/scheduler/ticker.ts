import type { Instant, RecordId } from '../domain/kernel';
import { skewMs } from '../workflow/lease-rules';
import type { RecordStore } from '../workflow/store-port';
import type { Log } from '../log';

/** Most records taken over in one sweep, beside those that wait already. */
const SWEEP_LIMIT = 100;
/** Most records looked at again when the clock was set back. */
const SET_BACK_LIMIT = 1_000;
/** While so many wait, a backlog is not fetched any faster than at every interval. */
const WAITING_ENOUGH = 500;
/** While so many wait, nothing more is taken over: they are all in memory. */
const WAITING_MAX = 5_000;
/** Pause between two sweeps while there is more than one sweep takes. Milliseconds. */
const BACKLOG_MS = 250;

/** What a sweep needs. */
export interface SweepPorts {
  readonly store: RecordStore;
  readonly clock: { now(): Instant };
  readonly kick: (id: RecordId) => void;
  /** How much waits at the dispatcher. It stays due until it is sent, and must not hide what fell due after it. */
  readonly waiting?: () => number;
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
  return (await handOver(ports)).count;
}

interface HandedOver {
  readonly count: number;
  /** There may be more that is due. */
  readonly hasMore: boolean;
}

async function handOver(ports: SweepPorts): Promise<HandedOver> {
  await ports.refreshClock?.();
  const waiting = ports.waiting?.() ?? 0;
  if (waiting >= WAITING_MAX) {
    return { count: 0, hasMore: true };
  }
  const limit = waiting + SWEEP_LIMIT;
  const ids = await ports.store.due(ports.clock.now(), limit);
  for (const id of ids) {
    ports.kick(id as RecordId);
  }
  return { count: ids.length, hasMore: ids.length >= limit };
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

/**
 * Sweeps again and again, `intervalMs` after the sweep before; sooner while there is a backlog and little of it waits already. A failed
 * sweep is logged and the next one tries again.
 */
export function startTicker(ports: TickerPorts, intervalMs: number): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let latest = ports.leaseClock.now();

  function later(ms: number): void {
    if (!isStopped) {
      timer = setTimeout(() => void tick(), ms);
      timer.unref();
    }
  }

  async function tick(): Promise<void> {
    let hasMore = false;
    try {
      ({ hasMore } = await handOver(ports));
      const now = ports.leaseClock.now();
      if (latest - now > skewMs(ports.leaseMs)) {
        await sweepAhead(ports, latest - now);
      }
      latest = now;
    } catch (error) {
      ports.log.warn({ err: error }, 'A sweep failed; the next one tries again.');
    }
    const isHungry = hasMore && (ports.waiting?.() ?? 0) < WAITING_ENOUGH;
    later(isHungry ? Math.min(BACKLOG_MS, intervalMs) : intervalMs);
  }

  void tick();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
