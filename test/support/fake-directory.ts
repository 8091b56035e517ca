import type { PersonRef } from '../../src/domain/kernel';
import {
  seedOf,
  type CheckedDirectory,
  type DirectorySeed,
} from '../../src/workflow/seed-directory';

/** Who takes part in the tests of the workflow. */
export const PARTNER: PersonRef = { id: 'person:partner', name: 'Partner' };
export const FPM: PersonRef = { id: 'person:fpm', name: 'Fpm' };
export const EXPERT: PersonRef = { id: 'person:expert-a', name: 'Expert A' };
export const SECOND_EXPERT: PersonRef = { id: 'person:expert-b', name: 'Expert B' };

/** Everybody, in a fixed order. */
export const PEOPLE: readonly PersonRef[] = [PARTNER, FPM, EXPERT, SECOND_EXPERT];

/** The mail address of one of them. */
export function mailOf({ id }: PersonRef): string {
  return `${id.slice('person:'.length)}@example.com`;
}

/** The id of a person as the directory file writes it. */
function fileId({ id }: PersonRef): string {
  return id.slice('person:'.length);
}

function expertEntry(person: PersonRef, limit: number): CheckedDirectory['experts'][number] {
  return {
    person: fileId(person),
    workloads: ['AADP-P2'],
    languages: ['es', 'en'],
    regions: ['EMEA'],
    roles: ['engineer'],
    limit,
    absences: [],
  };
}

/** One partner company with one contact and one FPM, and two experts of whom the first is the better match. */
export const DIRECTORY: CheckedDirectory = {
  people: PEOPLE.map((person) => ({
    id: fileId(person),
    name: person.name,
    mail: mailOf(person),
    language: 'en',
    home: {
      zone: 'Europe/Madrid',
      country: 'ES',
      workingDays: [1, 2, 3, 4, 5],
      from: '08:00',
      until: '18:00',
    },
    operator: false,
  })),
  partners: [
    {
      id: 'fabrikam',
      name: 'Fabrikam',
      contacts: [fileId(PARTNER)],
      fpms: [fileId(FPM)],
    },
  ],
  experts: [expertEntry(EXPERT, 4), expertEntry(SECOND_EXPERT, 4)],
};

/** {@link DIRECTORY} as the records of the store want it. */
export const SEED: DirectorySeed = seedOf(DIRECTORY);
