import { TransientError } from '../../src/errors';
import type { RecordId } from '../../src/domain/kernel';
import { startTicker, sweep, type TickerPorts } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import type { RecordStore } from '../../src/workflow/store-port';
import { FixedClock } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { SweptStore } from '../support/fake-swept-store';
import { minutesIn, MONDAY_9, writeAll } from '../support/store-records';

/** Short enough for a test, long enough to notice when nobody waits at all. Milliseconds. */
const INTERVAL_MS = 5;

const LEASE_MS = 60_000;

let clock = new FixedClock();
let leaseClock = new FixedClock();
let log = new FakeLog();
let kicked: RecordId[] = [];

beforeEach(() => {
  clock = new FixedClock();
  leaseClock = new FixedClock();
  log = new FakeLog();
  kicked = [];
});

function portsOver(store: RecordStore): TickerPorts {
  return { store, clock, leaseClock, leaseMs: LEASE_MS, log, kick: (id) => kicked.push(id) };
}

describe('a sweep', () => {
  it('hands over what is due, earliest first, and leaves the rest', async () => {
    const store = new MemoryStore();
    await writeAll(store, [
      { id: 'request:now', dueAt: MONDAY_9 },
      { id: 'request:later', dueAt: minutesIn(1) },
      { id: 'request:first', dueAt: minutesIn(-90) },
      { id: 'request:never' },
      { id: 'engagement:second', dueAt: minutesIn(-30) },
    ]);

    const count = await sweep(portsOver(store));

    expect(kicked).toEqual(['request:first', 'engagement:second', 'request:now']);
    expect(count).toBe(3);
  });

  it('finds what became due as time goes by', async () => {
    const store = new MemoryStore();
    await writeAll(store, [{ id: 'request:later', dueAt: minutesIn(1) }]);
    const before = await sweep(portsOver(store));

    clock.forward(60_000);
    const after = await sweep(portsOver(store));

    expect([before, after]).toEqual([0, 1]);
    expect(kicked).toEqual(['request:later']);
  });

  it('takes over at most a hundred records, those that waited longest', async () => {
    const store = new MemoryStore();
    const waiting = Array.from({ length: 103 }, (_one, index) => ({
      id: `request:${String(index)}`,
      dueAt: minutesIn(-index),
    }));
    await writeAll(store, waiting);

    const count = await sweep(portsOver(store));

    expect(count).toBe(100);
    expect(kicked[0]).toBe('request:102');
    expect(kicked.at(-1)).toBe('request:3');
  });

  it('is not filled by what waits at the dispatcher already', async () => {
    const store = new MemoryStore();
    const waiting = Array.from({ length: 103 }, (_one, index) => ({
      id: `request:${String(index)}`,
      dueAt: minutesIn(-index),
    }));
    await writeAll(store, waiting);

    await sweep({ ...portsOver(store), waiting: () => 3 });

    expect(kicked).toHaveLength(103);
  });

  it('takes over nothing more while very much waits', async () => {
    const store = new MemoryStore();
    await writeAll(store, [{ id: 'request:now', dueAt: MONDAY_9 }]);

    const counts = [
      await sweep({ ...portsOver(store), waiting: () => 5_000 }),
      await sweep({ ...portsOver(store), waiting: () => 4_999 }),
    ];

    expect(counts).toEqual([0, 1]);
  });

  it('first takes over how far another process has moved the clock', async () => {
    const store = new MemoryStore();
    await writeAll(store, [{ id: 'request:later', dueAt: minutesIn(1) }]);
    const refreshClock = async (): Promise<void> => {
      clock.forward(60_000);
    };

    const count = await sweep({ ...portsOver(store), refreshClock });

    expect(count).toBe(1);
  });

  it('fails as the store fails', async () => {
    const store = new SweptStore();
    const outage = new TransientError('store/unavailable', 'The store does not answer.');
    store.answer(outage);

    const sweeping = sweep(portsOver(store));

    await expect(sweeping).rejects.toBe(outage);
  });
});

describe('the ticker', () => {
  it('sweeps at once and then again and again', async () => {
    const store = new SweptStore();
    store.answer(['request:1'], ['request:2'], ['request:3']);

    const ticker = startTicker(portsOver(store), INTERVAL_MS);
    await store.swept(4);
    ticker.stop();

    expect(kicked).toEqual(['request:1', 'request:2', 'request:3']);
    expect(log.lines).toEqual([]);
  });

  it('logs a sweep that failed and goes on', async () => {
    const store = new SweptStore();
    const outage = new TransientError('store/unavailable', 'The store does not answer.');
    store.answer(['request:1'], outage, outage, ['request:2']);

    const ticker = startTicker(portsOver(store), INTERVAL_MS);
    await store.swept(5);
    ticker.stop();

    expect(kicked).toEqual(['request:1', 'request:2']);
    expect(log.lines).toEqual([
      { level: 'warn', fields: { err: outage }, message: expect.any(String) },
      { level: 'warn', fields: { err: outage }, message: expect.any(String) },
    ]);
  });
});

describe('the ticker, as the time goes by,', () => {
  const EVERY_10_S = 10_000;

  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits the interval between two sweeps', async () => {
    const store = new SweptStore();
    const ticker = startTicker(portsOver(store), EVERY_10_S);

    await jest.advanceTimersByTimeAsync(EVERY_10_S - 1);
    const before = store.sweeps;
    await jest.advanceTimersByTimeAsync(1);
    const after = store.sweeps;
    ticker.stop();

    expect([before, after]).toEqual([1, 2]);
  });

  it.each([
    [99, 0, EVERY_10_S],
    [100, 0, 250],
    [100 + 499, 499, 250],
    [100 + 500, 500, EVERY_10_S],
    [100 + 498, 499, EVERY_10_S],
  ])(
    'after %d records, with %d that wait already, sweeps again in %d ms',
    async (count, waiting, pauseMs) => {
      const store = new SweptStore();
      store.answer(Array.from({ length: count }, (_one, index) => `request:${String(index)}`));
      const ports = { ...portsOver(store), waiting: () => waiting };

      const ticker = startTicker(ports, EVERY_10_S);
      await jest.advanceTimersByTimeAsync(pauseMs - 1);
      const before = store.sweeps;
      await jest.advanceTimersByTimeAsync(1);
      const after = store.sweeps;
      ticker.stop();

      expect([before, after]).toEqual([1, 2]);
    },
  );

  it('waits no longer because of a backlog than it was told to', async () => {
    const store = new SweptStore();
    store.answer(Array.from({ length: 100 }, (_one, index) => `request:${String(index)}`));

    const ticker = startTicker(portsOver(store), 100);
    await jest.advanceTimersByTimeAsync(99);
    const before = store.sweeps;
    await jest.advanceTimersByTimeAsync(1);
    ticker.stop();

    expect([before, store.sweeps]).toEqual([1, 2]);
  });

  it('waits for a slow sweep, so that two never run at once', async () => {
    const store = new SweptStore();
    const slow = store.hold();
    const ticker = startTicker(portsOver(store), EVERY_10_S);

    await jest.advanceTimersByTimeAsync(10 * EVERY_10_S);
    const whileSlow = store.sweeps;
    slow.release(['request:1']);
    await jest.advanceTimersByTimeAsync(EVERY_10_S);
    ticker.stop();

    expect([whileSlow, store.sweeps]).toEqual([1, 2]);
    expect(kicked).toEqual(['request:1']);
  });

  describe('when the clock is set back', () => {
    /** Both clocks of production are the same one. */
    function setClocks(ms: number): void {
      clock.forward(ms);
      leaseClock.forward(ms);
    }

    async function kickedAfter(ms: number): Promise<readonly RecordId[]> {
      const store = new MemoryStore();
      await writeAll(store, [
        { id: 'request:leased', dueAt: MONDAY_9 + LEASE_MS },
        { id: 'request:tomorrow', dueAt: minutesIn(24 * 60) },
      ]);
      const ticker = startTicker(portsOver(store), EVERY_10_S);
      await jest.advanceTimersByTimeAsync(0);
      setClocks(ms);
      await jest.advanceTimersByTimeAsync(3 * EVERY_10_S);
      ticker.stop();
      return kicked;
    }

    it.each([
      ['an hour', 60],
      ['a day', 24 * 60],
    ])('hands over once what was leased until then: by %s', async (_much, minutes) => {
      expect(await kickedAfter(-minutes * 60_000)).toEqual(['request:leased']);
      expect(log.lines).toEqual([
        { level: 'warn', fields: { byMs: minutes * 60_000 }, message: expect.any(String) },
      ]);
    });

    it('does not mind what clocks may differ by anyway', async () => {
      expect(await kickedAfter(-LEASE_MS / 2)).toEqual([]);
      expect(log.lines).toEqual([]);
    });

    it('tries again when the store does not answer at that moment', async () => {
      const store = new SweptStore();
      const outage = new TransientError('store/unavailable', 'The store does not answer.');
      store.answer([], [], outage, [], ['request:leased']);
      const ticker = startTicker(portsOver(store), EVERY_10_S);
      await jest.advanceTimersByTimeAsync(0);

      setClocks(-3_600_000);
      await jest.advanceTimersByTimeAsync(2 * EVERY_10_S);
      ticker.stop();

      expect(kicked).toEqual(['request:leased']);
    });
  });

  it('sweeps no more once it is stopped between two sweeps', async () => {
    const store = new SweptStore();
    const ticker = startTicker(portsOver(store), EVERY_10_S);
    await jest.advanceTimersByTimeAsync(EVERY_10_S);

    ticker.stop();
    await jest.advanceTimersByTimeAsync(10 * EVERY_10_S);

    expect(store.sweeps).toBe(2);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('begins no new sweep when it is stopped during one', async () => {
    const store = new SweptStore();
    const slow = store.hold();
    const ticker = startTicker(portsOver(store), EVERY_10_S);

    ticker.stop();
    slow.release([]);
    await jest.advanceTimersByTimeAsync(10 * EVERY_10_S);

    expect(store.sweeps).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('begins no new sweep when it is stopped during one that fails', async () => {
    const store = new SweptStore();
    store.answer(new TransientError('store/unavailable', 'The store does not answer.'));
    const ticker = startTicker(portsOver(store), EVERY_10_S);

    ticker.stop();
    await jest.advanceTimersByTimeAsync(10 * EVERY_10_S);

    expect(store.sweeps).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
