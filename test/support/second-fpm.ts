import type { PersonRef } from '../../src/domain/kernel';
import type { CommandPorts } from '../../src/workflow/ports';
import type { CheckedDirectory } from '../../src/workflow/seed-directory';
import { importDirectory } from './directory-imports';
import { DIRECTORY } from './fake-directory';

/** Decides for the same company once they have joined. */
export const SECOND_FPM: PersonRef = { id: 'person:fpm-b', name: 'Fpm B' };

const JOINED: CheckedDirectory = {
  ...DIRECTORY,
  people: [
    ...DIRECTORY.people,
    ...DIRECTORY.people
      .filter(({ id }) => id === 'fpm')
      .map((first) => ({
        ...first,
        id: 'fpm-b',
        name: SECOND_FPM.name,
        mail: 'fpm-b@example.com',
      })),
  ],
  partners: DIRECTORY.partners.map((partner) => ({ ...partner, fpms: ['fpm', 'fpm-b'] })),
};

/** The company gets a second FPM. Later than its first requests, so that their forms name the first without asking. */
export async function secondFpmJoins(ports: CommandPorts): Promise<void> {
  await importDirectory(ports, JOINED);
}
