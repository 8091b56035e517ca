import {
  DefaultAzureCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { Config } from './config';

/**
 * Who this process is for Azure: the managed identity of the bot where it has one, else whoever is signed in on this machine (a
 * developer's Azure CLI, a workload identity). The managed identity is named instead of found by trial, so that a missing one fails
 * at once and another one on the same host is never taken.
 */
export function azureCredential({ id, type }: Config['app']): TokenCredential {
  return type === 'UserAssignedMSI' && id !== ''
    ? new ManagedIdentityCredential({ clientId: id })
    : new DefaultAzureCredential();
}
