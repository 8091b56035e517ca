import { createGraphFeed } from '../../src/graph/graph-feed';
import type { Feed } from '../../src/workflow/ports';
import { clientOf, FRAN, FREYA, meaningOf, SAM } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';

const graph = new StrictGraph();
const ROUTE = 'POST /users/{id}/teamwork/sendActivityNotification';
const LINK = 'https://teams.microsoft.com/l/chat/0/0?users=28:bot&tenantId=tenant';
const NOTE = { request: 'SME-1042', text: 'SME-1042: the decision is late.' };

beforeAll(async () => {
  await graph.start();
  graph.know(FRAN, SAM, FREYA);
  graph.state.personalApps.set(SAM.id, new Set([graph.state.app.catalogId]));
});
beforeEach(() => {
  graph.state.feed.splice(0);
});
afterAll(() => graph.stop());

function feed(roles?: readonly string[]): Feed {
  return createGraphFeed(clientOf(graph, roles), LINK);
}

test('a notification names the request, tells what happened and leads into the chat', async () => {
  await feed().notify('effect-1', `person:${SAM.id}`, NOTE);

  expect(graph.state.feed).toMatchObject([
    {
      user: SAM.id,
      body: {
        topic: { value: 'SME-1042', webUrl: LINK },
        previewText: { content: NOTE.text },
        templateParameters: [{ name: 'request', value: 'SME-1042' }],
      },
    },
  ]);
});

test('a repeat takes the place of the first, another one stands beside it', async () => {
  for (const key of ['effect-1', 'effect-1', 'effect-2']) {
    await feed().notify(key, `person:${SAM.id}`, NOTE);
  }

  expect(graph.state.feed).toHaveLength(2);
});

test('a text that is too long is cut between characters', async () => {
  await feed().notify('effect-1', `person:${SAM.id}`, { ...NOTE, text: '😀'.repeat(151) });

  expect(graph.state.feed[0]?.body['previewText']).toEqual({ content: '😀'.repeat(150) });
});

test.each([
  ['somebody who does not have the app', FRAN.id, 'graph/refused'],
  ['somebody of another tenant', FREYA.id, 'graph/gone'],
])('%s has no feed of ours', async (_who, id, code) => {
  await expect(feed().notify('effect-1', `person:${id}`, NOTE)).rejects.toMatchObject({ code });
});

test('it needs its own permission', async () => {
  const work = feed(['Chat.Create']).notify('effect-1', `person:${SAM.id}`, NOTE);

  await expect(work).rejects.toMatchObject({ code: 'graph/refused' });
});

test.each(FAULTS)(
  'after %s it may be tried again: one notification comes of it',
  async (_name, fault) => {
    const teller = feed();
    graph.next(ROUTE, fault);

    const [first] = await Promise.allSettled([teller.notify('effect-1', `person:${SAM.id}`, NOTE)]);
    const [second] = await Promise.allSettled([
      teller.notify('effect-1', `person:${SAM.id}`, NOTE),
    ]);

    const isClosed =
      typeof fault === 'object' && fault.status === 429 && fault.retryAfter !== undefined;
    expect(first).toMatchObject({ status: 'rejected', reason: meaningOf(fault, false) });
    expect(second.status).toBe(isClosed ? 'rejected' : 'fulfilled');
    expect(graph.state.feed).toHaveLength(isClosed ? 0 : 1);
  },
);
