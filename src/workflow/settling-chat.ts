import type { Conversation } from '../domain/directory/conversation';
import type { Instant } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';

/**
 * Teams' word for a chat that it does not count the bot to.
 * Source: learn.microsoft.com "Status codes from bot conversational APIs".
 */
const NOT_IN_ROSTER = 'BotNotInConversationRoster';
/** For so long Teams may not know yet that Graph has brought the bot into a chat; nothing is documented. Milliseconds. */
const SETTLES_WITHIN_MS = 5 * 60_000;

/** An error that passes where Teams refuses the bot in a chat that it was only just brought into; any other as it is. Pure. */
export function whileSettling(
  error: unknown,
  { broughtInAt }: Pick<Conversation, 'broughtInAt'>,
  now: Instant,
): unknown {
  const isFresh = broughtInAt !== undefined && now < broughtInAt + SETTLES_WITHIN_MS;
  return isFresh && error instanceof PermanentError && error.details['code'] === NOT_IN_ROSTER
    ? new TransientError('delivery/unavailable', 'Teams does not count the bot to a chat yet.', {
        details: error.details,
        cause: error,
      })
    : error;
}
