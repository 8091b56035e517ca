import type { TurnContext } from 'botbuilder';
import type { SignIn } from '../../src/bot/sign-in-port';

/** A sign-in in which people are as they were said to be: what a turn brings changes nothing. */
export class FakeSignIn implements SignIn {
  /** Who has signed in, by whom Teams names. */
  readonly signedIn = new Set<string>();

  begin({ activity }: TurnContext): Promise<boolean> {
    return this.isSignedIn(activity.from.id);
  }

  goOn({ activity }: TurnContext): Promise<boolean> {
    return this.isSignedIn(activity.from.id);
  }

  isSignedIn(teamsUser: string): Promise<boolean> {
    return Promise.resolve(this.signedIn.has(teamsUser));
  }

  signOut(teamsUser: string): Promise<boolean> {
    return Promise.resolve(this.signedIn.delete(teamsUser));
  }
}
