import { DELIVERY_ALARM } from '../domain/alarm/delivery-alarm';
import type { Backlog } from '../domain/delivery-figures';
import type { Instant, RecordId } from '../domain/kernel';
import { FAILING, STUCK } from './append';
import { findRecords } from './find-states';
import { loadRecord } from './load-record';
import type { CommandPorts } from './ports';
import type { LiveRecord, PendingEffect } from './record';
import type { Health } from './watch-port';

/** Kinds of records that carry effects. */
const KINDS = [
  ...['request', 'engagement', 'question', 'checkin', 'today', 'person'],
  ...['credential', 'setting', 'alarm'],
];
/** Records looked at: so many of each kind that are stuck, and so many that are due. */
const LOOKED_AT = 50;
/** A timer that rang this much later than it was set for is late; a sweep comes every few seconds. Milliseconds. */
const LATE_MS = 60_000;

/** Records with something that could not be delivered, newest first. */
export function stuckRecords(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
): Promise<readonly LiveRecord[]> {
  return taggedRecords(ports, STUCK);
}

async function taggedRecords(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  tag: string,
): Promise<readonly LiveRecord[]> {
  const lists = await Promise.all(
    KINDS.map((kind) => findRecords(ports, { kind, tag, limit: LOOKED_AT })),
  );
  return lists.flat();
}

/**
 * Looks at what is due and at what is stuck, unless the caller has {@link stuckRecords} already. What a process has taken on and not
 * sent yet is due when its lease ends, and counts.
 */
export async function gatherHealth(
  ports: Pick<CommandPorts, 'store' | 'clock' | 'leaseMs'>,
  known?: readonly LiveRecord[],
): Promise<Health> {
  const now = ports.clock.now();
  const ids = await ports.store.due(now + ports.leaseMs, LOOKED_AT);
  const [due, stuck] = await Promise.all([
    Promise.all(ids.map((id) => loadRecord(ports, id as RecordId))),
    known ?? stuckRecords(ports),
  ]);
  const pending = due.flatMap(({ effects }) => effects).filter((one) => one.stuck === undefined);
  const ready = pending.filter(({ notBefore }) => notBefore <= now);
  const timers = ready.filter(({ order }) => order.type === 'WakeUp');
  const given = stuck.flatMap(({ effects }) => effects).flatMap((one) => one.stuck ?? []);
  return {
    stuck: backlogOf(given.map(({ at }) => at)),
    waiting: backlogOf(
      ready.filter(({ order }) => order.type !== 'WakeUp').map(({ notBefore }) => notBefore),
    ),
    late: backlogOf(timers.map(({ notBefore }) => notBefore).filter((at) => now - at > LATE_MS)),
    hasMore: ids.length >= LOOKED_AT,
  };
}

/**
 * Since when each message does not arrive that was given up or has failed so far, in at most {@link LOOKED_AT} records of each kind and
 * state. The alarm's own are left out: it must not raise itself.
 */
export async function undeliveredSince(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
): Promise<readonly Instant[]> {
  const found = await Promise.all([taggedRecords(ports, FAILING), taggedRecords(ports, STUCK)]);
  const records = new Map(found.flat().map((record) => [record.id, record]));
  records.delete(DELIVERY_ALARM);
  return [...records.values()].flatMap(({ effects }) => effects.flatMap(sinceOf));
}

function sinceOf({ stuck, failingSince }: PendingEffect): readonly Instant[] {
  const since = failingSince ?? stuck?.at;
  return since === undefined ? [] : [since];
}

function backlogOf(moments: readonly Instant[]): Backlog {
  return moments.length === 0
    ? { count: 0 }
    : { count: moments.length, oldest: Math.min(...moments) };
}
