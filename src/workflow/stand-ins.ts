import type { Partner } from '../domain/directory/listing';
import type { Person } from '../domain/directory/person';
import type { PartnerId, PersonId, PersonRef } from '../domain/kernel';
import { findStates } from './find-states';
import { peopleInDirectory } from './in-directory';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

type Ports = Pick<CommandPorts, 'store' | 'clock'>;

/** The assignment desk: the operators of the directory. */
export async function desk(ports: Ports): Promise<readonly PersonRef[]> {
  const tag = 'role:operator';
  return (await findStates<Person>(ports, { kind: 'person', tag, limit: 20 })).map(refOf);
}

/** Who stands in for the FPM of a company: another one of its FPMs, else somebody of the desk; nobody of `without`. */
export async function standInFor(
  ports: Ports,
  company: PartnerId,
  without: readonly PersonId[],
): Promise<PersonRef | undefined> {
  const partner = await loadState<Partner>(ports, company);
  const others = (partner?.fpms ?? []).filter((id) => !without.includes(id));
  const [fpm] = (await peopleInDirectory(ports, others)).map(refOf);
  return fpm ?? (await desk(ports)).find(({ id }) => !without.includes(id));
}

function refOf({ id, name }: Person): PersonRef {
  return { id, name };
}
