import { isFresh, isHeld, shortened, skewMs } from '../../src/workflow/lease-rules';

const MINUTE_MS = 60_000;
const time = { now: 1_000_000, leaseMs: MINUTE_MS };

function leaseFor(ms: number): { readonly owner: string; readonly until: number } {
  return { owner: 'one', until: time.now + ms };
}

describe('a lease of a minute', () => {
  it.each([
    { ms: MINUTE_MS, held: true, fresh: true },
    { ms: 40_000, held: true, fresh: true },
    { ms: 39_999, held: true, fresh: false },
    { ms: 1, held: true, fresh: false },
    { ms: 0, held: false, fresh: false },
    { ms: -MINUTE_MS, held: false, fresh: false },
  ])('with $ms ms to go is held: $held, and lasts for a send: $fresh', ({ ms, held, fresh }) => {
    expect(isHeld(leaseFor(ms), time)).toBe(held);
    expect(isFresh(leaseFor(ms), time)).toBe(fresh);
  });

  it('leaves ten seconds for a send beside clocks that differ by thirty', () => {
    expect(skewMs(MINUTE_MS)).toBe(30_000);
    expect(isFresh(leaseFor(skewMs(MINUTE_MS) + 10_000), time)).toBe(true);
  });

  it.each([
    { ms: 3_600_000, left: MINUTE_MS },
    { ms: MINUTE_MS + 30_001, left: MINUTE_MS },
    { ms: MINUTE_MS + 30_000, left: undefined },
    { ms: MINUTE_MS, left: undefined },
    { ms: -1, left: undefined },
  ])('that seems to have $ms ms to go is shortened to $left', ({ ms, left }) => {
    expect(shortened(leaseFor(ms), time)).toEqual(left === undefined ? undefined : leaseFor(left));
  });
});

it('no lease is neither held nor enough nor too long', () => {
  expect(isHeld(undefined, time)).toBe(false);
  expect(isFresh(undefined, time)).toBe(false);
  expect(shortened(undefined, time)).toBeUndefined();
});
