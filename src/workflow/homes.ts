import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { Person } from '../domain/directory/person';
import type { Instant, PersonRef } from '../domain/kernel';
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

/** The date in a zone, `YYYY-MM-DD`. Pure. */
export function dayIn(timeZone: string, at: Instant): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
