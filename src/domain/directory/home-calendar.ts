/** Where and when somebody works: the calendar in which their promises are counted. */
export interface HomeCalendar {
  /** IANA name, for instance `Europe/Madrid`. */
  readonly zone: string;
  /** ISO 3166-1 alpha-2, upper case, for instance `ES`. */
  readonly country: string;
  /** Second part of the ISO 3166-2 code, for instance `MD` or `BE`. */
  readonly subdivision?: string;
  /** ISO weekday numbers, Monday is 1. Not empty. */
  readonly workingDays: readonly number[];
  /** `HH:mm`, local wall time, before `until`. */
  readonly from: string;
  readonly until: string;
}
