/** What became of a story told to several bots, read from the store and from the chats. */
import type { RecordId } from '../../src/domain/kernel';
import { findRecords } from '../../src/workflow/find-states';
import type { HistoryEvent, LiveRecord, PendingEffect } from '../../src/workflow/record';
import type { RecordStore } from '../../src/workflow/store-port';

/** Kinds of records with a history. */
const KINDS = ['request', 'engagement', 'checkin', 'question', 'person', 'conversation', 'today'];
const PAGE = 200;

/** Everything there is, as it stands. */
export interface StoreLook {
  readonly records: readonly LiveRecord[];
  /** What the bots' clock reads. */
  readonly now: number;
}

/** Reads every record. */
export async function lookInto(store: RecordStore): Promise<StoreLook> {
  const now = Date.now() + (await offsetOf(store));
  const ports = { store, clock: { now: () => now } };
  const pages = await Promise.all(KINDS.map((kind) => findRecords(ports, { kind, limit: PAGE })));
  return { records: pages.flat(), now };
}

/** How far the bots' clock is ahead of the real one. */
async function offsetOf(store: RecordStore): Promise<number> {
  const found = await store.read('clock:business', 0);
  return (found?.record.body as { readonly offsetMs?: number } | undefined)?.offsetMs ?? 0;
}

/** An effect and where it belongs. */
export interface Pending {
  readonly record: LiveRecord;
  readonly effect: PendingEffect;
}

/** Every effect that is not settled. */
export function pendingOf({ records }: StoreLook): readonly Pending[] {
  return records.flatMap((record) => record.effects.map((effect) => ({ record, effect })));
}

/** Effects under a lease of this process. */
export function leasedBy(look: StoreLook, owner: string): readonly Pending[] {
  return pendingOf(look).filter(({ effect }) => effect.lease?.owner === owner);
}

/** Effects that somebody has to carry out now; those that are stuck have had their turn. */
export function openWork(look: StoreLook): readonly string[] {
  return pendingOf(look)
    .filter(
      ({ effect }) =>
        effect.stuck === undefined &&
        (effect.notBefore <= look.now || effect.lease !== undefined || effect.attempts > 0),
    )
    .map(nameOf);
}

/** A name that a person can read. */
export function nameOf({ record, effect }: Pending): string {
  const { order, id, attempts, lease, notBefore } = effect;
  const command = 'command' in order ? ` ${order.command.type}` : '';
  const from = new Date(notBefore).toISOString();
  return `${record.id} ${order.type}${command} ${id} attempts ${String(attempts)} from ${from} lease ${lease?.owner ?? '-'}`;
}

/** The events of one record by type. */
export function typesOf({ events }: LiveRecord): readonly string[] {
  return events.map(({ type }) => type);
}

/** Every event with the record it belongs to. */
export function eventsOf({ records }: StoreLook): readonly (HistoryEvent & {
  readonly record: RecordId;
})[] {
  return records.flatMap(({ id, events }) => events.map((event) => ({ ...event, record: id })));
}
