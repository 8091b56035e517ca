import type { Person } from '../domain/directory/person';
import type { PersonId } from '../domain/kernel';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

/** Those of these people who are in the directory, in the order given: who left it, or never was in it, is asked for nothing new. */
export async function peopleInDirectory(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  ids: readonly PersonId[],
): Promise<readonly Person[]> {
  const people = await Promise.all(ids.map((id) => loadState<Person>(ports, id)));
  return people.filter((person) => person !== undefined && person.leftAt === undefined) as Person[];
}
