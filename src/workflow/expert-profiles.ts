import type { Expert } from '../domain/directory/listing';
import type { Engagement } from '../domain/engagement/engagement';
import type { ExpertProfile } from '../domain/matching';
import { everyState, findStates } from './find-states';
import { peopleInDirectory } from './in-directory';
import type { CommandPorts } from './ports';

/** Everybody the directory lists as an expert, with the engagements they carry now; nobody who has left it. */
export async function expertProfiles(ports: CommandPorts): Promise<readonly ExpertProfile[]> {
  const listed = await everyState<Expert>(ports, 'expert');
  const experts = listed.filter(({ leftAt }) => leftAt === undefined);
  const profiles = await Promise.all(
    experts.map(async (expert) => {
      const [person] = await peopleInDirectory(ports, [expert.person]);
      const open = await findStates<Engagement>(ports, {
        kind: 'engagement',
        tag: `open-expert:${expert.person}`,
        limit: 200,
      });
      const { workloads, languages, regions, roles, limit } = expert;
      const own = person?.absence;
      const absences = own === undefined ? expert.absences : [...expert.absences, own];
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
