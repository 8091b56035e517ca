import { retryAfterOf } from '../src/retry-after';

const NOW = Date.parse('2026-11-23T09:00:00Z');

test.each([
  ['7', 7_000],
  ['0', 0],
  [' 2 ', 2_000],
  ['0.5', 500],
  ['-3', 0],
  ['90000', 3_600_000],
  ['Mon, 23 Nov 2026 09:01:00 GMT', 60_000],
  ['Mon, 23 Nov 2026 08:00:00 GMT', 0],
  ['Tue, 24 Nov 2026 09:00:00 GMT', 3_600_000],
])('"%s" asks to wait %d milliseconds', (header, expected) => {
  expect(retryAfterOf(header, NOW)).toBe(expected);
});

test.each([[''], ['  '], ['soon'], [null], [undefined]])('%j asks for nothing', (header) => {
  expect(retryAfterOf(header, NOW)).toBeUndefined();
});
