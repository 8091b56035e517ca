import { type Connector, type ConversationRef, createConnector } from '../../src/bot/connector';
import { createServiceUrlRule } from '../../src/bot/service-urls';
import { createTeamsAdapter } from '../../src/bot/teams-adapter';
import { PermanentError } from '../../src/errors';
import { FakeLog } from '../support/fake-log';
import { FAILURES, kindOf, patienceWith } from '../support/connector-failures';
import { type StubAnswer, StubConnector } from '../support/stub-connector';

const NOW = Date.parse('2026-11-23T09:00:00Z');
let stub = new StubConnector();
let connector: Connector;
let ref: ConversationRef;

function connectorFor(answers: readonly StubAnswer[]): Connector {
  const adapter = createTeamsAdapter({
    appId: '',
    connectorTimeoutMs: patienceWith(answers),
    allowedServiceUrl: createServiceUrlRule({ local: true }),
    log: new FakeLog(),
    onTurnError: () => Promise.resolve(),
    fallbackAnswer: () => undefined,
  });
  return createConnector(adapter, () => NOW);
}

beforeEach(async () => {
  stub = new StubConnector();
  await stub.start();
  connector = connectorFor([]);
  ref = {
    serviceUrl: stub.serviceUrl,
    conversationId: '19:room@thread.tacv2;messageid=17',
    botId: '28:bot',
    botName: 'SME Desk',
    userId: '29:person',
    tenantId: 'tenant-1',
  };
});
afterEach(() => stub.stop());

describe('posting', () => {
  it('sends one activity, addressed, and returns its id', async () => {
    stub.script({ status: 201, body: { id: '1732352400000' } });

    const posted = await connector.post(ref, {
      text: 'Hello',
      summary: 'A short word',
      replyToId: '',
    });

    expect(posted).toEqual({ activityId: '1732352400000' });
    expect(stub.requests).toHaveLength(1);
    expect(stub.requests[0]).toMatchObject({
      method: 'POST',
      path: '/teams/v3/conversations/19:room@thread.tacv2;messageid=17/activities',
      body: {
        type: 'message',
        text: 'Hello',
        summary: 'A short word',
        channelId: 'msteams',
        serviceUrl: stub.serviceUrl,
        from: { id: '28:bot', name: 'SME Desk' },
        recipient: { id: '29:person' },
        conversation: { id: ref.conversationId, tenantId: 'tenant-1' },
      },
    });
    expect(stub.requests[0]?.headers.authorization).toBeUndefined();
  });

  test.each(FAILURES)(
    'is one request and the right error on %s',
    async (_what, answer, expected) => {
      stub.script(answer);

      const error: unknown = await connectorFor([answer])
        .post(ref, { text: 'Hello' })
        .catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(kindOf(expected));
      expect(error).toMatchObject(expected);
      expect(stub.requests).toHaveLength(1);
    },
  );

  test.each<[string, StubAnswer]>([
    ['no id', { status: 200, body: {} }],
    ['an empty id', { status: 201, body: { id: '' } }],
    ['an unreadable body', { status: 200, body: '{"id":' }],
    ['an unusual 2xx', { status: 204, body: '' }],
  ])('has arrived, but cannot be edited, on %s', async (_what, answer) => {
    stub.script(answer);

    const posted = await connector.post(ref, { text: 'Hello' });

    expect(posted).toEqual({});
    expect(stub.requests).toHaveLength(1);
  });

  it('reports a service that does not listen as unavailable', async () => {
    await stub.stop();
    const gone = { ...ref, serviceUrl: 'http://127.0.0.1:1/' };

    const error: unknown = await connector
      .post(gone, { text: 'Hello' })
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({
      code: 'delivery/unavailable',
      details: { code: 'ECONNREFUSED' },
    });
    await stub.start();
  });

  it('sends nothing to a service URL that is not allowed', async () => {
    const foreign = {
      ...ref,
      serviceUrl: stub.serviceUrl.replace('127.0.0.1', '127.0.0.1.nip.example'),
    };

    const error: unknown = await connector
      .post(foreign, { text: 'Hello' })
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'delivery/refused', details: { code: 'service-url' } });
    expect(stub.requests).toEqual([]);
  });

  it('refuses an activity that cannot be written down', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;

    const error: unknown = await connector
      .post(ref, { channelData: circular })
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code: 'delivery/faulty', details: { code: 'unsendable' } });
  });

  it('keeps every field of an entity, among them the label of generated content', async () => {
    const entity = {
      type: 'https://schema.org/Message',
      '@type': 'Message',
      '@context': 'https://schema.org',
      additionalType: ['AIGeneratedContent'],
      citation: [{ '@type': 'Claim', position: 1, appearance: { name: 'Directory' } }],
    };
    const mention = {
      type: 'mention',
      text: '<at>Ada</at>',
      mentioned: { id: '29:ada', name: 'Ada' },
    };

    await connector.post(ref, { text: 'Hello', entities: [entity, mention] });

    expect(stub.requests[0]?.body['entities']).toEqual([entity, mention]);
  });

  it('leaves the activity it was given as it was', async () => {
    const activity = Object.freeze({ text: 'Hello' });

    await connector.post(ref, activity);

    expect(activity).toEqual({ text: 'Hello' });
  });
});

describe('editing', () => {
  it('replaces one activity', async () => {
    await connector.edit(ref, '1732352400000', { text: 'Hello again' });

    expect(stub.requests).toHaveLength(1);
    expect(stub.requests[0]).toMatchObject({
      method: 'PUT',
      path: `/teams/v3/conversations/${ref.conversationId}/activities/1732352400000`,
      body: { type: 'message', id: '1732352400000', text: 'Hello again', from: { id: '28:bot' } },
    });
  });

  test.each(FAILURES)(
    'is one request and the right error on %s',
    async (_what, answer, expected) => {
      stub.script(answer);

      const error: unknown = await connectorFor([answer])
        .edit(ref, '17', { text: 'Hi' })
        .catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(kindOf(expected));
      expect(error).toMatchObject(expected);
      expect(stub.requests).toHaveLength(1);
    },
  );

  test.each<[string, StubAnswer]>([
    ['no id', { status: 200, body: {} }],
    ['an unreadable body', { status: 200, body: '{"id":' }],
    ['an unusual 2xx', { status: 204, body: '' }],
  ])('is done on a 2xx with %s', async (_what, answer) => {
    stub.script(answer);

    await expect(connector.edit(ref, '17', { text: 'Hi' })).resolves.toBeUndefined();
  });
});
