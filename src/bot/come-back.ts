import type { Activity } from 'botbuilder';
import type { ConversationId } from '../domain/kernel';
import { STUCK } from '../workflow/append';
import { conversationRecord } from '../workflow/conversation-record';
import { findRecords } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import type { PendingEffect } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { redrawAll } from './find-record';

/** Kinds of records with cards in shared chats. */
const SHARED_KINDS = ['engagement', 'checkin'];
/** Records of one kind looked at. */
const LOOKED_AT = 50;

/**
 * The bot is gone from a chat: it was uninstalled, or taken out of a group or a team. Pings become mails from now on, until it is
 * installed again or somebody writes. A chat that nobody knows stays unknown.
 */
export async function noteGone(
  ports: BotPorts,
  activity: Activity,
  code: 'uninstalled' | 'removed',
): Promise<void> {
  const causeId = `${causeOf(activity)}:gone`;
  await handleCommand(ports, conversationRecord(activity.conversation.id), {
    command: { type: 'NoteBlocked', code, by: 'system', at: ports.clock.now(), causeId },
  });
}

/**
 * A chat that was closed is open again. Cards that stand in it come to be as things are now: edited, or posted below where they were to
 * move meanwhile, without the ping, which was mailed. What never stood there is not posted for it; whoever installs the bot is shown
 * a list. In a shared chat, where no mail could take its place, what got stuck is posted. Best effort: after a crash in between the next
 * change of each record does it.
 */
export async function comeBack(
  ports: BotPorts,
  conversation: ConversationId,
  sender: Sender | undefined,
): Promise<void> {
  if (sender?.kind === 'personal') {
    await redrawAll(ports, sender, { in: conversation });
  } else {
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
