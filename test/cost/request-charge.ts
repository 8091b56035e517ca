/**
 * What an operation costs by the size of its item, in request units, at session consistency.
 * Source: learn.microsoft.com/azure/cosmos-db/understand-request-unit-consumption, "Document size"; it is a guide, not a promise.
 */
const CHARGES: readonly (readonly [kib: number, read: number, write: number])[] = [
  [1, 1, 4.95],
  [2, 1.04, 6.29],
  [4, 1.14, 6.67],
  [8, 1.33, 7.04],
  [16, 1.67, 9.52],
  [32, 2.19, 11.23],
  [64, 4.76, 22.67],
  [128, 9.95, 48.19],
  [256, 20.28, 98.29],
];

/**
 * What is taken for a query that an index answers, beside the items it returns. The service does not document it: 2 to 3 is what such
 * queries report in its own examples of query metrics; the dearer is taken.
 */
export const QUERY_CHARGE = 3;

/** Request units of one operation on an item of so many bytes; sizes in between are taken in proportion. Pure. */
export function chargeOf(kind: 'read' | 'write', bytes: number): number {
  const column = kind === 'read' ? 1 : 2;
  const kib = bytes / 1024;
  const above = CHARGES.findIndex(([size]) => size >= kib);
  const [next = CHARGES.at(-1), before] = [CHARGES[above], CHARGES[above - 1]];
  if (next === undefined || before === undefined) {
    return next?.[column] ?? 0;
  }
  const share = (kib - before[0]) / (next[0] - before[0]);
  return before[column] + share * (next[column] - before[column]);
}
