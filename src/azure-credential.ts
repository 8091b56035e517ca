import type * as Identity from '@azure/identity';
import { createRequire } from 'node:module';
import type { Config } from './config';

/** Whom a bot without a tenant of its own asks. Source: "Authentication with the Bot Connector API". */
const TENANT_OF_ALL_BOTS = 'botframework.com';

/** Loaded at the first call: it takes a quarter as long as botbuilder itself. */
function identityPackage(): typeof Identity {
  return createRequire(__filename)('@azure/identity') as typeof Identity;
}

/**
 * Who this process is for Azure: the managed identity of the bot where it has one, else whoever is signed in on this machine (a
 * developer's Azure CLI, a workload identity). The managed identity is named instead of found by trial, so that a missing one fails
 * at once and another one on the same host is never taken.
 */
export function azureCredential({ id, type }: Config['app']): Identity.TokenCredential {
  const { DefaultAzureCredential, ManagedIdentityCredential } = identityPackage();
  return type === 'UserAssignedMSI' && id !== ''
    ? new ManagedIdentityCredential({ clientId: id })
    : new DefaultAzureCredential();
}

/** What the bot asks a token for: to be let in by Teams. */
export const BOT_SCOPE = 'https://api.botframework.com/.default';

/** What the bot proves to Teams who it is with: its managed identity, or the secret of its registration. */
export function botCredential(app: Config['app']): Identity.TokenCredential {
  const { ClientSecretCredential, ManagedIdentityCredential } = identityPackage();
  const authority = app.type === 'MultiTenant' ? TENANT_OF_ALL_BOTS : app.tenantId;
  return app.type === 'UserAssignedMSI'
    ? new ManagedIdentityCredential({ clientId: app.id })
    : new ClientSecretCredential(authority, app.id, app.password);
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
