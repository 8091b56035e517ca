import { partnersWithoutFpm, productsWithoutExpert } from '../domain/directory/gaps';
import type { Expert, Partner } from '../domain/directory/listing';
import { everyState } from './find-states';
import { peopleInDirectory } from './in-directory';
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
  const [allPartners, allExperts] = await Promise.all([
    everyState<Partner>(ports, 'partner'),
    everyState<Expert>(ports, 'expert'),
  ]);
  const partners = allPartners.filter(({ leftAt }) => leftAt === undefined);
  const experts = allExperts.filter(({ leftAt }) => leftAt === undefined);
  const named = [...partners.flatMap(({ fpms }) => fpms), ...experts.map(({ person }) => person)];
  const people = await peopleInDirectory(ports, [...new Set(named)]);
  return {
    withoutFpm: partnersWithoutFpm(partners, people),
    withoutExpert: productsWithoutExpert(experts, people),
  };
}
