import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { BugError } from '../errors';
import { createTokenClient } from './token-client';

/** The parts of {@link CachedAuthentication}: what makes clients, who we are, and the clients we share. */
export interface CachedAuthenticationParts {
  readonly inner: BotFrameworkAuthentication;
  /** The bot's own identity; anonymous when it has no app id. */
  readonly self: ClaimsIdentity;
  readonly clients: ConnectorFactory;
  /** For one call to the token service, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Hands every turn the shared connector clients and one user token client. Safe because there is one app id and tokens
 * of other bots are refused, so every turn has the same credentials. It checks nobody: `door.ts` does, and whatever
 * asks the framework for it all the same fails.
 */
export class CachedAuthentication extends BotFrameworkAuthentication {
  private readonly parts: CachedAuthenticationParts;
  private tokenClient: Promise<UserTokenClient> | undefined;

  constructor(parts: CachedAuthenticationParts) {
    super();
    this.parts = parts;
  }

  override authenticateRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new BugError('bug/unreachable', 'The door checks who sends.'));
  }

  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return this.authenticateRequest();
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.parts.clients;
  }

  override async createUserTokenClient(): Promise<UserTokenClient> {
    const { inner, self, timeoutMs } = this.parts;
    this.tokenClient ??= inner
      .createUserTokenClient(self)
      .then((client) => createTokenClient(client, timeoutMs));
    try {
      return await this.tokenClient;
    } catch (error) {
      this.tokenClient = undefined;
      throw error;
    }
  }
}
