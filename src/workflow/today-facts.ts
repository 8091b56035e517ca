import { isAway } from '../domain/directory/absence';
import type { Person } from '../domain/directory/person';
import type { PersonId } from '../domain/kernel';
import { NOTHING_WAITS, type Duties } from '../domain/today/duty';
import type { Today, TodayCommand, TodayFacts } from '../domain/today/today';
import { gatherDuties } from './duties';
import { dayIn, homeOf, morningAfter } from './homes';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';

/** What the decider of a Today record needs for any command. */
export async function todayFacts(
  ports: CommandPorts,
  record: LiveRecord,
  command: TodayCommand,
): Promise<TodayFacts> {
  const id: PersonId = `person:${record.id.slice('today:'.length)}`;
  const person = await loadState<Person>(ports, id);
  const home = homeOf(person);
  const { at } = command;
  return {
    duties: await dutiesFor(ports, record.state as Today | undefined, { id, command }),
    nextAt: morningAfter(ports.calendar, at, home, ports.policy.todayAt),
    day: dayIn(home.zone, at),
    isWorking: ports.calendar.nextWorkingMoment(at, home) === at && !isAway(person ?? {}, at),
  };
}

/**
 * Gathering reads every record that waits for the person, and most changes concern people who have no Today on show: what the decider
 * does not look at is not gathered.
 */
async function dutiesFor(
  ports: CommandPorts,
  today: Today | undefined,
  { id, command }: { readonly id: PersonId; readonly command: TodayCommand },
): Promise<Duties> {
  return isLookedAt(today, command) ? gatherDuties(ports, id, command.at) : NOTHING_WAITS;
}

function isLookedAt(today: Today | undefined, { type, at }: TodayCommand): boolean {
  switch (type) {
    case 'StartToday':
    case 'WorkThrough':
      return false;
    case 'RefreshToday':
      return today?.busyUntil === undefined ? today?.day !== undefined : at >= today.busyUntil;
    default:
      return true;
  }
}
