import { ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';

/** Why an invoke is answered by the edge and not by the turn: the turn threw, or it takes too long and goes on. */
export type FallbackReason = 'failed' | 'late';

/**
 * Answers an invoke. Teams reads the outcome from the body (`{statusCode, type, value}` for card actions) and takes any
 * HTTP status but 200 for a broken bot, so the HTTP status is 200 whatever the body says.
 * Source: learn.microsoft.com "Universal Actions for Adaptive Cards", response format.
 */
export async function answerInvoke(context: TurnContext, body: unknown): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
}

/** What an invoke is told when the turn gave no answer, in the shape of card actions. Pure. */
export function fallbackAnswer(reason: FallbackReason): unknown {
  if (reason === 'late') {
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'This takes a little longer. It goes on in the background.',
    };
  }

  return {
    statusCode: 500,
    type: 'application/vnd.microsoft.error',
    value: { code: 'InternalServerError', message: 'Something went wrong. Please try again.' },
  };
}

/** Whether the framework found no answer left by the turn: it then says 501 without a body. Pure. */
export function isUnanswered(response: InvokeResponse | undefined): boolean {
  return response === undefined || (response.status === 501 && response.body === undefined);
}
