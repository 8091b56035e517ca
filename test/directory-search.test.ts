import { buildBot } from './e2e/build-bot';
import { APP_ID, TENANT_ID } from './support/environments';
import { runProgram, type Ended } from './support/run-program';
import { StrictGraph } from './support/strict-graph';
import type { GraphUser } from './support/strict-graph-state';

jest.setTimeout(60_000);

const ANNA: GraphUser = {
  id: '7f2c3b1e-0000-4000-8000-000000000031',
  mail: 'anna@contoso.example',
  kind: 'member',
  tenantId: '',
  displayName: 'Anna "Ann" Abel',
  preferredLanguage: 'de-AT',
  usageLocation: 'AT',
};
const GUEST: GraphUser = {
  id: '7f2c3b1e-0000-4000-8000-000000000032',
  mail: '',
  kind: 'guest',
  tenantId: '',
  displayName: 'Annabel Guest',
};

let graph: StrictGraph;
beforeAll(buildBot);
beforeEach(async () => {
  graph = new StrictGraph();
  await graph.start();
  graph.know(ANNA, GUEST);
});
afterEach(() => graph.stop());

function find(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const settings = {
    ...{ GRAPH: 'on', GRAPH_HOST: graph.baseUrl, GRAPH_USES: 'people' },
    ...{ GRAPH_TOKEN: graph.token(['User.Read.All']), CONNECTOR_TIMEOUT_MS: '1000' },
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_TENANT_ID: TENANT_ID },
  };
  return runProgram('directory-search.js', args, { env: { ...settings, ...env } });
}

it('prints each found person as a line for the directory file, with what is left to fill in', async () => {
  const { code, out, err } = await find(['anna']);

  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line.replace(/,$/, '')) as unknown)).toEqual([
    {
      ...{ id: ANNA.id, name: 'Anna "Ann" Abel', mail: 'anna@contoso.example', language: 'de' },
      home: { zone: 'Area/City?', country: 'AT' },
    },
    {
      ...{ id: GUEST.id, name: 'Annabel Guest', mail: '?', language: 'en, es, de?' },
      ...{ home: { zone: 'Area/City?', country: '??' }, account: 'guest' },
    },
  ]);
  expect(graph.to('GET /users')).toHaveLength(1);
});

it('says so where nobody matches', async () => {
  expect(await find(['zoe', 'zimmer'])).toEqual({
    ...{ code: 1, out: '' },
    err: 'Nobody in the tenant has that name or mail address.\n',
  });
});

it.each([
  ['Graph is off', { GRAPH: 'off', GRAPH_TOKEN: '', GRAPH_HOST: '' }],
  ['people are not among its uses', { GRAPH_USES: 'kickoff' }],
])('asks nobody where %s', async (_what, env) => {
  const { code, out, err } = await find(['anna'], env);

  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^GRAPH_USES: `people` is not among the uses .* \(config\/invalid\)\n$/);
  expect(graph.requests).toEqual([]);
});

it('names the permission where it is refused', async () => {
  const { code, out, err } = await find(['anna'], { GRAPH_TOKEN: graph.token([]) });

  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/grant User\.Read\.All .* \(graph\/refused\)\n$/);
});

it('does not speak of permissions where the sign-in itself is refused', async () => {
  graph.next('GET /users', { status: 401 });

  const { code, err } = await find(['anna']);

  expect(code).toBe(1);
  expect(err).not.toContain('User.Read.All');
  expect(err).toMatch(/\(graph\/\w+\)\n$/);
});

it.each([
  ['throttles', { status: 429, retryAfter: '9' } as const],
  ['is down', { status: 503 } as const],
  ['hangs', 'hang'] as const,
  ['breaks off', 'cut'] as const,
])('says that it is to be run again where Graph %s', async (_what, fault) => {
  graph.next('GET /users', fault);

  const { code, out, err } = await find(['anna']);

  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/\(graph\/(throttled|unavailable)\)\n$/);
});

it('says what it wants where nothing is typed, or far too much', async () => {
  const ends = await Promise.all([find([]), find(['  ']), find(['a'.repeat(101)]), find(['--x'])]);

  expect(ends.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
  ends.forEach(({ err }) => {
    expect(err).toContain('npm run directory:find -- "');
  });
  expect(graph.requests).toEqual([]);
});
