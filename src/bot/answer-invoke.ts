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

/** Whether the framework found no answer left by the turn: it then says 501. Pure. */
export function isUnanswered(response: InvokeResponse | undefined): boolean {
  return response === undefined || response.status === 501;
}
