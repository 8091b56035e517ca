import type { Activity } from 'botbuilder';
import type { Conversation, ConversationAddress } from '../domain/directory/conversation';
import type { ConversationId } from '../domain/kernel';
import { STUCK } from '../workflow/append';
import { conversationRecord } from '../workflow/conversation-record';
import { findRecords, findStates } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import type { PendingEffect } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { redrawAll } from './find-record';
import { teamOf } from './sender';

/** Kinds of records with cards in shared chats. */
const SHARED_KINDS = ['engagement', 'checkin'];
/** Records of one kind, and channels of one team, looked at. */
const LOOKED_AT = 50;

/**
 * The bot is gone from a chat: it was uninstalled, or taken out of a group or a team with all its channels. Pings become mails from now on, until it is
 * installed again or somebody writes. A chat that nobody knows stays unknown.
 */
export async function noteGone(
  ports: BotPorts,
  activity: Activity,
  code: 'uninstalled' | 'removed',
): Promise<void> {
  const meta = {
    by: 'system',
    at: ports.clock.now(),
    causeId: `${causeOf(activity)}:gone`,
  } as const;
  const own = conversationRecord(activity.conversation.id);
  const channels = (await channelsOf(ports, activity)).map(({ id }) => id);
  for (const id of new Set([own, ...channels])) {
    await handleCommand(ports, id, { command: { type: 'NoteBlocked', code, ...meta } });
  }
}

/**
 * The bot is in a team again, of which Teams tells by its first channel only: the others that were closed are open as well. Best effort,
 * as {@link comeBack}.
 */
export async function comeBackToTeam(
  ports: BotPorts,
  activity: Activity,
  sender: Sender | undefined,
): Promise<void> {
  const meta = {
    by: 'system',
    at: ports.clock.now(),
    causeId: `${causeOf(activity)}:back`,
  } as const;
  for (const { id, blocked, ...known } of await channelsOf(ports, activity)) {
    if (blocked !== undefined) {
      const address = { ...addressIn(known), serviceUrl: activity.serviceUrl };
      await handleCommand(ports, id, { command: { type: 'NoteAddress', id, address, ...meta } });
      await comeBack(ports, id, sender);
    }
  }
}

/** Channels of the team that an activity comes from, as far as the bot knows them. */
async function channelsOf(ports: BotPorts, activity: Activity): Promise<readonly Conversation[]> {
  const team = teamOf(activity);
  return team === undefined
    ? []
    : findStates<Conversation>(ports, {
        kind: 'conversation',
        tag: `team:${team}`,
        limit: LOOKED_AT,
      });
}

function addressIn({
  teamsId,
  kind,
  tenantId,
  botId,
}: Omit<Conversation, 'id'>): Omit<ConversationAddress, 'serviceUrl'> {
  return { teamsId, kind, tenantId, botId };
}

/**
 * A chat that was closed is open again. Cards of the sender that stand in it come to be as things are now: edited, or posted below where
 * they were to move meanwhile, without the ping, which was mailed. What never stood there is not posted for it; whoever installs the bot
 * is shown a list. In a shared chat, where no mail could take its place, what got stuck is posted, whoever's it is. Best effort: after a
 * crash in between, or where an outsider brings the bot back, the next change of each record does it.
 */
export async function comeBack(
  ports: BotPorts,
  conversation: ConversationId,
  sender: Sender | undefined,
): Promise<void> {
  if (sender !== undefined) {
    await redrawAll(ports, sender, { in: conversation });
  }
  if (sender?.kind !== 'personal') {
    await postStuck(ports, conversation);
  }
  ports.log.info({ id: conversation }, 'A chat that was closed is open again.');
}

async function postStuck(ports: BotPorts, conversation: ConversationId): Promise<void> {
  for (const kind of SHARED_KINDS) {
    for (const record of await findRecords(ports, { kind, tag: STUCK, limit: LOOKED_AT })) {
      for (const { id } of record.effects.filter((effect) => isStuckIn(effect, conversation))) {
        await handleCommand(ports, record.id, { revive: { effect: id, how: 'retry' } });
      }
    }
  }
}

function isStuckIn({ order, stuck }: PendingEffect, conversation: ConversationId): boolean {
  return (
    stuck?.code === 'delivery/unreachable' &&
    order.type === 'Show' &&
    'conversation' in order.to &&
    order.to.conversation === conversation
  );
}
