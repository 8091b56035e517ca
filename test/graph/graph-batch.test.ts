import { z } from 'zod';
import { askInBatches, type BatchAnswer, type BatchedCall } from '../../src/graph/graph-batch';
import { createGraphClient } from '../../src/graph/graph-client';
import { ALL_ROLES, meaningOf, TIMEOUT_MS } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';
import type { GraphUser } from '../support/strict-graph-state';

const SELECT = 'id,displayName,mail,accountEnabled,userType';
const shape = z.object({ id: z.string() });
type Found = z.output<typeof shape>;

let graph: StrictGraph;
let pauses: number[];
beforeEach(async () => {
  graph = new StrictGraph();
  pauses = [];
  await graph.start();
  graph.know(...Array.from({ length: 45 }, (_one, index) => userAt(index)));
});
afterEach(() => graph.stop());

function userAt(index: number): GraphUser {
  const id = `7f2c3b1e-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return { id, mail: `p${String(index)}@contoso.example`, kind: 'member', tenantId: '' };
}

function about(index: number): BatchedCall<Found> {
  const path = ['users', userAt(index).id];
  return { path, query: { $select: SELECT }, name: 'GET /users/{id}', shape };
}

/** Asks about so many people; waiting takes no time, but the client sees it pass. */
async function askedFor(
  count: number,
  roles: readonly string[] = ALL_ROLES,
): Promise<readonly BatchAnswer<Found>[]> {
  const calls = Array.from({ length: count }, (_one, index) => about(index));
  const token = graph.token(roles);
  const now = (): number => pauses.reduce((sum, ms) => sum + ms, 0);
  const client = createGraphClient({
    ...{ baseUrl: graph.baseUrl, credential: { getToken: () => Promise.resolve({ token }) } },
    ...{ timeoutMs: TIMEOUT_MS, now },
  });
  const ports = {
    graph: client,
    now,
    pause: (ms: number) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  };
  return askInBatches(ports, calls);
}

function codesOf(answers: readonly BatchAnswer<Found>[]): readonly string[] {
  return answers.map((one) => ('error' in one ? one.error.code : 'found'));
}

test('many are asked about in few requests, and each answer stands where its call does', async () => {
  const answers = await askedFor(45);

  expect(answers.map((one) => 'answer' in one && one.answer.id)).toEqual(
    Array.from({ length: 45 }, (_one, index) => userAt(index).id),
  );
  expect(graph.to('POST /$batch')).toHaveLength(3);
  expect(graph.to('GET /users/{id}')).toHaveLength(45);
});

test('nothing is asked for nobody', async () => {
  expect(await askedFor(0)).toEqual([]);
  expect(graph.requests).toEqual([]);
});

test('every call in a batch can be traced by itself', async () => {
  await askedFor(3);

  const ids = graph.requests.map(({ headers }) => headers['client-request-id']);
  expect(new Set(ids).size).toBe(4);
});

test('a call that is refused fails no other one', async () => {
  graph.next('GET /users/{id}', { status: 404, code: 'Request_ResourceNotFound' });
  graph.next('GET /users/{id}', { status: 403, code: 'Authorization_RequestDenied' });
  graph.next('GET /users/{id}', 'reset', 'cut', { status: 500 });

  expect(codesOf(await askedFor(6))).toEqual([
    ...['graph/gone', 'graph/refused', 'graph/unavailable', 'graph/faulty', 'graph/unavailable'],
    'found',
  ]);
  expect(pauses).toEqual([]);
});

test('without the permission the batch is taken, and every call in it is refused', async () => {
  expect(codesOf(await askedFor(2, []))).toEqual(['graph/refused', 'graph/refused']);
  expect(graph.to('POST /$batch').map(({ status }) => status)).toEqual([200]);
});

test('what is throttled is asked again by itself after the longest wait, and nothing else is', async () => {
  graph.next('GET /users/{id}', { status: 429, retryAfter: '3' });
  graph.next('GET /users/{id}', { status: 503, retryAfter: '7' });

  expect(codesOf(await askedFor(5))).toEqual(Array<string>(5).fill('found'));
  expect(pauses).toEqual([7_000]);
  expect(graph.to('GET /users/{id}')).toHaveLength(7);
});

test('where no wait is asked for, a short one is made', async () => {
  graph.next('GET /users/{id}', { status: 429 });

  expect(codesOf(await askedFor(1))).toEqual(['found']);
  expect(pauses).toEqual([2_000]);
});

test('who asks to wait for very long is not waited for', async () => {
  graph.next('GET /users/{id}', { status: 429, retryAfter: '600' });

  expect(codesOf(await askedFor(2))).toEqual(['graph/throttled', 'found']);
  expect(pauses).toEqual([]);
});

test('what stays throttled is given up after four rounds', async () => {
  graph.always('GET /users/{id}', { status: 429, retryAfter: '1' });

  expect(codesOf(await askedFor(2))).toEqual(['graph/throttled', 'graph/throttled']);
  expect(graph.to('POST /$batch')).toHaveLength(4);
  expect(pauses).toEqual([1_000, 1_000, 1_000]);
});

test('a limit that is reached within a batch puts off only what is beyond it', async () => {
  graph.allow('GET /users/{id}', 2);

  const answers = await askedFor(3);

  expect(codesOf(answers)).toEqual(['found', 'found', 'graph/throttled']);
});

describe.each(FAULTS)('after %s of a single call', (name, fault) => {
  test('that call alone fails, as its answer says', async () => {
    graph.always('GET /users/{id}', fault);

    const [answer] = await askedFor(1);

    const isCut = name === 'an answer cut off';
    const { code } = meaningOf(fault, false);
    expect(answer).toMatchObject({ error: { code: isCut ? 'graph/faulty' : code } });
  });
});

const WAITED_FOR = FAULTS.filter(([name]) => /^(429|503)/.test(name));
const FATAL = FAULTS.filter(([name]) => !/^(429|503)/.test(name));

test.each(FATAL)(
  'after %s of a batch nobody is taken for gone, and no further one is tried',
  async (_name, fault) => {
    graph.next('POST /$batch', fault);

    const codes = new Set(codesOf(await askedFor(25)));

    expect(codes.size).toBe(1);
    expect(codes).not.toContain('graph/gone');
    expect(graph.to('POST /$batch')).toHaveLength(1);
  },
);

test.each(WAITED_FOR)(
  'after %s of a batch it is asked again with all that was left',
  async (name, fault) => {
    graph.next('POST /$batch', fault);

    expect(codesOf(await askedFor(25))).toEqual(Array<string>(25).fill('found'));
    expect(pauses).toEqual([name.includes('with Retry-After') ? 7_000 : 2_000]);
  },
);
