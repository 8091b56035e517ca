import type { Conversation } from '../domain/directory/conversation';
import type { Person } from '../domain/directory/person';
import type { Order } from '../domain/effects';
import type { PersonId } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';
import { placeOfBot } from './bot-place';
import { fromEffect } from './carried-out';
import { conversationRecord } from './conversation-record';
import { findStates } from './find-states';
import { handleCommand } from './handle-command';
import { loadState } from './load-record';
import type { EffectPorts, Onboarding } from './ports';
import type { PendingEffect } from './record';
import { whileSettling } from './settling-chat';

/** So often a ping waits for this way to work; then the next way is taken. */
const TRIES = 3;
/** For so long a refusal stands: licences and policies change by the week, not by the minute. In milliseconds. */
const REFUSAL_LASTS_MS = 7 * 86_400_000;
const REFUSALS: ReadonlySet<string> = new Set([
  ...['graph/refused', 'graph/gone'],
  ...['delivery/refused', 'delivery/gone'],
]);
/** So many of the newest chats are looked at for one of the bot's own tenant; without one the documented address is asked. */
const LOOKED_AT = 20;

/**
 * Opens a 1:1 chat with somebody who never had one: the app is installed for them, then the chat is asked for. Who removed the bot is
 * left alone; guests add it themselves (whether Graph may do it for them is not documented), people of other tenants cannot have it.
 * `undefined` when this way is closed: for a while where the person or the chat was refused, for this ping where anything else fails
 * again and again. @throws TransientError to be tried again later.
 */
export async function onboard(
  ports: EffectPorts,
  effect: PendingEffect,
  id: PersonId,
): Promise<Conversation | undefined> {
  const person = await loadState<Person>(ports, id);
  const { onboarding } = ports;
  if (onboarding === undefined || person === undefined || !isOpenTo(ports, person)) {
    return undefined;
  }
  try {
    return await openedChat(ports, effect, { person, onboarding });
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof PermanentError)) {
      throw error;
    }
    if (isRefusal(error)) {
      const refused = { type: 'NoteChatRefused', code: error.code };
      await handleCommand(ports, id, { command: fromEffect(ports, effect, refused) });
    } else if (effect.attempts + 1 < TRIES) {
      throw passing(error);
    }
    ports.log.warn({ id: effect.id, err: error }, 'The bot could not be brought to a person.');
    return undefined;
  }
}

/** Whether it is this person, or this chat, that is refused: whatever else is refused for good is a fault of ours, and may be mended any time. */
function isRefusal({ code }: TransientError | PermanentError): boolean {
  return REFUSALS.has(code);
}

function passing(error: TransientError | PermanentError): TransientError {
  const { details } = error;
  return error instanceof TransientError
    ? error
    : new TransientError('graph/unavailable', 'The bot can be brought to nobody at the moment.', {
        ...{ details, cause: error },
      });
}

function isOpenTo({ clock }: EffectPorts, { chat, account, chatRefused }: Person): boolean {
  const isRefused = chatRefused !== undefined && clock.now() < chatRefused.at + REFUSAL_LASTS_MS;
  return chat === undefined && account === undefined && !isRefused;
}

async function openedChat(
  ports: EffectPorts,
  effect: PendingEffect,
  { person, onboarding }: { readonly person: Person; readonly onboarding: Onboarding },
): Promise<Conversation | undefined> {
  await onboarding.install(person.id);
  // Nothing of where a tenant is asked belongs to one person.
  const known = await findStates<Conversation>(ports, { kind: 'conversation', limit: LOOKED_AT });
  const { tenantId, botId, serviceUrl } = placeOfBot(onboarding.bot, known);
  if (serviceUrl === undefined) {
    return undefined;
  }
  const at = { tenantId, botId, serviceUrl };
  const broughtInAt = ports.clock.now();
  const teamsId = await onboarding.openChat(person.id, at).catch((error: unknown) => {
    throw whileSettling(error, { broughtInAt }, broughtInAt);
  });
  const chat = conversationRecord(teamsId);
  const address = { ...at, teamsId, kind: 'personal', person: person.id };
  const tell = (to: typeof chat | PersonId, order: Order): Promise<unknown> =>
    handleCommand(ports, to, { command: fromEffect(ports, effect, order) });
  await tell(chat, { type: 'NoteAddress', id: chat, address, isBroughtIn: true });
  await tell(person.id, { type: 'NoteChat', chat });
  return loadState<Conversation>(ports, chat);
}
