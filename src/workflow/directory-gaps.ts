import { partnersWithoutFpm, productsWithoutExpert } from '../domain/directory/gaps';
import type { Expert, Partner } from '../domain/directory/listing';
import type { Person } from '../domain/directory/person';
import { everyState } from './find-states';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

/** Whom the directory lacks. */
export interface DirectoryGaps {
  /** Companies, by name. */
  readonly withoutFpm: readonly string[];
  /** Products, by code. */
  readonly withoutExpert: readonly string[];
}

/** Looks through all partner companies and experts. */
export async function directoryGaps(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
): Promise<DirectoryGaps> {
  const [partners, experts] = await Promise.all([
    everyState<Partner>(ports, 'partner'),
    everyState<Expert>(ports, 'expert'),
  ]);
  const named = [...partners.flatMap(({ fpms }) => fpms), ...experts.map(({ person }) => person)];
  const found = await Promise.all([...new Set(named)].map((id) => loadState<Person>(ports, id)));
  const people = found.filter((person) => person !== undefined);
  return {
    withoutFpm: partnersWithoutFpm(partners, people),
    withoutExpert: productsWithoutExpert(experts, people),
  };
}
