import type { ConversationId } from '../domain/kernel';

/** The record of a Teams conversation. Thread suffixes belong to messages, not to conversations. Pure. */
export function conversationRecord(teamsId: string): ConversationId {
  return `conversation:${Buffer.from(withoutThread(teamsId)).toString('base64url')}`;
}

/** A Teams conversation id without the thread a message belongs to. Pure. */
export function withoutThread(teamsId: string): string {
  return teamsId.split(';messageid=')[0] ?? teamsId;
}
