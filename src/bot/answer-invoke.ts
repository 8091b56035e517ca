import { type Activity, ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';

/** Why an invoke is answered by the edge and not by the turn: the turn threw, or it takes too long and goes on. */
export type FallbackReason = 'failed' | 'late';

/** The client offers a token of its own; it must learn when nothing came of it. */
const EXCHANGE = 'signin/tokenExchange';
/** Tells the client of Teams to have the person sign in by hand. */
const SIGN_IN_BY_HAND = 412;

/**
 * Answers an invoke. Teams reads the outcome from the body (`{statusCode, type, value}` for card actions) and takes any
 * HTTP status but 200 for a broken bot, so the HTTP status is 200 whatever the body says; of a sign-in Teams reads the status alone
 * ({@link httpStatusOf}).
 * Source: learn.microsoft.com "Universal Actions for Adaptive Cards", response format.
 */
export async function answerInvoke(
  context: TurnContext,
  body: unknown,
  status = 200,
): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status, body } });
}

/** Whether the framework found no answer left by the turn: it then says 501. Pure. */
export function isUnanswered(response: InvokeResponse | undefined): boolean {
  return response === undefined || response.status === 501;
}

/** Whether Teams tells of a sign-in, or asks for it. Pure. */
export function isSignIn({ type, name }: Pick<Activity, 'type' | 'name'>): boolean {
  return type === 'invoke' && typeof name === 'string' && name.startsWith('signin/');
}

/**
 * The HTTP status of an answer: 200, but for a sign-in the status that was left as its answer. A 412 is how the client learns that its
 * token could not be exchanged, and has the person sign in by hand.
 * Source: learn.microsoft.com "Single sign-on support for bots", "Token exchange failure".
 */
export function httpStatusOf(activity: Activity, response: InvokeResponse | undefined): number {
  if (!isSignIn(activity)) {
    return 200;
  }
  return response === undefined || isUnanswered(response)
    ? lateStatusOf(activity)
    : response.status;
}

/** The HTTP status where a turn left no answer in time. Pure. */
export function lateStatusOf({ type, name }: Pick<Activity, 'type' | 'name'>): number {
  return type === 'invoke' && name === EXCHANGE ? SIGN_IN_BY_HAND : 200;
}
