import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkEndpoint } from '../../src/doctor/check-endpoint';

let server: http.Server;
let statuses: Readonly<Record<string, number>>;

/** Where the server is, with a path that is not looked at. */
function address(): string {
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/messages`;
}

beforeEach(async () => {
  statuses = { '/healthz': 200, '/readyz': 200 };
  server = http.createServer(({ url = '' }, res) => {
    const status = statuses[url] ?? 404;
    if (status > 0) {
      res.statusCode = status;
      res.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function levels(at: string, timeoutMs = 5_000): Promise<readonly string[]> {
  return (await checkEndpoint(at, timeoutMs)).map(({ level }) => level);
}

test('a bot that lives and is ready is good', async () => {
  expect(await levels(address())).toEqual(['ok', 'ok']);
});

test('a bot that is not ready is to be looked at', async () => {
  statuses = { ...statuses, '/readyz': 503 };

  expect(await levels(address())).toEqual(['ok', 'warn']);
});

test.each([
  ['answers something else', 404],
  ['leads elsewhere', 302],
  ['does not answer', 0],
])('an address that %s is wrong', async (_what, status) => {
  statuses = { '/healthz': status };

  expect(await levels(address(), 200)).toEqual(['wrong']);
});

test('a bot that is not there is wrong, and the reason is told', async () => {
  const at = address();
  server.close();

  expect(await checkEndpoint(at, 5_000)).toMatchObject([
    { level: 'wrong', says: expect.stringContaining('ECONNREFUSED') },
  ]);
});

test.each(['http://bot.example.com', 'bot', 'ftp://bot.example.com'])(
  '%s is refused without being asked',
  async (at) => {
    expect(await levels(at)).toEqual(['wrong']);
  },
);
