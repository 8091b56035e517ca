import { MemoryStore } from '../../src/store/memory-store';
import { gatherHealth } from '../../src/workflow/health';
import { MeteredStore } from '../support/fake-metered-store';
import { costOf, costSentence, costTable, QUERIES_PER_MEASURE, restUnits } from './cost-table';

const COST = costOf(
  [
    { what: 'read', bytes: [1024] },
    { what: 'read', bytes: [] },
    { what: 'write', bytes: [1024] },
    { what: 'query', bytes: [1024, 16 * 1024] },
  ],
  { request: 1_000_000, engagement: 0 },
);

test('reads, writes and queries are charged by what they move, a look for nothing too', () => {
  expect(COST.requestUnits).toBeCloseTo(1 + 1 + 4.95 + 3 + 1 + 1.67, 6);
  expect(COST).toMatchObject({ reads: 2, writes: 1, queries: 1, keptBytes: 1_000_000 });
});

test('a replica at rest is charged for its looks, its measuring and its probes', () => {
  expect(restUnits()).toBe(730 * 360 * (2 * 3 + 1) + 730 * 60 * 10 * 3);
});

test('measuring asks as many queries as it is charged for', async () => {
  const store = new MeteredStore(new MemoryStore());

  await gatherHealth({ store, clock: { now: () => 0 }, leaseMs: 60_000 });

  const dueWork = 1; // Is not metered.
  expect(store.calls.map(({ what }) => what)).toEqual(
    Array.from({ length: QUERIES_PER_MEASURE - dueWork }, () => 'query'),
  );
});

test('the table has a row for each size, with what stays after a year', () => {
  const rows = costTable(COST)
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()));

  expect(rows.map(([, requests, , , gb]) => [requests, gb])).toEqual([
    ['50', '0.60'],
    ['500', '6.00'],
    ['5,000', '60.00'],
  ]);
  expect(rows[0]?.[5]).toBe('365');
  expect(costSentence(COST)).toContain('2 point reads, 1 writes and 1 queries');
});
