import { createPace } from '../../src/bot/pace';
import type { Pace, SendPlace } from '../../src/workflow/pace-port';
import { FixedClock } from '../support/fake-clock';

/** What Teams takes of one bot in one conversation: so many messages in so many milliseconds. */
const TEAMS_CONVERSATION = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;

const HERE = chat('a:here');
const THERE = chat('a:there');
const ELSEWHERE = chat('a:elsewhere');
const ABROAD = chat('a:abroad', 'tenant-2');

let clock = new FixedClock();
let pace: Pace = createPace(clock);

beforeEach(() => {
  clock = new FixedClock();
  pace = createPace(clock);
});

function chat(teamsId: string, tenantId = 'tenant'): SendPlace {
  return { teamsId, tenantId };
}

/** Takes everything that may be had now. */
function takeAll(place: SendPlace, from: Pace = pace): number {
  let count = 0;
  while (from.waitMs(place) === 0) {
    from.take(place);
    count += 1;
  }
  return count;
}

/** Whoever sends whenever they may, in so many processes: at which moments they send. */
function greedy(paces: readonly Pace[], placeAt: (n: number) => SendPlace, ms: number): number[] {
  const end = clock.now() + ms;
  const moments: number[] = [];
  while (clock.now() < end) {
    for (const one of paces) {
      for (let place = placeAt(moments.length); one.waitMs(place) === 0;) {
        one.take(place);
        moments.push(clock.now());
        place = placeAt(moments.length);
      }
    }
    clock.forward(Math.min(...paces.map((one) => one.waitMs(placeAt(moments.length)))));
  }
  return moments;
}

/** The most that fell into any stretch of this length. */
function mostWithin(moments: readonly number[], ms: number): number {
  let first = 0;
  let most = 0;
  moments.forEach((moment, index) => {
    while ((moments[first] ?? 0) <= moment - ms) {
      first += 1;
    }
    most = Math.max(most, index - first + 1);
  });
  return most;
}

describe('one conversation', () => {
  it('gets five messages at once, then one a second', () => {
    const atOnce = takeAll(HERE);
    const waits = [pace.waitMs(HERE)];
    clock.forward(999);
    waits.push(pace.waitMs(HERE));
    clock.forward(1);
    const later = takeAll(HERE);

    expect([atOnce, waits, later]).toEqual([5, [1_000, 1], 1]);
  });

  it('gets five at once again when nothing was sent to it for a while', () => {
    takeAll(HERE);

    clock.forward(60_000);

    expect(takeAll(HERE)).toBe(5);
  });

  it.each([1, 2, 3, 6])('gets no more than Teams takes, from %d processes', (replicas) => {
    const paces = Array.from({ length: replicas }, () => createPace(clock, replicas));

    const moments = greedy(paces, () => HERE, 2 * 3_600_000);

    for (const [ms, most] of TEAMS_CONVERSATION) {
      expect([ms, mostWithin(moments, ms)]).toEqual([ms, expect.any(Number)]);
      expect(mostWithin(moments, ms)).toBeLessThanOrEqual(most);
    }
    expect(moments.length).toBeGreaterThan(2 * 1_200);
  });

  it('counts what goes to its threads', () => {
    takeAll(chat('19:channel@thread.tacv2;messageid=1'));

    const waits = ['', ';messageid=1', ';messageid=2'].map((thread) =>
      pace.waitMs(chat(`19:channel@thread.tacv2${thread}`)),
    );

    expect(waits).toEqual([1_000, 1_000, 1_000]);
  });

  it('waits for what was sent without asking', () => {
    takeAll(HERE);

    pace.take(HERE);
    pace.take(HERE);

    expect(pace.waitMs(HERE)).toBe(3_000);
  });

  it('gets back what was not sent after all, and never more than there was', () => {
    takeAll(HERE);
    pace.giveBack(HERE);
    const one = takeAll(HERE);
    for (let count = 0; count < 20; count += 1) {
      pace.giveBack(THERE);
    }

    expect([one, takeAll(THERE)]).toEqual([1, 5]);
  });

  it('is not kept waiting by a clock that is set back', () => {
    takeAll(HERE);

    clock.forward(-3_600_000);

    expect(pace.waitMs(HERE)).toBe(1_000);
  });
});

describe('one tenant', () => {
  it.each([1, 2, 3])('gets forty calls a second in the end, from %d processes', (replicas) => {
    const paces = Array.from({ length: replicas }, () => createPace(clock, replicas));

    const moments = greedy(paces, (n) => chat(`a:${String(n)}`), 60_000);

    expect(mostWithin(moments, 1_000)).toBeLessThanOrEqual(50);
    expect(moments.length / 60).toBeGreaterThan(38);
    expect(moments.length / 60).toBeLessThan(41);
  });

  it('tells what everybody in it waits for, which is not what one conversation waits for', () => {
    takeAll(HERE);
    const whileOneWaits = pace.tenantWaitMs(HERE.tenantId);
    Array.from({ length: 5 }, (_one, n) => chat(`a:${String(n)}`)).forEach((place) => {
      takeAll(place);
    });

    expect(whileOneWaits).toBe(0);
    expect(pace.waitMs(ELSEWHERE)).toBeGreaterThan(0);
    expect(pace.tenantWaitMs(ELSEWHERE.tenantId)).toBe(pace.waitMs(ELSEWHERE));
    expect(pace.tenantWaitMs(ABROAD.tenantId)).toBe(0);
  });

  it('takes nothing away from another', () => {
    for (let n = 0; pace.waitMs(chat(`a:${String(n)}`)) === 0; n += 1) {
      pace.take(chat(`a:${String(n)}`));
    }

    expect([pace.waitMs(HERE) > 0, pace.waitMs(ABROAD)]).toEqual([true, 0]);
  });

  it('forgets no conversation that was just written to, however many there are', () => {
    takeAll(HERE);
    pace.pause(THERE, 60_000);
    for (let n = 0; n < 5_000; n += 1) {
      pace.take(chat(`a:${String(n)}`, `tenant-${String(n)}`));
    }

    expect([pace.waitMs(HERE), pace.waitMs(THERE)]).toEqual([1_000, 60_000]);
  });
});

describe('a pause that Teams asks for', () => {
  it('is kept for that conversation alone', () => {
    pace.pause(HERE, 30_000);

    const during = [HERE, THERE, ABROAD].map((place) => pace.waitMs(place));
    clock.forward(30_000);

    expect(during).toEqual([30_000, 0, 0]);
    expect(pace.waitMs(HERE)).toBe(0);
  });

  it('is no longer because the clock is set back', () => {
    pace.pause(HERE, 30_000);

    clock.forward(-86_400_000);

    expect(pace.waitMs(HERE)).toBe(30_000);
  });

  it('is not cut short by a shorter one', () => {
    pace.pause(HERE, 30_000);

    pace.pause(HERE, 1_000);

    expect(pace.waitMs(HERE)).toBe(30_000);
  });

  it('is for the whole tenant when three conversations were throttled in a row', () => {
    pace.pause(HERE, 10_000);
    pace.pause(HERE, 10_000);
    pace.pause(chat('a:here;messageid=1'), 10_000);
    pace.pause(THERE, 10_000);
    const afterTwo = pace.waitMs(chat('a:new'));

    pace.pause(ELSEWHERE, 20_000);

    expect([afterTwo, pace.waitMs(chat('a:new')), pace.waitMs(ABROAD)]).toEqual([0, 20_000, 0]);
  });

  it('is not for the tenant when Teams took something meanwhile', () => {
    pace.pause(HERE, 10_000);
    pace.pause(THERE, 10_000);
    pace.noteTaken(chat('a:new'));

    pace.pause(ELSEWHERE, 10_000);

    expect(pace.waitMs(chat('a:new'))).toBe(0);
  });

  it('is told of until it is over', () => {
    const before = pace.throttledUntil();
    pace.pause(HERE, 30_000);
    const during = pace.throttledUntil();
    clock.forward(30_000);

    expect([before, during, pace.throttledUntil()]).toEqual([undefined, clock.now(), undefined]);
  });
});
