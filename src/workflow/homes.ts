import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { Person } from '../domain/directory/person';
import type { Instant, PersonRef } from '../domain/kernel';
import { createLastUsed } from '../last-used';
import type { Calendar } from './calendar-port';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

/** In which calendar a person counts whose home is not known. */
const FALLBACK_HOME: HomeCalendar = {
  zone: 'UTC',
  country: 'US',
  workingDays: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '18:00',
};

/** A person of the directory; `undefined` for nobody. */
export async function personOf(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  ref: PersonRef | undefined,
): Promise<Person | undefined> {
  return ref === undefined ? undefined : loadState<Person>(ports, ref.id);
}

/** The home calendar of a person, or the fallback. Pure. */
export function homeOf(person: Person | undefined): HomeCalendar {
  return person?.home ?? FALLBACK_HOME;
}

const ZONES_KEPT = 100;
const dayFormats = createLastUsed<Intl.DateTimeFormat>(ZONES_KEPT);

/** The date in a zone, `YYYY-MM-DD`. Pure; formats are kept, because Intl objects are slow to make. */
export function dayIn(timeZone: string, at: Instant): string {
  const known = dayFormats.get(timeZone);
  // Swedish dates read as ISO 8601 does.
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  dayFormats.set(timeZone, format);
  return format.format(at);
}

const MINUTE_MS = 60_000;

/** The next working morning after a moment, at the wall time of Today, or when work begins if that is later. Pure but for the calendar. */
export function morningAfter(
  calendar: Calendar,
  at: Instant,
  home: HomeCalendar,
  todayAt: string,
): Instant {
  const from = home.from > todayAt ? home.from : todayAt;
  // Working hours of one minute: the next moment in them is the next morning.
  return calendar.nextWorkingMoment(at + MINUTE_MS, { ...home, from, until: minuteAfter(from) });
}

function minuteAfter(wall: string): string {
  const [hours = 0, minutes = 0] = wall.split(':').map(Number);
  const total = Math.min(hours * 60 + minutes + 1, 23 * 60 + 59);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
