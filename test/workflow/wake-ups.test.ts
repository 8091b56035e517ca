import type { RecordId } from '../../src/domain/kernel';
import { startTicker, sweep } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import { DAY_MS } from '../support/fake-calendar';
import { FixedClock } from '../support/fake-clock';
import { EXPERT, PARTNER, SECOND_EXPERT } from '../support/fake-directory';
import { FakeLog } from '../support/fake-log';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  REPORT,
  REQUEST,
  statusOf,
  stored,
  submitted,
} from '../support/fake-requests';
import { leftToSend, timersOf } from '../support/left-to-do';
import { MONDAY_9, recordWith } from '../support/store-records';

async function offeredHouse(): Promise<FakeHouse> {
  const house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
  await submitted(house.ports);
  await approved(house.ports);
  await house.dispatcher.idle();
  return house;
}

/** How often the request was handed over. */
async function sweepAndWait(house: FakeHouse): Promise<number> {
  const handedOver: RecordId[] = [];
  const kick = (id: RecordId): void => {
    handedOver.push(id);
    house.dispatcher.kick(id);
  };
  await sweep({ ...house.ports, kick });
  await house.dispatcher.idle();
  return handedOver.filter((id) => id === REQUEST).length;
}

async function typesOf(house: FakeHouse): Promise<readonly string[]> {
  return (await stored(house.ports)).events.map(({ type }) => type);
}

describe('a wake-up', () => {
  it('fires at its moment and not a millisecond before', async () => {
    const house = await offeredHouse();
    house.clock.forward(DAY_MS - 1);
    await sweepAndWait(house); // The receipt was due earlier.

    const early = await sweepAndWait(house);
    const typesBefore = await typesOf(house);
    house.clock.forward(1);
    const onTime = await sweepAndWait(house);

    expect([early, onTime]).toEqual([0, 1]);
    expect(typesBefore).not.toContain('OfferExpired');
    expect((await typesOf(house)).slice(-2)).toEqual(['OfferExpired', 'ExpertOffered']);
  });

  it('does not fire early because something else happens to the record', async () => {
    const house = await offeredHouse();
    house.clock.forward(DAY_MS - 1);

    house.dispatcher.kick(REQUEST);
    await house.dispatcher.idle();

    expect(await typesOf(house)).not.toContain('OfferExpired');
  });

  it('fires once, and its command is dated and signed by the process', async () => {
    const house = await offeredHouse();
    house.clock.forward(DAY_MS);

    await sweepAndWait(house);
    await sweepAndWait(house);

    const expired = (await stored(house.ports)).events.filter(
      ({ type }) => type === 'OfferExpired',
    );
    expect(expired).toEqual([
      expect.objectContaining({ by: 'system', at: house.clock.now(), causeId: `${REQUEST}:3:1` }),
    ]);
  });

  it('is caught up on after a long sleep, once', async () => {
    const house = await offeredHouse();
    house.clock.forward(30 * DAY_MS);

    await sweepAndWait(house);

    expect((await typesOf(house)).filter((type) => type === 'OfferExpired')).toHaveLength(1);
    expect(house.messenger.posts(chatOf(SECOND_EXPERT))).toHaveLength(1);
  });

  it('finds nothing late when the question was answered in time', async () => {
    const house = await offeredHouse();
    await accepted(house.ports);
    await house.dispatcher.idle();
    house.clock.forward(DAY_MS);

    await sweepAndWait(house);

    const record = await stored(house.ports);
    expect((await typesOf(house)).at(-1)).toBe('ExpertAssigned');
    expect(leftToSend(record)).toEqual([]);
    expect(timersOf(record)).not.toContain('CheckOffer');
  });

  it('of an offer that is over does not expire the next one', async () => {
    const house = await offeredHouse();
    house.clock.forward(DAY_MS / 2);
    const decline = { type: 'DeclineOffer', reason: 'DECLINE_ABSENT' };
    await give(house.ports, REQUEST, given(house.ports, EXPERT, decline));
    await house.dispatcher.idle();
    house.clock.forward(DAY_MS / 2);

    await sweepAndWait(house);

    expect((await stored(house.ports)).state).toMatchObject({ offer: { expert: SECOND_EXPERT } });
  });

  it('confirms a completion that nobody objected to', async () => {
    const house = await offeredHouse();
    await accepted(house.ports);
    await house.dispatcher.idle();
    await give(house.ports, REQUEST, given(house.ports, PARTNER, { type: 'ConfirmContact' }));
    await house.dispatcher.idle();
    await give(house.ports, ENGAGEMENT, given(house.ports, EXPERT, REPORT));
    await house.dispatcher.idle();
    house.clock.forward(5 * DAY_MS - 1);

    await sweepAndWait(house);
    const early = statusOf(await stored(house.ports, ENGAGEMENT));
    house.clock.forward(1);
    await sweepAndWait(house);

    expect(early).toBe('WrappingUp');
    expect((await stored(house.ports, ENGAGEMENT)).state).toMatchObject({
      status: 'Completed',
      confirmedBy: 'system',
    });
    expect((await stored(house.ports)).state).toMatchObject({ outcome: { criteriaMet: true } });
  });
});

describe('a sweep', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('hands over what is due, earliest first, and nothing else', async () => {
    const store = new MemoryStore();
    for (const [id, dueAt] of [
      ['request:late', MONDAY_9],
      ['request:later', MONDAY_9 + 1],
      ['request:latest', MONDAY_9 - 1],
    ] as const) {
      await store.create(recordWith({ id, dueAt }), MONDAY_9);
    }
    await store.create(recordWith({ id: 'request:never' }), MONDAY_9);
    const kicked: RecordId[] = [];
    const kick = (id: RecordId): void => void kicked.push(id);

    const count = await sweep({ store, clock: { now: () => MONDAY_9 }, kick });

    expect(count).toBe(2);
    expect(kicked).toEqual(['request:latest', 'request:late']);
  });

  it('takes over what a process left behind when its lease has run out', async () => {
    const store = new MemoryStore();
    const dead = openHouse({ store });
    await moveIn(dead.ports);
    await submitted(dead.ports);
    const { clock, leaseClock } = dead;
    const house = openHouse({ store, clock, leaseClock, owner: 'heir' });

    clock.forward(LEASE_MS - 1);
    leaseClock.forward(LEASE_MS - 1);
    const early = await sweepAndWait(house);
    clock.forward(1);
    leaseClock.forward(1);
    const onTime = await sweepAndWait(house);

    expect([early, onTime]).toEqual([0, 1]);
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });

  it('is repeated after its interval, also when one failed, until the ticker is stopped', async () => {
    jest.useFakeTimers();
    const store = new MemoryStore();
    const log = new FakeLog();
    let asked = 0;
    const clock = {
      now: (): number => {
        asked += 1;
        return MONDAY_9;
      },
    };
    const real = { leaseClock: new FixedClock(), leaseMs: LEASE_MS };
    const ticker = startTicker({ store, clock, ...real, kick: () => undefined, log }, 10_000);

    await jest.advanceTimersByTimeAsync(9_999);
    const once = asked;
    await jest.advanceTimersByTimeAsync(1);
    const twice = asked;
    await store.close();
    await jest.advanceTimersByTimeAsync(20_000);
    const afterFailures = asked;
    ticker.stop();
    await jest.advanceTimersByTimeAsync(60_000);

    expect([once, twice, afterFailures, asked]).toEqual([1, 2, 4, 4]);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
  });

  it('is not repeated when the ticker is stopped while it is under way', async () => {
    jest.useFakeTimers();
    let asked = 0;
    const clock = {
      now: (): number => {
        asked += 1;
        return MONDAY_9;
      },
    };
    const real = { leaseClock: new FixedClock(), leaseMs: LEASE_MS, log: new FakeLog() };
    const ports = { store: new MemoryStore(), clock, kick: () => undefined, ...real };

    startTicker(ports, 10_000).stop();
    await jest.advanceTimersByTimeAsync(60_000);

    expect(asked).toBe(1);
  });
});
