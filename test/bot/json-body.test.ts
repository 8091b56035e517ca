import http from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { BODY_LIMITS, type BodyReading, readJsonBody } from '../../src/bot/json-body';
import { firstLine } from '../support/raw-http';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const readings: BodyReading[] = [];
let limits = BODY_LIMITS;

const server = http.createServer((req, res) => {
  void readJsonBody(req, limits).then((reading) => {
    readings.push(reading);
    res.statusCode = reading.ok ? 200 : reading.status;
    res.end();
  });
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);
beforeEach(() => {
  readings.length = 0;
  limits = BODY_LIMITS;
});

function port(): number {
  return (server.address() as AddressInfo).port;
}

async function post(
  body: string | Buffer,
  headers: Record<string, string> = JSON_TYPE,
): Promise<BodyReading | undefined> {
  await fetch(`http://127.0.0.1:${String(port())}/`, { method: 'POST', headers, body });

  return readings[0];
}

function nested(depth: number): string {
  return `{"type":"message","value":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
}

function sized(bytes: number): string {
  const frame = '{"type":"message","text":""}';

  return frame.replace('""', `"${'a'.repeat(bytes - frame.length)}"`);
}

describe('a body that is read', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
  ])('may be sent as %s', async (type) => {
    const reading = await post('{"type":"message","text":"Grüße"}', { 'Content-Type': type });

    expect(reading).toEqual({ ok: true, body: { type: 'message', text: 'Grüße' } });
  });

  it('may be as large as the limit', async () => {
    const reading = await post(sized(BODY_LIMITS.maxBytes));

    expect(reading).toMatchObject({ ok: true });
  });

  it('may be nested as deep as the limit, and brackets in strings do not count', async () => {
    const brackets = `"${'[{'.repeat(100)}\\"${'['.repeat(100)}"`;
    const reading = await post(nested(64).replace('{', `{"text":${brackets},`));

    expect(reading).toMatchObject({ ok: true });
  });

  it('loses every key that could reach a prototype, at any depth', async () => {
    const reserved =
      '"__proto__":{"x":1},"\\u005f_proto__":{"x":1},"constructor":{"prototype":{"x":1}},"prototype":1';
    const body = `{"type":"message",${reserved},"channelData":{"list":[{${reserved},"kept":true}]}}`;

    const reading = await post(body);

    expect(JSON.stringify(reading)).toBe(
      '{"ok":true,"body":{"type":"message","channelData":{"list":[{"kept":true}]}}}',
    );
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });
});

describe('a body that is refused', () => {
  it('is one byte too large', async () => {
    const reading = await post(sized(BODY_LIMITS.maxBytes + 1));

    expect(reading).toEqual({ ok: false, status: 413 });
  });

  it('is announced as too large: the answer comes before the body', async () => {
    const head =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 67108864\r\n\r\n';

    expect(await firstLine(port(), head)).toContain('413');
  });

  it('is chunked, without a length and too large: the answer comes before its end', async () => {
    const chunk = `${(BODY_LIMITS.maxBytes + 1).toString(16)}\r\n${sized(BODY_LIMITS.maxBytes + 1)}\r\n`;
    const head =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';

    expect(await firstLine(port(), head + chunk)).toContain('413');
  });

  test.each([
    [
      'compressed',
      { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
      zlib.gzipSync('{"type":"message"}'),
    ],
    ['a multipart upload', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'type=message'],
    ['text', { 'Content-Type': 'text/plain' }, '{"type":"message"}'],
    [
      'JSON of another kind',
      { 'Content-Type': 'application/json-patch+json' },
      '{"type":"message"}',
    ],
    ['in another character set', { 'Content-Type': 'application/json; charset=utf-16' }, '{}'],
  ])('is %s', async (_what, headers, body) => {
    expect(await post(body, headers)).toEqual({ ok: false, status: 415 });
  });

  it('has no content type', async () => {
    const answer = await firstLine(
      port(),
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}',
    );

    expect(answer).toContain('415');
  });

  test.each([
    ['empty', ''],
    ['cut off', '{"type":"message"'],
    ['no object', '"message"'],
    ['null', 'null'],
    ['a list', '[{"type":"message"}]'],
    ['without a type', '{"text":"hello"}'],
    ['of a type that is no string', '{"type":7}'],
    ['nested one level too deep', nested(65)],
    ['nested beyond reason', '['.repeat(200_000)],
    ['an unclosed string', '{"type":"mess\\'],
    ['no UTF-8', Buffer.from('{"type":"\xff"}', 'latin1')],
  ])('is %s', async (_what, body) => {
    expect(await post(body)).toEqual({ ok: false, status: 400 });
  });

  it('stops coming', async () => {
    limits = { ...BODY_LIMITS, timeoutMs: 30 };
    const head =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"type"';

    expect(await firstLine(port(), head)).toContain('408');
  });
});
