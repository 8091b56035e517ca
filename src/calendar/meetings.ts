import { weekdayOf, type MeetingRhythm } from '../domain/engagement/schedule';
import { DAY_MS, type LocalDate } from './local-time';

/** The how-manieth weekday of a month; a fifth is the last, which every month has. */
const LAST = 5;

/** The regular dates of a rhythm, from the first one that is not before `notBefore`, without end. Pure. */
export function* regularDates(
  rhythm: Pick<MeetingRhythm, 'every' | 'from'>,
  notBefore: LocalDate,
): Generator<LocalDate, never> {
  const first = dateOfDay(rhythm.from);
  const start = Math.max(first, notBefore);
  if (rhythm.every === 'monthly') {
    return yield* monthlyDates(rhythm.from, start);
  }
  const step = (rhythm.every === 'weekly' ? 7 : 14) * DAY_MS;
  for (let date = first + Math.ceil((start - first) / step) * step; ; date += step) {
    yield date;
  }
}

/** A day `YYYY-MM-DD` as a date without a zone. Pure. */
export function dateOfDay(day: string): LocalDate {
  return Date.parse(`${day}T00:00:00Z`);
}

function* monthlyDates(from: string, start: LocalDate): Generator<LocalDate, never> {
  const weekday = weekdayOf(from);
  const nth = Math.ceil(Number(from.slice(8)) / 7);
  const begin = new Date(start);
  for (let month = begin.getUTCMonth(); ; month += 1) {
    const date = nthWeekday(Date.UTC(begin.getUTCFullYear(), month), weekday, nth);
    if (date >= start) {
      yield date;
    }
  }
}

function nthWeekday(month: LocalDate, weekday: number, nth: number): LocalDate {
  const firstDay = ((new Date(month).getUTCDay() + 6) % 7) + 1;
  const first = month + ((weekday - firstDay + 7) % 7) * DAY_MS;
  const date = first + (nth - 1) * 7 * DAY_MS;
  const isThere = new Date(date).getUTCMonth() === new Date(month).getUTCMonth();
  return nth === LAST && !isThere ? date - 7 * DAY_MS : date;
}
