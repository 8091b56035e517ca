import type { BotPorts } from './bot/bot-ports';
import type { SignIn } from './bot/sign-in-port';
import type { TeamsAdapter } from './bot/teams-adapter';
import { createUserTokens } from './bot/user-tokens';
import type { Config } from './config';
import { createSignInOnDemand } from './dialogs/sign-in-on-demand';
import { createFormPositions } from './store/form-positions';
import { within } from './within';
import type { Dispatcher } from './workflow/dispatcher';
import type { CommandPorts } from './workflow/ports';

/** Longer than the connector usually takes; whoever pressed waits as long at most. Milliseconds. */
const EDIT_LASTS_MS = 1_000;

/** What turns need besides what everything does. Connects to nothing yet. */
export function openBotParts(
  config: Config,
  { store, clock }: Pick<CommandPorts, 'store' | 'clock'>,
  given: {
    readonly adapter: Pick<TeamsAdapter, 'tokenClient'>;
    readonly dispatcher: Pick<Dispatcher, 'messagesDone' | 'sendsDone'>;
  },
): Pick<BotPorts, 'positions' | 'messagesDone' | 'shownFirst' | 'isLocal' | 'signIn'> {
  const { signIn } = config;
  const { messagesDone, sendsDone } = given.dispatcher;
  return {
    positions: createFormPositions(store, clock),
    messagesDone,
    shownFirst: (id) => within(EDIT_LASTS_MS, sendsDone(id)),
    isLocal: config.profile === 'local',
    ...(signIn === undefined ? {} : { signIn: createSignIn(given.adapter, signIn.connection) }),
  };
}

function createSignIn(adapter: Pick<TeamsAdapter, 'tokenClient'>, connection: string): SignIn {
  const tokens = createUserTokens(() => adapter.tokenClient(), connection);
  const isSignedIn = async (user: string): Promise<boolean> =>
    (await tokens.tokenOf(user)) !== undefined;
  return {
    ...createSignInOnDemand(connection),
    isSignedIn,
    signOut: async (user) => {
      const wasSignedIn = await isSignedIn(user);
      if (wasSignedIn) {
        await tokens.signOut(user);
      }
      return wasSignedIn;
    },
  };
}
