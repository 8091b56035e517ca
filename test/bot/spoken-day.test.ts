import { splitWords } from '../../src/bot/normalise-text';
import { dateOfSpoken, dayAt } from '../../src/bot/spoken-day';
import { understand } from '../../src/bot/understand';

/** A Friday. */
const TODAY = '2026-11-27';
const DAY_MS = 86_400_000;

/** What a whole text means, said on that day; `undefined` where it is no day or not all of it is. */
function meant(text: string, today = TODAY): string | undefined {
  const words = splitWords(text);
  const found = dayAt(words, 0);
  return found?.next === words.length ? dateOfSpoken(found.day, today) : undefined;
}

function daysFrom(first: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_none, index) =>
    new Date(Date.parse(`${first}T00:00:00Z`) + index * DAY_MS).toISOString().slice(0, 10),
  );
}

type Spoken = (parts: {
  readonly day: number;
  readonly year: string;
  readonly long: string;
  readonly short: string;
  readonly weekday: string;
}) => string;

/** How dates are said; names of months and weekdays come from the runtime, not from our own lists. */
const FORMS: Readonly<Record<'en' | 'es' | 'de', readonly Spoken[]>> = {
  en: [
    ({ day, long, year }) => `${day} ${long}${year}`,
    ({ day, short, year }) => `${day} ${short}${year}`,
    ({ day, long, year }) => `${ordinal(day)} of ${long}${year}`,
    ({ day, long, year }) => `${long} ${day}${led(',', year)}`,
    ({ day, short, year }) => `${short}. ${ordinal(day)}${year}`,
    ({ day, long, year }) => `${long} the ${ordinal(day)}${year}`,
    ({ day, long, year, weekday }) => `${weekday}, ${day} ${long}${year}`,
    ({ day, long, year, weekday }) => `${weekday} the ${ordinal(day)} of ${long}${year}`,
  ],
  es: [
    ({ day, long, year }) => `${day} de ${long}${led(' de', year)}`,
    ({ day, long, year }) => `${day} de ${long}${led(' del', year)}`,
    ({ day, short, year }) => `${day} ${short}${year}`,
    ({ day, short, year }) => `${day} ${short}.${year}`,
    ({ day, long, year }) => `${day === 1 ? 'primero' : `${day}º`} de ${long.toUpperCase()}${year}`,
    ({ day, long, year, weekday }) => `${weekday} ${day} de ${long}${year}`,
  ],
  de: [
    ({ day, long, year }) => `${day}. ${long}${year}`,
    ({ day, long, year }) => `${day}.${long}${year}`,
    ({ day, short, year }) => `${day}. ${short}${year}`,
    ({ day, long, year }) => `${day} ${long.replace('ä', 'ae')}${year}`,
    ({ day, long, year, weekday }) => `${weekday}, den ${day}. ${long}${year}`,
  ],
};

/** The same in all three; the year as typed with its mark before it. */
const IN_NUMBERS: readonly ((day: number, month: number, year: string) => string)[] = [
  (day, month, year) => `${day}.${month}.${year}`,
  (day, month, year) => `${day}. ${month}. ${year}`,
  (day, month, year) => `${twoDigits(day)}.${twoDigits(month)}${led('.', year)}`,
  (day, month, year) => `${day}/${month}${led('/', year)}`,
  (day, month, year) => `${twoDigits(day)}-${twoDigits(month)}${led('-', year)}`,
];

function led(mark: string, year: string): string {
  return year === '' ? '' : `${mark}${year}`;
}

function ordinal(day: number): string {
  const ending = [11, 12, 13].includes(day) ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function named(language: string, date: string, format: Intl.DateTimeFormatOptions): string {
  const wanted = Object.keys(format)[0];
  const parts = new Intl.DateTimeFormat(language, {
    ...format,
    day: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(Date.parse(date));
  return parts.find(({ type }) => type === wanted)?.value.replace(/\.$/u, '') ?? '';
}

/** Every way of saying a day; with a year where one is given. */
function saidAll(date: string, year: string): readonly string[] {
  const [, month = 0, day = 0] = date.split('-').map(Number);
  const inWords = (['en', 'es', 'de'] as const).flatMap((language) => {
    const long = named(language, date, { month: 'long' });
    const short = named(language, date, { month: 'short' });
    const weekday = named(language, date, { weekday: 'long' });
    return FORMS[language].map((form) => form({ day, long, short, weekday, year: led(' ', year) }));
  });
  return [...inWords, ...IN_NUMBERS.map((form) => form(day, month, year))];
}

describe('every day of two years, one of them a leap year', () => {
  const days = daysFrom('2027-01-01', 731);

  test('is what it was said to be, with its year in four digits or two', () => {
    const wrong = days.flatMap((date) =>
      [date.slice(0, 4), date.slice(2, 4)].flatMap((year) =>
        [date, ...saidAll(date, year)].filter((text) => meant(text) !== date),
      ),
    );

    expect(wrong).toEqual([]);
  });

  test('is the next such day when it is said without a year, on that day and in the year before', () => {
    const wrong = days.flatMap((date) =>
      [date, dayBefore(date, 1), dayBefore(date, 364)].flatMap((today) =>
        saidAll(date, '')
          .filter((text) => meant(text, today) !== date)
          .map((text) => `${text} on ${today}`),
      ),
    );

    expect(wrong).toEqual([]);
  });
});

function dayBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);
}

describe('a day in relation to today', () => {
  test.each([
    ['today', '2026-11-27'],
    ['hoy', '2026-11-27'],
    ['heute', '2026-11-27'],
    ['tomorrow', '2026-11-28'],
    ['mañana', '2026-11-28'],
    ['manana', '2026-11-28'],
    ['Morgen', '2026-11-28'],
    ['day after tomorrow', '2026-11-29'],
    ['pasado mañana', '2026-11-29'],
    ['uebermorgen', '2026-11-29'],
    ['in two weeks', '2026-12-11'],
    ['in a week', '2026-12-04'],
    ['in 10 days', '2026-12-07'],
    ['dentro de dos semanas', '2026-12-11'],
    ['en 3 días', '2026-11-30'],
    ['in zwei Wochen', '2026-12-11'],
    ['in einem Tag', '2026-11-28'],
    ['in 731 days', '2028-11-27'],
    ['Monday', '2026-11-30'],
    ['Friday', '2026-12-04'],
    ['next Friday', '2026-12-04'],
    ['this coming Tuesday', '2026-12-01'],
    ['próximo lunes', '2026-11-30'],
    ['lunes próximo', '2026-11-30'],
    ['jueves que viene', '2026-12-03'],
    ['nächsten Montag', '2026-11-30'],
    ['kommenden Sonnabend', '2026-11-28'],
  ])('%s is %s', (text, date) => {
    expect(meant(text)).toBe(date);
  });
});

describe('a date without a year', () => {
  test.each([
    ['27 November', '2026-11-27'],
    ['26 November', '2027-11-26'],
    ['28.11.', '2026-11-28'],
    ['31 December', '2026-12-31'],
    ['1/1', '2027-01-01'],
  ])('%s is the next that is not past: %s', (text, date) => {
    expect(meant(text)).toBe(date);
  });

  test('is none when the next February has no such day', () => {
    const said = ['2026-11-27', '2027-02-28', '2027-03-01', '2028-02-29', '2028-03-01'].map(
      (today) => meant('29 February', today),
    );

    expect(said).toEqual([undefined, undefined, '2028-02-29', '2028-02-29', undefined]);
  });
});

describe('what is no day', () => {
  test.each([
    ...['', '4', '4th', '1042', 'December', 'December 2026', '4 13', '13/13/2026', '0/12', '32.1.'],
    ...['31 April', '31 de abril', '31. April 2027', '30.2.', '29 February 2027', '29.2.2027'],
    ...[
      '4 of',
      '4 months',
      'fourth of December',
      '4 Decembre',
      '2026-13-01',
      '2026-12',
      '26-12-03',
    ],
    ...['next', 'next week', 'next 4', 'two weeks', 'in 48 hours', 'in two', 'in 732 days'],
    ...['in 999999 weeks', 'mañana mañana', 'por la mañana', 'guten Morgen', 'morgens', 'in'],
    ...['Monday Tuesday', 'Montag 4', 'que viene', '4 December 2026 2027', '4.12.202'],
  ])('"%s"', (text) => {
    expect(meant(text)).toBeUndefined();
  });
});

describe('in a command', () => {
  test.each([
    ['pause check-ins until 4 December', 'pause-check-ins', '2026-12-04'],
    ['please pause the check-ins until the 4th of December', 'pause-check-ins', '2026-12-04'],
    ['pausar seguimientos hasta el 4 de diciembre', 'pause-check-ins', '2026-12-04'],
    ['pausar hasta el próximo lunes, por favor', 'pause-check-ins', '2026-11-30'],
    ['Check-ins bis zum 4. Dezember pausieren', 'pause-check-ins', '2026-12-04'],
    ['Check-ins bis in zwei Wochen pausieren', 'pause-check-ins', '2026-12-11'],
    ['move to tomorrow', 'move-check-in', '2026-11-28'],
    ['pasar el seguimiento a mañana', 'move-check-in', '2026-11-28'],
    [
      'bitte den nächsten Check-in auf nächsten Dienstag verschieben',
      'move-check-in',
      '2026-12-01',
    ],
    ['auf den 4.12. verschieben', 'move-check-in', '2026-12-04'],
    ['bitte bis morgen pausieren', 'pause-check-ins', '2026-11-28'],
  ])('"%s" is understood', (text, intent, date) => {
    const said = understand(text, { aliases: [] });

    const day = 'day' in said ? said.day : undefined;
    expect({ intent: said.intent, date: day && dateOfSpoken(day, TODAY) }).toEqual({
      intent,
      date,
    });
  });

  test.each([
    'pause check-ins until 31 April',
    'pause check-ins until 4 13',
    'pausar seguimientos hasta el 29 de febrero de 2027',
    'Check-ins bis zum 30. Februar pausieren',
  ])('"%s" is not understood, since there is no such day', (text) => {
    expect(understand(text, { aliases: [] }).intent).toBe('unknown');
  });
});
