import type { MeetingRhythm } from '../../src/domain/engagement/schedule';
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

  nextMeeting(after: number, rhythm: MeetingRhythm): number {
    const step = { weekly: 7, biweekly: 14, monthly: 28 }[rhythm.every] * DAY_MS;
    const first = this.momentOn(rhythm.from, rhythm.hour);
    return first + Math.max(0, Math.floor((after - first) / step) + 1) * step;
  }

  momentOn(day: string, hour: string): number {
    return Date.parse(`${day}T${hour}:00Z`);
  }
}
