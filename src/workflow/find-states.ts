import type { RecordId } from '../domain/kernel';
import { liveRecord } from './load-record';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';
import type { FindQuery } from './store-port';

/** The records of one page of a list, newest first. */
export async function findRecords(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  query: FindQuery,
): Promise<readonly LiveRecord[]> {
  const page = await ports.store.find(query, ports.clock.now());
  return page.records.map((record) => liveRecord(record.id as RecordId, { record, version: '' }));
}

/** The states of one page of a list, newest first. The caller names the state that belongs to the kind it asks for. */
export async function findStates<State>(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  query: FindQuery,
): Promise<readonly State[]> {
  return (await findRecords(ports, query)).map(({ state }) => state as State);
}
