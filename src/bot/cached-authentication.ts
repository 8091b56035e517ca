import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Activity } from 'botbuilder';

/** The parts of {@link CachedAuthentication}: who checks tokens, who we are, and the clients we share. */
export interface CachedAuthenticationParts {
  readonly inner: BotFrameworkAuthentication;
  /** The bot's own identity; anonymous when it has no app id. */
  readonly self: ClaimsIdentity;
  readonly clients: ConnectorFactory;
}

/**
 * Checks incoming requests as the framework does, but hands every turn the shared connector clients and one user token
 * client. Safe because there is one app id and tokens of other bots are refused, so every turn has the same credentials.
 */
export class CachedAuthentication extends BotFrameworkAuthentication {
  private readonly parts: CachedAuthenticationParts;
  private tokenClient: Promise<UserTokenClient> | undefined;

  constructor(parts: CachedAuthenticationParts) {
    super();
    this.parts = parts;
  }

  override async authenticateRequest(
    activity: Activity,
    authHeader: string,
  ): Promise<AuthenticateRequestResult> {
    const result = await this.parts.inner.authenticateRequest(activity, authHeader);

    return { ...result, connectorFactory: this.parts.clients };
  }

  override authenticateStreamingRequest(
    authHeader: string,
    channelIdHeader: string,
  ): Promise<AuthenticateRequestResult> {
    return this.parts.inner.authenticateStreamingRequest(authHeader, channelIdHeader);
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.parts.clients;
  }

  override async createUserTokenClient(): Promise<UserTokenClient> {
    this.tokenClient ??= this.parts.inner.createUserTokenClient(this.parts.self);
    try {
      return await this.tokenClient;
    } catch (error) {
      this.tokenClient = undefined;
      throw error;
    }
  }
}
