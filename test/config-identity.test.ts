import { readConfig } from '../src/config';
import {
  ACCOUNT,
  APP_ID,
  EMULATOR,
  type Environment,
  LOCAL,
  OTHER_ID,
  PRODUCTION,
  problemsOf,
  TENANT_ID,
  wrongIn,
} from './support/environments';

describe('the tenants in which the bot answers', () => {
  it.each<[string, Environment, readonly string[]]>([
    ['its own only, unless told otherwise', PRODUCTION, [TENANT_ID]],
    ['its own and the others', { ...PRODUCTION, ALLOWED_TENANTS: OTHER_ID }, [TENANT_ID, OTHER_ID]],
    [
      'the others only, when it has none of its own',
      { ...LOCAL, ALLOWED_TENANTS: OTHER_ID },
      [OTHER_ID],
    ],
    ['none, when nothing is said', LOCAL, []],
  ])('are %s', (_which, env, tenants) => {
    expect(readConfig(env).allowedTenants).toEqual(tenants);
  });

  it.each(['contoso.example', `${OTHER_ID} ${APP_ID}`, `${OTHER_ID},`, '*', ','])(
    'are not %j',
    (text) => {
      expect(wrongIn({ ...PRODUCTION, ALLOWED_TENANTS: text })).toContain('ALLOWED_TENANTS');
    },
  );
});

describe('who the bot is', () => {
  it.each([
    ['SingleTenant', { MICROSOFT_APP_PASSWORD: 'hush' }],
    ['UserAssignedMSI', {}],
    ['MultiTenant', { MICROSOFT_APP_PASSWORD: 'hush' }],
  ])('needs a tenant in production as %s', (type, password) => {
    const wrong = wrongIn({
      ...{ ...PRODUCTION, MICROSOFT_APP_TENANT_ID: '' },
      ...{ MICROSOFT_APP_TYPE: type, ...password },
    });

    expect(wrong).toEqual(['MICROSOFT_APP_TENANT_ID']);
  });

  it('needs no tenant locally', () => {
    const wrong = wrongIn({ ...LOCAL, MICROSOFT_APP_ID: APP_ID });

    expect(wrong).toEqual([]);
  });

  it('is not a managed identity with a password', () => {
    const wrong = wrongIn({ ...PRODUCTION, MICROSOFT_APP_PASSWORD: 'hush' });

    expect(wrong).toEqual(['MICROSOFT_APP_PASSWORD']);
  });

  it.each(['SingleTenant', 'MultiTenant'])('needs a password as %s', (type) => {
    const wrong = wrongIn({ ...PRODUCTION, MICROSOFT_APP_TYPE: type });

    expect(wrong).toEqual(['MICROSOFT_APP_PASSWORD']);
  });

  it.each(['SingleTenant', 'MultiTenant'])('may be %s with a password', (type) => {
    const wrong = wrongIn({
      ...PRODUCTION,
      MICROSOFT_APP_TYPE: type,
      MICROSOFT_APP_PASSWORD: 'hush',
    });

    expect(wrong).toEqual([]);
  });
});

describe('a store in Cosmos DB', () => {
  const cosmos = { ...PRODUCTION, STORE: 'cosmos' };

  it('is an account that is opened with the identity of the process', () => {
    const { store } = readConfig({ ...cosmos, COSMOS_ENDPOINT: ACCOUNT });

    expect(store).toEqual({
      kind: 'cosmos',
      endpoint: ACCOUNT,
      database: 'sme-desk',
      container: 'records',
    });
  });

  it.each(['http://127.0.0.1:8081', 'https://localhost:8081/', 'http://[::1]:8081/'])(
    'is an emulator at %s with its key',
    (endpoint) => {
      const { store } = readConfig({ ...cosmos, COSMOS_ENDPOINT: endpoint, COSMOS_KEY: 'a2V5' });

      expect(store).toMatchObject({ endpoint, key: 'a2V5' });
    },
  );

  it.each([
    ['without an address', {}, 'COSMOS_ENDPOINT'],
    ['at an address that is none', { COSMOS_ENDPOINT: 'desk' }, 'COSMOS_ENDPOINT'],
    ['at a file', { COSMOS_ENDPOINT: 'file:///etc/passwd' }, 'COSMOS_ENDPOINT'],
    ['over http', { COSMOS_ENDPOINT: 'http://desk.documents.azure.com' }, 'COSMOS_ENDPOINT'],
    ['with a key', { COSMOS_ENDPOINT: ACCOUNT, COSMOS_KEY: 'a2V5' }, 'COSMOS_KEY'],
    [
      'with a key where the address only looks like this machine',
      { COSMOS_ENDPOINT: 'https://localhost.example.com', COSMOS_KEY: 'a2V5' },
      'COSMOS_KEY',
    ],
    ['in an emulator without its key', { COSMOS_ENDPOINT: EMULATOR }, 'COSMOS_KEY'],
    ['in a path', { COSMOS_ENDPOINT: ACCOUNT, COSMOS_DATABASE: 'a/b' }, 'COSMOS_DATABASE'],
  ])('is refused %s', (_what, env, name) => {
    const wrong = wrongIn({ ...cosmos, ...env });

    expect(wrong).toEqual([name]);
  });

  it('is refused with a key, which is not told', () => {
    const [problem] = problemsOf({ ...cosmos, COSMOS_ENDPOINT: ACCOUNT, COSMOS_KEY: 'aHVzaA==' });

    expect(problem).toContain('the process has an identity');
    expect(problem).not.toContain('aHVzaA==');
  });
});
