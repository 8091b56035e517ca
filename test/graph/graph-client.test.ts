import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { PermanentError } from '../../src/errors';
import { createGraphClient, type GraphCall } from '../../src/graph/graph-client';
import { guidOf, inTrace, traceOf } from '../../src/trace';
import { ALL_ROLES, clientOf, FRAN, meaningOf, SAM, TIMEOUT_MS } from '../support/graph-house';
import { FakeWatch } from '../support/fake-watch';
import { FAULTS, StrictGraph, type GraphFault } from '../support/strict-graph';

const graph = new StrictGraph();

beforeAll(async () => {
  await graph.start();
  graph.know(FRAN, SAM);
});
afterAll(() => graph.stop());

const chats = z.object({ id: z.string() });

function makeChat(more: Partial<GraphCall> = {}): GraphCall {
  const members = [FRAN, SAM].map(({ id }) => ({
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: ['owner'],
    'user@odata.bind': `${graph.baseUrl}/v1.0/users('${id}')`,
  }));
  return {
    ...{ method: 'POST', path: ['chats'], name: 'POST /chats', area: 'teams' },
    body: { chatType: 'group', topic: 'Kickoff', members },
    ...more,
  };
}

function findApp(id: string): GraphCall {
  return {
    ...{ method: 'GET', path: ['appCatalogs', 'teamsApps'], name: 'GET /appCatalogs/teamsApps' },
    query: { $filter: `externalId eq '${id}'`, $select: 'id' },
    area: 'teams',
  };
}

async function failureOf(work: Promise<unknown>): Promise<PermanentError> {
  return work.then(
    () => Promise.reject(new Error('It worked.')),
    (error: unknown) => error as PermanentError,
  );
}

test('a call carries the token and an id to trace it by, and its answer is read', async () => {
  const answer = await clientOf(graph).ask(makeChat({ once: true }), chats);

  expect(graph.state.chats.map(({ id }) => id)).toEqual([answer.id]);
  const { headers } = graph.to('POST /chats')[0] ?? {};
  expect(headers?.['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers?.['content-type']).toBe('application/json');
});

test('a call that is part of a trace carries that as its id', async () => {
  const trace = traceOf('click');

  await inTrace(trace, () => clientOf(graph).ask(makeChat({ once: true }), chats));

  const { headers } = graph.to('POST /chats').at(-1) ?? {};
  expect(headers?.['client-request-id']).toBe(guidOf(trace));
});

test('whoever watches is told of each call, with what came of it', async () => {
  const watch = new FakeWatch();
  const client = clientOf(graph, ALL_ROLES, watch);
  graph.next('POST /chats', { status: 429, retryAfter: '1' });

  await failureOf(client.ask(makeChat(), chats));
  await failureOf(client.ask(makeChat(), chats)); // Not made: the area is closed.
  await clientOf(graph, ALL_ROLES, watch).ask(makeChat(), chats);

  expect(watch.calls).toEqual([
    {
      ...{ name: 'POST /chats', area: 'teams', ms: expect.any(Number) as number },
      ...{ status: 429, code: 'graph/throttled' },
    },
    { name: 'POST /chats', area: 'teams', ms: expect.any(Number) as number, status: 201 },
  ]);
});

test('a query is encoded', async () => {
  const { app } = graph.state;
  const found = z.object({ value: z.array(z.object({ id: z.string() })) });

  const { value } = await clientOf(graph).ask(findApp(app.externalId), found);

  expect(value).toEqual([{ id: app.catalogId }]);
});

describe.each(FAULTS)('after %s', (_name, fault, isUnclear) => {
  test('a call that must not be done twice is one request, and says what is known', async () => {
    const before = graph.to('POST /chats').length;
    graph.next('POST /chats', fault);

    const error = await failureOf(clientOf(graph).ask(makeChat({ once: true }), chats));

    expect({ name: error.name, code: error.code }).toEqual(meaningOf(fault, isUnclear));
    expect(graph.to('POST /chats')).toHaveLength(before + 1);
  });

  test('a call that may be repeated is one request, and passes or is refused', async () => {
    const before = graph.to('POST /chats').length;
    graph.next('POST /chats', fault);

    const error = await failureOf(clientOf(graph).ask(makeChat(), chats));

    expect({ name: error.name, code: error.code }).toEqual(meaningOf(fault, false));
    expect(graph.to('POST /chats')).toHaveLength(before + 1);
  });
});

test('something that is told to be done is done when its status says so, whatever becomes of the body', async () => {
  graph.next('POST /chats', 'cut');

  await expect(clientOf(graph).tell(makeChat())).resolves.toBeUndefined();
});

test('a wait that is asked for is told on, and until then nothing else of that kind is sent', async () => {
  let now = 1_000;
  const client = createGraphClient({
    baseUrl: graph.baseUrl,
    credential: { getToken: () => Promise.resolve({ token: graph.token(ALL_ROLES) }) },
    timeoutMs: TIMEOUT_MS,
    now: () => now,
  });
  graph.next('POST /chats', { status: 429, retryAfter: '7' });
  const first = await failureOf(client.ask(makeChat(), chats));
  const before = graph.requests.length;

  now += 3_000;
  const second = await failureOf(client.ask(makeChat(), chats));
  const elsewhere = await failureOf(client.tell({ ...makeChat(), area: 'mail', path: ['none'] }));
  const sent = graph.requests.length - before;
  now += 4_000;
  await client.ask(makeChat(), chats);

  expect([first, second].map(({ details }) => details['retryAfterMs'])).toEqual([7_000, 4_000]);
  expect(elsewhere.code).toBe('graph/gone');
  expect(sent).toBe(1);
});

test('a wait that is asked for ends when the clock is set back: nobody knows how much of it is left', async () => {
  let now = Date.now();
  const client = createGraphClient({
    baseUrl: graph.baseUrl,
    credential: { getToken: () => Promise.resolve({ token: graph.token(ALL_ROLES) }) },
    timeoutMs: TIMEOUT_MS,
    now: () => now,
  });
  graph.next('POST /chats', { status: 429, retryAfter: '7' });
  await failureOf(client.ask(makeChat(), chats));

  now -= 86_400_000;
  await client.ask(makeChat(), chats);

  expect(graph.requests.slice(-2).map(({ status }) => status)).toEqual([429, 201]);
});

test('an HTTP date to come back at is understood', async () => {
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  graph.next('POST /chats', { status: 503, retryAfter: inAMinute });

  const { details } = await failureOf(clientOf(graph).ask(makeChat(), chats));

  expect(details['retryAfterMs']).toBeGreaterThan(50_000);
  expect(details['retryAfterMs']).toBeLessThanOrEqual(60_000);
});

test('a token that is not taken any more is fetched anew, once', async () => {
  const old = graph.token(ALL_ROLES);
  graph.revoke();
  const given = [old, graph.token(ALL_ROLES)];
  const client = createGraphClient({
    baseUrl: graph.baseUrl,
    credential: { getToken: () => Promise.resolve({ token: given.shift() ?? '' }) },
    timeoutMs: TIMEOUT_MS,
  });

  await client.ask(makeChat({ once: true }), chats);

  expect(given).toEqual([]);
});

test('an answer that did not take the token is let go before the second request, however much of it is to come', async () => {
  const server = http.createServer(({ headers }, res) => {
    if (headers.authorization === 'Bearer old') {
      res.once('close', () => server.emit('let go')).writeHead(401);
      res.write('{');
    } else {
      void letGo.then(() => res.end(JSON.stringify({ id: 'made' })));
    }
  });
  const letGo = once(server, 'let go');
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const given = ['old', 'new'];
  const client = createGraphClient({
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    credential: { getToken: () => Promise.resolve({ token: given.shift() ?? '' }) },
    timeoutMs: 3_000,
  });

  const answer = await client.ask(makeChat(), chats).finally(() => server.close());

  expect(answer).toEqual({ id: 'made' });
});

test.each([
  ['for somebody else', (): string => graph.token(ALL_ROLES, { audience: 'https://example.com' })],
  ['that has expired', (): string => graph.token(ALL_ROLES, { expiresInMs: -1 })],
])('a token %s is refused, and the same one is not sent again', async (_what, minted) => {
  const token = minted();
  const client = createGraphClient({
    baseUrl: graph.baseUrl,
    credential: { getToken: () => Promise.resolve({ token }) },
    timeoutMs: TIMEOUT_MS,
  });
  const before = graph.requests.length;

  const error = await failureOf(client.ask(makeChat(), chats));

  expect(error.code).toBe('graph/refused');
  expect(graph.requests).toHaveLength(before + 1);
});

test.each([302, 307])(
  'a redirect (%s) is not followed: the token would go along',
  async (status) => {
    const location = `${graph.baseUrl}/elsewhere`;
    graph.next('POST /chats', { status, location });
    const before = graph.requests.length;

    const error = await failureOf(clientOf(graph).ask(makeChat({ once: true }), chats));

    expect(error).toMatchObject({ code: 'graph/faulty', details: { status } });
    expect(graph.requests).toHaveLength(before + 1);
  },
);

test('a permission that is missing is refused with the word of Graph', async () => {
  const error = await failureOf(clientOf(graph, ['Mail.Send']).ask(makeChat(), chats));

  expect(error).toMatchObject({
    code: 'graph/refused',
    details: { status: 403, code: 'Authorization_RequestDenied', call: 'POST /chats' },
  });
});

test('a body that Graph does not know is our fault', async () => {
  const body = { ...(makeChat().body as object), installedApps: [] };

  const error = await failureOf(clientOf(graph).ask(makeChat({ body, once: true }), chats));

  expect(error.code).toBe('graph/faulty');
});

test('a success without what we need is strange: unclear where it must not be done twice', async () => {
  const shape = z.object({ webUrl: z.string() });

  const once = await failureOf(clientOf(graph).ask(makeChat({ once: true }), shape));
  const repeatable = await failureOf(clientOf(graph).ask(makeChat(), shape));

  expect([once.code, repeatable.code]).toEqual(['graph/unclear', 'graph/faulty']);
});

test.each<[string, () => Promise<{ token: string } | null>]>([
  ['none', () => Promise.resolve(null)],
  ['a failure', () => Promise.reject(new Error('No identity here.'))],
  ['silence', () => new Promise(() => undefined)],
])('without a token (%s) nothing is asked, and it may pass', async (_what, getToken) => {
  const before = graph.requests.length;
  const client = createGraphClient({
    baseUrl: graph.baseUrl,
    credential: { getToken },
    timeoutMs: TIMEOUT_MS,
  });

  const error = await failureOf(client.ask(makeChat({ once: true }), chats));

  expect(error).toMatchObject({ name: 'TransientError', code: 'graph/unavailable' });
  expect(graph.requests).toHaveLength(before);
});

test('a Graph that nobody listens at was never asked: it may pass, even where it must not be done twice', async () => {
  const closed = new StrictGraph();
  await closed.start();
  const client = clientOf(closed);
  await closed.stop();

  const error = await failureOf(client.ask(makeChat({ once: true }), chats));

  expect(error).toMatchObject({ name: 'TransientError', code: 'graph/unavailable' });
});

test('no failure tells a token, an id of a person or a word of the body', async () => {
  const faults: readonly GraphFault[] = [{ status: 403 }, 'reset', { status: 504 }];
  graph.next('POST /chats', ...faults);

  const errors = await Promise.all(
    faults.map(() => failureOf(clientOf(graph).ask(makeChat({ once: true }), chats))),
  );

  const told = JSON.stringify(errors.map(({ message, details }) => ({ message, details })));
  expect(told).not.toMatch(/eyJ|Kickoff/);
  expect(told).not.toContain(FRAN.id);
});
