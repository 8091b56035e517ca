import type { TurnContext } from 'botbuilder';
import type { Words } from '../text/words';

/** Lets people sign in to the bot with their own account; absent where no connection is set. */
export interface SignIn {
  /**
   * Sends the card with which this person signs in, unless they are signed in already: then it says so and sends nothing.
   * @throws whatever the token service or Teams answers.
   */
  begin(context: TurnContext, t: Words['t']): Promise<boolean>;
  /**
   * Goes on with a sign-in that was begun here or by any other process, by what this turn brings: an invoke, which it answers, an event
   * or a typed code. Whether the person has signed in by it.
   */
  goOn(context: TurnContext): Promise<boolean>;
  /** Whether the token service has a token of this person. @throws TransientError, PermanentError `delivery/…` */
  isSignedIn(teamsUser: string): Promise<boolean>;
  /** Ends the sign-in at the token service; false where there was none. @throws TransientError, PermanentError `delivery/…` */
  signOut(teamsUser: string): Promise<boolean>;
}
