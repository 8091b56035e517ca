import { generateKeyPairSync, sign } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { answerInvoke } from '../../src/bot/answer-invoke';
import { type RunningServer, startServer } from '../../src/bot/http-server';
import { createServiceUrlRule } from '../../src/bot/service-urls';
import {
  createTeamsAdapter,
  type TeamsAdapter,
  type TeamsAdapterOptions,
  type Turn,
} from '../../src/bot/teams-adapter';
import { TransientError } from '../../src/errors';
import { FakeLog } from '../support/fake-log';
import { StubConnector } from '../support/stub-connector';

let stub = new StubConnector();
let log = new FakeLog();
let server: RunningServer | undefined;
let adapter: TeamsAdapter;
let turnErrors: unknown[] = [];

beforeEach(async () => {
  stub = new StubConnector();
  log = new FakeLog();
  turnErrors = [];
  await stub.start();
});
afterEach(async () => {
  await server?.close(20);
  await stub.stop();
});

async function start(turn: Turn, options: Partial<TeamsAdapterOptions> = {}): Promise<void> {
  adapter = createTeamsAdapter({
    appId: '',
    connectorTimeoutMs: 1_000,
    allowedServiceUrl: createServiceUrlRule({ local: true }),
    log,
    onTurnError: (_context, error) => {
      turnErrors.push(error);

      return Promise.resolve();
    },
    fallbackAnswer: (reason, activity) => ({ reason, name: activity.name }),
    ...options,
  });
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    log,
    isReady: () => true,
    admit: (authorization) => adapter.admit(authorization),
    onActivity: (res, arrival) => adapter.processActivity(res, arrival, turn),
  });
}

async function send(
  fields: object = {},
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const activity = {
    type: 'message',
    channelId: 'msteams',
    id: 'activity-1',
    timestamp: '2026-11-23T09:00:00.000Z',
    serviceUrl: stub.serviceUrl,
    conversation: { id: 'chat-1', tenantId: 'tenant-1' },
    from: { id: '29:person', name: 'Ada', aadObjectId: 'ada' },
    recipient: { id: '28:bot', name: 'SME Desk' },
    text: 'hello',
    ...fields,
  };
  const answer = await fetch(`http://127.0.0.1:${String(server?.port)}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(activity),
  });

  return { status: answer.status, text: await answer.text() };
}

function invoke(): object {
  return { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'x' } } };
}

describe('a message in the local profile', () => {
  it('runs its turn and is answered 200 without a body', async () => {
    const seen: unknown[] = [];
    await start((context) => {
      seen.push(context.activity.text, context.activity.timestamp);

      return Promise.resolve();
    });

    const answer = await send();

    expect(answer).toEqual({ status: 200, text: '' });
    expect(seen).toEqual(['hello', new Date('2026-11-23T09:00:00.000Z')]);
  });

  it('can be replied to within the turn', async () => {
    await start(async (context) => {
      await context.sendActivity('hello yourself');
    });

    await send();

    expect(stub.requests).toMatchObject([
      { method: 'POST', body: { text: 'hello yourself', replyToId: 'activity-1' } },
    ]);
    expect(stub.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('is answered 200 without a word when the turn throws, and the error is reported', async () => {
    const error = new RangeError('the inside');
    await start(() => Promise.reject(error));

    const answer = await send();

    expect(answer).toEqual({ status: 200, text: '' });
    expect(turnErrors).toEqual([error]);
  });

  it('is sent once from a turn, and one that hangs ends as a passing error', async () => {
    stub.script('hang', { status: 500 });
    await start(
      async (context) => {
        await context.sendActivity('hello');
      },
      { connectorTimeoutMs: 100 },
    );

    await send();
    await send();

    expect(stub.requests).toHaveLength(2);
    expect(turnErrors).toEqual([
      expect.any(TransientError),
      expect.objectContaining({ statusCode: 500 }),
    ]);
  });

  it('is answered 500 without a word when even the report fails', async () => {
    await start(() => Promise.reject(new RangeError('the inside')), {
      onTurnError: () => Promise.reject(new RangeError('deeper inside')),
    });

    expect(await send()).toEqual({ status: 500, text: '{"error":"internal"}' });
  });

  it('is answered before the end of a turn that takes long; the turn goes on', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let sent = 0;
    await start(
      async (context) => {
        await finished;
        await context.sendActivity('late');
        sent += 1;
      },
      { answerWithinMs: 20 },
    );

    const answer = await send();
    const sentBefore = sent;
    finish();
    await server?.close(1_000);

    expect([answer.status, sentBefore, sent]).toEqual([200, 0, 1]);
  });
});

describe('an invoke', () => {
  it.each([200, 400, 500])('is HTTP 200 when its body says %d', async (statusCode) => {
    const body = { statusCode, type: 'application/vnd.microsoft.error', value: { code: 'x' } };
    await start((context) => answerInvoke(context, body));

    const answer = await send(invoke());

    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, body]);
    expect(stub.requests).toEqual([]);
  });

  it('is HTTP 200 without a body when that is the answer', async () => {
    await start((context) => answerInvoke(context, undefined));

    expect(await send(invoke())).toEqual({ status: 200, text: '' });
  });

  it.each<[string, Turn, number]>([
    ['throws', () => Promise.reject(new RangeError('the inside')), 1],
    ['gives no answer', () => Promise.resolve(), 0],
  ])('gets the fallback with HTTP 200 when its turn %s', async (_what, turn, errors) => {
    await start(turn);

    const answer = await send(invoke());

    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      200,
      { reason: 'failed', name: 'adaptiveCard/action' },
    ]);
    expect(turnErrors).toHaveLength(errors);
  });

  it('may be answered by whoever is told of the error', async () => {
    await start(() => Promise.reject(new RangeError('the inside')), {
      onTurnError: (context: TurnContext) => answerInvoke(context, { statusCode: 400 }),
    });

    expect(await send(invoke())).toEqual({ status: 200, text: '{"statusCode":400}' });
  });

  it('gets the fallback before the end of a turn that takes long', async () => {
    await start(() => Promise.race([]), {
      answerWithinMs: 20,
    });

    const answer = await send(invoke());
    await server?.close(0);

    expect(answer).toEqual({ status: 200, text: '{"reason":"late","name":"adaptiveCard/action"}' });
  });
});

describe('a request that is no activity of Teams', () => {
  test.each([
    ['a foreign service URL', { serviceUrl: 'https://evil.example/' }],
    ['no service URL', { serviceUrl: undefined }],
    ['an empty service URL', { serviceUrl: '' }],
    ['a service URL that is null', { serviceUrl: null }],
    ['a service URL that is a number', { serviceUrl: 7 }],
    ['another channel', { channelId: 'directline' }],
    ['no channel', { channelId: undefined }],
    ['no sender', { from: undefined }],
    ['a sender that is text', { from: 'Ada' }],
    ['a conversation without id', { conversation: {} }],
    ['text that is an object', { text: { x: 1 } }],
    ['attachments that are no list', { attachments: 'x' }],
    ['entities that are numbers', { entities: [1] }],
    ['members without id', { membersAdded: [{}] }],
  ])('is refused before the turn for %s', async (_what, fields) => {
    let turns = 0;
    await start(() => {
      turns += 1;

      return Promise.resolve();
    });

    const answer = await send(fields);

    expect(answer).toEqual({ status: 400, text: '{"error":"bad-request"}' });
    expect(turns).toBe(0);
  });

  it('is let in with unreadable times, which are left out', async () => {
    let time: unknown = 'unset';
    await start((context) => {
      time = context.activity.timestamp;

      return Promise.resolve();
    });

    await send({ timestamp: 'yesterday' });

    expect(time).toBeUndefined();
  });
});

describe('a request in the Teams profile', () => {
  const appId = '11111111-2222-3333-4444-555555555555';
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  function token(header: object, claims: object): string {
    const part = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part(header)}.${part(claims)}`;

    return `Bearer ${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  }

  test.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an empty token', { Authorization: 'Bearer ' }],
    ['another scheme', { Authorization: 'Basic YTpi' }],
    ['a token that is none', { Authorization: 'Bearer abc' }],
    [
      'a token of an unknown issuer',
      {
        Authorization: token(
          { alg: 'RS256', kid: 'x' },
          { iss: 'https://evil.example', aud: appId },
        ),
      },
    ],
  ])('is refused with 401 for %s, before anything is said about it', async (_what, headers) => {
    let turns = 0;
    await start(
      () => {
        turns += 1;

        return Promise.resolve();
      },
      { appId, allowedTenants: ['tenant-1'] },
    );

    const answers = [await send({}, headers), await send({ serviceUrl: undefined }, headers)];

    expect(answers).toEqual([
      { status: 401, text: '{"error":"unauthorized"}' },
      { status: 401, text: '{"error":"unauthorized"}' },
    ]);
    expect(turns).toBe(0);
    expect(log.lines).toMatchObject([
      { level: 'warn', fields: { status: 401 } },
      { level: 'warn' },
    ]);
  });
});

describe('the connector clients', () => {
  it('are made once for ten turns and for what is sent between them', async () => {
    const clients = new Set<unknown>();
    await start((context) => {
      clients.add(context.turnState.get(context.adapter.ConnectorClientKey));

      return Promise.resolve();
    });

    for (let turn = 0; turn < 10; turn += 1) {
      await send();
    }

    expect([...clients]).toEqual([await adapter.connectorFor(stub.serviceUrl)]);
  });
});
