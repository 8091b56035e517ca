import type { TurnContext } from 'botbuilder';
import {
  DialogContext,
  DialogSet,
  DialogTurnStatus,
  OAuthPrompt,
  type DialogState,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import type { Words } from '../text/words';

const SIGN_IN = 'sign-in';

/** Leads through the sign-in with the prompt of the framework. Keeps nothing: any process can go on with what another one has begun. */
export interface SignInDialog {
  /** Sends the card to sign in with; whether there is a token already, and so no need for it. @throws as the token service */
  begin(context: TurnContext, t: Words['t']): Promise<boolean>;
  /** Takes what the person or their client sends meanwhile, and answers invokes; whether a token came of it. */
  goOn(context: TurnContext): Promise<boolean>;
}

/** The dialog for one OAuth connection of the bot's registration. */
export function createSignInDialog(connectionName: string): SignInDialog {
  const dialogsWith = (title: string, text: string): DialogSet =>
    new DialogSet().add(new OAuthPrompt(SIGN_IN, { connectionName, title, text }));
  const waiting = dialogsWith('', '');
  return {
    begin: async (context, t) => {
      const dialogs = dialogsWith(t('button.sign-in'), t('sign-in.text'));
      const dc = new DialogContext(dialogs, context, { dialogStack: [] });
      return hasToken(await dc.beginDialog(SIGN_IN, {}));
    },
    goOn: async (context) => {
      const dc = new DialogContext(waiting, context, beginning());
      return hasToken(await dc.continueDialog());
    },
  };
}

/**
 * The stack as it stands after the card was sent: what the framework would have stored. When a sign-in is too old the token service
 * says, which keeps the codes.
 */
function beginning(): DialogState {
  const expires = Number.MAX_SAFE_INTEGER;
  return { dialogStack: [{ id: SIGN_IN, state: { state: {}, options: {}, expires } }] };
}

function hasToken({ status, result }: DialogTurnResult): boolean {
  return status === DialogTurnStatus.complete && result !== undefined;
}
