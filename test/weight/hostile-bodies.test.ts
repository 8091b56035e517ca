import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Answer, GuardedBot } from '../support/guarded-bot';
import { firstLine, flood } from '../support/raw-http';

const SEED = 20_261_127;
const BODIES = 2_000;
const AT_A_TIME = 50;
/** What the kernel holds on its way from socket to socket, both ways, is taken although nobody reads it. */
const IN_KERNEL_MAX = 16 * 1024 * 1024;
/** Bytes; more than three times what Teams allows a message to have. */
const BODY_MAX = 262_144;
const FORGED = 'Bearer a.b.c';
const piece = Buffer.alloc(65_536, ' ');
const chunk = Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]);
let bot: GuardedBot;
let authorization: string;

beforeAll(async () => {
  bot = await GuardedBot.start();
  authorization = bot.genuine();
});
afterAll(() => bot.stop());
beforeEach(() => {
  bot.lines.length = 0;
  bot.turns = 0;
});

function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  return bot.post(body, { Authorization: authorization, ...headers });
}

function head(token: string, framing: string): string {
  return [
    'POST /api/messages HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    `Authorization: ${token}`,
    framing,
    '',
    '',
  ].join('\r\n');
}

function refusal(status: number, word: string): Answer {
  return { status, text: `{"error":"${word}"}` };
}

describe('a body that is too large', () => {
  it('is let in as large as the limit, so that the others can fail', async () => {
    const body = JSON.stringify(bot.message({ value: '' }));
    const padding = 'x'.repeat(BODY_MAX - body.length);

    const answer = await post(JSON.stringify(bot.message({ value: padding })));

    expect([answer.status, bot.turns]).toEqual([200, 1]);
  });

  it('is refused with 413 from one byte above the limit', async () => {
    const answer = await post(' '.repeat(BODY_MAX + 1));

    expect([answer, bot.turns]).toEqual([refusal(413, 'too-large'), 0]);
  });

  const announced = { framing: 'Content-Length: 67108864', bytes: piece };
  const endless = { framing: 'Transfer-Encoding: chunked', bytes: chunk };

  test.each([
    ['64 MB, announced, by a genuine sender', { ...announced, token: 'genuine', status: '413' }],
    ['without end, by a genuine sender', { ...endless, token: 'genuine', status: '413' }],
    ['64 MB, announced, by a forger', { ...announced, token: FORGED, status: '401' }],
    ['without end, by a forger', { ...endless, token: FORGED, status: '401' }],
  ])('is answered at once and then cut off: %s', async (_what, { framing, bytes, ...rest }) => {
    const token = rest.token === 'genuine' ? authorization : rest.token;

    const { answer, sent } = await flood(bot.port, head(token, framing), bytes);

    expect(answer).toContain(rest.status);
    expect(sent).toBeLessThan(IN_KERNEL_MAX);
    expect(bot.turns).toBe(0);
  });

  it('is not waited for when the sender is a forger', async () => {
    const answer = await firstLine(bot.port, head(FORGED, 'Content-Length: 1000'));

    expect(answer).toContain('401');
  });

  it('leaves nothing behind: the next turn runs', async () => {
    expect((await bot.send(authorization)).status).toBe(200);
  });
});

describe('a body that is no plain JSON', () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '));
  const marker = 'a file that nobody may write';
  const upload = `--x\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\n${marker}\r\n--x--\r\n`;

  test.each<[string, Record<string, string>, string | Buffer]>([
    ['a gzip bomb', { 'Content-Encoding': 'gzip' }, bomb],
    ['a brotli stream', { 'Content-Encoding': 'br' }, bomb],
    ['an upload', { 'Content-Type': 'multipart/form-data; boundary=x' }, upload],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'type=message'],
    ['text', { 'Content-Type': 'text/plain' }, '{"type":"message"}'],
  ])('is refused with 415 unread: %s', async (_what, headers, body) => {
    const answer = await post(body, headers);

    expect([answer, bot.turns]).toEqual([refusal(415, 'unsupported'), 0]);
  });

  it('writes no file', async () => {
    const before = new Set(readdirSync(tmpdir()));

    await post(upload, { 'Content-Type': 'multipart/form-data; boundary=x' });

    const added = readdirSync(tmpdir()).filter((name) => !before.has(name));
    expect(added.filter((name) => textOf(join(tmpdir(), name)).includes(marker))).toEqual([]);
  });
});

/** The text of a file, or none: others come and go in the same folder. */
function textOf(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

describe('a body that is malformed', () => {
  test.each<[string, object]>([
    ['no type', { type: undefined }],
    ['a number as type', { type: 7 }],
    ['an empty type', { type: '' }],
    ['null as type', { type: null }],
    ['a list as sender', { from: [] }],
    ['a number as text', { text: 7 }],
    ['a word as entities', { entities: 'x' }],
  ])('is refused with 400 and no word from inside: %s', async (_what, fields) => {
    const answer = await post(JSON.stringify(bot.message(fields)));

    expect([answer, bot.turns]).toEqual([refusal(400, 'bad-request'), 0]);
    expect(bot.lines).toHaveLength(1);
  });

  test.each([65, 5_000, 60_000])('is refused with 400 when it is nested %d deep', async (depth) => {
    const nested = `${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`;
    const body = JSON.stringify(bot.message({ value: 0 })).replace(
      '"value":0',
      `"value":${nested}`,
    );

    expect([await post(body), bot.turns]).toEqual([refusal(400, 'bad-request'), 0]);
  });

  it(`is never answered with 5xx nor lets anything crash: ${String(BODIES)} bodies of seed ${String(SEED)}`, async () => {
    const bodies = fc.sample(hostileBody(bot.message()), { numRuns: BODIES, seed: SEED });
    const statuses = new Map<number, number>();

    for (let at = 0; at < bodies.length; at += AT_A_TIME) {
      const answers = await Promise.all(bodies.slice(at, at + AT_A_TIME).map((body) => post(body)));
      for (const { status } of answers) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }

    expect([...statuses.keys()].sort()).toEqual([200, 400, 403]);
    expect(statuses.get(400)).toBeGreaterThan(BODIES / 2);
    expect([bot.turns, bot.turnErrors]).toEqual([statuses.get(200), []]);
    expect(bot.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  }, 60_000);
});

/** What a message may become in the hands of somebody who wants to break its reader. */
function hostileBody(message: object): fc.Arbitrary<string | Buffer> {
  const text = JSON.stringify(message);
  const field = fc.constantFrom(...Object.keys(message), 'type', 'value', 'membersAdded', 'locale');
  const reserved = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'length');
  const place = fc.nat({ max: text.length - 1 });

  return fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    place.map((end) => text.slice(0, end)),
    fc.tuple(place, fc.nat({ max: 255 })).map(([at, byte]) => {
      const bytes = Buffer.from(text);
      bytes[at] = byte;
      return bytes;
    }),
    fc
      .tuple(field, fc.jsonValue())
      .map(([name, value]) => JSON.stringify({ ...message, [name]: value })),
    fc.tuple(reserved, fc.jsonValue()).map(([name, value]) => {
      return text.replace('{', `{${JSON.stringify(name)}:${JSON.stringify(value)},`);
    }),
    fc.tuple(place, fc.integer({ min: 1, max: 5_000 })).map(([at, depth]) => {
      return `${text.slice(0, at)}${'[{"a":'.repeat(depth)}${text.slice(at)}`;
    }),
  );
}
