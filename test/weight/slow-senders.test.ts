import { SERVER_TIMEOUTS } from '../../src/bot/http-server';
import { BODY_LIMITS } from '../../src/bot/json-body';
import { GuardedBot } from '../support/guarded-bot';
import { trickle } from '../support/raw-http';

/** The limits of production, ten times as strict. */
const SHORT = {
  headersMs: SERVER_TIMEOUTS.headersMs / 10,
  requestMs: SERVER_TIMEOUTS.requestMs / 10,
  keepAliveMs: SERVER_TIMEOUTS.keepAliveMs / 10,
  checkEveryMs: SERVER_TIMEOUTS.checkEveryMs / 10,
};
const SENDERS = 40;
const BYTE_EVERY_MS = 50;
const HEAD = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
let bot: GuardedBot;

beforeAll(async () => {
  bot = await GuardedBot.start({ timeouts: SHORT });
});
afterAll(() => bot.stop());

function bodyOf(authorization: string): string {
  return `${HEAD}Authorization: ${authorization}\r\nContent-Length: 100000\r\n\r\n`;
}

describe('forty slow senders at a time', () => {
  test.each<[string, () => string, string]>([
    ['headers', () => `${HEAD}X-Slow: `, '408'],
    ['a body, with a genuine token', () => bodyOf(bot.genuine()), '408'],
    ['a body, with a forged token', () => bodyOf('Bearer a.b.c'), '401'],
  ])('are cut off while they send %s; the turns of others go on', async (_what, head, status) => {
    const closedMs: number[] = [];
    const startedAt = performance.now();
    const slow = Array.from({ length: SENDERS }, async () => {
      const answer = await trickle(bot.port, head(), BYTE_EVERY_MS);
      closedMs.push(performance.now() - startedAt);
      return answer.split('\r\n')[0] ?? '';
    });

    const others: number[] = [];
    while (closedMs.length < SENDERS) {
      others.push((await bot.send(bot.genuine())).status);
    }
    const answers = await Promise.all(slow);

    expect(new Set(others)).toEqual(new Set([200]));
    expect(answers.filter((line) => line.includes(status))).toHaveLength(SENDERS);
    expect(Math.min(...closedMs)).toBeGreaterThanOrEqual(SHORT.headersMs);
    // Wide, since this is real time on a busy machine; without the limits they would stay for minutes.
    expect(Math.max(...closedMs)).toBeLessThan(10_000);
  });
});

test('in production every slow sender is cut off within ten seconds', () => {
  const { headersMs, requestMs, checkEveryMs } = SERVER_TIMEOUTS;

  expect(Math.max(headersMs, requestMs, BODY_LIMITS.timeoutMs) + checkEveryMs).toBeLessThanOrEqual(
    10_000,
  );
});
