import { createCalendar } from '../../src/calendar/working-calendar';
import { MemoryStore } from '../../src/store/memory-store';
import type { RecordStore } from '../../src/workflow/store-port';
import {
  answerCheckIn,
  checkInsNow,
  complete,
  engagementNow,
  HOUR_MS,
  KICKOFF,
  KICKOFF_CHAT,
  solveBlockers,
  sweepTogether,
  weeklyCheckIns,
} from '../support/check-in-years';
import { FakeChats } from '../support/fake-chats';
import { FixedClock } from '../support/fake-clock';
import { CountingStore } from '../support/fake-counting-store';
import { LEASE_MS, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeMessenger, type SentMessage } from '../support/fake-messenger';

/** Two years. */
const WEEKS = 104;
const DAY_MS = 24 * HOUR_MS;
/** Records stay below this after two years (the house's target; the store itself refuses at 256 KiB). */
const BODY_MAX = 64 * 1024;

/** What outlives every process. */
interface Lasting {
  readonly store: RecordStore;
  readonly clock: FixedClock;
  readonly leaseClock: FixedClock;
  readonly messenger: FakeMessenger;
}

let born = 0;

/** A new process over what is there; each has a name of its own. */
function started(lasting: Lasting): FakeHouse {
  born += 1;
  const parts = { calendar: createCalendar(), chats: new FakeChats([KICKOFF]) };
  return openHouse({ ...lasting, ...parts, owner: `process-${String(born)}`, isDispatching: true });
}

/** A process that is killed right after it has committed: nothing of what follows is carried out by it. */
function doomed(lasting: Lasting): FakeHouse {
  born += 1;
  return openHouse({ ...lasting, calendar: createCalendar(), owner: `doomed-${String(born)}` });
}

/** The clock goes to the next check-in, and two processes sweep; now and then one dies, one is down for weeks, or all are new. */
async function playWeek(
  lasting: Lasting,
  houses: readonly FakeHouse[],
  week: number,
): Promise<void> {
  const [first] = houses;
  const { checkIns } = await engagementNow(first!.ports);
  lasting.clock.set(checkIns.plan?.nextAt ?? 0);
  await sweepTogether(houses);
  lasting.clock.forward(HOUR_MS);
  const ordinal = (await engagementNow(first!.ports)).checkIns.newest?.ordinal ?? 0;
  if (week % 3 !== 2) {
    const isKilled = week % 7 === 0;
    await answerCheckIn((isKilled ? doomed(lasting) : first!).ports, ordinal);
    lasting.leaseClock.forward(isKilled ? LEASE_MS : 0);
    await sweepTogether(houses);
  }
  lasting.clock.forward(2 * DAY_MS);
  await sweepTogether(houses);
  await solveBlockers(first!.ports);
  await sweepTogether(houses);
}

function postsOf(messenger: FakeMessenger, card: string): readonly SentMessage[] {
  return messenger
    .posts(KICKOFF_CHAT)
    .filter(({ content }) => (content as { readonly card?: string }).card === card);
}

/** A rounded figure for whoever reads the run. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

describe('two simulated years of weekly check-ins, with two sweeping processes and restarts', () => {
  const store = new CountingStore(new MemoryStore());
  const lasting: Lasting = {
    store,
    clock: new FixedClock(),
    leaseClock: new FixedClock(),
    messenger: new FakeMessenger(),
  };
  let end: FakeHouse;
  let openedAtEnd = 0;

  beforeAll(async () => {
    let houses = [started(lasting), started(lasting)];
    await weeklyCheckIns(houses[0]!);
    store.written = 0;
    for (let week = 0; week < WEEKS; week += 1) {
      if (week % 10 === 9) {
        houses = [started(lasting), started(lasting)];
      }
      await playWeek(lasting, houses, week);
    }
    say(`KB written per check-in: ${(store.written / WEEKS / 1024).toFixed(1)}`);
    end = houses[0]!;
    await complete(end);
    openedAtEnd = (await checkInsNow(end.ports)).length;
    lasting.clock.forward(60 * DAY_MS);
    await sweepTogether(houses);
  }, 120_000);

  it('opens each check-in exactly once, in order', async () => {
    const ordinals = (await checkInsNow(end.ports)).map(({ ordinal }) => ordinal);

    expect(ordinals).toEqual(Array.from({ length: WEEKS }, (_none, index) => index + 1));
  });

  it('opens one for each Thursday, and on the day after where that is a holiday', async () => {
    const days = (await checkInsNow(end.ports)).map(({ dueAt }) => new Date(dueAt));

    const gaps = days.slice(1).map((day, index) => +day - +days[index]!);
    const weekdays = new Set(days.map((day) => day.getUTCDay()));
    expect(Math.max(...gaps)).toBeLessThan(12 * DAY_MS);
    expect(days.filter((day) => day.getUTCDay() === 4).length).toBeGreaterThan(WEEKS - 10);
    expect([...weekdays].every((day) => [1, 2, 4, 5].includes(day))).toBe(true);
  });

  it('posts each exactly once, with its ping', () => {
    const posts = postsOf(lasting.messenger, 'check-in');

    expect(posts.map(({ summary }) => summary)).toEqual(Array<string>(WEEKS).fill('P11'));
  });

  it('ends every one as it was answered, or was not', async () => {
    const found = await checkInsNow(end.ports);

    const statuses = found.map(({ status }) => status);
    const expected = found.map((_one, week) => (week % 3 === 2 ? 'Skipped' : 'Answered'));
    expect(statuses).toEqual(expected);
    expect(found.slice(1).map(({ unanswered }) => unanswered)).toEqual(
      found.slice(1).map((_one, index) => (index % 3 === 2 ? index + 1 : undefined)),
    );
  });

  it('opens none after completion', async () => {
    expect(openedAtEnd).toBe(WEEKS);
    expect(await checkInsNow(end.ports)).toHaveLength(WEEKS);
  });

  it('keeps every record small, at any time', () => {
    const [largest] = [...store.largest].toSorted(([, one], [, other]) => other - one);

    say(`Largest record: ${largest![0]}, ${(largest![1] / 1024).toFixed(1)} KB`);
    expect(largest![1]).toBeLessThanOrEqual(BODY_MAX);
  });

  it('leaves nothing that could not be delivered, and one kickoff post', async () => {
    const query = { tag: 'stuck:yes', limit: 5 };
    const stuck = await Promise.all(
      ['checkin', 'engagement'].map((kind) => store.find({ kind, ...query }, lasting.clock.now())),
    );

    expect(stuck.flatMap(({ records }) => records)).toEqual([]);
    expect(postsOf(lasting.messenger, 'kickoff')).toHaveLength(1);
  });
});
