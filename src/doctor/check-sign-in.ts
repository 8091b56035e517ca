import { ok, reasonOf, wrong, type Finding } from './finding';

/** Whose connection is looked for, and where. */
export interface SignInLook {
  /** Scheme and host of the token service. */
  readonly tokenServiceUrl: string;
  readonly connection: string;
  readonly appId: string;
  /** For the one call, in milliseconds. */
  readonly timeoutMs: number;
  /** The bot's own token. */
  readonly obtain: () => Promise<string>;
}

const AREA = 'sign-in';
const TODO =
  'Make the OAuth connection of this name at the Azure Bot (Configuration, "Add OAuth Connection Settings"), or leave SIGN_IN_CONNECTION empty.';

/**
 * Whether the token service of the Bot Framework knows the connection: it is asked for the resource with which somebody would sign in,
 * which signs nobody in.
 */
export async function checkSignIn(look: SignInLook): Promise<readonly Finding[]> {
  try {
    const status = await askedFor(look);
    return status === 200
      ? [ok(AREA, `The token service knows the connection ${look.connection}.`)]
      : [wrong(AREA, saysOf(look, status), TODO)];
  } catch (error) {
    const says = `The token service could not be asked: ${reasonOf(error)}`;
    return [wrong(AREA, says, 'Look at SIGN_IN_HOST, and at what is said about the bot above.')];
  }
}

function saysOf({ connection }: SignInLook, status: number): string {
  return `The token service answers ${String(status)} for the connection ${connection}.`;
}

async function askedFor({
  tokenServiceUrl,
  timeoutMs,
  obtain,
  ...named
}: SignInLook): Promise<number> {
  const state = stateOf(named);
  const url = `${tokenServiceUrl}/api/botsignin/GetSignInResource?state=${encodeURIComponent(state)}`;
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${await obtain()}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.body?.cancel();
  return response.status;
}

/** In which conversation somebody would sign in: in none. The shape is that of the SDK. */
function stateOf({ connection, appId }: Pick<SignInLook, 'connection' | 'appId'>): string {
  const account = { id: 'doctor' };
  const conversation = {
    ...{ activityId: 'doctor', channelId: 'msteams', conversation: account },
    ...{ bot: account, user: account, serviceUrl: 'https://smba.trafficmanager.net/teams/' },
  };
  const state = { connectionName: connection, conversation, msAppId: appId };
  return Buffer.from(JSON.stringify(state)).toString('base64');
}
