import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/working-calendar';
import { home, moment, everyDay } from './homes';

const calendar = createCalendar();

describe('whatever the home and the moment', () => {
  const zones = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'America/Nuuk'];
  const moreZones = ['Africa/Cairo', 'America/Santiago', 'Pacific/Chatham', 'Asia/Kolkata'];
  const places = ['ES-MD', 'DE-BY', 'US', 'GB-ENG', 'IL', 'AE', 'XX'];
  const homes = fc
    .record({
      zone: fc.constantFrom(...zones, ...moreZones),
      place: fc.constantFrom(...places),
      workingDays: fc.subarray(everyDay, { minLength: 1 }),
    })
    .map(({ zone, place, workingDays }) => home(zone, place, workingDays));
  const moments = fc.integer({
    min: moment('2025-01-01T00:00Z'),
    max: moment('2030-12-31T00:00Z'),
  });
  // Minutes around a change of the clock, where arithmetic on dates usually goes wrong.
  const changes = [
    '2027-03-28T01:00Z',
    '2026-10-25T01:00Z',
    '2027-03-14T07:00Z',
    '2026-10-03T15:30Z',
  ];
  const nearChanges = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -4320, max: 180 }))
    .map(([change, minutes]) => moment(change) + minutes * 60_000);
  const starts = fc.oneof(moments, nearChanges);

  it('working days later never lie before the start, never go back and always fall on a working day', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 59 }), homes, (at, days, where) => {
        const later = calendar.workingDaysLater(at, days, where);
        const oneMore = calendar.workingDaysLater(at, days + 1, where);

        expect(later).toBeGreaterThanOrEqual(at);
        expect(oneMore).toBeGreaterThanOrEqual(later);
        expect(calendar.isWorkingDay(later, where)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('calendar days later keep the order of the days', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 400 }), homes, (at, days, { zone }) => {
        const later = calendar.calendarDaysLater(at, days, zone);

        expect(later).toBeGreaterThanOrEqual(at);
        expect(calendar.calendarDaysLater(at, days + 1, zone)).toBeGreaterThan(later);
      }),
      { numRuns: 300 },
    );
  });

  it('the last working moment is not later, the next not earlier, and both are on working days', () => {
    fc.assert(
      fc.property(starts, homes, (at, where) => {
        const last = calendar.lastWorkingMoment(at, where);
        const next = calendar.nextWorkingMoment(at, where);

        expect(last).toBeLessThanOrEqual(at);
        expect(next).toBeGreaterThanOrEqual(at);
        expect(calendar.nextWorkingMoment(next, where)).toBe(next);
        expect([last, next].map((each) => calendar.isWorkingDay(each, where))).toEqual([
          true,
          true,
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
