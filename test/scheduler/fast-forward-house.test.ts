import { createCalendar } from '../../src/calendar/working-calendar';
import { openMovableClock } from '../../src/movable-clock';
import { createFastForward } from '../../src/scheduler/fast-forward';
import { createClockOffsets } from '../../src/store/clock-offset';
import { MemoryStore } from '../../src/store/memory-store';
import { createDispatcher } from '../../src/workflow/dispatcher';
import type { FastForward } from '../../src/workflow/movable-clock-port';
import type { EffectPorts } from '../../src/workflow/ports';
import { DAY_MS } from '../support/fake-calendar';
import { FixedClock } from '../support/fake-clock';
import { EXPERT, FPM, SECOND_EXPERT } from '../support/fake-directory';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { approved, stored, submitted } from '../support/fake-requests';
import { MONDAY_9 } from '../support/store-records';

let real = new FixedClock();
let store = new MemoryStore();

beforeEach(() => {
  real = new FixedClock();
  store = new MemoryStore();
});

/** A process whose business clock can be moved; what it kicks is carried out unless it is about to die. */
interface Demo {
  readonly house: FakeHouse;
  readonly ports: EffectPorts;
  readonly idle: () => Promise<void>;
  readonly forward: FastForward;
}

async function open(owner: string, isDying = false): Promise<Demo> {
  const house = openHouse({ owner, store, leaseClock: real });
  const clock = await openMovableClock(real, createClockOffsets(store));
  const ports: EffectPorts = {
    ...house.ports,
    calendar: createCalendar(),
    clock,
    kick: (id) => {
      if (!isDying) {
        dispatcher.kick(id);
      }
    },
  };
  const dispatcher = createDispatcher(ports);
  const { forward } = createFastForward({
    ...{ ...ports, clock, idle: dispatcher.idle, patienceMs: LEASE_MS + 1_000 },
    pause: async (ms) => {
      real.forward(20 * ms); // So that a lease is waited for in few steps.
    },
  });
  return { house, ports, idle: dispatcher.idle, forward };
}

it('lets what was promised fall due at its very moment, though real time stands still', async () => {
  const { house, ports, idle, forward } = await open('one');
  await moveIn(ports);
  await submitted(ports);
  await approved(ports);
  await idle();

  await forward(3 * DAY_MS);

  const { events } = await stored(ports);
  const offered = events.find(({ type }) => type === 'ExpertOffered');
  const expired = events.find(({ type }) => type === 'OfferExpired');
  expect(expired?.at).toBeGreaterThan(MONDAY_9);
  expect(expired?.at).toBe(offered?.['answerBy']);
  expect(house.messenger.posts(chatOf(EXPERT)).length).toBeGreaterThan(0);
  expect(house.messenger.posts(chatOf(SECOND_EXPERT)).length).toBeGreaterThan(0);
  expect(real.now()).toBe(MONDAY_9);
});

it('waits for the lease of a process that died, in real time, and then does what that one left', async () => {
  const { ports: dead } = await open('dead', true);
  await moveIn(dead);
  await submitted(dead);
  const { house, forward } = await open('next');

  await forward(3 * DAY_MS);

  expect(real.now()).toBeGreaterThanOrEqual(MONDAY_9 + LEASE_MS);
  expect(real.now()).toBeLessThan(MONDAY_9 + 2 * LEASE_MS);
  const asked = house.messenger.posts(chatOf(FPM)).filter(({ summary }) => summary === 'P1');
  expect(asked).toHaveLength(1);
});

it('finds the business clock of the process before after a restart, with leases in real time', async () => {
  const { ports, forward } = await open('one');
  await moveIn(ports);
  await forward(30 * DAY_MS);

  const { ports: next } = await open('next');

  expect(next.clock.now()).toBe(MONDAY_9 + 30 * DAY_MS);
  expect(next.leaseClock.now()).toBe(MONDAY_9);
});
