import {
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
} from '@azure/identity';
import { azureCredential, botCredential, botScope, graphCredential } from '../src/azure-credential';
import { CLOUDS } from '../src/cloud';

const APP = { id: '11111111-2222-4333-8444-555555555555', tenantId: '', password: '' };

describe('the identity of the process', () => {
  it('is the managed identity of the bot where it has one', () => {
    const credential = azureCredential({
      app: { ...APP, type: 'UserAssignedMSI' },
      cloud: CLOUDS.public,
    });

    expect(credential).toBeInstanceOf(ManagedIdentityCredential);
    expect(credential).toHaveProperty('clientId', APP.id);
  });

  it.each([
    ['with a secret of its own', { ...APP, type: 'SingleTenant', password: 'hush' }],
    ['without a registration', { ...APP, type: 'UserAssignedMSI', id: '' }],
  ])('is whoever is signed in for a bot %s', (_what, app) => {
    expect(azureCredential({ app, cloud: CLOUDS.usgov })).toBeInstanceOf(DefaultAzureCredential);
  });
});

describe('what the bot shows to Teams', () => {
  const WITH_SECRET = {
    ...APP,
    tenantId: '66666666-7777-4888-8999-000000000000',
    password: 'hush',
  };

  it.each([
    ['SingleTenant', 'public', WITH_SECRET.tenantId],
    ['MultiTenant', 'public', 'botframework.com'],
    ['SingleTenant', 'usgov', WITH_SECRET.tenantId],
    ['MultiTenant', 'usgov', 'MicrosoftServices.onmicrosoft.us'],
    ['MultiTenant', 'usgov-dod', 'MicrosoftServices.onmicrosoft.us'],
  ] as const)(
    'is the secret of a %s registration, asked for in %s of %s',
    (type, cloud, tenant) => {
      const credential = botCredential({ app: { ...WITH_SECRET, type }, cloud: CLOUDS[cloud] });

      expect(credential).toBeInstanceOf(ClientSecretCredential);
      expect(credential).toHaveProperty('tenantId', tenant);
    },
  );

  it('comes from the sign-in of its cloud, and from none without https', () => {
    const cloud = { ...CLOUDS.usgov, authority: 'http://login.microsoftonline.us' };
    const app = { ...WITH_SECRET, type: 'SingleTenant' };

    expect(() => botCredential({ app, cloud })).toThrow('https');
  });

  it.each([
    ['public', 'https://api.botframework.com/.default'],
    ['usgov', 'https://api.botframework.us/.default'],
    ['usgov-dod', 'https://api.botframework.us/.default'],
  ] as const)('is for the Teams of %s', (cloud, scope) => {
    expect(botScope(CLOUDS[cloud])).toBe(scope);
  });
});

describe('what the bot shows to Microsoft Graph', () => {
  const SIGN_IN = 'https://login.microsoftonline.us';
  const WITH_SECRET = {
    ...APP,
    tenantId: '66666666-7777-4888-8999-000000000000',
    password: 'hush',
  };

  it('is its managed identity where it has one', () => {
    const credential = graphCredential({ ...APP, type: 'UserAssignedMSI' }, SIGN_IN);

    expect(credential).toBeInstanceOf(ManagedIdentityCredential);
    expect(credential).toHaveProperty('clientId', APP.id);
  });

  it.each(['SingleTenant', 'MultiTenant'])(
    'is the secret of a %s registration, in its own tenant',
    (type) => {
      const credential = graphCredential({ ...WITH_SECRET, type }, SIGN_IN);

      expect(credential).toBeInstanceOf(ClientSecretCredential);
      expect(credential).toHaveProperty('tenantId', WITH_SECRET.tenantId);
    },
  );

  it('goes to the sign-in of its cloud, and to none without https', () => {
    const open = 'http://login.microsoftonline.us';

    expect(() => graphCredential({ ...WITH_SECRET, type: 'SingleTenant' }, open)).toThrow('https');
  });
});
