import { DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity';
import { azureCredential } from '../src/azure-credential';

const APP = { id: '11111111-2222-4333-8444-555555555555', tenantId: '', password: '' };

describe('the identity of the process', () => {
  it('is the managed identity of the bot where it has one', () => {
    const credential = azureCredential({ ...APP, type: 'UserAssignedMSI' });

    expect(credential).toBeInstanceOf(ManagedIdentityCredential);
    expect(credential).toHaveProperty('clientId', APP.id);
  });

  it.each([
    ['with a secret of its own', { ...APP, type: 'SingleTenant', password: 'hush' }],
    ['without a registration', { ...APP, type: 'UserAssignedMSI', id: '' }],
  ])('is whoever is signed in for a bot %s', (_what, app) => {
    expect(azureCredential(app)).toBeInstanceOf(DefaultAzureCredential);
  });
});
