import type { ConversationAddress } from '../domain/directory/conversation';
import { TransientError } from '../errors';
import type { Pace } from './pace-port';
import type { Messenger } from './ports';
import type { SendLines } from './send-lines';

/** Counts every call to Teams, and pauses a conversation for as long as Teams asks when it throttles. */
export function pacedMessenger(
  messenger: Messenger,
  pace: Pace,
  lines: Pick<SendLines, 'spend'>,
): Messenger {
  async function counted<Answer>(
    address: ConversationAddress,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    lines.spend(address);
    try {
      const answer = await call();
      pace.noteTaken(address);
      return answer;
    } catch (error) {
      if (error instanceof TransientError && error.code === 'delivery/throttled') {
        pace.pause(address, Number(error.details['retryAfterMs'] ?? 0));
      }
      throw error;
    }
  }

  return {
    post: (address, card) => counted(address, () => messenger.post(address, card)),
    edit: (address, activityId, card) =>
      counted(address, () => messenger.edit(address, activityId, card)),
  };
}
