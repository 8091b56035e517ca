import type { Partner } from '../domain/directory/listing';
import { isAway } from '../domain/directory/absence';
import type { Person } from '../domain/directory/person';
import type { Instant, PartnerId, PersonId, PersonRef } from '../domain/kernel';
import { findStates } from './find-states';
import { peopleInDirectory } from './in-directory';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

type Ports = Pick<CommandPorts, 'store' | 'clock'>;

/** Operators looked for; there are a few. */
const DESK_MAX = 20;

/** The assignment desk: the operators of the directory. */
export async function desk(ports: Ports): Promise<readonly PersonRef[]> {
  return (await operators(ports)).map(refOf);
}

function operators(ports: Ports): Promise<readonly Person[]> {
  return findStates<Person>(ports, { kind: 'person', tag: 'role:operator', limit: DESK_MAX });
}

/** Who stands in for the FPM of a company: another one of its FPMs, else somebody of the desk; nobody of `without`, nobody who is away. */
export async function standInFor(
  ports: Ports,
  company: PartnerId,
  without: readonly PersonId[],
  at: Instant,
): Promise<PersonRef | undefined> {
  const [fpm] = await fpmsThere(ports, company, { without, at });
  if (fpm !== undefined) {
    return fpm;
  }
  const present = (await operators(ports)).filter((one) => !isAway(one, at));
  return present.map(refOf).find(({ id }) => !without.includes(id));
}

/**
 * Who takes what comes to an FPM who is away at this moment: the stand-in they chose, or the next FPM of the company where that one is
 * away too, has left the directory, or is one of `without`. `undefined` where they are there, or where nobody else is: then it stays
 * with them. Only one step is taken, so two who stand in for each other are no loop.
 */
export async function coverFor(
  ports: Ports,
  absent: PersonId,
  company: PartnerId,
  { without, at }: { readonly without: readonly PersonId[]; readonly at: Instant },
): Promise<PersonRef | undefined> {
  const person = await loadState<Person>(ports, absent);
  if (person === undefined || !isAway(person, at)) {
    return undefined;
  }
  const { standIn } = person.absence ?? {};
  const [chosen] = standIn === undefined ? [] : await there(ports, [standIn.id], { without, at });
  if (chosen !== undefined && chosen.fpmOf.length > 0) {
    return refOf(chosen);
  }
  const [next] = await fpmsThere(ports, company, { without: [...without, absent], at });
  return next;
}

interface Which {
  readonly without: readonly PersonId[];
  readonly at: Instant;
}

async function fpmsThere(
  ports: Ports,
  company: PartnerId,
  which: Which,
): Promise<readonly PersonRef[]> {
  const partner = await loadState<Partner>(ports, company);
  return (await there(ports, partner?.fpms ?? [], which)).map(refOf);
}

/** Those of these people who are in the directory and not away. */
async function there(
  ports: Ports,
  ids: readonly PersonId[],
  { without, at }: Which,
): Promise<readonly Person[]> {
  const others = ids.filter((id) => !without.includes(id));
  const people = await peopleInDirectory(ports, others);
  return people.filter((one) => !isAway(one, at));
}

function refOf({ id, name }: Person): PersonRef {
  return { id, name };
}
