import { LANGUAGES } from '../../src/domain/kernel';
import { longTime } from '../../src/text/long-time';

const AFTERNOON = Date.UTC(2026, 10, 20, 13, 5);
const HOUR_MS = 3_600_000;

/** Commas and small words of Intl differ between versions of its tables. */
function bare(text: string): string {
  return text.replace(/,| de /g, ' ').replace(/\s+/g, ' ');
}

describe('a moment told in full', () => {
  it.each([
    ['en', 'Friday 20 November 2026 14:05'],
    ['es', 'viernes 20 noviembre 2026 14:05'],
    ['de', 'Freitag 20. November 2026 14:05'],
  ] as const)('has weekday, year and time in %s', (language, expected) => {
    expect(bare(longTime(language, 'Europe/Madrid', AFTERNOON))).toBe(expected);
  });

  it('is told in the zone of its reader', () => {
    const told = ['America/Mexico_City', 'UTC', 'Asia/Singapore'].map((zone) =>
      longTime('en', zone, AFTERNOON).slice(-5),
    );

    expect(told).toEqual(['07:05', '13:05', '21:05']);
  });

  it('has midnight as the beginning of a day', () => {
    const midnight = Date.UTC(2026, 10, 21);

    const told = LANGUAGES.map((language) => longTime(language, 'UTC', midnight).slice(-5));

    expect(told).toEqual(['00:00', '00:00', '00:00']);
  });

  it('reads an hour less when seventy-two hours lead over the end of summer time', () => {
    const friday = Date.UTC(2026, 9, 23, 10);

    const told = [friday, friday + 72 * HOUR_MS].map((at) => longTime('de', 'Europe/Berlin', at));

    expect(told.map(bare)).toEqual([
      'Freitag 23. Oktober 2026 12:00',
      'Montag 26. Oktober 2026 11:00',
    ]);
  });
});
