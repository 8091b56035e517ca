import type { ConversationAddress } from '../../src/domain/directory/conversation';
import type { PersonRef, RequestId } from '../../src/domain/kernel';
import { handleCommand } from '../../src/workflow/handle-command';
import type { CommandPorts } from '../../src/workflow/ports';
import { seedDirectory, seedOf } from '../../src/workflow/seed-directory';
import { DIRECTORY } from './fake-directory';
import { chatOf } from './fake-house';
import { give, given } from './fake-requests';

/** Contacts of one partner company: its record has a bound. */
const STAFF = 40;

/** So many contacts of partner companies, who all have the same FPM. */
export function crowdOf(count: number): readonly PersonRef[] {
  return Array.from({ length: count }, (_one, index) => ({
    id: `person:contact-${String(index + 1)}`,
    name: `Contact ${String(index + 1)}`,
  }));
}

/** Fills the directory with these people beside the usual ones, and installs the bot for each of them and the FPM. */
export async function moveInCrowd(
  ports: CommandPorts,
  crowd: readonly PersonRef[],
  { serviceUrl, tenantOf }: { serviceUrl: string; tenantOf: (index: number) => string },
): Promise<void> {
  const [one] = DIRECTORY.people;
  const contacts = crowd.map(({ id }) => id.slice('person:'.length));
  const people = crowd.map(({ name }, index) => ({
    ...one!,
    ...{ id: contacts[index]!, name, mail: `${contacts[index]!}@example.com` },
  }));
  const [company] = DIRECTORY.partners;
  const partners = Array.from({ length: Math.ceil(contacts.length / STAFF) }, (_one, index) => ({
    ...company!,
    id: `fabrikam-${String(index)}`,
    contacts: contacts.slice(index * STAFF, (index + 1) * STAFF),
  }));
  await seedDirectory(
    ports,
    seedOf({ ...DIRECTORY, people: [...DIRECTORY.people, ...people], partners }),
  );
  for (const [index, person] of [...crowd, { id: 'person:fpm', name: 'Fpm' } as const].entries()) {
    await installAt(ports, person, { serviceUrl, tenantId: tenantOf(index) });
  }
}

async function installAt(
  ports: CommandPorts,
  person: PersonRef,
  place: Pick<ConversationAddress, 'serviceUrl' | 'tenantId'>,
): Promise<void> {
  const chat = `conversation:${chatOf(person)}` as const;
  const address = { ...place, teamsId: chatOf(person), kind: 'personal', botId: 'bot' } as const;
  const meta = { by: 'system', at: ports.clock.now(), causeId: `install:${person.id}` } as const;
  await handleCommand(ports, chat, {
    command: { type: 'NoteAddress', id: chat, address, ...meta },
  });
  await handleCommand(ports, person.id, { command: { type: 'NoteChat', chat, ...meta } });
}

/** Somebody opens a form: a card is posted to their chat. */
export async function openForm(
  ports: CommandPorts,
  person: PersonRef,
  id: RequestId,
): Promise<void> {
  await give(ports, id, given(ports, person, { type: 'StartDraft', id, answers: {} }));
}
