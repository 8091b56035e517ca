import type { PersonId, RecordId } from '../domain/kernel';
import { BugError } from '../errors';
import type { KickoffChats } from '../workflow/ports';

/** Finds the group chat that a person's window has, if it is open. */
export type FindGroupChat = (person: PersonId) => Promise<RecordId | undefined>;

/**
 * The local stand-in for opening a kickoff chat: the Playground cannot create one, so the one logical chat is the group chat of
 * every member's window. Members without a window see nothing of it.
 */
export function createLocalKickoffChats(findGroupChat: FindGroupChat): KickoffChats {
  return {
    opensAnew: false,
    open: async (_key, { members }) => {
      const chats = await Promise.all(members.map(({ id }) => findGroupChat(id)));
      return { chats: [...new Set(chats.filter((chat) => chat !== undefined))] };
    },
    join: () => Promise.reject(new BugError('bug/unreachable', 'No chat is made here.')),
  };
}
