import { PermanentError, TransientError } from '../../src/errors';
import { createClockOffsets } from '../../src/store/clock-offset';
import { MemoryStore } from '../../src/store/memory-store';
import type { Json, StoredRecord } from '../../src/workflow/store-port';
import { MONDAY_9, recordWith } from '../support/store-records';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

let store = new MemoryStore();

beforeEach(() => {
  store = new MemoryStore();
});
afterEach(() => store.close());

/** The record in which the offset is kept. */
function kept(body: Json): StoredRecord {
  return recordWith({ id: 'clock:business', kind: 'clock', body });
}

describe('the offset of the clock', () => {
  it('is absent before the clock is set, and nothing is written', async () => {
    const offsetMs = await createClockOffsets(store).load();

    expect(offsetMs).toBeUndefined();
    expect(await store.read('clock:business', MONDAY_9)).toBeUndefined();
  });

  it('may be behind real time, when a demonstration begins in the past', async () => {
    await createClockOffsets(store).raise(-HOUR_MS);

    expect(await createClockOffsets(store).load()).toBe(-HOUR_MS);
  });

  it('is found again by everybody who opens the same store', async () => {
    const now = await createClockOffsets(store).raise(HOUR_MS);

    const found = await createClockOffsets(store).load();

    expect([now, found]).toEqual([HOUR_MS, HOUR_MS]);
  });

  it('grows and never becomes less', async () => {
    const offsets = createClockOffsets(store);

    const raised = [
      await offsets.raise(2 * HOUR_MS),
      await offsets.raise(HOUR_MS),
      await offsets.raise(3 * HOUR_MS),
    ];

    expect(raised).toEqual([2 * HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS]);
    expect(await offsets.load()).toBe(3 * HOUR_MS);
  });

  it('is kept as a record of its own kind that is never due and never expires', async () => {
    await createClockOffsets(store).raise(HOUR_MS);

    const found = await store.read('clock:business', MONDAY_9 + 100 * YEAR_MS);

    expect(found?.record.summary.kind).toBe('clock');
    expect(await store.due(MONDAY_9 + 100 * YEAR_MS, 10)).toEqual([]);
  });

  it('is the largest of all that are raised at once', async () => {
    const hours = [3, 1, 7, 2, 5, 6, 4];

    await Promise.all(hours.map((hour) => createClockOffsets(store).raise(hour * HOUR_MS)));

    expect(await createClockOffsets(store).load()).toBe(7 * HOUR_MS);
  });

  it.each([[{}], [{ offsetMs: 0.5 }], [{ offsetMs: 'soon' }], [[]]])(
    'is not guessed when the record says %j',
    async (body) => {
      await store.create(kept(body), MONDAY_9);

      const loading = createClockOffsets(store).load();

      await expect(loading).rejects.toThrow(PermanentError);
      await expect(loading).rejects.toMatchObject({ code: 'store/corrupt' });
    },
  );

  it('is not known while the store does not answer', async () => {
    await store.close();

    const loading = createClockOffsets(store).load();

    await expect(loading).rejects.toThrow(TransientError);
  });
});
