import { accept, refuse, type CommandMeta, type ConversationId, type Decision } from '../kernel';
import type { Engagement } from './engagement';
import { isOneOfThree } from './schedule-rules';

/** Commands about the chat in which the three meet, without who, when and why. */
export type KickoffOrder =
  /** The outcome of `OpenKickoffChat` where chats are known at once, and of `JoinKickoffChat`. No chats: none can be opened. */
  | { readonly type: 'NoteKickoffChat'; readonly chats: readonly ConversationId[] }
  /** The outcome of `OpenKickoffChat` where a chat was made that the bot is not in yet. */
  | { readonly type: 'NoteChatMade'; readonly teamsId: string }
  /** One of the three says that they meet in this chat or channel. */
  | { readonly type: 'LinkKickoffChat'; readonly conversation: ConversationId };

/** What can have happened to that chat. */
export type KickoffEvent =
  | { readonly type: 'KickoffChatOpened'; readonly chats: readonly ConversationId[] }
  | { readonly type: 'KickoffChatMade'; readonly teamsId: string };

/** Decides what a command about the kickoff chat means; the first chat that the bot is in stays. Pure. */
export function decideKickoffChat(
  state: Engagement,
  command: KickoffOrder & CommandMeta,
): Decision<KickoffEvent> {
  const isOpen = state.chats.length > 0;
  switch (command.type) {
    case 'NoteKickoffChat':
      return isOpen || (command.chats.length === 0 && state.isChatless === true)
        ? accept()
        : accept({ type: 'KickoffChatOpened', chats: command.chats });
    case 'NoteChatMade':
      return isOpen || state.madeChat !== undefined
        ? accept()
        : accept({ type: 'KickoffChatMade', teamsId: command.teamsId });
    case 'LinkKickoffChat':
      return linked(state, command);
  }
}

function linked(
  state: Engagement,
  { by, conversation }: Extract<KickoffOrder, { type: 'LinkKickoffChat' }> & CommandMeta,
): Decision<KickoffEvent> {
  if (!isOneOfThree(state, by)) {
    return refuse('not-yours');
  }
  if (state.chats.includes(conversation)) {
    return accept();
  }
  return state.chats.length > 0 || state.status === 'Completed'
    ? refuse('not-now')
    : accept({ type: 'KickoffChatOpened', chats: [conversation] });
}

/** The engagement after one more event about its chat. Pure. */
export function evolveKickoffChat(state: Engagement, event: KickoffEvent): Engagement {
  if (event.type === 'KickoffChatMade') {
    return { ...state, madeChat: event.teamsId };
  }
  const { isChatless: _was, ...rest } = state;
  return event.chats.length === 0
    ? { ...rest, chats: [], isChatless: true }
    : { ...rest, chats: event.chats };
}
