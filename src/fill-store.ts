import type { Config } from './config';
import type { DirectoryFile } from './directory-file';
import type { PersonId } from './domain/kernel';
import { appointFirstOperator } from './workflow/first-operator';
import { noteSecretEnd } from './workflow/note-secret-end';
import type { CommandPorts } from './workflow/ports';
import { seedDirectory, seedOf } from './workflow/seed-directory';

/** Brings into the store what has to be there before anybody comes: the directory, an operator, the end of the secret. @throws TransientError */
export async function fillStore(
  ports: CommandPorts,
  { firstAdministrator, app }: Pick<Config, 'firstAdministrator' | 'app'>,
  directory: DirectoryFile,
): Promise<void> {
  await seed(ports, directory);
  await appointOperator(ports, firstAdministrator);
  await noteSecretEnd(ports, app.passwordEnds);
}

async function seed(ports: CommandPorts, directory: DirectoryFile): Promise<void> {
  if (await seedDirectory(ports, seedOf(directory))) {
    ports.log.info(
      { people: directory.people.length },
      'The directory was read into the empty store.',
    );
  }
}

/** Without an operator nobody learns what could not be delivered: it is an error, but no reason to serve nobody. */
async function appointOperator(ports: CommandPorts, objectId: string | undefined): Promise<void> {
  if (objectId === undefined) {
    return;
  }
  const person: PersonId = `person:${objectId}`;
  const outcome = await appointFirstOperator(ports, person);
  if (outcome === 'appointed') {
    ports.log.info({ person }, 'The first administrator was made operator.');
  }
  if (outcome === 'nobody') {
    ports.log.error({ person }, 'Nobody is operator, and the directory has no such person.');
  }
}
