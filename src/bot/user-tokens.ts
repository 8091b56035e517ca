import { Channels } from 'botbuilder';
import { TransientError } from '../errors';
import { statusOf, translateSendFailure } from './send-failure';

/** What is asked of the token service; the client of the SDK is one. */
interface TokenClient {
  getUserToken(
    user: string,
    connection: string,
    channel: string,
    code?: string,
  ): Promise<{ readonly token?: string } | undefined>;
  signOutUser(user: string, connection: string, channel: string): Promise<void>;
}

/** Tokens of people who have signed in to the bot, kept by the Bot Framework Token Service and nowhere here. */
export interface UserTokens {
  /**
   * A fresh token of this person, named as Teams names them to the bot; `undefined` where they have not signed in.
   * @throws TransientError `delivery/throttled`, `delivery/unavailable`; PermanentError `delivery/faulty` where the connection or the
   * bot is not known there.
   */
  readonly tokenOf: (teamsUser: string) => Promise<string | undefined>;
  /** Forgets their token. @throws as `tokenOf` */
  readonly signOut: (teamsUser: string) => Promise<void>;
}

/** The tokens behind one OAuth connection of the bot's registration. */
export function createUserTokens(
  tokenClient: () => Promise<TokenClient>,
  connection: string,
): UserTokens {
  return {
    tokenOf: (user) =>
      translated(async () => {
        const client = await tokenClient();
        return (await client.getUserToken(user, connection, Channels.Msteams))?.token;
      }),
    signOut: (user) =>
      translated(async () => {
        const client = await tokenClient();
        await client.signOutUser(user, connection, Channels.Msteams);
      }),
  };
}

/** Unlike a message, what is asked here may be asked again: a plain 500 passes too. */
async function translated<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (statusOf(error) === 500) {
      throw new TransientError('delivery/unavailable', 'The token service failed.', {
        details: { status: 500 },
        cause: error,
      });
    }
    throw translateSendFailure(error, Date.now());
  }
}
