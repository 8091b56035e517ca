import { CLOUDS } from '../src/cloud';
import { readConfig, SETTINGS, type Config } from '../src/config';
import {
  ACCOUNT,
  ADMIN_ID,
  APP_ID,
  EMULATOR,
  type Environment,
  OTHER_ID,
  PRODUCTION,
  problemsOf,
  TENANT_ID,
  wrongIn,
} from './support/environments';

const INSIGHTS = `InstrumentationKey=${TENANT_ID};IngestionEndpoint=https://insights.example/;LiveEndpoint=https://live.example/`;
const SENDER = 'desk@contoso.example';
const LOOPBACK_GRAPH = 'http://127.0.0.1:4100';
const TOKENS = 'http://127.0.0.1:4200';

/** For each setting a value that is not its default, and where it is found in the result. */
const OTHER_VALUES: readonly [string, string, (config: Config) => unknown, unknown][] = [
  ['PROFILE', 'local', ({ profile }) => profile, 'local'],
  ['HOST', 'localhost', ({ host }) => host, 'localhost'],
  ['PORT', '4000', ({ port }) => port, 4000],
  ['LOG_LEVEL', 'debug', ({ logLevel }) => logLevel, 'debug'],
  ['STORE', 'memory', ({ store }) => store.kind, 'memory'],
  [
    'SQLITE_FILE',
    'desk.sqlite',
    ({ store }) => store.kind === 'sqlite' && store.file,
    'desk.sqlite',
  ],
  ['COSMOS_ENDPOINT', EMULATOR, ({ store }) => store.kind === 'cosmos' && store.endpoint, EMULATOR],
  ['COSMOS_DATABASE', 'desk', ({ store }) => store.kind === 'cosmos' && store.database, 'desk'],
  ['COSMOS_CONTAINER', 'kept', ({ store }) => store.kind === 'cosmos' && store.container, 'kept'],
  ['COSMOS_KEY', 'aHVzaA==', ({ store }) => store.kind === 'cosmos' && store.key, 'aHVzaA=='],
  ['DIRECTORY_FILE', 'people.json', ({ directoryFile }) => directoryFile, 'people.json'],
  ['OUTBOX_DIR', 'mails', ({ outboxDir }) => outboxDir, 'mails'],
  ['ASSIGNMENT_CONTACT', SENDER, ({ assignmentContact }) => assignmentContact, SENDER],
  ['FIRST_ADMINISTRATOR', OTHER_ID, ({ firstAdministrator }) => firstAdministrator, OTHER_ID],
  ['MICROSOFT_APP_ID', TENANT_ID, ({ app }) => app.id, TENANT_ID],
  ['MICROSOFT_APP_TYPE', 'SingleTenant', ({ app }) => app.type, 'SingleTenant'],
  ['MICROSOFT_APP_TENANT_ID', APP_ID, ({ app }) => app.tenantId, APP_ID],
  ['MICROSOFT_APP_PASSWORD', 'hush', ({ app }) => app.password, 'hush'],
  [
    'MICROSOFT_APP_PASSWORD_ENDS',
    '2027-05-31',
    ({ app }) => app.passwordEnds,
    Date.UTC(2027, 4, 31),
  ],
  [
    'ALLOWED_TENANTS',
    `${APP_ID}, ${OTHER_ID}`,
    ({ allowedTenants }) => allowedTenants.slice(1).join(),
    `${APP_ID},${OTHER_ID}`,
  ],
  ['CLOUD', 'usgov', ({ cloud }) => cloud.issuer, 'https://api.botframework.us'],
  ['CONNECTOR_TIMEOUT_MS', '900', ({ connectorTimeoutMs }) => connectorTimeoutMs, 900],
  ['REPLICAS', '3', ({ replicas }) => replicas, 3],
  ['LEASE_MS', '901', ({ leaseMs }) => leaseMs, 901],
  ['SWEEP_MS', '902', ({ sweepMs }) => sweepMs, 902],
  ['STOP_GRACE_MS', '903', ({ stopGraceMs }) => stopGraceMs, 903],
  ['DEMO_START', 'working', ({ demoStart }) => demoStart, 'working'],
  ['GRAPH', 'on', ({ graph }) => graph?.baseUrl, 'https://graph.microsoft.com'],
  ['GRAPH_HOST', LOOPBACK_GRAPH, ({ graph }) => graph?.baseUrl, LOOPBACK_GRAPH],
  ['GRAPH_USES', 'kickoff', ({ graph }) => graph?.uses.join(','), 'kickoff'],
  ['GRAPH_TOKEN', 'hush', ({ graph }) => JSON.stringify(graph?.signIn), '{"token":"hush"}'],
  ['MAIL', 'graph', ({ mail }) => mail.by, 'graph'],
  ['MAIL_SENDER', SENDER, ({ mail }) => mail.by === 'graph' && mail.sender, SENDER],
  ['TEAMS_APP_CATALOG_ID', TENANT_ID, ({ graph }) => graph?.catalogId, TENANT_ID],
  ['SIGN_IN_CONNECTION', 'graph', ({ signIn }) => signIn?.connection, 'graph'],
  ['SIGN_IN_HOST', TOKENS, ({ signIn }) => signIn?.tokenServiceUrl, TOKENS],
  ['APPLICATIONINSIGHTS_CONNECTION_STRING', INSIGHTS, ({ insights }) => insights, INSIGHTS],
];

/** What must be set besides for some values to be allowed. */
const NEEDED: Readonly<Record<string, Environment>> = {
  COSMOS_ENDPOINT: { STORE: 'cosmos', COSMOS_KEY: 'a2V5' },
  COSMOS_DATABASE: { STORE: 'cosmos', COSMOS_ENDPOINT: ACCOUNT },
  COSMOS_CONTAINER: { STORE: 'cosmos', COSMOS_ENDPOINT: ACCOUNT },
  COSMOS_KEY: { STORE: 'cosmos', COSMOS_ENDPOINT: EMULATOR },
  PROFILE: { HOST: '127.0.0.1' },
  MICROSOFT_APP_PASSWORD: { MICROSOFT_APP_TYPE: 'SingleTenant' },
  MICROSOFT_APP_PASSWORD_ENDS: {
    MICROSOFT_APP_TYPE: 'SingleTenant',
    MICROSOFT_APP_PASSWORD: 'hush',
  },
  MICROSOFT_APP_TYPE: { MICROSOFT_APP_PASSWORD: 'hush' },
  GRAPH_HOST: { GRAPH: 'on', GRAPH_TOKEN: 'hush' },
  LEASE_MS: { CONNECTOR_TIMEOUT_MS: '200' },
  GRAPH_USES: { GRAPH: 'on' },
  GRAPH_TOKEN: { GRAPH: 'on', GRAPH_HOST: LOOPBACK_GRAPH },
  MAIL: { GRAPH: 'on', MAIL_SENDER: SENDER },
  MAIL_SENDER: { GRAPH: 'on', MAIL: '' },
  TEAMS_APP_CATALOG_ID: { GRAPH: 'on' },
  SIGN_IN_CONNECTION: { GRAPH: 'on' },
  SIGN_IN_HOST: { GRAPH: 'on', SIGN_IN_CONNECTION: 'graph' },
};

describe('the defaults', () => {
  it('are those of a production process with SQLite and a managed identity', () => {
    const config = readConfig(PRODUCTION);

    expect(config).toEqual({
      profile: 'production',
      host: '0.0.0.0',
      port: 3978,
      logLevel: 'info',
      store: { kind: 'sqlite', file: '.data/sme-desk.sqlite' },
      directoryFile: 'directory.example.json',
      outboxDir: '.data/outbox',
      assignmentContact: 'team@contoso.example',
      firstAdministrator: ADMIN_ID,
      app: { id: APP_ID, type: 'UserAssignedMSI', tenantId: TENANT_ID, password: '' },
      allowedTenants: [TENANT_ID],
      cloud: CLOUDS.public,
      connectorTimeoutMs: 8_000,
      replicas: 1,
      leaseMs: 60_000,
      sweepMs: 10_000,
      stopGraceMs: 8_000,
      demoStart: 'now',
      mail: { by: 'outbox' },
    });
  });

  it('are the ones that SETTINGS tells the reader', () => {
    const told = Object.fromEntries(SETTINGS.map((setting) => [setting.name, setting.default]));

    const config = readConfig({ ...told, ...PRODUCTION });

    expect(config).toEqual(readConfig(PRODUCTION));
  });
});

describe('the settings', () => {
  it('are all in this table, in the order in which they are told', () => {
    const names = OTHER_VALUES.map(([name]) => name);

    expect(names).toEqual(SETTINGS.map(({ name }) => name));
  });

  it.each(OTHER_VALUES)('take %s from the environment', (name, value, found, expected) => {
    const config = readConfig({ ...PRODUCTION, ...NEEDED[name], [name]: value });

    expect(found(config)).toBe(expected);
    expect(found(readConfig(PRODUCTION))).not.toBe(expected);
  });

  it('reach every part of the result: nothing is fixed for good', () => {
    const all = Object.fromEntries(
      OTHER_VALUES.filter(([name]) => name !== 'STORE').map(([name, value]) => [name, value]),
    );

    const changed = leavesOf(readConfig(all));

    const same = leavesOf(readConfig(PRODUCTION)).filter((leaf) => changed.includes(leaf));
    expect(same).toEqual(['store.kind=sqlite']);
  });

  it('do not take what nobody has told of', () => {
    const config = readConfig({ ...PRODUCTION, LEASE: '1', port: '1' });

    expect(config).toEqual(readConfig(PRODUCTION));
  });
});

describe('wrong settings', () => {
  it('are all named in one message, those of wrong shape', () => {
    const shapeless = Object.fromEntries(
      SETTINGS.filter(({ name }) => !/PASSWORD|TOKEN/.test(name)).map(({ name }) => [
        name,
        /^HOST|FILE|DIR$/.test(name) ? '' : 'wrong!',
      ]),
    );

    const wrong = wrongIn(shapeless);

    expect(wrong).toEqual(Object.keys(shapeless));
  });

  it('are all named in one message, those that are unsafe together', () => {
    const env = { PROFILE: 'production', MICROSOFT_APP_PASSWORD: 'hush' };

    const wrong = wrongIn(env);

    expect(wrong).toEqual([
      'MICROSOFT_APP_ID',
      'MICROSOFT_APP_TENANT_ID',
      'MICROSOFT_APP_PASSWORD',
      'ASSIGNMENT_CONTACT',
      'FIRST_ADMINISTRATOR',
      'MAIL',
    ]);
  });

  it('are all named in one message, whether of wrong shape or unsafe', () => {
    const env = { PORT: 'wrong!' };

    const wrong = wrongIn(env);

    expect([...wrong].sort()).toEqual([
      'ASSIGNMENT_CONTACT',
      'FIRST_ADMINISTRATOR',
      'MAIL',
      'MICROSOFT_APP_ID',
      'MICROSOFT_APP_TENANT_ID',
      'PORT',
    ]);
  });

  it('need nobody named locally, where an example is told', () => {
    const { assignmentContact, firstAdministrator } = readConfig({
      ...{ PROFILE: 'local', HOST: '127.0.0.1' },
    });

    expect([assignmentContact, firstAdministrator]).toEqual([
      'assignment@contoso.example',
      undefined,
    ]);
  });

  it('know an administrator in lower case, as the records do', () => {
    const { firstAdministrator } = readConfig({
      ...PRODUCTION,
      FIRST_ADMINISTRATOR: 'ABCDEFAB-7777-4888-8999-00000000000A',
    });

    expect(firstAdministrator).toBe('abcdefab-7777-4888-8999-00000000000a');
  });

  it('say no end of a password where there is none', () => {
    expect(wrongIn({ ...PRODUCTION, MICROSOFT_APP_PASSWORD_ENDS: '2027-05-31' })).toEqual([
      'MICROSOFT_APP_PASSWORD_ENDS',
    ]);
  });

  it('are complained about without telling the secret', () => {
    const problems = problemsOf({ ...PRODUCTION, MICROSOFT_APP_PASSWORD: 'hush', PORT: '1' });

    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('hush');
  });

  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '39.78'],
    ['PORT', 'http'],
    ['PORT', ''],
    ['MICROSOFT_APP_PASSWORD_ENDS', '31.05.2027'],
    ['MICROSOFT_APP_PASSWORD_ENDS', '2027-02-30'],
    ['FIRST_ADMINISTRATOR', 'ada@contoso.example'],
    ['ASSIGNMENT_CONTACT', 'the team'],
    ['CONNECTOR_TIMEOUT_MS', '99'],
    ['CONNECTOR_TIMEOUT_MS', '60001'],
    ['LEASE_MS', '499'],
    ['LEASE_MS', '600001'],
    ['SWEEP_MS', '99'],
    ['SWEEP_MS', 'Infinity'],
    ['STOP_GRACE_MS', '60001'],
    ['STOP_GRACE_MS', ''],
    ['STOP_GRACE_MS', '8 s'],
  ])('are numbers out of bounds: %s=%s', (name, value) => {
    const wrong = wrongIn({ ...PRODUCTION, [name]: value });

    expect(wrong).toEqual([name]);
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65535'],
    ['CONNECTOR_TIMEOUT_MS', '100'],
    ['LEASE_MS', '500'],
    ['SWEEP_MS', '600000'],
    ['STOP_GRACE_MS', '0'],
  ])('are not numbers on the bound: %s=%s', (name, value) => {
    const wrong = wrongIn({ ...PRODUCTION, CONNECTOR_TIMEOUT_MS: '100', [name]: value });

    expect(wrong).toEqual([]);
  });

  it('are a lease that ends while its calls may still be under way', () => {
    const calls = { ...PRODUCTION, CONNECTOR_TIMEOUT_MS: '2000' };

    expect(wrongIn({ ...calls, LEASE_MS: '7999' })).toEqual(['LEASE_MS']);
    expect(wrongIn({ ...calls, LEASE_MS: '8000' })).toEqual([]);
    expect(
      wrongIn({
        PROFILE: 'local',
        HOST: '127.0.0.1',
        CONNECTOR_TIMEOUT_MS: '2000',
        LEASE_MS: '500',
      }),
    ).toEqual([]);
  });
});

test('ids are compared as tokens name them, in lower case', () => {
  const id = '9F0A1B2C-3D4E-4F50-8A6B-7C8D9E0F1A2B';

  expect(readConfig({ ...PRODUCTION, MICROSOFT_APP_ID: id }).app.id).toBe(id.toLowerCase());
});

describe('a process without an app id', () => {
  it.each(['127.0.0.1', 'localhost', '::1'])('starts locally on %s', (host) => {
    const config = readConfig({ PROFILE: 'local', HOST: host });

    expect(config).toMatchObject({ profile: 'local', host, app: { id: '' } });
  });

  it.each(['0.0.0.0', '::', '192.168.0.7', '127.0.0.1.example.com', 'LOCALHOST.example.com'])(
    'does not start locally on %s',
    (host) => {
      const wrong = wrongIn({ PROFILE: 'local', HOST: host });

      expect(wrong).toEqual(['HOST']);
    },
  );

  it('does not start locally on the default address, which everybody can reach', () => {
    const wrong = wrongIn({ PROFILE: 'local' });

    expect(wrong).toEqual(['HOST']);
  });

  it.each(['127.0.0.1', '0.0.0.0'])('does not start in production on %s', (host) => {
    const wrong = wrongIn({ ...PRODUCTION, MICROSOFT_APP_ID: '', HOST: host });

    expect(wrong).toEqual(['MICROSOFT_APP_ID']);
  });
});

/** Every single value of a config, as `path=value`. */
function leavesOf(value: unknown, path = ''): readonly string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) =>
        leavesOf(part, path === '' ? key : `${path}.${key}`),
      )
    : [`${path}=${String(value)}`];
}
