import { chargeOf } from './request-charge';

test.each([
  ['read', 10, 1],
  ['read', 1024, 1],
  ['read', 16 * 1024, 1.67],
  ['read', 48 * 1024, (2.19 + 4.76) / 2],
  ['write', 1024, 4.95],
  ['write', 3 * 1024, (6.29 + 6.67) / 2],
  ['write', 256 * 1024, 98.29],
] as const)('a %s of %d bytes costs %d RU', (kind, bytes, units) => {
  expect(chargeOf(kind, bytes)).toBeCloseTo(units, 6);
});
