import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { Log } from '../log';
import type { RingAfter } from '../workflow/ports';
import { kindOf } from './sender';
import type { Turn } from './teams-adapter';

/** After so many milliseconds somebody who wrote begins to wonder whether the bot is there. */
const TYPING_AFTER_MS = 2_000;

/**
 * The turn, with a sign of life in between: who writes to the bot in their own chat sees it typing when the answer takes longer than
 * 2 seconds. Once a turn, never after the answer, and never waited for. A button shows by itself that it is at work.
 */
export function typingTurn(
  ports: { readonly ringAfter: RingAfter; readonly log: Log },
  turn: Turn,
): Turn {
  return async (context) => {
    const { activity } = context;
    if (activity.type !== 'message' || kindOf(activity) !== 'personal') {
      return turn(context);
    }
    const silence = ports.ringAfter(TYPING_AFTER_MS, () => void showTyping(ports.log, context));
    context.onSendActivities((_context, _activities, next) => {
      silence();
      return next();
    });
    context.onUpdateActivity((_context, _activity, next) => {
      silence();
      return next();
    });
    try {
      await turn(context);
    } finally {
      silence();
    }
  };
}

async function showTyping(log: Log, context: TurnContext): Promise<void> {
  try {
    await context.sendActivity({ type: ActivityTypes.Typing });
  } catch (error) {
    log.info({ err: error }, 'A sign of life could not be shown.');
  }
}
