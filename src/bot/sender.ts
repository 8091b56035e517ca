import { randomUUID } from 'node:crypto';
import type { Activity, TurnContext } from 'botbuilder';
import type { Viewer } from '../cards/drawing';
import { LANGUAGES, type ConversationId, type Language, type PersonId } from '../domain/kernel';
import {
  withoutThread,
  type Conversation,
  type ConversationAddress,
} from '../domain/directory/conversation';
import { languageOf, type Person } from '../domain/directory/person';
import { handleCommand, type Outcome } from '../workflow/handle-command';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';

/** The record of a Teams conversation. Thread suffixes belong to messages, not to conversations. Pure. */
export function conversationRecord(teamsId: string): ConversationId {
  return `conversation:${Buffer.from(withoutThread(teamsId)).toString('base64url')}`;
}

/** The person an activity comes from, by their Entra object id: the only thing that says who may act. Pure. */
export function personRecord(activity: Activity): PersonId | undefined {
  const objectId = activity.from.aadObjectId?.toLowerCase();
  return objectId === undefined || !/^[0-9a-f-]{36}$/.test(objectId)
    ? undefined
    : `person:${objectId}`;
}

/** How an activity's sender reads who is not in the directory. Pure. */
export function strangerViewer(activity: Activity): Viewer {
  const spoken = (activity.locale ?? '').slice(0, 2).toLowerCase();
  const language: Language = LANGUAGES.find((one) => one === spoken) ?? 'en';
  return { language, zone: 'UTC' };
}

/** What kind of chat an activity comes from. In one of a kind that nobody has heard of, others may read along. Pure. */
export function kindOf({ conversation }: Activity): ConversationAddress['kind'] {
  // The types say that both are there, the wire may leave them out.
  const { conversationType, isGroup } = conversation as {
    readonly conversationType?: string | null;
    readonly isGroup?: boolean;
  };
  switch (conversationType ?? (isGroup === true ? 'groupChat' : 'personal')) {
    case 'personal':
      return 'personal';
    case 'channel':
      return 'channel';
    default:
      return 'group';
  }
}

/** Keeps where to write later, refreshed whenever it changed; and, in a 1:1 chat, that this person is reached here. */
export async function noteAddress(ports: BotPorts, context: TurnContext): Promise<ConversationId> {
  const { activity } = context;
  const id = conversationRecord(activity.conversation.id);
  const person = personRecord(activity);
  const meta = {
    by: 'system',
    at: ports.clock.now(),
    causeId: `${activity.id ?? randomUUID()}:address`,
  } as const;
  const kind = kindOf(activity);
  const address: ConversationAddress = {
    teamsId: withoutThread(activity.conversation.id),
    kind,
    serviceUrl: activity.serviceUrl,
    tenantId: activity.conversation.tenantId ?? '',
    botId: activity.recipient.id,
    ...(person === undefined || (kind !== 'personal' && activity.type === 'message')
      ? {}
      : { person }),
  };
  await handleCommand(ports, id, { command: { type: 'NoteAddress', id, address, ...meta } });
  if (kind === 'personal' && person !== undefined) {
    await handleCommand(ports, person, { command: { type: 'NoteChat', chat: id, ...meta } });
  }
  return id;
}

/** The sender as the directory knows them; `undefined` for somebody it does not know. */
export async function readSender(
  ports: BotPorts,
  context: TurnContext,
): Promise<Sender | undefined> {
  const { activity } = context;
  const id = personRecord(activity);
  const person = id === undefined ? undefined : await loadState<Person>(ports, id);
  if (person === undefined) {
    return undefined;
  }
  return {
    person,
    ref: { id: person.id, name: person.name },
    viewer: { person: person.id, language: languageOf(person), zone: person.home.zone },
    conversation: conversationRecord(activity.conversation.id),
    kind: kindOf(activity),
  };
}

/** Deliveries of one activity that come at once are this close together; one after a crash comes later. */
const AT_ONCE_MS = 1_000;

/**
 * Marks the conversation as greeted; whether it is to be greeted now. Two installations at once greet once; one that is delivered
 * again after a crash, before its greeting was noted as sent, greets.
 */
export async function greetOnce(
  ports: BotPorts,
  id: ConversationId,
  causeId: string,
): Promise<boolean> {
  const command = { type: 'Greet', by: 'system', at: ports.clock.now(), causeId } as const;
  const outcome: Outcome = await handleCommand(ports, id, { command });
  if (!outcome.ok || outcome.events.length > 0) {
    return outcome.ok;
  }
  const { greeting } = outcome.record.state as Conversation;
  return greeting?.causeId === causeId && ports.clock.now() - greeting.at >= AT_ONCE_MS;
}

/** The greeting is on its way: nobody needs to send it again. */
export async function noteGreeting(
  ports: BotPorts,
  id: ConversationId,
  causeId: string,
): Promise<void> {
  const meta = { by: 'system', at: ports.clock.now(), causeId: `${causeId}:sent` } as const;
  await handleCommand(ports, id, { command: { type: 'NoteGreeting', ...meta } });
}
