import type { Calendar } from '../../src/workflow/calendar-port';

/** One day in milliseconds. */
export const DAY_MS = 86_400_000;

/** A calendar in which every day is a working day of 24 hours. */
export class FakeCalendar implements Calendar {
  isWorkingDay(): boolean {
    return true;
  }

  workingDaysLater(at: number, days: number): number {
    return at + days * DAY_MS;
  }

  lastWorkingMoment(at: number): number {
    return at;
  }

  nextWorkingMoment(at: number): number {
    return at;
  }

  calendarDaysLater(at: number, days: number): number {
    return at + days * DAY_MS;
  }
}
