import type { Instant } from '../../src/domain/kernel';
import type { LiveRecord, PendingEffect } from '../../src/workflow/record';
import type { RecordStore } from '../../src/workflow/store-port';

/** Kinds of records that have work of their own beside the request a test is about: every chat begins a Today. */
const ASIDE = ['person:', 'today:'];

/** What a record still has to send or to tell; timers only wait for their moment. */
export function leftToSend({ effects }: LiveRecord): readonly PendingEffect[] {
  return effects.filter(({ order }) => order.type !== 'WakeUp');
}

/** What the timers of a record will ask, in the order of their moments. */
export function timersOf({ effects }: LiveRecord): readonly string[] {
  return effects
    .toSorted((one, other) => one.notBefore - other.notBefore)
    .flatMap(({ order }) => (order.type === 'WakeUp' ? [order.command.type] : []));
}

/** When the first timer of a record rings. */
export function firstTimer({ effects }: LiveRecord): Instant {
  const timers = effects.filter(({ order }) => order.type === 'WakeUp');
  return Math.min(...timers.map(({ notBefore }) => notBefore));
}

/** The records due by then, people and their Today left aside. */
export async function dueByThen(store: RecordStore, at: Instant): Promise<readonly string[]> {
  const ids = await store.due(at, 100);
  return ids.filter((id) => !ASIDE.some((kind) => id.startsWith(kind)));
}
