import type { Person, PersonEntry } from '../domain/directory/person';
import type { PersonId } from '../domain/kernel';
import { handleCommand } from './handle-command';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';
import { desk } from './stand-ins';

/**
 * Makes this person operator where the directory has none; without one nobody would see what could not be delivered.
 * `nobody` when that person is not in the directory either.
 */
export async function appointFirstOperator(
  ports: CommandPorts,
  id: PersonId,
): Promise<'there-is-one' | 'appointed' | 'nobody'> {
  if ((await desk(ports)).length > 0) {
    return 'there-is-one';
  }
  const person = await loadState<Person>(ports, id);
  if (person === undefined || person.leftAt !== undefined) {
    return 'nobody';
  }
  const at = ports.clock.now();
  await handleCommand(ports, id, {
    command: {
      ...{ type: 'ImportPerson', id, entry: { ...entryOf(person), isOperator: true } },
      // Named by its moment: who was relieved by an import may be needed again.
      ...{ by: 'system', at, causeId: `first-operator:${String(at)}` },
    },
  });
  return 'appointed';
}

function entryOf(person: Person): PersonEntry {
  const { id: _id, chosenLanguage: _chosen, chat: _chat, chatRefused: _refused, ...rest } = person;
  const { leftAt: _left, ...entry } = rest;
  return entry;
}
