import { type Connector, type ConversationRef, createConnector } from '../../src/bot/connector';
import { createServiceUrlRule } from '../../src/bot/service-urls';
import { createTeamsAdapter } from '../../src/bot/teams-adapter';
import { PermanentError, TransientError } from '../../src/errors';
import { FakeLog } from '../support/fake-log';
import { type StubAnswer, StubConnector } from '../support/stub-connector';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const TIMEOUT_MS = 150;
let stub = new StubConnector();
let connector: Connector;
let ref: ConversationRef;

beforeEach(async () => {
  stub = new StubConnector();
  await stub.start();
  const adapter = createTeamsAdapter({
    appId: '',
    connectorTimeoutMs: TIMEOUT_MS,
    allowedServiceUrl: createServiceUrlRule({ local: true }),
    log: new FakeLog(),
    onTurnError: () => Promise.resolve(),
  });
  connector = createConnector(adapter, () => NOW);
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

function teamsError(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): StubAnswer {
  return { status, headers, body: { error: { code, message: 'words of Teams' } } };
}

const FAILURES: readonly [string, StubAnswer, object][] = [
  [
    '404 for the message',
    teamsError(404, 'ActivityNotFoundInConversation'),
    { code: 'delivery/gone', details: { status: 404, code: 'ActivityNotFoundInConversation' } },
  ],
  [
    '404 for the chat',
    teamsError(404, 'ConversationNotFound'),
    { code: 'delivery/gone', details: { status: 404, code: 'ConversationNotFound' } },
  ],
  [
    '404 without a word',
    { status: 404, body: '' },
    { code: 'delivery/gone', details: { status: 404 } },
  ],
  [
    '403 for a blocked bot',
    teamsError(403, 'ConversationBlockedByUser'),
    { code: 'delivery/refused', details: { status: 403, code: 'ConversationBlockedByUser' } },
  ],
  [
    '400',
    teamsError(400, 'BadArgument'),
    { code: 'delivery/refused', details: { status: 400, code: 'BadArgument' } },
  ],
  [
    '401',
    teamsError(401, 'BotNotRegistered'),
    { code: 'delivery/refused', details: { status: 401, code: 'BotNotRegistered' } },
  ],
  [
    '413',
    teamsError(413, 'MessageSizeTooBig'),
    { code: 'delivery/refused', details: { status: 413, code: 'MessageSizeTooBig' } },
  ],
  [
    '500',
    teamsError(500, 'ServiceError'),
    { code: 'delivery/refused', details: { status: 500, code: 'ServiceError' } },
  ],
  [
    '500 in another language',
    { status: 500, body: '<html>' },
    { code: 'delivery/refused', details: { status: 500 } },
  ],
  [
    'a code that is text',
    teamsError(400, 'Hello, I am a sentence'),
    { code: 'delivery/refused', details: { status: 400, code: 'unknown' } },
  ],
  [
    'a redirect',
    { status: 307, headers: { Location: 'http://127.0.0.1:1/' } },
    { code: 'delivery/refused', details: { status: 307 } },
  ],
  [
    '429 with seconds',
    teamsError(429, 'Throttled', { 'Retry-After': '7' }),
    {
      code: 'delivery/throttled',
      details: { status: 429, code: 'Throttled', retryAfterMs: 7_000 },
    },
  ],
  [
    '429 with a date',
    teamsError(429, 'Throttled', { 'Retry-After': 'Mon, 23 Nov 2026 09:00:30 GMT' }),
    {
      code: 'delivery/throttled',
      details: { status: 429, code: 'Throttled', retryAfterMs: 30_000 },
    },
  ],
  [
    '429 with a date gone by',
    teamsError(429, 'Throttled', { 'Retry-After': 'Mon, 23 Nov 2026 08:00:00 GMT' }),
    { code: 'delivery/throttled', details: { status: 429, code: 'Throttled', retryAfterMs: 0 } },
  ],
  [
    '429 with a year',
    teamsError(429, 'Throttled', { 'Retry-After': '31536000' }),
    {
      code: 'delivery/throttled',
      details: { status: 429, code: 'Throttled', retryAfterMs: 3_600_000 },
    },
  ],
  [
    '429 with nonsense',
    teamsError(429, 'Throttled', { 'Retry-After': 'soon' }),
    { code: 'delivery/throttled', details: { status: 429, code: 'Throttled' } },
  ],
  [
    '429 alone',
    teamsError(429, 'Throttled'),
    { code: 'delivery/throttled', details: { status: 429, code: 'Throttled' } },
  ],
  [
    '412',
    teamsError(412, 'PreconditionFailed'),
    { code: 'delivery/unavailable', details: { status: 412, code: 'PreconditionFailed' } },
  ],
  [
    '502',
    { status: 502, body: 'bad gateway' },
    { code: 'delivery/unavailable', details: { status: 502 } },
  ],
  [
    '503 with seconds',
    teamsError(503, 'Busy', { 'Retry-After': '2' }),
    { code: 'delivery/unavailable', details: { status: 503, code: 'Busy', retryAfterMs: 2_000 } },
  ],
  [
    '504',
    teamsError(504, 'GatewayTimeout'),
    { code: 'delivery/unavailable', details: { status: 504, code: 'GatewayTimeout' } },
  ],
  ['a reset', 'reset', { code: 'delivery/unavailable', details: { code: 'ECONNRESET' } }],
  [
    'silence',
    'hang',
    { code: 'delivery/unavailable', details: { code: 'timeout', timeoutMs: TIMEOUT_MS } },
  ],
  [
    'silence after the headers',
    'hang-in-body',
    { code: 'delivery/unavailable', details: { code: 'timeout', timeoutMs: TIMEOUT_MS } },
  ],
];

/** The two kinds are told apart by their class, which is what the dispatcher looks at. */
function kindOf(expected: object): typeof TransientError | typeof PermanentError {
  return JSON.stringify(expected).match(/throttled|unavailable/) === null
    ? PermanentError
    : TransientError;
}

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

      const error: unknown = await connector
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
  ])('says that the message arrived without an id on %s', async (_what, answer) => {
    stub.script(answer);

    const error: unknown = await connector
      .post(ref, { text: 'Hello' })
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code: 'delivery/refused', details: { code: 'no-id' } });
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

    expect(error).toMatchObject({ code: 'delivery/refused', details: { code: 'unsendable' } });
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

      const error: unknown = await connector
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
