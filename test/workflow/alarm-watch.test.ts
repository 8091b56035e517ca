import { DELIVERY_ALARM, type DeliveryAlarm } from '../../src/domain/alarm/delivery-alarm';
import type { Person } from '../../src/domain/directory/person';
import { PermanentError, TransientError } from '../../src/errors';
import { sweep } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import { onlyCarried } from '../../src/watch/only-carried';
import { createAlarmWatch, type AlarmWatch } from '../../src/workflow/alarm-watch';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import type { RecordStore } from '../../src/workflow/store-port';
import { FixedClock } from '../support/fake-clock';
import { CountingStore } from '../support/fake-counting-store';
import { FlakyStore } from '../support/fake-flaky-store';
import { FPM, mailOf, SECOND_EXPERT } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeMailer } from '../support/fake-mailer';
import { FakeMessenger } from '../support/fake-messenger';
import { give, given, submitted } from '../support/fake-requests';
import { FakeTimer } from '../support/fake-timer';

const OPERATOR = SECOND_EXPERT;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP = 5 * MINUTE;
const FAULTY = new PermanentError('delivery/faulty', 'Teams cannot take the message.');
const AWAY = new TransientError('delivery/unavailable', 'Teams does not answer.');

interface Town {
  readonly houses: readonly FakeHouse[];
  readonly clock: FixedClock;
  readonly messenger: FakeMessenger;
  readonly mailer: FakeMailer;
  readonly store: RecordStore;
  /** Time passes: timers ring and every process sweeps, a few minutes after the other. */
  readonly passes: (ms: number) => Promise<void>;
  /** One more process starts. */
  readonly join: () => FakeHouse;
}

/** So many processes over one store and one Teams; one operator. */
async function openTown(count: number, store: RecordStore = new MemoryStore()): Promise<Town> {
  const shared = {
    ...{ store, clock: new FixedClock(), leaseClock: new FixedClock() },
    ...{ messenger: new FakeMessenger(), mailer: new FakeMailer() },
  };
  const timer = new FakeTimer(shared.leaseClock, shared.clock);
  const houses: FakeHouse[] = [];
  const watches: AlarmWatch[] = [];
  const join = (): FakeHouse => {
    const place = houses.length;
    const watch = onlyCarried((carriage) => {
      watches[place]?.carried(carriage);
    });
    const owner = `process ${String(place)}`;
    const house = openHouse({ ...shared, owner, watches: [watch], isDispatching: true });
    houses.push(house);
    watches.push(createAlarmWatch(house.ports, timer.ringAfter));
    return house;
  };
  const idle = async (): Promise<void> => {
    for (const { dispatcher } of houses) {
      await dispatcher.idle();
    }
  };
  const sweepAll = async (): Promise<void> => {
    await Promise.all(houses.map(({ ports }) => sweep(ports)));
    await idle();
  };
  const passes = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += STEP) {
      await timer.forward(STEP, idle);
      await Promise.all(watches.map((one) => one.idle()));
      await sweepAll();
      await sweepAll();
    }
  };
  Array.from({ length: count }, join);
  await moveIn(houses[0]!.ports);
  await appoint(houses[0]!);
  return { houses, passes, join, ...shared };
}

async function appoint({ ports }: FakeHouse): Promise<void> {
  const entry = { ...(await loadState<Person>(ports, OPERATOR.id))!, isOperator: true };
  const order = { type: 'ImportPerson', id: OPERATOR.id, entry };
  await give(ports, OPERATOR.id, { ...given(ports, OPERATOR, order), by: 'system' });
}

/** How often the operator's chat rang because of the alarm. */
function rings({ messenger }: Town): number {
  return messenger.posts(chatOf(OPERATOR)).filter(({ summary }) => summary === 'P15').length;
}

/** The FPM's card about a request cannot be posted, for this reason. */
async function fail({ houses, messenger }: Town, error: Error, n = 1): Promise<void> {
  messenger.refuse(chatOf(FPM), error);
  const [{ ports, dispatcher }] = houses as readonly [FakeHouse];
  await submitted(ports, `request:r${String(n)}`);
  await dispatcher.idle();
}

/** Whatever is stuck in a request is tried again, and Teams takes it. */
async function mend({ houses, messenger }: Town, n = 1): Promise<void> {
  messenger.refuse(chatOf(FPM), undefined);
  const [{ ports, dispatcher }] = houses as readonly [FakeHouse];
  const { effects } = await loadRecord(ports, `request:r${String(n)}`);
  for (const { id } of effects.filter(({ stuck }) => stuck !== undefined)) {
    await handleCommand(ports, `request:r${String(n)}`, { revive: { effect: id, how: 'retry' } });
  }
  await dispatcher.idle();
}

describe.each([
  ['one process', 1],
  ['three processes', 3],
])('over %s an operator', (_what, count) => {
  it('is told once of what was given up, a quarter of an hour later', async () => {
    const town = await openTown(count);
    await fail(town, FAULTY);

    await town.passes(10 * MINUTE);
    const before = rings(town);
    await town.passes(10 * MINUTE);
    const then = rings(town);
    await fail(town, FAULTY, 2);
    await town.passes(3 * HOUR);

    expect([before, then, rings(town)]).toEqual([0, 1, 1]);
  });

  it('is told of what fails again and again before it is given up', async () => {
    const town = await openTown(count);
    await fail(town, AWAY);

    await town.passes(20 * MINUTE);

    expect(rings(town)).toBe(1);
    const { effects } = await loadRecord(town.houses[0]!.ports, 'request:r1');
    expect(effects.filter(({ stuck }) => stuck !== undefined)).toEqual([]);
  });

  it('is told again in the morning while something is left', async () => {
    const town = await openTown(count);
    await fail(town, FAULTY);

    await town.passes(24 * HOUR);
    const nextDay = rings(town);
    await town.passes(24 * HOUR);

    expect([nextDay, rings(town)]).toEqual([2, 3]);
  });

  it('is told of the next backlog when the first one is gone', async () => {
    const town = await openTown(count);
    await fail(town, FAULTY);
    await town.passes(20 * MINUTE);
    await mend(town);
    await town.passes(20 * MINUTE);
    const shown = await loadState<DeliveryAlarm>(town.houses[0]!.ports, DELIVERY_ALARM);
    await fail(town, FAULTY, 2);
    await town.passes(25 * MINUTE);

    expect(shown?.raised).toBeUndefined();
    expect(rings(town)).toBe(2);
  });
});

it('an outage of a few minutes is nothing to tell', async () => {
  const town = await openTown(1);
  await fail(town, AWAY);
  await town.passes(5 * MINUTE);
  town.messenger.refuse(chatOf(FPM), undefined);

  await town.passes(3 * HOUR);

  expect(rings(town)).toBe(0);
  expect(town.messenger.posts(chatOf(FPM))).toHaveLength(1);
});

const TROUBLES: readonly (readonly [string, Error])[] = [
  ['takes no message of ours', FAULTY],
  ['does not answer', AWAY],
];

describe.each(TROUBLES)('when Teams %s', (_what, error) => {
  it('an operator reads of it in a mail, once, and the alarm raises no other', async () => {
    const town = await openTown(1);
    town.messenger.refuse(chatOf(OPERATOR), error);
    await fail(town, error);

    await town.passes(6 * HOUR);

    expect(town.mailer.subjectsTo(mailOf(OPERATOR))).toEqual(['P15']);
    const alarm = await loadState<DeliveryAlarm>(town.houses[0]!.ports, DELIVERY_ALARM);
    expect(alarm?.raised?.count).toBe(1);
  });
});

it('what fails is found however much else is due before it', async () => {
  const town = await openTown(1);
  for (let n = 0; n < 60; n += 1) {
    const summary = { kind: 'request', tags: [], search: '', at: 0 };
    const other = { id: `request:due${String(n)}`, schema: 1, summary, dueAt: 1, body: {} };
    await town.store.create(other, town.clock.now());
  }
  await fail(town, AWAY);

  await town.passes(20 * MINUTE);

  expect(rings(town)).toBe(1);
});

it('an alarm that reaches nobody raises no other, and is no backlog by itself', async () => {
  const town = await openTown(1);
  const mute = Array.from({ length: 200 }, () => new TransientError('mail/unavailable', 'Away.'));
  town.messenger.refuse(chatOf(OPERATOR), FAULTY);
  await fail(town, FAULTY);
  town.mailer.failNext(...mute);
  await town.passes(2 * HOUR);
  const stuck = (await loadRecord(town.houses[0]!.ports, DELIVERY_ALARM)).effects.filter(
    (one) => one.stuck !== undefined,
  );

  await mend(town);
  await town.passes(HOUR);

  expect(stuck).toHaveLength(1);
  const alarm = await loadState<DeliveryAlarm>(town.houses[0]!.ports, DELIVERY_ALARM);
  expect(alarm?.raised).toBeUndefined();
  expect(alarm?.lookAt).toBeUndefined();
});

it('what a process left behind that died is found by the next one that starts', async () => {
  const town = await openTown(1);
  const dead = openHouse({ ...town, isDispatching: true });
  town.messenger.refuse(chatOf(FPM), FAULTY);
  await submitted(dead.ports);
  await dead.dispatcher.idle();

  town.join();
  await town.passes(20 * MINUTE);

  expect(rings(town)).toBe(1);
});

it('while everything arrives no process looks at anything, the look after its start aside', async () => {
  const store = new CountingStore(new MemoryStore());
  const clock = new FixedClock();
  const timer = new FakeTimer(clock);
  const { ports } = openHouse({ store, clock });
  await moveIn(ports);
  const watch = createAlarmWatch(ports, timer.ringAfter);
  await timer.forward(2 * MINUTE, () => watch.idle());
  const before = store.reads.length;

  watch.carried({ id: 'request:r1:1:0' });
  watch.carried({ id: `${DELIVERY_ALARM}:1:0`, code: 'delivery/faulty' });
  await timer.forward(24 * HOUR, () => watch.idle());

  expect(before).toBeGreaterThan(0);
  expect(store.reads).toHaveLength(before);
});

it('a look that fails is made up for', async () => {
  const store = new FlakyStore(new MemoryStore());
  const town = await openTown(1, store);
  store.failWrite(({ id }) => id === DELIVERY_ALARM);
  await fail(town, FAULTY);

  await town.passes(30 * MINUTE);

  expect(store.faultsLeft).toBe(0);
  expect(rings(town)).toBe(1);
});
