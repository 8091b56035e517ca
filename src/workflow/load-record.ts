import type { RecordId } from '../domain/kernel';
import { BugError } from '../errors';
import { kindOfRecord, type Kind } from './kinds';
import type { CommandPorts } from './ports';
import type { HistoryEvent, LiveRecord } from './record';
import { decodeBody } from './record-codec';
import type { StoredRecord, Versioned } from './store-port';

/** The kind of a record id that we made ourselves. @throws BugError for any other. */
export function knownKind(id: RecordId): Kind {
  const kind = kindOfRecord(id);
  if (kind === undefined) {
    throw new BugError('bug/unreachable', 'A record id has no known kind.', { details: { id } });
  }
  return kind;
}

/** Reads a record and folds its state; an id never written gives an empty record without a state. */
export async function loadRecord(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  id: RecordId,
): Promise<LiveRecord> {
  const found = await ports.store.read(id, ports.clock.now());
  return found === undefined ? emptyRecord(id) : liveRecord(id, found);
}

/** What was made of stored records that engines may give again. Goes with them, so it needs no bound of its own. */
const made = new WeakMap<StoredRecord, Omit<LiveRecord, 'version'>>();

/** A stored record as it lives in memory. One that an engine gives again is not decoded again: shared, as nothing changes records. */
export function liveRecord(id: RecordId, { record, version }: Versioned): LiveRecord {
  const known = made.get(record);
  if (known !== undefined) {
    return { ...known, version };
  }
  const kept = decodeBody(id, record.schema, record.body);
  const live = { ...kept, state: folded(knownKind(id), kept.events) };
  made.set(record, live);
  return { ...live, version };
}

function emptyRecord(id: RecordId): LiveRecord {
  return {
    id,
    state: undefined,
    events: [],
    past: [],
    count: 0,
    effects: [],
    copies: [],
    told: {},
    heard: {},
    drawn: 0,
  };
}

function folded(kind: Kind, events: readonly HistoryEvent[]): unknown {
  let state: unknown;
  for (const event of events) {
    state = kind.evolve(state, event);
  }
  return state;
}

/** The state of a record of a known kind, or `undefined` when there is none. */
export async function loadState<State>(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  id: RecordId,
): Promise<State | undefined> {
  return (await loadRecord(ports, id)).state as State | undefined;
}
