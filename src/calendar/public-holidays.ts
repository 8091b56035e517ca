import type { HomeCalendar } from '../domain/directory/home-calendar';
import { holidayRules } from './holiday-rules';
import { DAY_MS } from './local-time';

/** Where the holidays are asked for. Unknown countries have none, unknown subdivisions those of their country. */
type Place = Pick<HomeCalendar, 'country' | 'subdivision'>;

/** The days off by law. Days that replace a holiday on a weekend count; half days do not. */
export interface PublicHolidays {
  /** Whether `date` (`YYYY-MM-DD`, local) is a public holiday. Never throws. */
  includes(date: string, place: Place): boolean;
}

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/**
 * Answers from the holiday package, which needs about 10 ms for a place and year; the last `remembered` of these asked for are kept
 * (some 2 KB each). Years outside 1970 to 2199 have none: far from there some calendars of the package throw or never come back.
 */
export function createPublicHolidays(remembered = 500): PublicHolidays {
  const known = new Map<string, ReadonlySet<string>>();

  function datesIn(year: number, place: Place): ReadonlySet<string> {
    const key = `${place.country}-${place.subdivision ?? ''}-${year}`;
    const dates = known.get(key) ?? computeDates(year, place);
    known.delete(key);
    known.set(key, dates);
    const [oldest = key] = known.keys();
    if (known.size > remembered) {
      known.delete(oldest);
    }
    return dates;
  }

  return {
    includes(date: string, place: Place): boolean {
      const year = Number(date.slice(0, 4));
      const isCovered = year >= FIRST_YEAR && year <= LAST_YEAR;
      return isCovered && datesIn(year, place).has(date);
    },
  };
}

/** All free dates of `year`, and those of the year before, whose last holiday may reach into it. */
function computeDates(year: number, { country, subdivision }: Place): ReadonlySet<string> {
  const Holidays = holidayRules();
  // In UTC the package's instants are local wall times, so that no clock change moves a date.
  const options = { timezone: 'UTC' };
  const calendar =
    subdivision === undefined
      ? new Holidays(country, options)
      : new Holidays(country, subdivision, options);
  // Asking the package for this type alone would lose holidays that are defined by days of another type.
  const holidays = [year - 1, year]
    .flatMap((each) => calendar.getHolidays(each))
    .filter(({ type }) => type === 'public');
  return new Set(
    holidays.flatMap(({ start, end }) => datesMostlyWithin(start.getTime(), end.getTime())),
  );
}

/** The dates of which more than half is free: feasts from sunset to sunset count for the second day, free afternoons for none. */
function datesMostlyWithin(start: number, end: number): readonly string[] {
  const dates: string[] = [];
  for (let day = Math.floor(start / DAY_MS) * DAY_MS; day < end; day += DAY_MS) {
    const free = Math.min(end, day + DAY_MS) - Math.max(start, day);
    if (free > DAY_MS / 2) {
      dates.push(new Date(day).toISOString().slice(0, 10));
    }
  }
  return dates;
}
