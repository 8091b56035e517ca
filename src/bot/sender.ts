import type { Activity, TurnContext } from 'botbuilder';
import type { Viewer } from '../cards/drawing';
import { LANGUAGES, type ConversationId, type Language, type PersonId } from '../domain/kernel';
import type { Conversation, ConversationAddress } from '../domain/directory/conversation';
import { languageOf, type Person } from '../domain/directory/person';
import { conversationRecord, withoutThread } from '../workflow/conversation-record';
import { handleCommand, type Outcome } from '../workflow/handle-command';
import { loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { causeOf } from './cause-of';

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

/** What an activity tells by itself, whatever it asks. */
export interface Met {
  readonly conversation: ConversationId;
  /** Absent for somebody whom the directory does not know. */
  readonly sender?: Sender;
  /** Teams refused this chat until now, or the bot was gone from it. */
  readonly isReopened: boolean;
}

/**
 * Who sent an activity; and keeps where to write later, refreshed whenever it changed, and in a 1:1 chat that this person is reached
 * here. Reads the conversation and the person once each, and writes nothing when nothing changed.
 */
export async function meet(ports: BotPorts, context: TurnContext): Promise<Met> {
  const { activity } = context;
  const meta = {
    by: 'system',
    at: ports.clock.now(),
    causeId: `${causeOf(activity)}:address`,
  } as const;
  const id = conversationRecord(activity.conversation.id);
  const address = addressOf(activity);
  const [noted, sender] = await Promise.all([
    handleCommand(ports, id, { command: { type: 'NoteAddress', id, address, ...meta } }),
    readSender(ports, context),
  ]);
  if (sender?.kind === 'personal' && sender.person.chat !== id) {
    await handleCommand(ports, sender.ref.id, { command: { type: 'NoteChat', chat: id, ...meta } });
  }
  const isReopened = noted.ok && noted.events.some(({ reopens }) => reopens === true);
  return { conversation: id, isReopened, ...(sender === undefined ? {} : { sender }) };
}

function addressOf(activity: Activity): ConversationAddress {
  const person = belongsToSender(activity) ? personRecord(activity) : undefined;
  const team = teamOf(activity);
  return {
    teamsId: withoutThread(activity.conversation.id),
    kind: kindOf(activity),
    serviceUrl: activity.serviceUrl,
    tenantId: activity.conversation.tenantId ?? '',
    botId: activity.recipient.id,
    ...(person === undefined ? {} : { person }),
    ...(team === undefined ? {} : { team }),
  };
}

/** Teams' id of the team that an activity comes from; the shape is that of Teams, since a list is kept under it. Pure. */
export function teamOf({ channelData }: Activity): string | undefined {
  const { team } = (channelData ?? {}) as { readonly team?: { readonly id?: unknown } | null };
  const id = team?.id;
  return typeof id === 'string' && /^19:[\w@.-]{1,150}$/.test(id) ? id : undefined;
}

/** A 1:1 chat is its person's; a shared one remembers who brought the bot in, and nobody who only writes or comes along. */
function belongsToSender(activity: Activity): boolean {
  return (
    kindOf(activity) === 'personal' ||
    activity.type === 'installationUpdate' ||
    isAboutBot(activity, activity.membersAdded)
  );
}

/** Whether the bot is among those who came or went. Pure. */
export function isAboutBot(
  { recipient }: Activity,
  members: Activity['membersAdded'] | null,
): boolean {
  return (members ?? []).some(({ id }) => id === recipient.id);
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
