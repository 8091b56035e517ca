import { createBotTokens } from '../../src/bot/bot-tokens';
import { TransientError } from '../../src/errors';
import { FixedClock } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { FakeTokenService } from '../support/fake-token-service';
import { GuardedBot } from '../support/guarded-bot';

const MINUTE_MS = 60_000;
let clock: FixedClock;
let log: FakeLog;
let service: FakeTokenService;
let token: () => Promise<string>;

beforeEach(() => {
  clock = new FixedClock();
  log = new FakeLog();
  service = new FakeTokenService(clock);
  token = tokensWithin(10_000);
});

function tokensWithin(timeoutMs: number): () => Promise<string> {
  return createBotTokens({
    fetchToken: service.fetchToken,
    now: () => clock.now(),
    log,
    timeoutMs,
  });
}

function herd(): Promise<string[]> {
  return Promise.all(Array.from({ length: 64 }, () => token()));
}

/** Lets what runs in the background come to its end. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the token of the bot', () => {
  it('is fetched once for a herd, and kept', async () => {
    const seen = [...(await herd()), await token()];

    expect([new Set(seen), service.asked]).toEqual([new Set(['token-1']), 1]);
  });

  it('is fetched once for a herd that finds it expired', async () => {
    await token();
    clock.forward(60 * MINUTE_MS);

    const seen = await herd();

    expect([new Set(seen), service.asked]).toEqual([new Set(['token-2']), 2]);
  });

  it('is not shown in the last minute of its life', async () => {
    await token();

    clock.forward(59 * MINUTE_MS);

    expect(await token()).toBe('token-2');
  });

  it('is renewed after four fifths of its life; the old one serves until the new one is there', async () => {
    await token();
    clock.forward(48 * MINUTE_MS - 1);
    await herd();
    const askedBefore = service.asked;
    clock.forward(1);

    const meanwhile = await herd();
    await settled();

    expect([askedBefore, new Set(meanwhile), await token(), service.asked]).toEqual([
      1,
      new Set(['token-1']),
      'token-2',
      2,
    ]);
  });

  it('stays in use when its early renewal fails, which is tried again half a minute later', async () => {
    await token();
    service.trouble = new RangeError('the token service is down');
    clock.forward(48 * MINUTE_MS);

    const during = await herd();
    await settled();
    clock.forward(MINUTE_MS / 2 - 1);
    await herd();
    const asked = service.asked;
    service.trouble = undefined;
    clock.forward(1);
    await herd();
    await settled();

    expect([new Set(during), asked, await token()]).toEqual([new Set(['token-1']), 2, 'token-3']);
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('is fetched anew when the clock was set back: nobody knows any more when it expires', async () => {
    await token();
    clock.forward(-24 * 60 * MINUTE_MS);

    const seen = [...(await herd()), await token()];

    expect([new Set(seen), service.asked]).toEqual([new Set(['token-2']), 2]);
  });

  it('cannot be had when the service fails, and is asked for anew by the next one', async () => {
    service.trouble = new RangeError('the token service is down');
    const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => token()));
    const asked = service.asked;
    service.trouble = undefined;

    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect([asked, await token()]).toEqual([1, 'token-2']);
  });

  it('is not waited for without end when the service is silent', async () => {
    token = tokensWithin(200);
    service.trouble = 'silence';
    const waiting = token();

    await expect(waiting).rejects.toBeInstanceOf(TransientError);
    service.trouble = undefined;

    expect(await token()).toBe('token-2');
  });
});

describe('turns that find the token expired', () => {
  it('show Teams one new token, for which one request was made', async () => {
    const started = new FixedClock();
    const tokens = new FakeTokenService(started);
    const bot = await GuardedBot.start({
      fetchToken: tokens.fetchToken,
      turn: async (context) => {
        await context.sendActivity('hello');
      },
    });
    const send = (): Promise<unknown> => bot.send(bot.genuine());
    await send();
    started.forward(2 * 60 * MINUTE_MS);
    bot.clock.forward(2 * 60 * MINUTE_MS);

    await Promise.all(Array.from({ length: 64 }, send));
    const shown = bot.teams.requests.map(({ headers }) => headers.authorization);
    await bot.stop();

    expect([bot.turnErrors, shown.length, tokens.asked]).toEqual([[], 65, 2]);
    expect(shown.filter((one) => one === 'Bearer token-2')).toHaveLength(64);
  });
});
