import type { RecordId } from '../../src/domain/kernel';
import { openMovableClock } from '../../src/movable-clock';
import { createFastForward, type FastForwardPorts } from '../../src/scheduler/fast-forward';
import { sweep } from '../../src/scheduler/ticker';
import { createClockOffsets } from '../../src/store/clock-offset';
import type { MovableClock } from '../../src/workflow/movable-clock-port';
import { FakeCarrier, type Carried } from '../support/fake-carrier';
import { FixedClock } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { OvertakenStore } from '../support/fake-overtaken-store';
import { MONDAY_9 } from '../support/store-records';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const PATIENCE_MS = 1_000;

let real = new FixedClock();
let store = new OvertakenStore();

beforeEach(() => {
  real = new FixedClock();
  store = new OvertakenStore();
});

/** One process of the demo. */
interface Demo {
  readonly clock: MovableClock;
  readonly carrier: FakeCarrier;
  readonly ports: FastForwardPorts;
  readonly forward: (ms: number) => Promise<{ readonly at: number; readonly carriedOut: number }>;
  readonly stop: () => void;
}

/** Starts a process on the store; `pausing` is done whenever it waits. */
async function open(pausing: () => void = () => undefined): Promise<Demo> {
  const clock = await openMovableClock(real, createClockOffsets(store));
  const carrier = new FakeCarrier(store, clock);
  const ports: FastForwardPorts = {
    store,
    clock,
    log: new FakeLog(),
    kick: carrier.kick,
    idle: carrier.idle,
    patienceMs: PATIENCE_MS,
    pause: async (ms) => {
      real.forward(ms);
      pausing();
    },
  };
  return { clock, carrier, ports, ...createFastForward(ports) };
}

function daysIn(days: number): number {
  return MONDAY_9 + days * DAY_MS;
}

function carried(id: string, ...moments: readonly number[]): readonly Carried[] {
  return moments.map((at) => ({ id, at }));
}

describe('a fast forward', () => {
  it('leaves the clock ahead by exactly what was asked for', async () => {
    const { clock, forward } = await open();

    const came = await forward(3 * DAY_MS);

    expect(came).toEqual({ at: daysIn(3), carriedOut: 0 });
    expect([clock.now(), clock.offsetMs]).toEqual([daysIn(3), 3 * DAY_MS]);
  });

  it('has everything carried out at the very moment it is due, earliest first', async () => {
    const { carrier, forward } = await open();
    await carrier.plan('request:second', daysIn(2));
    await carrier.plan('request:first', daysIn(1));
    await carrier.plan('request:last', daysIn(3));

    const { carriedOut } = await forward(3 * DAY_MS);

    expect(carrier.carried).toEqual([
      ...carried('request:first', daysIn(1)),
      ...carried('request:second', daysIn(2)),
      ...carried('request:last', daysIn(3)),
    ]);
    expect(carriedOut).toBe(3);
  });

  it('leaves what is due a millisecond later', async () => {
    const { carrier, forward } = await open();
    await carrier.plan('request:later', daysIn(3) + 1);

    await forward(3 * DAY_MS);

    expect(carrier.carried).toEqual([]);
  });

  it('meets on the way what only becomes due by what was carried out before', async () => {
    const { carrier, forward } = await open();
    await carrier.plan('request:chain', daysIn(1), daysIn(1.5), daysIn(2), daysIn(9));

    const { carriedOut } = await forward(3 * DAY_MS);

    expect(carrier.carried).toEqual(carried('request:chain', daysIn(1), daysIn(1.5), daysIn(2)));
    expect(carriedOut).toBe(3);
  });

  it('begins with what was due long ago, without moving for it', async () => {
    const { carrier, forward } = await open();
    await carrier.plan('request:old', daysIn(-3), daysIn(-2), daysIn(1));

    const { carriedOut } = await forward(DAY_MS);

    expect(carrier.carried).toEqual(carried('request:old', MONDAY_9, MONDAY_9, daysIn(1)));
    expect(carriedOut).toBe(3);
  });

  it('hands over more than a hundred that are due at once', async () => {
    const { carrier, forward } = await open();
    const ids = Array.from({ length: 250 }, (_none, index) => `request:${String(index)}`);
    await Promise.all(ids.map((id) => carrier.plan(id, daysIn(1))));

    const { carriedOut } = await forward(2 * DAY_MS);

    expect(carriedOut).toBe(250);
    expect(new Set(carrier.carried.map(({ id, at }) => `${id} ${String(at)}`)).size).toBe(250);
    expect(carrier.carried.every(({ at }) => at === daysIn(1))).toBe(true);
  });

  it('is made after the one that was asked for before', async () => {
    const { clock, carrier, forward } = await open();
    await carrier.plan('request:one', daysIn(1), daysIn(4));

    const both = await Promise.all([forward(3 * DAY_MS), forward(3 * DAY_MS)]);

    expect(both).toEqual([
      { at: daysIn(3), carriedOut: 1 },
      { at: daysIn(6), carriedOut: 1 },
    ]);
    expect(clock.offsetMs).toBe(6 * DAY_MS);
  });

  it('is made although the one before failed', async () => {
    const { clock, carrier, ports } = await open();
    const answers = [() => Promise.reject(new Error('an outage')), carrier.idle];
    const { forward } = createFastForward({
      ...ports,
      idle: () => (answers.shift() ?? carrier.idle)(),
    });

    const [first, second] = await Promise.allSettled([forward(DAY_MS), forward(DAY_MS)]);

    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    expect(clock.now()).toBe(daysIn(1));
  });

  it('counts time that passes meanwhile besides', async () => {
    const { clock, carrier, ports } = await open();
    await carrier.plan('request:one', daysIn(1));
    const slow = createFastForward({
      ...ports,
      idle: async () => {
        real.forward(2_000);
        await carrier.idle();
      },
    });

    await slow.forward(3 * DAY_MS);

    expect(clock.now() - real.now()).toBe(3 * DAY_MS);
  });
});

describe('a record that stays due', () => {
  it('is passed over after a while, and nothing else is kept from its moment', async () => {
    const { clock, carrier, forward } = await open();
    await carrier.plan('request:stuck', daysIn(1));
    await carrier.plan('request:fine', daysIn(2), daysIn(2.5));
    carrier.hold('request:stuck');

    const { carriedOut } = await forward(3 * DAY_MS);

    expect(carrier.carried).toEqual(carried('request:fine', daysIn(2), daysIn(2.5)));
    expect(carriedOut).toBe(2);
    expect(real.now()).toBe(MONDAY_9 + PATIENCE_MS);
    expect(clock.offsetMs).toBe(3 * DAY_MS);
  });

  it('is waited for while another process has it, and its next moments are met', async () => {
    let waits = 0;
    const demo = await open(() => {
      waits += 1;
      if (waits === 3) {
        demo.carrier.release('request:theirs');
      }
    });
    await demo.carrier.plan('request:theirs', daysIn(1), daysIn(2));
    demo.carrier.hold('request:theirs');

    const { carriedOut } = await demo.forward(3 * DAY_MS);

    expect(waits).toBe(3);
    expect(carriedOut).toBe(2);
    expect(demo.carrier.carried.map(({ at }) => at - daysIn(0))).toEqual([
      DAY_MS + 150,
      2 * DAY_MS,
    ]);
  });

  it('is met again on the next journey', async () => {
    const { carrier, forward } = await open();
    await carrier.plan('request:stuck', daysIn(1));
    carrier.hold('request:stuck');
    await forward(3 * DAY_MS);

    carrier.release('request:stuck');
    const { carriedOut } = await forward(HOUR_MS);

    expect(carriedOut).toBe(1);
  });
});

describe('a journey that ends on the way', () => {
  it('leaves the clock at the stop when the process is asked to end', async () => {
    const demo = await open(() => {
      demo.stop();
    });
    await demo.carrier.plan('request:one', daysIn(1), daysIn(2));
    demo.carrier.hold('request:one');

    const { carriedOut } = await demo.forward(3 * DAY_MS);

    expect(carriedOut).toBe(0);
    expect(demo.clock.offsetMs).toBe(DAY_MS);
  });

  it('leaves the clock of the next process at the moment that was reached', async () => {
    const { carrier, ports } = await open();
    await carrier.plan('request:one', daysIn(1), daysIn(2));
    const dying = createFastForward({
      ...ports,
      kick: () => {
        throw new Error('the end of this process');
      },
    });
    await dying.forward(3 * DAY_MS).catch(() => undefined);

    const next = await open();
    const before = next.clock.now();
    const { carriedOut } = await next.forward(HOUR_MS);

    expect(before).toBe(daysIn(1));
    expect(next.carrier.carried).toEqual(carried('request:one', daysIn(1)));
    expect(carriedOut).toBe(1);
  });
});

it('does not go past a record because another process was quicker with the one before', async () => {
  const { carrier, forward, clock } = await open();
  await carrier.plan('request:theirs', daysIn(1), daysIn(2.5));
  await carrier.plan('request:ours', daysIn(2));
  store.overtakeNext(async () => {
    await clock.forward(DAY_MS);
    carrier.kick('request:theirs');
    await carrier.idle();
  });

  await forward(3 * DAY_MS);

  expect(carrier.carried).toEqual([
    ...carried('request:theirs', daysIn(1)),
    ...carried('request:ours', daysIn(2)),
    ...carried('request:theirs', daysIn(2.5)),
  ]);
});

describe('two simulated years', () => {
  const WEEKS = 104;
  const IDS = Array.from({ length: 12 }, (_none, index) => `engagement:${String(index)}`);

  /** Every record once a week, each at another hour. */
  function weekly(index: number): readonly number[] {
    return Array.from(
      { length: WEEKS },
      (_none, week) => MONDAY_9 + week * WEEK_MS + index * HOUR_MS,
    );
  }

  it('of weekly work by two processes that sweep is done once each, on time', async () => {
    const [one, other] = [await open(), await open()];
    await Promise.all(IDS.map((id, index) => one.carrier.plan(id, ...weekly(index))));
    const journey = { isOver: false };
    const sweeping = (async () => {
      while (!journey.isOver) {
        await sweep({ ...other.ports, refreshClock: other.clock.refresh });
        await other.carrier.idle();
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();

    await one.forward(WEEKS * WEEK_MS);
    journey.isOver = true;
    await sweeping;

    const done = [...one.carrier.carried, ...other.carrier.carried];
    const momentsOf = (wanted: string): readonly number[] =>
      done.filter(({ id }) => id === wanted).map(({ at }) => at);
    expect(done).toHaveLength(WEEKS * IDS.length);
    expect(other.carrier.carried.length).toBeGreaterThan(0);
    IDS.forEach((id, index) => {
      expect(momentsOf(id).toSorted((a, b) => a - b)).toEqual(weekly(index));
    });
  }, 60_000);

  it('with a restart every ten weeks are the same', async () => {
    const first = await open();
    await Promise.all(IDS.map((id, index) => first.carrier.plan(id, ...weekly(index))));
    const done: Carried[] = [];

    for (let week = 0; week < WEEKS; week += 10) {
      const { carrier, forward } = await open();
      await forward(10 * WEEK_MS);
      done.push(...carrier.carried);
    }

    const late = done.filter(({ id, at }) => !weekly(IDS.indexOf(id)).includes(at));
    expect(done).toHaveLength(WEEKS * IDS.length);
    expect(late).toEqual([]);
  }, 60_000);
});

it('does not stop at a record that has just been carried out by somebody else', async () => {
  const { carrier, forward, ports } = await open();
  await carrier.plan('request:one', daysIn(1), daysIn(2));
  const busy = createFastForward({
    ...ports,
    // The ticker kicks it as well.
    kick: (id: RecordId) => {
      carrier.kick(id);
      carrier.kick(id);
    },
  });

  const { carriedOut } = await busy.forward(3 * DAY_MS);

  expect(carriedOut).toBe(2);
  expect(carrier.carried).toEqual(carried('request:one', daysIn(1), daysIn(2)));
  expect((await forward(HOUR_MS)).carriedOut).toBe(0);
});
