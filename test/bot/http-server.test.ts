import net from 'node:net';
import { ClaimsIdentity } from 'botframework-connector';
import { answerJson } from '../../src/bot/answer-json';
import {
  type RunningServer,
  SERVER_TIMEOUTS,
  type ServerOptions,
  startServer,
} from '../../src/bot/http-server';
import { PermanentError } from '../../src/errors';
import { createLog } from '../../src/log';
import { FakeLog } from '../support/fake-log';
import { firstLine, sendRaw } from '../support/raw-http';

const MESSAGE = '{"type":"message"}';
const started: RunningServer[] = [];
let log = new FakeLog();

beforeEach(() => {
  log = new FakeLog();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close(0)));
});

const letIn: ServerOptions['admit'] = () =>
  Promise.resolve({ ok: true, pass: { identity: new ClaimsIdentity([]) } });

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    log,
    isReady: () => true,
    admit: letIn,
    onActivity: (res, { body }) => {
      answerJson(res, 200, { got: body.type });

      return Promise.resolve();
    },
    ...options,
  });
  started.push(server);

  return server;
}

function ask(server: RunningServer, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${String(server.port)}${path}`, init);
}

function send(server: RunningServer, body = MESSAGE): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };

  return ask(server, '/api/messages', { method: 'POST', headers, body });
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });

  return { opened, open };
}

describe('the routes', () => {
  it('hand an activity over with its body read', async () => {
    const server = await start();

    const answer = await send(server);

    expect([answer.status, await answer.json()]).toEqual([200, { got: 'message' }]);
  });

  it('say that the process lives, and nothing about its make', async () => {
    const server = await start();

    const answer = await ask(server, '/healthz');

    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
    expect(answer.headers.get('server')).toBeNull();
  });

  test.each<[string, () => boolean | Promise<boolean>, number, string]>([
    ['ready', () => true, 200, 'ready'],
    ['not ready', () => Promise.resolve(false), 503, 'not-ready'],
    ['unable to tell', () => Promise.reject(new RangeError('inside')), 503, 'not-ready'],
  ])('say when the process is %s', async (_what, isReady, status, word) => {
    const server = await start({ isReady });

    const answer = await ask(server, '/readyz');

    expect([answer.status, await answer.json()]).toEqual([status, { status: word }]);
  });

  test.each([
    ['GET', '/'],
    ['GET', '/api/messages'],
    ['PUT', '/api/messages'],
    ['POST', '/healthz'],
    ['GET', '/secret-path'],
    ['GET', '/%E0%A4%A'],
    ['POST', '/api/messages/..%2fx'],
  ])('answer %s %s with the same 404', async (method, path) => {
    const server = await start();

    const answer = await ask(server, path, { method });

    expect([answer.status, await answer.json()]).toEqual([404, { error: 'not-found' }]);
  });

  it('refuse a body they do not read, and log it', async () => {
    const server = await start();

    const answer = await send(server, '{"type":');

    expect([answer.status, await answer.json()]).toEqual([400, { error: 'bad-request' }]);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { status: 400 } }]);
  });

  it('answer a failure inside with 500 and no word of it', async () => {
    const server = await start({ onActivity: () => Promise.reject(new RangeError('the inside')) });

    const answer = await send(server);

    expect([answer.status, await answer.text()]).toEqual([500, '{"error":"internal"}']);
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });

  it('write one line of a failure inside, without the secrets and names in it', async () => {
    const lines: string[] = [];
    const inside = `Ada\r\n{"level":"error"} Bearer abc.def.ghi\n-----BEGIN PRIVATE KEY-----\nabc`;
    const server = await start({
      log: createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
      onActivity: () => Promise.reject(new RangeError(inside, { cause: new Error(inside) })),
    });

    const answer = await send(server);

    expect([answer.status, await answer.text(), lines.length]).toEqual([
      500,
      '{"error":"internal"}',
      1,
    ]);
    expect(lines.join('').trimEnd()).not.toMatch(/[\r\n]|abc|PRIVATE/);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 'error',
      err: { type: 'RangeError' },
    });
  });

  it('let nobody in who is refused, and read nothing of theirs', async () => {
    const server = await start({ admit: () => Promise.resolve({ ok: false, status: 503 }) });
    const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n';

    expect(await firstLine(server.port, head)).toBe('HTTP/1.1 503 Service Unavailable');
  });

  it('answer a failure of the door with 500 and no word of it', async () => {
    const server = await start({ admit: () => Promise.reject(new RangeError('the inside')) });

    const answer = await send(server);

    expect([answer.status, await answer.text()]).toEqual([500, '{"error":"internal"}']);
  });

  it('are not held up by a sender who hangs up while the door is asked', async () => {
    const asked = gate();
    const { opened, open } = gate();
    const server = await start({
      admit: async () => {
        asked.open();
        await opened;
        return letIn('');
      },
    });
    const head =
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n';
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(head));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await asked.opened;
    socket.destroy();
    await closed;
    for (let round = 0; round < 10; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    open();

    await server.close(60_000);

    expect(log.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('survive a failure after the answer', async () => {
    const server = await start({
      onActivity: (res) => {
        answerJson(res, 200, { fine: true });

        return Promise.reject(new RangeError('the inside'));
      },
    });

    const answers = [await send(server), await send(server)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('slow senders', () => {
  const timeouts = { ...SERVER_TIMEOUTS, headersMs: 60, requestMs: 90, checkEveryMs: 20 };

  it.each([
    ['headers', 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-'],
    [
      'body',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('are cut while sending the %s', async (_what, bytes) => {
    const server = await start({ timeouts });

    expect(await sendRaw(server.port, bytes)).toContain('HTTP/1.1 408');
  });

  it('are cut within ten seconds by default', () => {
    const { headersMs, requestMs, checkEveryMs } = SERVER_TIMEOUTS;

    expect(Math.max(headersMs, requestMs) + checkEveryMs).toBeLessThanOrEqual(10_000);
  });
});

describe('starting', () => {
  it('names the port that is taken', async () => {
    const { port } = await start();

    const second = startServer({
      host: '127.0.0.1',
      port,
      log,
      isReady: () => true,
      admit: letIn,
      onActivity: () => Promise.resolve(),
    });

    await expect(second).rejects.toBeInstanceOf(PermanentError);
    await expect(second).rejects.toMatchObject({
      code: 'config/invalid',
      message: `Port ${String(port)} is already in use (127.0.0.1:${String(port)}).`,
      details: { port, code: 'EADDRINUSE' },
    });
  });
});

describe('closing', () => {
  it('lets a request in flight finish and accepts no other', async () => {
    const { opened, open } = gate();
    const arrived = gate();
    const server = await start({
      onActivity: async (res) => {
        arrived.open();
        await opened;
        answerJson(res, 200, { done: true });
      },
    });
    const answer = send(server);
    await arrived.opened;

    const closing = server.close(5_000);
    await expect(ask(server, '/healthz')).rejects.toThrow('fetch failed');
    open();
    await closing;

    expect(await (await answer).json()).toEqual({ done: true });
  });

  it('waits for work that goes on after its answer', async () => {
    const { opened, open } = gate();
    let isDone = false;
    const server = await start({
      onActivity: async (res) => {
        answerJson(res, 200);
        await opened;
        isDone = true;
      },
    });
    await send(server);

    const closing = server.close(5_000);
    setImmediate(open);
    await closing;

    expect(isDone).toBe(true);
  });

  it('cuts what still runs when the grace is over', async () => {
    const arrived = gate();
    const server = await start({
      onActivity: () => {
        arrived.open();

        return new Promise(() => undefined);
      },
    });
    const answer = send(server).catch(() => 'cut');
    await arrived.opened;

    await server.close(20);

    expect(await answer).toBe('cut');
  });

  it('does not wait for idle connections', async () => {
    const server = await start();
    const socket = net.connect(server.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));

    await server.close(5_000);

    await expect(closed).resolves.toBe(false);
  });
});
