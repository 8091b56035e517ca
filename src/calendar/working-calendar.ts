import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { MeetingRhythm } from '../domain/engagement/schedule';
import type { Instant } from '../domain/kernel';
import type { Calendar } from '../workflow/calendar-port';
import { atWallTime, DAY_MS, dateOf, type LocalDate, localTime, wallTime } from './local-time';
import { dateOfDay, regularDates } from './meetings';
import { createPublicHolidays, type PublicHolidays } from './public-holidays';

/** Longer than any run of free days, also for somebody who works one day a week. */
const MAX_FREE_DAYS = 100;

/** The dates on which one person works. */
interface WorkingDays {
  has(date: LocalDate): boolean;
  /** The nearest one after or before `date`; the neighbouring date for somebody who never works. */
  beside(date: LocalDate, step: 1 | -1): LocalDate;
}

/**
 * The calendar of the product. An unknown zone counts as UTC, an unknown country has weekends only, an unknown subdivision the
 * holidays of its country. Of a wall time that occurs twice the first is meant. Working hours include `from` and exclude `until`.
 * Loads the holiday package with the first question (100 to 300 ms, once). Never throws.
 */
export function createCalendar(): Calendar {
  const holidays = createPublicHolidays();

  return {
    isWorkingDay(at, home) {
      return workingDaysOf(home, holidays).has(dateOf(localTime(at, home.zone)));
    },

    workingDaysLater(at, days, home) {
      return workingDaysLater(at, days, { home, working: workingDaysOf(home, holidays) });
    },

    lastWorkingMoment(at, home) {
      const local = localTime(at, home.zone);
      const date = dateOf(local);
      const working = workingDaysOf(home, holidays);
      return working.has(date)
        ? at
        : atWallTime(local, working.beside(date, -1), wallTime(home.until)).toMillis();
    },

    nextWorkingMoment(at, home) {
      const local = localTime(at, home.zone);
      const date = dateOf(local);
      const working = workingDaysOf(home, holidays);
      const from = wallTime(home.from);
      const until = atWallTime(local, date, wallTime(home.until)).toMillis();
      return working.has(date) && at < until
        ? Math.max(at, atWallTime(local, date, from).toMillis())
        : atWallTime(local, working.beside(date, 1), from).toMillis();
    },

    calendarDaysLater(at, days, zone) {
      const local = localTime(at, zone);
      return days === 0 ? at : atWallTime(local, dateOf(local) + days * DAY_MS, local).toMillis();
    },

    nextMeeting(after, rhythm, home) {
      return nextMeeting(after, rhythm, workingDaysOf(home, holidays));
    },

    momentOn(day, hour, zone) {
      return atWallTime(localTime(0, zone), dateOfDay(day), wallTime(hour)).toMillis();
    },
  };
}

function nextMeeting(after: Instant, rhythm: MeetingRhythm, working: WorkingDays): Instant {
  const local = localTime(after, rhythm.zone);
  const wall = wallTime(rhythm.hour);
  let moment = Number.NEGATIVE_INFINITY;
  // A regular day of long ago may have moved over a long run of free days.
  const dates = regularDates(rhythm, dateOf(local) - MAX_FREE_DAYS * DAY_MS);
  while (moment <= after) {
    const date = dates.next().value;
    const day = working.has(date) ? date : working.beside(date, 1);
    moment = atWallTime(local, day, wall).toMillis();
  }
  return moment;
}

function workingDaysLater(
  at: Instant,
  days: number,
  { home, working }: { readonly home: HomeCalendar; readonly working: WorkingDays },
): Instant {
  const local = localTime(at, home.zone);
  const isFree = !working.has(dateOf(local));
  if (days === 0 && !isFree) {
    return at;
  }
  const wall = isFree ? wallTime(home.from) : local;
  let date = dateOf(local);
  for (let left = isFree ? days + 1 : days; left > 0; left -= 1) {
    date = working.beside(date, 1);
  }
  const moment = atWallTime(local, date, wall);
  // Where the clock skips the hour before midnight (Nuuk), moving forward may leave the working day.
  return working.has(dateOf(moment))
    ? moment.toMillis()
    : atWallTime(local, working.beside(date, 1), wall).toMillis();
}

function workingDaysOf(home: HomeCalendar, holidays: PublicHolidays): WorkingDays {
  function has(date: LocalDate): boolean {
    const day = new Date(date);
    const weekday = ((day.getUTCDay() + 6) % 7) + 1;
    return (
      home.workingDays.includes(weekday) && !holidays.includes(day.toISOString().slice(0, 10), home)
    );
  }

  function beside(date: LocalDate, step: 1 | -1): LocalDate {
    for (let days = 1; days <= MAX_FREE_DAYS; days += 1) {
      const candidate = date + days * step * DAY_MS;
      if (has(candidate)) {
        return candidate;
      }
    }
    return date + step * DAY_MS;
  }

  return { has, beside };
}
