import type { BotPorts } from './bot/bot-ports';
import type { SignIn } from './bot/sign-in-port';
import type { TeamsAdapter } from './bot/teams-adapter';
import { createUserTokens } from './bot/user-tokens';
import type { Config } from './config';
import { createSignInOnDemand } from './dialogs/sign-in-on-demand';
import { createFormPositions } from './store/form-positions';
import type { CommandPorts } from './workflow/ports';

/** What turns need besides what everything does. Connects to nothing yet. */
export function openBotParts(
  config: Config,
  { store, clock }: Pick<CommandPorts, 'store' | 'clock'>,
  given: Pick<BotPorts, 'messagesDone'> & { readonly adapter: Pick<TeamsAdapter, 'tokenClient'> },
): Pick<BotPorts, 'positions' | 'messagesDone' | 'isLocal' | 'signIn'> {
  const { signIn } = config;
  return {
    positions: createFormPositions(store, clock),
    messagesDone: given.messagesDone,
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
