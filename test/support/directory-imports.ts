import { randomUUID } from 'node:crypto';
import { directoryChanges, makeChange } from '../../src/workflow/directory-import';
import type { CommandPorts } from '../../src/workflow/ports';
import { seedOf, type CheckedDirectory } from '../../src/workflow/seed-directory';

/** Makes the store say what this directory says, as the program does; what was changed, as `~ id`. */
export async function importDirectory(
  ports: CommandPorts,
  directory: CheckedDirectory,
): Promise<readonly string[]> {
  const changes = await directoryChanges(ports, seedOf(directory));
  const run = randomUUID();
  for (const change of changes) {
    await makeChange(ports, change, run);
  }
  return changes.map(({ id, before, after }) => {
    const sign = after === undefined ? '-' : before === undefined ? '+' : '~';
    return `${sign} ${id}`;
  });
}
