import {
  AppCredentials,
  type AuthenticatorResult,
  type ServiceClientCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { BugError } from '../errors';

/** Signs requests to Teams with a token that is kept elsewhere; the framework's own cache lets a whole herd fetch. */
class BotCredentials extends AppCredentials {
  private readonly tokens: () => Promise<string>;

  constructor(appId: string, tokens: () => Promise<string>) {
    super(appId);
    this.tokens = tokens;
  }

  override getToken(): Promise<string> {
    return this.tokens();
  }

  protected override refreshToken(): Promise<AuthenticatorResult> {
    return Promise.reject(new BugError('bug/unreachable', 'The tokens are renewed elsewhere.'));
  }
}

/**
 * Gives every client of the framework the same credentials. Without an app id they sign nothing (local profile).
 * There is one audience, the connector: a token for it must not be shown to anybody else.
 */
export class BotCredentialsFactory extends ServiceClientCredentialsFactory {
  private readonly appId: string;
  private readonly credentials: ServiceClientCredentials;

  constructor(appId: string, tokens: () => Promise<string>) {
    super();
    this.appId = appId;
    this.credentials = new BotCredentials(appId, tokens);
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(this.appId === '');
  }

  override createCredentials(): Promise<ServiceClientCredentials> {
    return Promise.resolve(this.credentials);
  }
}
