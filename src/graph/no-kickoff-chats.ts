import { BugError } from '../errors';
import type { KickoffChats } from '../workflow/ports';

/** Without Graph nobody can make a chat: the three name one in which the bot is. */
export const NO_KICKOFF_CHATS: KickoffChats = {
  opensAnew: false,
  open: () => Promise.resolve({ chats: [] }),
  join: () => Promise.reject(new BugError('bug/unreachable', 'No chat is made here.')),
};
