import { splitWords } from '../../src/bot/normalise-text';
import { durationAt, durationMs, hasNegativeNumber } from '../../src/bot/spoken-duration';

describe('a duration among words', () => {
  it.each([
    ['3 days', { count: 3, unit: 'day' }, 2],
    ['3d later', { count: 3, unit: 'day' }, 1],
    ['una semana', { count: 1, unit: 'week' }, 2],
    ['zehn Stunden vor', { count: 10, unit: 'hour' }, 2],
    ['0 hours', { count: 0, unit: 'hour' }, 2],
  ] as const)('is found in "%s", with what follows', (text, duration, next) => {
    expect(durationAt(splitWords(text), 0)).toEqual({ next, duration });
  });

  it.each(['', '3', 'days', 'days 3', '3 months', 'eleven days', '1234567 days', '3dd', 'd3'])(
    'is not guessed from "%s"',
    (text) => {
      expect(durationAt(splitWords(text), 0)).toBeUndefined();
    },
  );

  it('is looked for where it is expected and nowhere else', () => {
    const words = splitWords('fast forward 3 days');

    expect([0, 1, 2, 3, 4].map((at) => durationAt(words, at)?.next)).toEqual([
      undefined,
      undefined,
      4,
      undefined,
      undefined,
    ]);
  });

  it('is a number of hours of the clock', () => {
    const hours = (['hour', 'day', 'week'] as const).map(
      (unit) => durationMs({ count: 3, unit }) / 3_600_000,
    );

    expect(hours).toEqual([3, 72, 504]);
  });
});

describe('a negative number', () => {
  it.each(['-3 days', 'forward -3 days', 'forward − 3 days', 'forward –3d'])(
    'is seen in "%s"',
    (text) => {
      expect(hasNegativeNumber(text)).toBe(true);
    },
  );

  it.each(['3 days', 'fast-forward 3 days', 'SME-1042', '3-4 days', ''])(
    'is not seen in "%s"',
    (text) => {
      expect(hasNegativeNumber(text)).toBe(false);
    },
  );
});
