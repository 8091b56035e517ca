import { TransientError } from '../../src/errors';
import { startTicker } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import { DAY_MS } from '../support/fake-calendar';
import { FixedClock } from '../support/fake-clock';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeMessenger } from '../support/fake-messenger';
import { approved, REQUEST, started, stored, submitted } from '../support/fake-requests';
import { leftToSend } from '../support/left-to-do';

const HOUR_MS = 3_600_000;
const SWEEP_MS = 10_000;
const JUMPS = [
  { much: 'an hour ahead', ms: HOUR_MS },
  { much: 'a day ahead', ms: DAY_MS },
  { much: 'an hour back', ms: -HOUR_MS },
  { much: 'a day back', ms: -DAY_MS },
];

/** One machine with one clock, as in production: business time and leases are counted by it. */
class Machine {
  readonly clock = new FixedClock();
  readonly store = new MemoryStore();
  readonly messenger = new FakeMessenger();
  readonly #tickers: { stop(): void }[] = [];

  house(owner: string): FakeHouse {
    const { clock, store, messenger } = this;
    const parts = { store, clock, leaseClock: clock, messenger, owner };
    const house = openHouse({ ...parts, isDispatching: true });
    const kick = (id: Parameters<typeof house.dispatcher.kick>[0]): void =>
      house.dispatcher.kick(id);
    this.#tickers.push(startTicker({ ...house.ports, kick }, SWEEP_MS));
    return house;
  }

  /** Lets time go by, a sweep at a time. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= SWEEP_MS) {
      this.clock.forward(Math.min(left, SWEEP_MS));
      await jest.advanceTimersByTimeAsync(SWEEP_MS);
    }
  }

  stop(): void {
    this.#tickers.forEach((ticker) => {
      ticker.stop();
    });
  }
}

let machine: Machine;

beforeEach(() => {
  jest.useFakeTimers();
  machine = new Machine();
});

afterEach(() => {
  machine.stop();
  jest.useRealTimers();
});

/** Two processes, and an offer that expires in a day. */
async function offered(): Promise<{ readonly house: FakeHouse; readonly expiresAt: number }> {
  const house = machine.house('one');
  machine.house('other');
  await moveIn(house.ports);
  await submitted(house.ports);
  await approved(house.ports);
  await machine.pass(SWEEP_MS);
  return { house, expiresAt: machine.clock.now() - SWEEP_MS + DAY_MS };
}

async function expiriesIn(house: FakeHouse): Promise<readonly number[]> {
  const { events } = await stored(house.ports);
  return events.filter(({ type }) => type === 'OfferExpired').map(({ at }) => at);
}

describe('the clock jumps while a timer waits', () => {
  it.each(JUMPS)('$much: it fires once, and not before its time', async ({ ms }) => {
    const { house, expiresAt } = await offered();
    await machine.pass(HOUR_MS);

    machine.clock.forward(ms);
    await machine.pass(Math.max(0, expiresAt - machine.clock.now() - SWEEP_MS));
    const early = await expiriesIn(house);
    await machine.pass(3 * SWEEP_MS);
    const onTime = await expiriesIn(house);
    await machine.pass(HOUR_MS);

    expect(early).toEqual([]);
    expect(onTime).toEqual([expect.any(Number)]);
    expect(onTime[0]).toBeGreaterThanOrEqual(expiresAt);
    expect(await expiriesIn(house)).toEqual(onTime);
  });

  it.each(JUMPS)('$much after it fired: it does not fire again', async ({ ms }) => {
    const { house, expiresAt } = await offered();
    machine.clock.set(expiresAt);
    await machine.pass(2 * SWEEP_MS);
    const fired = await expiriesIn(house);

    machine.clock.forward(ms);
    await machine.pass(HOUR_MS);

    expect(fired).toHaveLength(1);
    // The next expert's offer is another one, and expires in its own time.
    expect((await expiriesIn(house)).filter((at) => at === fired[0])).toHaveLength(1);
    const offers = machine.messenger
      .posts(chatOf(EXPERT))
      .filter(({ summary }) => summary === 'P5');
    expect(offers).toHaveLength(1);
  });
});

describe('the clock jumps while something waits because Teams did not take it', () => {
  const THROTTLED = new TransientError('delivery/throttled', 'Slow down.', {
    details: { retryAfterMs: 50_000 },
  });

  /** The FPM's card was not taken once. */
  async function throttled(): Promise<FakeHouse> {
    const house = machine.house('one');
    await moveIn(house.ports);
    await machine.pass(SWEEP_MS);
    machine.messenger.refuse(chatOf(FPM), THROTTLED);
    await submitted(house.ports);
    await house.dispatcher.idle();
    return house;
  }

  it.each(JUMPS)(
    '$much: it is tried again, and what came after it does not wait',
    async ({ ms }) => {
      const house = await throttled();
      machine.messenger.refuse(chatOf(FPM), undefined);

      machine.clock.forward(ms);
      await submitted(house.ports, 'request:another');
      await machine.pass(12 * SWEEP_MS);

      const arrived = machine.messenger
        .posts(chatOf(FPM))
        .filter(({ summary }) => summary === 'P1');
      expect(arrived).toHaveLength(2);
      expect(leftToSend(await stored(house.ports))).toEqual([]);
    },
  );

  it.each(JUMPS)(
    '$much: it is tried once more, and not sooner than Teams asks again',
    async ({ ms }) => {
      const house = await throttled();

      machine.clock.forward(ms);
      await machine.pass(4 * SWEEP_MS);

      const { effects } = await stored(house.ports);
      expect(effects.flatMap(({ attempts }) => (attempts === 0 ? [] : [attempts]))).toEqual([2]);
    },
  );
});

describe('the clock jumps while something is sent', () => {
  it.each(JUMPS.filter(({ ms }) => ms < 0))(
    '$much: it is sent once, and what stands behind it does not wait',
    async ({ ms }) => {
      const house = machine.house('one');
      machine.house('other');
      await moveIn(house.ports);
      await machine.pass(SWEEP_MS);
      const held = machine.messenger.holdNext();
      await submitted(house.ports);
      await held.reached;

      machine.clock.forward(ms);
      await machine.pass(SWEEP_MS);
      held.release();
      await machine.pass(SWEEP_MS);

      expect(machine.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
      expect(machine.messenger.posts(chatOf(FPM))).toHaveLength(1);
      expect(leftToSend(await stored(house.ports))).toEqual([]);
    },
  );

  it.each(JUMPS.filter(({ ms }) => ms < 0))(
    '$much, and the sender has died: it is taken over after one lease all the same',
    async ({ ms }) => {
      const heir = machine.house('heir');
      const { clock, store } = machine;
      const dead = openHouse({ store, clock, leaseClock: clock, owner: 'dead' });
      await moveIn(dead.ports);
      await machine.pass(SWEEP_MS);
      await started(dead.ports);

      clock.forward(ms);
      await machine.pass(LEASE_MS);
      const early = machine.messenger.posts(chatOf(PARTNER)).length;
      await machine.pass(2 * SWEEP_MS);

      expect(early).toBe(0);
      expect(machine.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
      expect(leftToSend(await stored(heir.ports))).toEqual([]);
    },
  );
});

class SkewedClock extends FixedClock {
  readonly #true: FixedClock;
  readonly #aheadMs: number;

  constructor(clock: FixedClock, aheadMs: number) {
    super();
    this.#true = clock;
    this.#aheadMs = aheadMs;
  }

  override now(): number {
    return this.#true.now() + this.#aheadMs;
  }
}

describe('clocks of two processes that differ by thirty seconds', () => {
  async function twoClocks(aheadMs: number): Promise<readonly [FakeHouse, FakeHouse]> {
    const { store, clock } = machine;
    const skewed = new SkewedClock(clock, aheadMs);
    const one = openHouse({ store, clock, leaseClock: clock, owner: 'one' });
    const other = openHouse({ store, clock: skewed, leaseClock: skewed, owner: 'other' });
    await moveIn(one.ports);
    return [one, other];
  }

  it.each([
    { begunAfterMs: 0, lastsMs: 10_000 },
    { begunAfterMs: 20_000, lastsMs: 9_999 },
    { begunAfterMs: 20_001, lastsMs: 10_000 },
    { begunAfterMs: LEASE_MS - 1, lastsMs: 10_000 },
  ])(
    'do not double what is begun after $begunAfterMs ms and lasts $lastsMs ms',
    async ({ begunAfterMs, lastsMs }) => {
      const [one, other] = await twoClocks(30_000);
      await started(one.ports);
      machine.clock.forward(begunAfterMs);
      const held = one.messenger.holdNext();
      one.dispatcher.kick(REQUEST);
      await held.reached;

      machine.clock.forward(lastsMs);
      other.dispatcher.kick(REQUEST);
      await other.dispatcher.idle();
      held.release();
      await one.dispatcher.idle();

      expect(other.messenger.sent).toEqual([]);
      expect(one.messenger.sent).toHaveLength(1);
      expect((await stored(one.ports)).effects).toEqual([]);
    },
  );

  it.each([30_000, -30_000])(
    'let a crash cost no more than a lease and the %i ms',
    async (aheadMs) => {
      const [one, other] = await twoClocks(aheadMs);
      await started(one.ports);

      machine.clock.forward(LEASE_MS + 30_000);
      other.dispatcher.kick(REQUEST);
      await other.dispatcher.idle();

      expect(other.messenger.sent).toHaveLength(1);
    },
  );
});
