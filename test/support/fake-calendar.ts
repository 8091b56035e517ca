import type { HomeCalendar } from '../../src/domain/directory/home-calendar';
import type { MeetingRhythm } from '../../src/domain/engagement/schedule';
import type { Calendar } from '../../src/workflow/calendar-port';

/** One day in milliseconds. */
export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const ALWAYS = { from: '00:00', until: '24:00' };

/** A calendar in which every day is a working day of 24 hours; only the minute of Today comes once a day, at its time in UTC. */
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

  nextWorkingMoment(
    at: number,
    { from, until }: Pick<HomeCalendar, 'from' | 'until'> = ALWAYS,
  ): number {
    const [begin, end] = [from, until].map((wall) => Date.parse(`1970-01-01T${wall}Z`));
    const since = (at - (begin ?? 0)) % DAY_MS;
    const isMinute = (end ?? 0) - (begin ?? 0) === MINUTE_MS;
    return isMinute && since >= MINUTE_MS ? at - since + DAY_MS : at;
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
