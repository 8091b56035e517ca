import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { MeetingRhythm } from '../domain/engagement/schedule';
import type { Instant } from '../domain/kernel';

/** Working-day arithmetic in a person's home calendar (weekends, public holidays, daylight saving). Never throws. */
export interface Calendar {
  /** Whether the local date of `at` is a working day and no public holiday. */
  isWorkingDay(at: Instant, home: HomeCalendar): boolean;
  /**
   * The same local wall time `days` working days later (0 to 60). A start on a free day counts from the next working day's `from`.
   * A wall time that does not exist on the target day (daylight saving) is moved forward.
   */
  workingDaysLater(at: Instant, days: number, home: HomeCalendar): Instant;
  /** `at` itself when it falls on a working day; otherwise `until` of the last working day before it. */
  lastWorkingMoment(at: Instant, home: HomeCalendar): Instant;
  /** The first moment at or after `at` that lies within working hours on a working day. */
  nextWorkingMoment(at: Instant, home: HomeCalendar): Instant;
  /** The same local wall time `days` calendar days later. */
  calendarDaysLater(at: Instant, days: number, zone: string): Instant;
  /**
   * The first meeting of a rhythm strictly after `after`. A regular day that is free in `home` moves to the next working day at the same
   * wall time; two that meet there are one. A wall time that does not exist is moved forward, of one that occurs twice the first is meant.
   */
  nextMeeting(after: Instant, rhythm: MeetingRhythm, home: HomeCalendar): Instant;
  /** The moment at which the clocks of a zone show `hour` (`HH:mm`) on `day` (`YYYY-MM-DD`, must exist). */
  momentOn(day: string, hour: string, zone: string): Instant;
}
