import { createMessenger } from '../../src/bot/messenger';
import type { ConversationAddress } from '../../src/domain/directory/conversation';
import { PermanentError } from '../../src/errors';
import { FakeConnector } from '../support/fake-connector';

const ADDRESS: ConversationAddress = {
  teamsId: '19:group@thread.v2',
  kind: 'group',
  serviceUrl: 'https://smba.example.com/teams/',
  tenantId: 'tenant',
  botId: '28:bot',
  person: 'person:ada',
};
const REF = {
  serviceUrl: 'https://smba.example.com/teams/',
  conversationId: '19:group@thread.v2',
  botId: '28:bot',
  tenantId: 'tenant',
};
const CARD = { content: { type: 'AdaptiveCard', body: [] }, summary: 'SME-1: approved' };
const MESSAGE = {
  summary: 'SME-1: approved',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: CARD.content }],
};

let connector = new FakeConnector();
let messenger = createMessenger(connector);

beforeEach(() => {
  connector = new FakeConnector();
  messenger = createMessenger(connector);
});

it('posts a card in one call and passes on the id that Teams gave', async () => {
  const posted = await messenger.post(ADDRESS, CARD);

  expect(posted).toEqual({ activityId: 'message-1' });
  expect(connector.posts).toEqual([{ ref: REF, activity: MESSAGE }]);
  expect(connector.edits).toEqual([]);
});

it('edits a card in one call', async () => {
  await messenger.edit(ADDRESS, 'message-7', CARD);

  expect(connector.edits).toEqual([{ ref: REF, activityId: 'message-7', activity: MESSAGE }]);
  expect(connector.posts).toEqual([]);
});

it('sends no text beside the card, which Teams would split off', async () => {
  await messenger.post(ADDRESS, CARD);

  expect(connector.posts[0]?.activity).not.toHaveProperty('text');
});

it('names no tenant where none is known', async () => {
  await messenger.post({ ...ADDRESS, tenantId: '' }, CARD);

  expect(connector.posts[0]?.ref).not.toHaveProperty('tenantId');
});

it('tries once: a failure goes to the one who carries the card out', async () => {
  const gone = new PermanentError('delivery/gone', 'The message does not exist any more.');
  connector.failNext(gone, gone);

  const failures = await Promise.allSettled([
    messenger.post(ADDRESS, CARD),
    messenger.edit(ADDRESS, 'message-7', CARD),
  ]);

  expect(failures).toEqual([
    { status: 'rejected', reason: gone },
    { status: 'rejected', reason: gone },
  ]);
  expect([connector.posts, connector.edits]).toEqual([[expect.anything()], [expect.anything()]]);
});
