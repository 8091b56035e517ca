import { createPersonalChats } from '../../src/bot/personal-chats';
import { createServiceUrlRule } from '../../src/bot/service-urls';
import { createTeamsAdapter } from '../../src/bot/teams-adapter';
import { FakeLog } from '../support/fake-log';
import { FAILURES, patienceWith } from '../support/connector-failures';
import { type StubAnswer, StubConnector } from '../support/stub-connector';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const PERSON = 'person:7f2c3b1e-0000-4000-8000-000000000011';
let stub = new StubConnector();

beforeEach(async () => {
  stub = new StubConnector();
  await stub.start();
});
afterEach(() => stub.stop());

function openChat(answer: StubAnswer): Promise<string> {
  stub.script(answer);
  const adapter = createTeamsAdapter({
    appId: '',
    connectorTimeoutMs: patienceWith([answer]),
    allowedServiceUrl: createServiceUrlRule({ local: true }),
    log: new FakeLog(),
    onTurnError: () => Promise.resolve(),
    fallbackAnswer: () => undefined,
  });
  const at = { serviceUrl: stub.serviceUrl, tenantId: 'tenant-1', botId: '28:bot' };
  return createPersonalChats(adapter, () => NOW)(PERSON, at);
}

test('the chat is asked for by object id, in the tenant, once', async () => {
  const chat = await openChat({ status: 201, body: { id: 'a:1-chat' } });

  expect(chat).toBe('a:1-chat');
  expect(stub.requests).toMatchObject([
    {
      method: 'POST',
      path: '/teams/v3/conversations',
      body: {
        isGroup: false,
        bot: { id: '28:bot' },
        members: [{ id: PERSON.slice('person:'.length) }],
        tenantId: 'tenant-1',
        channelData: { tenant: { id: 'tenant-1' } },
      },
    },
  ]);
});

test.each(FAILURES)('%s is told as every failed call to Teams', async (_name, answer, expected) => {
  await expect(openChat(answer)).rejects.toMatchObject(expected);
  expect(stub.requests).toHaveLength(1);
});
