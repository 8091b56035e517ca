import { readConfig, type Config } from '../src/config';
import type { PermanentError } from '../src/errors';

const SENDER = 'desk@contoso.example';
const PRODUCTION = {
  MICROSOFT_APP_ID: '11111111-2222-4333-8444-555555555555',
  MICROSOFT_APP_TENANT_ID: '66666666-7777-4888-8999-000000000000',
  ASSIGNMENT_CONTACT: 'team@contoso.example',
  FIRST_ADMINISTRATOR: '99999999-7777-4888-8999-000000000000',
};
const ON = { ...PRODUCTION, GRAPH: 'on', MAIL_SENDER: SENDER };
const LOCAL = { PROFILE: 'local', HOST: '127.0.0.1' };

type Environment = Readonly<Record<string, string>>;

function graphOf(env: Environment): Config['graph'] {
  return readConfig(env).graph;
}

/** Names of the settings that are complained about. */
function wrongIn(env: Environment): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as PermanentError).message
      .split('\n')
      .slice(1)
      .map((line) => /- (\w+):/.exec(line)?.[1] ?? line);
  }
}

test.each([
  [
    'public',
    'graph.microsoft.com',
    'https://login.microsoftonline.com',
    /^https:\/\/smba\.traffic/,
  ],
  ['gcc', 'graph.microsoft.com', 'https://login.microsoftonline.com', /smba\.infra\.gcc\.teams/],
  ['usgov', 'graph.microsoft.us', 'https://login.microsoftonline.us', /smba\.infra\.gov\.teams/],
  ['usgov-dod', 'dod-graph.microsoft.us', 'https://login.microsoftonline.us', /smba\.infra\.dod/],
])('%s brings its own Graph, token and service hosts', (CLOUD, host, authority, serviceUrl) => {
  const graph = graphOf({ ...ON, CLOUD });

  expect(graph).toMatchObject({ baseUrl: `https://${host}`, signIn: { authority } });
  expect(graph?.serviceUrl).toMatch(serviceUrl);
  expect(graphOf({ ...ON, CLOUD, GRAPH_HOST: host })).toEqual(graph);
});

test.each([
  ['public', 'graph.microsoft.us'],
  ['gcc', 'graph.microsoft.us'],
  ['public', 'dod-graph.microsoft.us'],
  ['usgov', 'graph.microsoft.com'],
  ['usgov-dod', 'graph.microsoft.us'],
])('a bot of %s does not talk to %s', (CLOUD, host) => {
  expect(wrongIn({ ...ON, CLOUD, GRAPH_HOST: host })).toEqual(['GRAPH_HOST']);
});

test.each(['china', 'Public', 'toString'])('there is no cloud %s', (CLOUD) => {
  expect(wrongIn({ ...ON, CLOUD })).toEqual(['CLOUD']);
});

test.each(['http://127.0.0.1:4100', 'http://localhost:4100', 'http://[::1]:4100'])(
  'a Graph on %s is for tests: it takes the token it is given',
  (host) => {
    const graph = graphOf({ ...ON, GRAPH_HOST: host, GRAPH_TOKEN: 'given' });

    expect(graph).toMatchObject({ baseUrl: host, signIn: { token: 'given' } });
    expect(graph).not.toHaveProperty('serviceUrl');
  },
);

test.each([
  'https://graph.microsoft.com',
  'graph.microsoft.com.example.com',
  'GRAPH.microsoft.com',
  'graph.example.com',
  'http://graph.microsoft.com',
  'http://127.0.0.1',
  'http://127.0.0.1:4100/v1.0',
  'http://127.0.0.1:4100@example.com',
  'http://127.0.0.1.example.com:4100',
  'http://169.254.169.254:80',
  'microsoftgraph.chinacloudapi.cn',
  'toString',
])('the base address is never %s', (host) => {
  expect(wrongIn({ ...ON, GRAPH_HOST: host, GRAPH_TOKEN: '' })).toEqual(['GRAPH_HOST']);
});

test('a token in the settings is never sent to a real Graph', () => {
  expect(wrongIn({ ...ON, GRAPH_TOKEN: 'hush' })).toEqual(['GRAPH_TOKEN']);
});

test('a Graph on loopback needs its token', () => {
  expect(wrongIn({ ...ON, GRAPH_HOST: 'http://127.0.0.1:4100' })).toEqual(['GRAPH_TOKEN']);
});

test('Graph needs to know who asks, also locally', () => {
  expect(wrongIn({ ...LOCAL, GRAPH: 'on' })).toEqual(['MICROSOFT_APP_ID']);
});

test.each([
  ['nothing', '', []],
  ['one use', 'onboarding', ['onboarding']],
  ['several, with blanks', ' kickoff , onboarding ', ['kickoff', 'onboarding']],
])('is used for what was granted: %s', (_what, uses, expected) => {
  expect(graphOf({ ...ON, GRAPH_USES: uses })?.uses).toEqual(expected);
});

test('a use that does not exist is wrong', () => {
  expect(wrongIn({ ...ON, GRAPH_USES: 'kickoff,telepathy' })).toEqual(['GRAPH_USES']);
});

test('production without any way to send a mail does not start', () => {
  expect(wrongIn(PRODUCTION)).toEqual(['MAIL']);
  expect(wrongIn({ ...PRODUCTION, GRAPH: 'on' })).toEqual(['MAIL']);
  expect(wrongIn({ ...PRODUCTION, MAIL_SENDER: SENDER })).toEqual(['MAIL']);
});

test.each<[string, Environment]>([
  ['Graph is off', { ...PRODUCTION, MAIL: 'graph', MAIL_SENDER: SENDER }],
  ['there is no sender', { ...PRODUCTION, MAIL: 'graph', GRAPH: 'on' }],
])('mail by Graph is wrong when %s', (_what, env) => {
  expect(wrongIn(env)).toEqual(['MAIL']);
});

test.each<[string, Environment, Config['mail']]>([
  ['by Graph where a sender is set', ON, { by: 'graph', sender: SENDER }],
  ['to disk where that is wanted', { ...ON, MAIL: 'outbox' }, { by: 'outbox' }],
  ['to disk locally', LOCAL, { by: 'outbox' }],
])('mail goes %s', (_what, env, expected) => {
  expect(readConfig(env).mail).toEqual(expected);
});
