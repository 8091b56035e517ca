import type { RecordId } from '../domain/kernel';
import { liveRecord } from './load-record';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';
import type { FindQuery, StoredRecord } from './store-port';

/** The records of one page of a list, newest first. */
export async function findRecords(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  query: FindQuery,
): Promise<readonly LiveRecord[]> {
  const page = await ports.store.find(query, ports.clock.now());
  return liveRecords(page.records);
}

/** Records of one page where all are wanted. */
const PAGE = 200;

/** Every state of a kind, or with one tag, page by page, newest first; for the few things of which a desk has hundreds at most. */
export async function everyState<State>(
  { store, clock }: Pick<CommandPorts, 'store' | 'clock'>,
  kind: string,
  tag?: string,
): Promise<readonly State[]> {
  const which = { kind, limit: PAGE, ...(tag === undefined ? {} : { tag }) };
  const states: State[] = [];
  let next: string | undefined;
  do {
    const after = next === undefined ? {} : { after: next };
    const page = await store.find({ ...which, ...after }, clock.now());
    states.push(...liveRecords(page.records).map(({ state }) => state as State));
    next = page.next;
  } while (next !== undefined);
  return states;
}

function liveRecords(records: readonly StoredRecord[]): readonly LiveRecord[] {
  return records.map((record) => liveRecord(record.id as RecordId, { record, version: '' }));
}

/** The states of one page of a list, newest first. The caller names the state that belongs to the kind it asks for. */
export async function findStates<State>(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  query: FindQuery,
): Promise<readonly State[]> {
  return (await findRecords(ports, query)).map(({ state }) => state as State);
}
