import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { Instant } from '../domain/kernel';
import type { Calendar } from './calendar-port';
import type { DirectorySeed } from './seed-directory';

/** Attempts to find a moment at which everybody works; then the last one counts. */
const ROUNDS_MAX = 20;
const MINUTE_MS = 60_000;
/** Nobody's first minute, so that what begins with the day has begun. */
const AFTER_OPENING_MS = 70 * MINUTE_MS;

/** The homes of those who meet in the demo's story: the first partner contact, the first FPM, the first expert. Pure. */
export function demoHomes({ people }: DirectorySeed): readonly HomeCalendar[] {
  const entries = people.map(({ entry }) => entry);
  const leads = [
    entries.find(({ contactOf }) => contactOf.length > 0),
    entries.find(({ fpmOf }) => fpmOf.length > 0),
    entries.find(({ isExpert }) => isExpert),
  ];
  return leads.flatMap((entry) => (entry === undefined ? [] : [entry.home]));
}

/**
 * The first moment at or after `at` at which everybody works: pings come in working hours only, and whoever tries the demo at night
 * would wait for them until the morning. A moment that is moved to is some way into the working day. Never throws.
 */
export function workingStart(
  calendar: Calendar,
  homes: readonly HomeCalendar[],
  at: Instant,
): Instant {
  let moment = at;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = Math.max(moment, ...homes.map((home) => calendar.nextWorkingMoment(moment, home)));
    if (next === moment) {
      break;
    }
    moment = next;
  }
  return moment === at ? at : moment + AFTER_OPENING_MS;
}
