import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/working-calendar';
import type { HomeCalendar } from '../../src/domain/directory/home-calendar';
import type { MeetingRhythm, Rhythm } from '../../src/domain/engagement/schedule';
import {
  berlin,
  berlinDaily,
  home,
  lordHowe,
  madrid,
  moment,
  singapore,
  telAviv,
  utc,
} from './homes';

const calendar = createCalendar();
const mexico = home('America/Mexico_City', 'MX');

function rhythm(every: Rhythm, from: string, hour: string, zone: string): MeetingRhythm {
  return { every, from, hour, zone };
}

/** So many meetings in a row, the first strictly after `after`. */
function meetings(
  after: string,
  wanted: number,
  plan: MeetingRhythm,
  of: HomeCalendar,
): readonly string[] {
  const found: string[] = [];
  let at = moment(after);
  while (found.length < wanted) {
    at = calendar.nextMeeting(at, plan, of);
    found.push(utc(at));
  }
  return found;
}

/** Moments with their own offsets, as a failed test is to show them. */
function instants(texts: readonly string[]): readonly string[] {
  return texts.map((text) => utc(moment(text)));
}

type Row = readonly [string, Rhythm, string, string, HomeCalendar, readonly string[]];

/** Written down from a calendar on the wall before anything was computed. */
const TABLE: readonly Row[] = [
  [
    'Thursdays in Berlin, over the end of summer time',
    'weekly',
    '2026-10-22',
    '10:00',
    berlin,
    ['2026-10-22T10:00+02:00', '2026-10-29T10:00+01:00', '2026-11-05T10:00+01:00'],
  ],
  [
    'Thursdays in Madrid, over the beginning of summer time',
    'weekly',
    '2027-03-18',
    '10:00',
    madrid,
    ['2027-03-18T10:00+01:00', '2027-03-29T10:00+02:00', '2027-04-01T10:00+02:00'],
  ],
  [
    'an hour that occurs twice',
    'weekly',
    '2026-10-18',
    '02:30',
    berlinDaily,
    ['2026-10-18T02:30+02:00', '2026-10-25T02:30+02:00', '2026-11-01T02:30+01:00'],
  ],
  [
    'an hour that does not exist',
    'weekly',
    '2027-03-21',
    '02:30',
    berlinDaily,
    ['2027-03-21T02:30+01:00', '2027-03-28T03:30+02:00', '2027-04-04T02:30+02:00'],
  ],
  [
    'half an hour that does not exist on Lord Howe',
    'weekly',
    '2026-09-27',
    '02:15',
    lordHowe,
    ['2026-09-27T02:15+10:30', '2026-10-04T02:45+11:00', '2026-10-11T02:15+11:00'],
  ],
  [
    'half an hour that occurs twice on Lord Howe',
    'weekly',
    '2027-03-28',
    '01:45',
    lordHowe,
    ['2027-03-28T01:45+11:00', '2027-04-04T01:45+11:00', '2027-04-11T01:45+10:30'],
  ],
  [
    'Mexico City, which has no summer time any more',
    'weekly',
    '2026-10-22',
    '10:00',
    mexico,
    ['2026-10-22T10:00-06:00', '2026-10-29T10:00-06:00'],
  ],
  [
    'the day of the revolution in Mexico',
    'weekly',
    '2026-11-09',
    '09:00',
    mexico,
    ['2026-11-09T09:00-06:00', '2026-11-17T09:00-06:00', '2026-11-23T09:00-06:00'],
  ],
  [
    'Fridays over Christmas and New Year in Madrid',
    'weekly',
    '2026-12-18',
    '10:00',
    madrid,
    [
      ...['2026-12-18T10:00+01:00', '2026-12-28T10:00+01:00'],
      ...['2027-01-04T10:00+01:00', '2027-01-08T10:00+01:00'],
    ],
  ],
  [
    'Wednesdays over Epiphany in Madrid',
    'weekly',
    '2026-12-30',
    '10:00',
    madrid,
    ['2026-12-30T10:00+01:00', '2027-01-07T10:00+01:00', '2027-01-13T10:00+01:00'],
  ],
  [
    'Wednesdays over Epiphany in Berlin, where it is a day like any other',
    'weekly',
    '2026-12-30',
    '10:00',
    berlin,
    ['2026-12-30T10:00+01:00', '2027-01-06T10:00+01:00', '2027-01-13T10:00+01:00'],
  ],
  [
    'Christmas Eve, no holiday in Berlin',
    'weekly',
    '2026-12-17',
    '10:00',
    berlin,
    ['2026-12-17T10:00+01:00', '2026-12-24T10:00+01:00', '2026-12-31T10:00+01:00'],
  ],
  [
    'the first and second of May in Madrid',
    'weekly',
    '2026-04-24',
    '16:30',
    madrid,
    ['2026-04-24T16:30+02:00', '2026-05-04T16:30+02:00', '2026-05-08T16:30+02:00'],
  ],
  [
    'every second Thursday',
    'biweekly',
    '2026-11-26',
    '10:00',
    berlin,
    ['2026-11-26T10:00+01:00', '2026-12-10T10:00+01:00', '2026-12-24T10:00+01:00'],
  ],
  [
    'the first Thursday of each month, Ascension Day among them',
    'monthly',
    '2026-12-03',
    '10:00',
    berlin,
    [
      ...['2026-12-03T10:00+01:00', '2027-01-07T10:00+01:00', '2027-02-04T10:00+01:00'],
      ...['2027-03-04T10:00+01:00', '2027-04-01T10:00+02:00', '2027-05-07T10:00+02:00'],
      '2027-06-03T10:00+02:00',
    ],
  ],
  [
    'the fourth Thursday of each month',
    'monthly',
    '2026-11-26',
    '10:00',
    berlin,
    ['2026-11-26T10:00+01:00', '2026-12-24T10:00+01:00', '2027-01-28T10:00+01:00'],
  ],
  [
    'the fifth Thursday, which means the last',
    'monthly',
    '2026-10-29',
    '10:00',
    berlin,
    [
      ...['2026-10-29T10:00+01:00', '2026-11-26T10:00+01:00', '2026-12-31T10:00+01:00'],
      '2027-01-28T10:00+01:00',
    ],
  ],
  [
    'Saturdays of somebody who does not work on Saturdays',
    'weekly',
    '2026-11-28',
    '10:00',
    singapore,
    ['2026-11-30T10:00+08:00', '2026-12-07T10:00+08:00'],
  ],
  [
    'Fridays of somebody whose week begins on Sunday',
    'weekly',
    '2026-11-27',
    '10:00',
    telAviv,
    ['2026-11-29T10:00+02:00', '2026-12-06T10:00+02:00'],
  ],
];

describe('the next meeting', () => {
  test.each(TABLE.map(([what, ...row]) => ({ what, row })))('$what', ({ row }) => {
    const [every, from, hour, of, expected] = row;

    const plan = rhythm(every, from, hour, of.zone);

    const found = meetings('2020-01-01T00:00Z', expected.length, plan, of);

    expect(found).toEqual(instants(expected));
  });

  test('is strictly after the moment that is asked about', () => {
    const plan = rhythm('weekly', '2026-11-26', '10:00', 'Europe/Berlin');

    const found = ['2026-12-03T09:59:59.999+01:00', '2026-12-03T10:00+01:00'].map((at) =>
      utc(calendar.nextMeeting(moment(at), plan, berlin)),
    );

    expect(found).toEqual(instants(['2026-12-03T10:00+01:00', '2026-12-10T10:00+01:00']));
  });

  test('of every second week keeps its weeks however long nobody asked', () => {
    const plan = rhythm('biweekly', '2026-11-26', '10:00', 'Europe/Berlin');

    const found = meetings('2027-06-01T00:00Z', 1, plan, berlin);

    expect(found).toEqual(instants(['2027-06-10T10:00+02:00']));
  });

  test('that moved over a holiday is found from between its day and where it went', () => {
    const plan = rhythm('weekly', '2026-12-18', '10:00', 'Europe/Madrid');

    const found = meetings('2026-12-26T12:00+01:00', 2, plan, madrid);

    expect(found).toEqual(instants(['2026-12-28T10:00+01:00', '2027-01-04T10:00+01:00']));
  });

  test('follows the clock of the place, and the free days of the lead', () => {
    const plan = rhythm('weekly', '2026-12-23', '10:00', 'Europe/Berlin');

    const found = meetings('2026-12-22T00:00Z', 3, plan, madrid);

    expect(found).toEqual(
      instants(['2026-12-23T10:00+01:00', '2026-12-30T10:00+01:00', '2027-01-07T10:00+01:00']),
    );
  });
});

describe('a time on a day', () => {
  test.each([
    ['2026-12-03', '10:00', 'Europe/Berlin', '2026-12-03T10:00+01:00'],
    ['2026-12-03', '00:00', 'America/Mexico_City', '2026-12-03T00:00-06:00'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T02:30+02:00'],
    ['2027-03-28', '02:30', 'Europe/Berlin', '2027-03-28T03:30+02:00'],
  ])('%s %s in %s is %s', (day, hour, zone, expected) => {
    expect(utc(calendar.momentOn(day, hour, zone))).toBe(utc(moment(expected)));
  });
});

describe('whatever was agreed', () => {
  const DAY_MS = 86_400_000;
  const plans = fc.record({
    every: fc.constantFrom<Rhythm>('weekly', 'biweekly', 'monthly'),
    from: fc
      .integer({ min: 0, max: 400 })
      .map((days) => utc(moment('2026-10-01T00:00Z') + days * DAY_MS).slice(0, 10)),
    hour: fc.constantFrom('00:00', '02:15', '02:30', '10:00', '23:45'),
    of: fc.constantFrom(madrid, berlin, lordHowe, mexico, telAviv, berlinDaily),
  });

  test('each period has exactly one meeting, not before its regular day, on a working day', () => {
    fc.assert(
      fc.property(plans, ({ of, ...plan }) => {
        const whole: MeetingRhythm = { ...plan, zone: of.zone };
        const found = meetings('2026-01-01T00:00Z', 30, whole, of).map(moment);

        const regular = regularDays(plan.from, plan.every, 31);
        const days = found.map((at) => localDay(at, of.zone));
        expect(days.every((day, nth) => day >= regular[nth]! && day < regular[nth + 1]!)).toBe(
          true,
        );
        expect(found.every((at) => calendar.isWorkingDay(at, of))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  function localDay(at: number, timeZone: string): string {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
  }

  /** Regular days by counting days one by one: another way than the calendar's. */
  function regularDays(from: string, every: Rhythm, wanted: number): readonly string[] {
    const start = moment(`${from}T00:00Z`);
    const nth = Math.ceil(Number(from.slice(8)) / 7);
    const isRegular = (at: number): boolean => {
      const date = new Date(at);
      const week = Math.ceil(date.getUTCDate() / 7);
      const isLast = new Date(at + 7 * DAY_MS).getUTCMonth() !== date.getUTCMonth();
      return every === 'monthly'
        ? nth === 5
          ? isLast
          : week === nth
        : every === 'weekly' || ((at - start) / DAY_MS) % 14 === 0;
    };
    const days: string[] = [];
    for (let at = start; days.length < wanted; at += 7 * DAY_MS) {
      days.push(...(isRegular(at) ? [utc(at).slice(0, 10)] : []));
    }
    return days;
  }
});
