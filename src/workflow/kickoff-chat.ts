import type { Conversation, ConversationAddress } from '../domain/directory/conversation';
import type { Person } from '../domain/directory/person';
import type { JoinKickoffChat, OpenKickoffChat } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { PersonRef } from '../domain/kernel';
import { PermanentError } from '../errors';
import { placeOfBot } from './bot-place';
import { DONE, fromEffect, type CarriedOut } from './carried-out';
import { conversationRecord } from './conversation-record';
import { handleCommand } from './handle-command';
import { loadState } from './load-record';
import type { BotPlace, ChatPlan, EffectPorts } from './ports';
import { readerOf } from './reader';
import type { LiveRecord, PendingEffect } from './record';

interface Ordered<Order> {
  readonly effect: PendingEffect;
  readonly order: Order;
}

/**
 * Opens the chat of the three, unless they have named one meanwhile. Where a repeat would make a second chat it is noted first that one
 * is being made: a carrier that finds this note of an earlier one, which died or lost the answer, leaves it to a person. Looking the
 * chat up would need a permission to list everybody's chats (`Chat.ReadBasic.All`), which is more than a rare accident is worth.
 *
 * @throws PermanentError `graph/unclear` when a chat may have been made; as `KickoffChats.open` otherwise.
 */
export async function openKickoffChat(
  ports: EffectPorts,
  record: LiveRecord,
  { effect, order }: Ordered<OpenKickoffChat>,
  begin: () => Promise<void>,
): Promise<CarriedOut> {
  if ((record.state as Engagement).chats.length > 0) {
    return DONE;
  }
  if (effect.begun === true) {
    throw new PermanentError('graph/unclear', 'A kickoff chat may have been made already.', {
      details: { id: effect.id },
    });
  }
  const plan = await planOf(ports, record, order.members);
  if (ports.chats.opensAnew) {
    await begin();
  }
  const opened = await ports.chats.open(effect.id, plan);
  const command =
    'made' in opened
      ? { type: 'NoteChatMade', teamsId: opened.made }
      : { type: 'NoteKickoffChat', chats: opened.chats };
  return { result: { kind: 'done' }, command: fromEffect(ports, effect, command) };
}

async function planOf(
  ports: EffectPorts,
  record: LiveRecord,
  refs: readonly PersonRef[],
): Promise<ChatPlan> {
  const { person: _all, ...reader } = await readerOf(ports, record, {
    conversation: record.id,
  });
  const view = { state: record.state, reader, at: ports.clock.now() };
  const members = await Promise.all(
    refs.map(async ({ id }) => {
      const account = (await loadState<Person>(ports, id))?.account;
      return { id, ...(account === undefined ? {} : { account }) };
    }),
  );
  return { topic: ports.renderer.chatTopic(view), members };
}

/** Brings the bot into a chat that was made and notes where to post in it. @throws as `KickoffChats.join` */
export async function joinKickoffChat(
  ports: EffectPorts,
  record: LiveRecord,
  { effect, order }: Ordered<JoinKickoffChat>,
): Promise<CarriedOut> {
  const { requester, fpm, expert } = record.state as Engagement;
  const ours = await ports.chats.join(order.teamsId);
  const id = conversationRecord(order.teamsId);
  const found = await loadState<Conversation>(ports, id);
  if (found === undefined || found.blocked !== undefined) {
    const address = addressOf(
      order.teamsId,
      placeOfBot(ours, await chatsOf(ports, [fpm, expert, requester])),
    );
    const noted = { type: 'NoteAddress', id, address, isBroughtIn: true };
    await handleCommand(ports, id, { command: fromEffect(ports, effect, noted) });
  }
  const command = { type: 'NoteKickoffChat', chats: [id] };
  return { result: { kind: 'done' }, command: fromEffect(ports, effect, command) };
}

/** The chats of these people with the bot. */
async function chatsOf(
  ports: EffectPorts,
  people: readonly PersonRef[],
): Promise<readonly Conversation[]> {
  const chats = await Promise.all(
    people.map(async ({ id }) => {
      const chat = (await loadState<Person>(ports, id))?.chat;
      return chat === undefined ? undefined : loadState<Conversation>(ports, chat);
    }),
  );
  return chats.filter((chat) => chat !== undefined);
}

function addressOf(
  teamsId: string,
  { tenantId, botId, serviceUrl }: BotPlace,
): ConversationAddress {
  if (serviceUrl === undefined) {
    throw new PermanentError('delivery/unreachable', 'No service URL of Teams is known yet.');
  }
  return { teamsId, kind: 'group', serviceUrl, tenantId, botId };
}
