import type { CheckedDirectory } from '../../src/workflow/seed-directory';
import { FRAN, STRANGER, TEAMS_DIRECTORY, type Member } from '../support/fake-teams';

/** The company's second FPM. */
export const FAY: Member = { ...STRANGER, name: 'Fay Weber' };
/** The FPM of another company, with the same second name. */
export const GIL: Member = {
  id: 'person:00000000-0000-4000-8000-000000000008',
  objectId: '00000000-0000-4000-8000-000000000008',
  name: 'Gil Weber',
};

/** The directory with {@link FAY} and {@link GIL}; of the company's contacts Fay is one only where she requests as well. */
export function withFayAndGil({
  fayRequests,
}: {
  readonly fayRequests: boolean;
}): CheckedDirectory {
  const more = fayRequests ? [FAY.objectId] : [];
  return {
    ...TEAMS_DIRECTORY,
    people: [...TEAMS_DIRECTORY.people, person(FAY), person(GIL)],
    partners: [
      ...TEAMS_DIRECTORY.partners.map((one) => ({
        ...one,
        contacts: [...one.contacts, ...more],
        fpms: [FRAN.objectId, FAY.objectId],
      })),
      { id: 'adatum', name: 'Adatum', contacts: [], fpms: [GIL.objectId] },
    ],
  };
}

function person({ objectId, name }: Member): CheckedDirectory['people'][number] {
  const [like] = TEAMS_DIRECTORY.people;
  return { ...like!, id: objectId, name, mail: `${objectId.slice(-1)}@example.com` };
}
