import { openMovableClock } from '../src/movable-clock';
import { createClockOffsets } from '../src/store/clock-offset';
import { MemoryStore } from '../src/store/memory-store';
import type { MovableClock } from '../src/workflow/movable-clock-port';
import { FixedClock } from './support/fake-clock';
import { MONDAY_9 } from './support/store-records';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let real = new FixedClock();
let store = new MemoryStore();

beforeEach(() => {
  real = new FixedClock();
  store = new MemoryStore();
});
afterEach(() => store.close());

/** A process that starts on the store. */
function open(): Promise<MovableClock> {
  return openMovableClock(real, createClockOffsets(store));
}

describe('the movable clock', () => {
  it('is the real one until it is moved', async () => {
    const clock = await open();

    real.forward(HOUR_MS);

    expect(clock.now()).toBe(MONDAY_9 + HOUR_MS);
    expect(clock.offsetMs).toBe(0);
  });

  it('stays ahead by what it was moved, while real time goes on', async () => {
    const clock = await open();

    await clock.forward(3 * DAY_MS);
    await clock.forward(HOUR_MS);
    real.forward(1_000);

    expect(clock.now()).toBe(MONDAY_9 + 3 * DAY_MS + HOUR_MS + 1_000);
    expect(clock.offsetMs).toBe(3 * DAY_MS + HOUR_MS);
  });

  it.each([0, -1, -DAY_MS])('is not moved by %d milliseconds', async (ms) => {
    const clock = await open();
    await clock.forward(HOUR_MS);

    await clock.forward(ms);

    expect(clock.now()).toBe(MONDAY_9 + HOUR_MS);
  });

  it('reads after a restart what it would have read without one', async () => {
    const before = await open();
    await before.forward(3 * DAY_MS);
    real.forward(10 * HOUR_MS);

    const after = await open();

    expect(after.now()).toBe(before.now());
    expect(after.now()).toBe(MONDAY_9 + 3 * DAY_MS + 10 * HOUR_MS);
  });

  it.each([-DAY_MS, 5 * DAY_MS])(
    'starts where the demonstration is to start, %d milliseconds from now, and only once',
    async (ms) => {
      const offsets = createClockOffsets(store);
      const first = await openMovableClock(real, offsets, MONDAY_9 + ms);
      real.forward(HOUR_MS);

      const second = await openMovableClock(real, offsets, MONDAY_9 + 90 * DAY_MS);

      expect(first.offsetMs).toBe(ms);
      expect(second.now()).toBe(MONDAY_9 + ms + HOUR_MS);
    },
  );

  it("never goes back, even when the machine's clock does", async () => {
    const clock = await open();
    const before = clock.now();

    real.forward(-HOUR_MS);
    const during = clock.now();
    real.forward(HOUR_MS + 1);

    expect(during).toBe(before);
    expect(clock.now()).toBe(before + 1);
  });

  it('does not count a move that could not be kept', async () => {
    const clock = await open();
    await store.close();

    await expect(clock.forward(DAY_MS)).rejects.toMatchObject({ code: 'store/unavailable' });

    expect(clock.now()).toBe(MONDAY_9);
  });

  it('of another process follows when it is read again, and only then', async () => {
    const [one, other] = [await open(), await open()];
    await one.forward(DAY_MS);
    const before = other.now();

    await other.refresh();

    expect([before, other.now()]).toEqual([MONDAY_9, MONDAY_9 + DAY_MS]);
  });

  it('moves on from where another process has moved it, not back', async () => {
    const [one, other] = [await open(), await open()];
    await one.forward(DAY_MS);

    await other.forward(HOUR_MS);

    expect(other.now()).toBe(MONDAY_9 + DAY_MS);
    expect(one.now()).toBe(MONDAY_9 + DAY_MS);
  });
});
