import type { PersonRef } from '../../src/domain/kernel';
import { BugError, PermanentError, TransientError } from '../../src/errors';
import { nudge } from '../../src/workflow/feed-nudge';
import { PARTNER } from '../support/fake-directory';
import { FakeFeed } from '../support/fake-feed';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { REQUEST, stored, submitted } from '../support/fake-requests';
import { DAY_MS } from '../support/fake-calendar';

interface FeedHouse extends FakeHouse {
  readonly feed: FakeFeed;
}

/** Nobody decides on the request, and the promise to decide passes. */
async function lateHouse(without: readonly PersonRef[], feed = new FakeFeed()): Promise<FeedHouse> {
  const house = openHouse({ feed, isDispatching: true });
  await moveIn(house.ports, without);
  await submitted(house.ports);
  await house.dispatcher.idle();
  house.clock.forward(6 * DAY_MS);
  house.leaseClock.forward(6 * DAY_MS);
  house.dispatcher.kick(REQUEST);
  await house.dispatcher.idle();
  return { ...house, feed };
}

test('a broken promise is told in the feed as well where no chat can tell it', async () => {
  const { feed, mailer } = await lateHouse([PARTNER]);

  expect(feed.told).toMatchObject([{ person: PARTNER.id, request: 'SME-1001', text: 'P14' }]);
  expect(mailer.sent.filter(({ subject }) => subject === 'P14')).toHaveLength(1);
});

test.each([
  { fails: 1, told: 2 },
  { fails: 2, told: 3 },
  { fails: 9, told: 3 },
])(
  'a notification that fails $fails times is tried $told times, and the mail goes once',
  async ({ fails, told }) => {
    const failing = new FakeFeed();
    failing.fail(new TransientError('graph/throttled', 'Slow down.'), fails);
    const { feed, mailer, clock, dispatcher } = await lateHouse([PARTNER], failing);
    for (let minute = 0; minute < 3; minute += 1) {
      clock.forward(60_000);
      dispatcher.kick(REQUEST);
      await dispatcher.idle();
    }

    expect(feed.told).toHaveLength(told);
    expect(new Set(feed.told.map(({ key }) => key)).size).toBe(1);
    expect(mailer.sent.filter(({ subject }) => subject === 'P14')).toHaveLength(1);
  },
);

test('one toast is enough: who has a chat gets nothing in the feed', async () => {
  const { feed } = await lateHouse([]);

  expect(feed.told).toEqual([]);
});

describe('a notification', () => {
  async function nudged(
    house: FakeHouse,
    parts: Partial<Parameters<typeof nudge>[1]> = {},
  ): Promise<void> {
    await moveIn(house.ports);
    await submitted(house.ports);
    const { state } = await stored(house.ports);
    const person = (await stored(house.ports, PARTNER.id)).state;
    const view = {
      ...{ card: 'request-partner', state, at: house.clock.now() },
      reader: { language: 'en', zone: 'UTC' },
    } as const;
    const mailed = { key: 'effect-1', attempts: 0, ping: 'P14', person, view, ...parts };
    await nudge(house.ports, mailed as Parameters<typeof nudge>[1]);
  }

  test.each<[string, PermanentError | TransientError, number]>([
    ['refused', new PermanentError('graph/refused', 'No.'), 0],
    ['gone', new PermanentError('graph/gone', 'Nobody.'), 0],
    ['throttled again and again', new TransientError('graph/throttled', 'Slow down.'), 2],
    ['lost again and again', new TransientError('graph/unavailable', 'Later.'), 2],
    [
      'asked for late, after outages of others',
      new TransientError('graph/unavailable', 'Later.'),
      7,
    ],
  ])(
    'that is %s is let go with a word in the log, since the mail says it',
    async (_what, error, attempts) => {
      const feed = new FakeFeed();
      feed.fail(error);
      const house = openHouse({ feed });

      await nudged(house, { attempts });

      expect(feed.told).toHaveLength(1);
      expect(house.log.lines).toContainEqual(
        expect.objectContaining({ level: 'warn', fields: { code: error.code, err: error } }),
      );
    },
  );

  test('that fails by our own mistake is not let go', async () => {
    const feed = new FakeFeed();
    feed.fail(new BugError('bug/unreachable', 'Ours.'));

    await expect(nudged(openHouse({ feed }))).rejects.toThrow('Ours.');
  });

  test('is not sent for what breaks no promise', async () => {
    const feed = new FakeFeed();

    await nudged(openHouse({ feed }), { ping: 'P4' });

    expect(feed.told).toEqual([]);
  });

  test('is not sent where it was not granted', async () => {
    await expect(nudged(openHouse())).resolves.toBeUndefined();
  });
});
