import { LANGUAGES, type Language } from '../../src/domain/kernel';
import { EXPERT_LANGUAGES } from '../../src/domain/routing/expert-languages';
import { formatsFor } from '../../src/text/formats';

const TUESDAY = Date.parse('2026-11-24T08:13:00Z');

/** Commas, full stops and the kinds of spaces are Unicode's business and differ between its editions. */
function plain(text: string): string {
  return text.replaceAll(/[.,]/g, '').replaceAll(/\s+/g, ' ');
}

describe('dates', () => {
  test.each([
    ['en', 'Tue 24 Nov', 'Tue 24 Nov 09:13'],
    ['es', 'mar 24 nov', 'mar 24 nov 09:13'],
    ['de', 'Di 24 Nov', 'Di 24 Nov 09:13'],
  ] as const)('in %s name the weekday and the month in words', (language, date, dateTime) => {
    const formats = formatsFor(language, 'Europe/Madrid');

    expect(plain(formats.date(TUESDAY))).toBe(date);
    expect(plain(formats.dateTime(TUESDAY))).toBe(dateTime);
  });

  test.each([
    ['Europe/Berlin', 'Tue 24 Nov 09:13'],
    ['Asia/Singapore', 'Tue 24 Nov 16:13'],
    ['America/Los_Angeles', 'Tue 24 Nov 00:13'],
    ['Pacific/Honolulu', 'Mon 23 Nov 22:13'],
    ['Asia/Kolkata', 'Tue 24 Nov 13:43'],
  ])('are told in the zone of the reader: %s', (zone, expected) => {
    expect(plain(formatsFor('en', zone).dateTime(TUESDAY))).toBe(expected);
  });

  test.each(LANGUAGES)('in %s begin the day at 00:00, never at 24:00 or 12:00', (language) => {
    const midnight = Date.parse('2026-11-23T23:00:00Z');

    expect(formatsFor(language, 'Europe/Berlin').dateTime(midnight)).toMatch(/\b24\b.*\b00:00$/);
  });

  test.each([
    ['2026-03-29T00:59:00Z', 'So 29 März 01:59'],
    ['2026-03-29T01:00:00Z', 'So 29 März 03:00'],
    ['2026-10-25T00:59:00Z', 'So 25 Okt 02:59'],
    ['2026-10-25T01:00:00Z', 'So 25 Okt 02:00'],
    ['2026-10-25T02:00:00Z', 'So 25 Okt 03:00'],
  ])('follow the clock when it is changed: %s', (at, expected) => {
    expect(plain(formatsFor('de', 'Europe/Berlin').dateTime(Date.parse(at)))).toBe(expected);
  });

  test.each([
    ['en', 'Tue 24 Nov 2026'],
    ['es', 'mar 24 nov 2026'],
    ['de', 'Di 24 Nov 2026'],
  ] as const)('kept as a day stay that day in every zone: %s', (language, expected) => {
    const zones = ['Pacific/Kiritimati', 'Europe/Berlin', 'Pacific/Pago_Pago'];

    const days = zones.map((zone) => plain(formatsFor(language, zone).day('2026-11-24')));

    expect(days).toEqual([expected, expected, expected]);
  });
});

describe('numbers', () => {
  test.each([
    ['en', '150', '1,200', '10,000', '1,000,000'],
    ['es', '150', '1.200', '10.000', '1.000.000'],
    ['de', '150', '1.200', '10.000', '1.000.000'],
  ] as const)('in %s are grouped from a thousand on', (language, ...expected) => {
    const { number } = formatsFor(language, 'UTC');

    expect([150, 1_200, 10_000, 1_000_000].map(number)).toEqual(expected);
  });
});

describe('names of languages', () => {
  test.each([
    ['en', 'English', 'Spanish', 'German', 'Japanese'],
    ['es', 'inglés', 'español', 'alemán', 'japonés'],
    ['de', 'Englisch', 'Spanisch', 'Deutsch', 'Japanisch'],
  ] as const)('are those of %s', (language, ...expected) => {
    const { languageName } = formatsFor(language, 'UTC');

    expect(['en', 'es', 'de', 'ja'].map(languageName)).toEqual(expected);
  });

  test.each(LANGUAGES)('exist in %s for every language of an expert, each its own', (language) => {
    const { languageName } = formatsFor(language, 'UTC');

    const names = EXPERT_LANGUAGES.map(languageName);

    expect(names.filter((name) => EXPERT_LANGUAGES.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(EXPERT_LANGUAGES.length);
  });

  test('fall back to the code of a language nobody knows', () => {
    expect(formatsFor('en', 'UTC').languageName('qaa')).toBe('qaa');
  });
});

describe('lists', () => {
  test.each([
    ['en', '', 'a', 'a and b', 'a, b and c'],
    ['es', '', 'a', 'a y b', 'a, b y c'],
    ['de', '', 'a', 'a und b', 'a, b und c'],
  ] as const)('in %s join the last two with a word', (language, ...expected) => {
    const { list } = formatsFor(language, 'UTC');

    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(list)).toEqual(expected);
  });

  test('in Spanish say "e" before an i', () => {
    expect(formatsFor('es', 'UTC').list(['Licencias', 'Idioma'])).toBe('Licencias e Idioma');
  });
});

describe('formatsFor', () => {
  test('makes the same formats only once', () => {
    const first = formatsFor('es', 'Europe/Madrid');

    expect(formatsFor('es', 'Europe/Madrid')).toBe(first);
    expect(formatsFor('de', 'Europe/Madrid')).not.toBe(first);
  });

  test('still formats when more zones are asked for than are kept', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const read = (language: Language): readonly string[] =>
      zones.map((zone) => formatsFor(language, zone).number(1_200));

    const numbers = LANGUAGES.map((language) => new Set(read(language)));

    expect(zones.length * LANGUAGES.length).toBeGreaterThan(300);
    expect(numbers).toEqual([new Set(['1,200']), new Set(['1.200']), new Set(['1.200'])]);
  });

  test('refuses a zone that does not exist', () => {
    expect(() => formatsFor('en', 'Mars/Olympus')).toThrow(RangeError);
  });
});
