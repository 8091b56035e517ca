import type { Activity } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';

/** A token check that answers as it is told, in place of the one that asks Microsoft for its keys. */
export class FakeAuthentication extends BotFrameworkAuthentication {
  /** Thrown by the next checks, when set. */
  failure: Error | undefined;
  /** What the token client is asked for; counts up. */
  tokenClientsMade = 0;
  private readonly inner: BotFrameworkAuthentication;

  constructor(inner: BotFrameworkAuthentication) {
    super();
    this.inner = inner;
  }

  override async authenticateRequest(
    activity: Activity,
    authHeader: string,
  ): Promise<AuthenticateRequestResult> {
    if (this.failure !== undefined) {
      throw this.failure;
    }

    return this.inner.authenticateRequest(activity, authHeader);
  }

  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return this.inner.authenticateStreamingRequest('', '');
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return this.inner.createConnectorFactory(identity);
  }

  override async createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    this.tokenClientsMade += 1;
    if (this.failure !== undefined) {
      throw this.failure;
    }

    return this.inner.createUserTokenClient(identity);
  }
}
