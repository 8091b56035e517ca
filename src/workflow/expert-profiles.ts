import type { Expert } from '../domain/directory/listing';
import type { Person } from '../domain/directory/person';
import type { Engagement } from '../domain/engagement/engagement';
import type { ExpertProfile } from '../domain/matching';
import { findStates } from './find-states';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

/** Everybody the directory lists as an expert, with the engagements they carry now. */
export async function expertProfiles(ports: CommandPorts): Promise<readonly ExpertProfile[]> {
  const experts = await findStates<Expert>(ports, { kind: 'expert', limit: 200 });
  const profiles = await Promise.all(
    experts.map(async (expert) => {
      const person = await loadState<Person>(ports, expert.person);
      const open = await findStates<Engagement>(ports, {
        kind: 'engagement',
        tag: `open-expert:${expert.person}`,
        limit: 200,
      });
      const { workloads, languages, regions, roles, limit, absences } = expert;
      const facts = {
        workloads,
        languages,
        regions,
        roles,
        limit,
        absences,
        openEngagements: open.length,
        active: true,
      };
      return person === undefined ? [] : [{ id: person.id, name: person.name, ...facts }];
    }),
  );
  return profiles.flat();
}
