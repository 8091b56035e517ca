import { answerFastForward } from '../../src/bot/fast-forward';
import type { Duration } from '../../src/bot/spoken-duration';
import type { Drawn } from '../../src/cards/draw-card';
import type { Viewer } from '../../src/cards/drawing';
import { LANGUAGES } from '../../src/domain/kernel';
import { TransientError } from '../../src/errors';
import { longTime } from '../../src/text/long-time';
import { wordsFor } from '../../src/text/words';
import type { Forwarded } from '../../src/workflow/movable-clock-port';
import { FixedClock } from '../support/fake-clock';
import {
  activityOf,
  contextOf,
  FakeTeams,
  GROUP,
  PAT,
  readOn,
  type Replies,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const DAY_MS = 86_400_000;
const VIEWER: Viewer = { person: PAT.id, language: 'en', zone: 'Europe/Madrid' };
const THREE_DAYS: Duration = { count: 3, unit: 'day' };

/** What was asked of the clock, and when it answers. */
class Journeys {
  readonly asked: number[] = [];
  #answer: Promise<Forwarded> = Promise.resolve({ at: MONDAY_9 + 3 * DAY_MS, carriedOut: 2 });

  readonly fastForward = (ms: number): Promise<Forwarded> => {
    this.asked.push(ms);
    return this.#answer;
  };

  answerWith(answer: Promise<Forwarded>): void {
    this.#answer = answer;
  }
}

let journeys = new Journeys();

beforeEach(() => {
  journeys = new Journeys();
});

function answer(
  duration: Duration | undefined,
  { viewer = VIEWER, context = contextOf(activityOf('message', PAT)) } = {},
): Promise<Drawn> {
  const ports = { clock: new FixedClock(), fastForward: journeys.fastForward };
  return answerFastForward(ports, context, { viewer }, duration);
}

describe('a fast forward that was asked for', () => {
  it.each(LANGUAGES)(
    'is answered in %s with what the clock reads and how much was done',
    async (language) => {
      const { content } = await answer(THREE_DAYS, { viewer: { ...VIEWER, language } });

      const when = longTime(language, VIEWER.zone, MONDAY_9 + 3 * DAY_MS);
      expect(journeys.asked).toEqual([3 * DAY_MS]);
      expect(readOn(content)).toContain(
        wordsFor(language).t('clock.carried-out', { when, count: 2 }),
      );
    },
  );

  it('says when nothing was due', async () => {
    journeys.answerWith(Promise.resolve({ at: MONDAY_9, carriedOut: 0 }));

    const { content } = await answer({ count: 1, unit: 'hour' });

    const when = longTime('en', VIEWER.zone, MONDAY_9);
    expect(readOn(content)).toContain(wordsFor('en').t('clock.arrived', { when }));
  });

  it.each([
    undefined,
    { count: 0, unit: 'hour' },
    { count: 1_099, unit: 'day' },
    { count: 999_999, unit: 'week' },
  ] as const)('is not made for %j; how to say it is told instead', async (duration) => {
    const { content } = await answer(duration);

    expect(journeys.asked).toEqual([]);
    expect(readOn(content)).toContain('fast forward 3 days');
  });

  it.each([
    { count: 1, unit: 'hour' },
    { count: 1_098, unit: 'day' },
  ] as const)('is made for %j', async (duration) => {
    await answer(duration);

    expect(journeys.asked).toHaveLength(1);
  });

  it('fails as the journey does', async () => {
    const outage = new TransientError('store/unavailable', 'The store does not answer.');
    journeys.answerWith(Promise.reject(outage));

    await expect(answer(THREE_DAYS)).rejects.toBe(outage);
  });
});

describe('a fast forward that takes long', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is said to be under way before the delivery is answered, and has its own answer at the end', async () => {
    let arrive: (came: Forwarded) => void = () => undefined;
    journeys.answerWith(new Promise((resolve) => (arrive = resolve)));
    const context = contextOf(activityOf('message', PAT));
    const sent: unknown[] = [];
    context.onSendActivities(async (_context, activities) => {
      sent.push(...activities);
      return [];
    });

    const answering = answer(THREE_DAYS, { context });
    await jest.advanceTimersByTimeAsync(2_999);
    const sentBefore = sent.length;
    await jest.advanceTimersByTimeAsync(1_000);
    const sentAfter = sent.length;
    arrive({ at: MONDAY_9 + 3 * DAY_MS, carriedOut: 7 });
    const { content } = await answering;

    const when = longTime('en', VIEWER.zone, MONDAY_9 + 3 * DAY_MS);
    const { t } = wordsFor('en');
    expect([sentBefore, sentAfter, sent.length]).toEqual([0, 1, 1]);
    expect(readOn(sent)).toContain(t('clock.under-way', { when }));
    expect(readOn(content)).toContain(t('clock.carried-out', { when, count: 7 }));
  });

  it('leaves no timer behind when it is soon done', async () => {
    await answer(THREE_DAYS);

    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('in a turn', () => {
  async function open(isLocal: boolean): Promise<FakeTeams> {
    const time = isLocal ? { fastForward: journeys.fastForward } : {};
    const teams = new FakeTeams({}, isLocal, time);
    await teams.open();
    return teams;
  }

  function says(replies: Replies, key: 'not-understood.none' | 'clock.title'): boolean {
    return readOn(replies).includes(JSON.stringify(wordsFor('en').t(key)).slice(1, -1));
  }

  it.each(['fast forward 3 days', 'adelantar 3 días', '3 Tage vorspulen'])(
    '"%s" moves the clock locally',
    async (text) => {
      const teams = await open(true);

      const replies = await teams.say(PAT, text);

      expect(journeys.asked).toEqual([3 * DAY_MS]);
      expect(replies).toHaveLength(1);
      expect(says(replies, 'clock.title')).toBe(true);
    },
  );

  it.each(['fast forward 3 days', 'fast forward', 'adelantar', '3 Tage vorspulen'])(
    '"%s" is not understood in production',
    async (text) => {
      const teams = await open(false);

      const replies = await teams.say(PAT, text);

      expect(says(replies, 'not-understood.none')).toBe(true);
      expect(says(replies, 'clock.title')).toBe(false);
    },
  );

  it('is answered in a shared chat as well: the clock is everybody’s', async () => {
    const teams = await open(true);

    const replies = await teams.say(PAT, 'fast forward 3 days', GROUP);

    expect(journeys.asked).toEqual([3 * DAY_MS]);
    expect(says(replies, 'clock.title')).toBe(true);
  });

  it('leaves an open form as it is', async () => {
    const teams = await open(true);
    await teams.say(PAT, 'request SME');

    const replies = await teams.say(PAT, 'fast forward 3 days');

    expect(replies).toHaveLength(1);
    expect(says(replies, 'clock.title')).toBe(true);
  });
});
