import { TransientError } from '../../src/errors';
import { createCalendar } from '../../src/calendar/working-calendar';
import { MemoryStore } from '../../src/store/memory-store';
import { onlyCarried } from '../../src/watch/only-carried';
import {
  createDeliveryCounts,
  deliveredByDay,
  type DeliveryCounts,
} from '../../src/workflow/delivery-counts';
import type { RecordStore } from '../../src/workflow/store-port';
import { FixedClock } from '../support/fake-clock';
import { CountingStore } from '../support/fake-counting-store';
import { FPM } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { moveIn, openHouse } from '../support/fake-house';
import { FakeLog } from '../support/fake-log';
import { submitted } from '../support/fake-requests';
import { FakeTimer } from '../support/fake-timer';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MADRID = 'Europe/Madrid';
const CHAT = { way: 'chat' } as const;
const MAIL = { way: 'mail' } as const;

interface Desk {
  readonly store: RecordStore;
  readonly clock: FixedClock;
  readonly timer: FakeTimer;
  readonly process: (owner: string) => DeliveryCounts;
}

function openDesk(store: RecordStore = new MemoryStore()): Desk {
  const clock = new FixedClock();
  const timer = new FakeTimer(clock);
  const process = (owner: string): DeliveryCounts =>
    createDeliveryCounts({ store, clock, owner, log: new FakeLog() }, timer.ringAfter);
  return { store, clock, timer, process };
}

function tell(
  { carried }: DeliveryCounts,
  ...ways: readonly { readonly way?: 'chat' | 'mail' }[]
): void {
  ways.forEach(carried);
}

function figures({ store, clock }: Desk, zone = MADRID): ReturnType<typeof deliveredByDay> {
  return deliveredByDay({ store, clock, calendar: createCalendar() }, zone);
}

const NONE = { count: 0, byMail: 0 };

it('what every process delivers is added up, with how much of it went by mail', async () => {
  const desk = openDesk();
  const [one, two] = [desk.process('one'), desk.process('two')];
  tell(one, CHAT, CHAT, MAIL, {});
  tell(two, CHAT);

  await desk.timer.forward(MINUTE, () =>
    Promise.all([one.idle(), two.idle()]).then(() => undefined),
  );

  expect(await figures(desk)).toEqual({ today: { count: 4, byMail: 1 }, yesterday: NONE });
});

it('is written once a minute at most, and not at all while nothing is delivered', async () => {
  const store = new CountingStore(new MemoryStore());
  const desk = openDesk(store);
  const one = desk.process('one');
  const settle = (): Promise<void> => Promise.resolve();
  await desk.timer.forward(DAY, settle);
  const atRest = store.writes.length;

  for (let second = 0; second < 300; second += 1) {
    tell(one, CHAT, {});
    await desk.timer.forward(1_000, settle);
  }

  expect(atRest).toBe(0);
  expect(store.writes.length).toBeLessThanOrEqual(5);
  expect(store.writes.length).toBeGreaterThanOrEqual(4);
});

it.each([
  ['the answer is lost', (store: FlakyStore) => store.loseAnswerOf(() => true)],
  [
    'it fails',
    (store: FlakyStore) =>
      store.failWrite(() => true, new TransientError('store/unavailable', 'Away.')),
  ],
])('counts nothing twice and loses nothing when %s', async (_what, spoil) => {
  const store = new FlakyStore(new MemoryStore());
  const desk = openDesk(store);
  const one = desk.process('one');
  tell(one, CHAT);
  await one.idle();
  spoil(store);
  tell(one, CHAT);
  await one.idle();
  await one.idle();

  expect(store.faultsLeft).toBe(0);
  expect((await figures(desk)).today).toEqual({ count: 2, byMail: 0 });
});

it('is told by the days of whoever reads it, to the quarter of an hour', async () => {
  const desk = openDesk();
  const one = desk.process('one');
  // In Kathmandu, 5:45 ahead of UTC, midnight is at 18:15.
  for (const at of ['2026-11-22T18:14:59Z', '2026-11-22T18:15:00Z', '2026-11-23T18:15:00Z']) {
    desk.clock.set(Date.parse(at));
    tell(one, CHAT);
  }
  await one.idle();

  expect(await figures(desk, 'Asia/Kathmandu')).toEqual({
    today: { count: 1, byMail: 0 },
    yesterday: { count: 1, byMail: 0 },
  });
  expect(await figures(desk, MADRID)).toEqual({
    today: { count: 1, byMail: 0 },
    yesterday: { count: 2, byMail: 0 },
  });
});

it('leaves nothing behind: what is older than yesterday is let go, with its process', async () => {
  const store = new CountingStore(new MemoryStore());
  const desk = openDesk(store);
  const one = desk.process('one');
  for (let hours = 0; hours < 14 * 24; hours += 1) {
    tell(one, CHAT);
    await one.idle();
    desk.clock.forward(HOUR);
  }
  const largest = store.largest.get('sent:one');
  desk.clock.forward(3 * DAY);

  expect(largest).toBeLessThan(2_000);
  expect((await desk.store.find({ kind: 'sent', limit: 10 }, desk.clock.now())).records).toEqual(
    [],
  );
});

it('counts new messages and mails, each once, and no edits', async () => {
  const desk = openDesk();
  const { store, clock } = desk;
  const one = desk.process('one');
  const watch = onlyCarried((carriage) => {
    one.carried(carriage);
  });
  const house = openHouse({ store, clock, watches: [watch], isDispatching: true });
  await moveIn(house.ports, [FPM]);
  await submitted(house.ports);
  await house.dispatcher.idle();
  await one.idle();

  const posts = house.messenger.sent.filter(({ kind }) => kind === 'post').length;
  const mails = house.mailer.sent.length;
  expect(house.messenger.sent.length).toBeGreaterThan(0);
  expect(mails).toBeGreaterThanOrEqual(2);
  expect((await figures(desk)).today).toEqual({ count: posts + mails, byMail: mails });
});
