import type { Partner } from '../domain/directory/listing';
import type { Person } from '../domain/directory/person';
import type { PartnerId, PersonId } from '../domain/kernel';
import { mayReceive, type FpmChoice } from '../domain/request/hand-over';
import type { NumberedRequest } from '../domain/request/request';
import { everyState } from './find-states';
import { peopleInDirectory } from './in-directory';
import type { CommandPorts } from './ports';

/** FPMs of a list: a card of Teams holds 28 KB, and nobody looks through more. */
const CHOICES_MAX = 60;

/**
 * The FPMs of the directory to whom all of these requests can be handed over: those who decide for their partner companies already, then
 * everybody else, each by name. At most {@link CHOICES_MAX}; of more, those of the companies come first.
 */
export async function fpmChoices(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  requests: readonly NumberedRequest[],
): Promise<readonly FpmChoice[]> {
  return (await everyFpm(ports, requests)).slice(0, CHOICES_MAX);
}

/** As {@link fpmChoices}, all of them. */
export function everyFpm(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  requests: readonly NumberedRequest[],
): Promise<readonly FpmChoice[]> {
  const companies = requests.map(({ form }) => form.company.id);
  const isAble = (id: PersonId): boolean => requests.every((request) => mayReceive(request, id));
  return fpmsNear(ports, companies, isAble);
}

/** Who can stand in for somebody: every other FPM, those of the same companies first. At most {@link CHOICES_MAX}. */
export async function standInChoices(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  { id: absent, fpmOf }: Pick<Person, 'id' | 'fpmOf'>,
): Promise<readonly FpmChoice[]> {
  if (fpmOf.length === 0) {
    return [];
  }
  return (await fpmsNear(ports, fpmOf, (id) => id !== absent)).slice(0, CHOICES_MAX);
}

async function fpmsNear(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  companies: readonly PartnerId[],
  isAble: (id: PersonId) => boolean,
): Promise<readonly FpmChoice[]> {
  const partners = await everyState<Partner>(ports, 'partner');
  const near = partners.filter(({ id }) => companies.includes(id)).flatMap(({ fpms }) => fpms);
  const ids = new Set<PersonId>([...near, ...partners.flatMap(({ fpms }) => fpms)]);
  const choices = (await peopleInDirectory(ports, [...ids].filter(isAble)))
    .filter(({ fpmOf }) => fpmOf.length > 0)
    .map(({ id, name }): FpmChoice => ({ person: { id, name }, isOfCompany: near.includes(id) }));
  const byName = choices.toSorted((one, other) => one.person.name.localeCompare(other.person.name));
  return [
    ...byName.filter(({ isOfCompany }) => isOfCompany),
    ...byName.filter(({ isOfCompany }) => !isOfCompany),
  ];
}
