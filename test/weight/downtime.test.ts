import { createPace } from '../../src/bot/pace';
import type { PersonRef, RequestId } from '../../src/domain/kernel';
import { startTicker } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import type { RingAfter } from '../../src/workflow/ports';
import { crowdOf, moveInCrowd, openForm } from '../support/crowd';
import { CountingStore } from '../support/fake-counting-store';
import { FixedClock, TimersClock } from '../support/fake-clock';
import { chatOf, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeMessenger, type SentMessage } from '../support/fake-messenger';
import { stored } from '../support/fake-requests';
import { MONDAY_9 } from '../support/store-records';

/** So many cards fell due: with `WEIGHT=long` so many that going through all of them too often is felt. */
const DUE = process.env['WEIGHT'] === 'long' ? 4_000 : 1_000;

const HOUR_MS = 3_600_000;
/** For how long nothing was carried out. */
const DOWN_MS = 24 * HOUR_MS;
/** Teams takes so many requests of an app in one tenant and second; we send so many at most. */
const TENANT_MAX = 50;
const PER_SECOND = 40;
/** Sends that are under way at the same time may overtake each other. */
const AT_ONCE = 16;
/** Between two sweeps of a process with nothing to do. */
const SWEEP_MS = 10_000;

const clock = new TimersClock();

const ringAfter: RingAfter = (ms, ring) => {
  const timer = setTimeout(ring, ms);
  return () => {
    clearTimeout(timer);
  };
};

beforeEach(() => {
  jest.useFakeTimers({ now: MONDAY_9 });
});

afterEach(() => {
  jest.useRealTimers();
});

function form(index: number): RequestId {
  return `request:d${String(index)}`;
}

/** What fell due while no process lived: one card each, for these people, the oldest first. */
async function missed(owners: readonly PersonRef[]): Promise<CountingStore> {
  const store = new CountingStore(new MemoryStore());
  const then = new FixedClock(MONDAY_9 - DOWN_MS);
  const dying = openHouse({ store, owner: 'dying', clock: then, leaseClock: then });
  const crowd = [...new Set(owners)];
  const serviceUrl = 'https://smba.example.com/teams/';
  await moveInCrowd(dying.ports, crowd, { serviceUrl, tenantOf: () => 'tenant' });
  for (const [index, owner] of owners.entries()) {
    then.set(MONDAY_9 - DOWN_MS + ((index + 1) * (DOWN_MS - HOUR_MS)) / owners.length);
    await openForm(dying.ports, owner, form(index));
  }
  store.reads.length = 0;
  return store;
}

/** A new process over what was left, as the application wires it. */
function revive(store: CountingStore): FakeHouse & { readonly stop: () => void } {
  const house = openHouse({
    ...{ store, clock, leaseClock: clock, messenger: new FakeMessenger(clock) },
    ...{ owner: 'new', isDispatching: true },
    pacing: { pace: createPace(clock), ringAfter },
  });
  const { figures, remind } = house.dispatcher;
  const ports = { ...house.ports, kick: remind, waiting: () => figures().waiting };
  const ticker = startTicker(ports, SWEEP_MS);
  return { ...house, stop: () => ticker.stop() };
}

/** The most messages within any second. */
function mostPerSecond(sent: readonly SentMessage[]): number {
  const moments = sent.map(({ at = 0 }) => at).toSorted((one, other) => one - other);
  let first = 0;
  return moments.reduce((most, moment, index) => {
    while (moments[first]! <= moment - 1_000) {
      first += 1;
    }
    return Math.max(most, index - first + 1);
  }, 0);
}

/** Which cards were sent, in the order in which they were. */
async function orderOf(house: FakeHouse, count: number): Promise<readonly number[]> {
  const byMessage = new Map<string, number>();
  for (let index = 0; index < count; index += 1) {
    const [copy] = (await stored(house.ports, form(index))).copies;
    byMessage.set(copy?.activityId ?? '', index);
  }
  return house.messenger.sent.map(({ activityId }) => byMessage.get(activityId)!);
}

it('catches up after a day at the pace of Teams, the oldest first and nothing twice', async () => {
  const [people, count] = [crowdOf(DUE / 5), DUE];
  const store = await missed(
    Array.from({ length: count }, (_one, n) => people[n % people.length]!),
  );
  const atBestMs = (count / PER_SECOND) * 1_000;

  const house = revive(store);
  await jest.advanceTimersByTimeAsync(0.9 * atBestMs);
  const before = house.messenger.sent.length;
  await jest.advanceTimersByTimeAsync(0.1 * atBestMs + 10_000);
  house.stop();

  const readsOfForms = store.reads.filter((id) => id.startsWith('request:')).length;
  const order = await orderOf(house, count);
  const overtaken = order.map((index, position) => Math.abs(index - position));
  expect(before).toBeGreaterThan(0.8 * count);
  expect(before).toBeLessThan(count);
  expect(order).toHaveLength(count);
  expect(new Set(order).size).toBe(count);
  expect(Math.max(...overtaken)).toBeLessThanOrEqual(AT_ONCE);
  expect(mostPerSecond(house.messenger.sent)).toBeLessThanOrEqual(TENANT_MAX);
  expect(house.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(house.dispatcher.figures()).toEqual({ underWay: 0, waiting: 0 });
  // In both lanes: looked at when it is handed over and once more while it waits, called, claimed, sent and settled.
  expect(readsOfForms / count).toBeLessThan(7);
}, 600_000);

it('does not let one chat with very much in it keep the others waiting', async () => {
  const [much, ...people] = crowdOf(301);
  const owners = [...Array.from({ length: 300 }, () => much!), ...people];
  const store = await missed(owners);

  const house = revive(store);
  await jest.advanceTimersByTimeAsync(40_000);
  house.stop();

  const [inMuch, inOthers] = [true, false].map((isMuch) =>
    house.messenger.sent.filter(({ chat }) => (chat === chatOf(much!)) === isMuch),
  );
  expect(inOthers).toHaveLength(300);
  expect(inMuch!.length).toBeGreaterThanOrEqual(40);
  expect(inMuch!.length).toBeLessThanOrEqual(5 + 40);
  expect(mostPerSecond(inMuch!)).toBeLessThanOrEqual(7);
  const sent = (await orderOf(house, 600)).filter((index) => index < 300);
  expect(sent).toEqual(Array.from({ length: inMuch!.length }, (_one, index) => index));
}, 60_000);
