import type * as Identity from '@azure/identity';
import { createRequire } from 'node:module';
import type { Cloud } from './cloud';
import type { Config } from './config';
import type { TokenSource } from './graph/graph-client';
import type { GraphConfig } from './graph-config';

/** Loaded at the first call: it takes a quarter as long as botbuilder itself. */
function identityPackage(): typeof Identity {
  return createRequire(__filename)('@azure/identity') as typeof Identity;
}

/**
 * Who this process is for Azure: the managed identity of the bot where it has one, else whoever is signed in on this machine (a
 * developer's Azure CLI, a workload identity). The managed identity is named instead of found by trial, so that a missing one fails
 * at once and another one on the same host is never taken.
 */
export function azureCredential({
  app: { id, type },
  cloud: { authority },
}: Pick<Config, 'app' | 'cloud'>): Identity.TokenCredential {
  const { DefaultAzureCredential, ManagedIdentityCredential } = identityPackage();
  return type === 'UserAssignedMSI' && id !== ''
    ? new ManagedIdentityCredential({ clientId: id })
    : new DefaultAzureCredential({ authorityHost: authority });
}

/** What the bot asks a token for: to be let in by Teams. Pure. */
export function botScope({ botAudience }: Cloud): string {
  return `${botAudience}/.default`;
}

/** What the bot proves to Teams who it is with: its managed identity, or the secret of its registration at the sign-in of its cloud. */
export function botCredential({
  app,
  cloud: { authority, tenantOfAllBots },
}: Pick<Config, 'app' | 'cloud'>): Identity.TokenCredential {
  const { ClientSecretCredential, ManagedIdentityCredential } = identityPackage();
  const tenant = app.type === 'MultiTenant' ? tenantOfAllBots : app.tenantId;
  return app.type === 'UserAssignedMSI'
    ? new ManagedIdentityCredential({ clientId: app.id })
    : new ClientSecretCredential(tenant, app.id, app.password, { authorityHost: authority });
}

/**
 * What the bot proves to Microsoft Graph who it is with: its managed identity, or the secret of its registration, at the sign-in of
 * the cloud that this Graph belongs to. Graph is asked for the bot's own tenant, whatever the type of the registration.
 */
export function graphCredential(
  app: Config['app'],
  authorityHost: string,
): Identity.TokenCredential {
  const { ClientSecretCredential, ManagedIdentityCredential } = identityPackage();
  return app.type === 'UserAssignedMSI'
    ? new ManagedIdentityCredential({ clientId: app.id })
    : new ClientSecretCredential(app.tenantId, app.id, app.password, { authorityHost });
}

/** Tokens for Microsoft Graph: the one of the settings on loopback, else those of the bot, whose credential is made at the first call. */
export function graphTokens(app: Config['app'], signIn: GraphConfig['signIn']): TokenSource {
  if ('token' in signIn) {
    return { getToken: () => Promise.resolve(signIn) };
  }
  let credential: TokenSource | undefined;
  return {
    getToken: async (scope, options) => {
      credential ??= graphCredential(app, signIn.authority);
      return credential.getToken(scope, options);
    },
  };
}
