import type { Activity, TokenResponse } from 'botbuilder';
import {
  type SignInUrlResponse,
  type TokenExchangeRequest,
  type TokenStatus,
  UserTokenClient,
} from 'botframework-connector';
import { sendOnce } from './connector-clients';

/**
 * The SDK's client for the Bot Framework Token Service, as we need it: each request is sent once and ends in time, and an answer without
 * a token is none. The SDK hands on the body of a 404, which its own prompt then takes for a token.
 */
class LeanTokenClient extends UserTokenClient {
  private readonly inner: UserTokenClient;

  constructor(inner: UserTokenClient) {
    super();
    this.inner = inner;
  }

  override async getUserToken(
    user: string,
    connection: string,
    channel: string,
    code: string,
  ): Promise<TokenResponse> {
    // The types know no absent answer, the prompt does.
    const answer = (await this.inner.getUserToken(user, connection, channel, code)) as
      Partial<TokenResponse> | undefined;
    const isToken = typeof answer?.token === 'string' && answer.token !== '';
    return (isToken ? answer : undefined) as TokenResponse;
  }

  override getSignInResource(
    connection: string,
    activity: Activity,
    finalRedirect: string,
  ): Promise<SignInUrlResponse> {
    return this.inner.getSignInResource(connection, activity, finalRedirect);
  }

  override signOutUser(user: string, connection: string, channel: string): Promise<void> {
    return this.inner.signOutUser(user, connection, channel);
  }

  override getTokenStatus(user: string, channel: string, include: string): Promise<TokenStatus[]> {
    return this.inner.getTokenStatus(user, channel, include);
  }

  override getAadTokens(
    user: string,
    connection: string,
    resources: string[],
    channel: string,
  ): Promise<Record<string, TokenResponse>> {
    return this.inner.getAadTokens(user, connection, resources, channel);
  }

  override exchangeToken(
    user: string,
    connection: string,
    channel: string,
    request: TokenExchangeRequest,
  ): Promise<TokenResponse> {
    return this.inner.exchangeToken(user, connection, channel, request);
  }
}

/** A client of the SDK that sends once, in time, and takes only a token for a token. @throws BugError as {@link sendOnce} */
export function createTokenClient(inner: UserTokenClient, timeoutMs: number): UserTokenClient {
  sendOnce(Reflect.get(inner, 'client'), timeoutMs);
  return new LeanTokenClient(inner);
}
