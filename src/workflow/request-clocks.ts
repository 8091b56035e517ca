import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { Person } from '../domain/directory/person';
import type { Instant, PersonId } from '../domain/kernel';
import type { Denied, Promises, Returned } from '../domain/request/request';
import type { RequestFacts } from '../domain/request/request-commands';
import { homeOf } from './homes';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

const HOUR_MS = 3_600_000;

/** The calendar in which somebody's duties count. */
async function homeOfPerson(ports: CommandPorts, id: PersonId | undefined): Promise<HomeCalendar> {
  return homeOf(id === undefined ? undefined : await loadState<Person>(ports, id));
}

/** The promises of a submission: check and decision in the FPM's home calendar, what is told to the requester in theirs. */
export async function firstPromises(
  ports: CommandPorts,
  people: { readonly requester: PersonId; readonly fpm: PersonId | undefined },
  at: Instant,
): Promise<Promises> {
  const { calendar, policy } = ports;
  const { zone } = await homeOfPerson(ports, people.requester);
  const home = await homeOfPerson(ports, people.fpm);
  const decideBy =
    policy.decisionUnit === 'calendar'
      ? calendar.calendarDaysLater(at, policy.decisionDays, zone)
      : calendar.workingDaysLater(at, policy.decisionDays, home);
  return {
    checkBy: calendar.workingDaysLater(at, policy.checkWorkingDays, home),
    decideBy,
    fpmDecideBy: calendar.lastWorkingMoment(decideBy, home),
  };
}

/**
 * The promises of a request that is sent again: both clocks go on with what was left; a check that was done begins anew and never ends
 * after the decision is due.
 */
export async function resumedPromises(
  ports: CommandPorts,
  { form, left }: Returned,
  at: Instant,
): Promise<Promises> {
  const { calendar, policy } = ports;
  const home = await homeOfPerson(ports, form.fpm.id);
  const due = resumed(ports, home, at, left.decide);
  const checkedIn =
    left.check === undefined
      ? calendar.workingDaysLater(at, policy.checkWorkingDays, home)
      : at + left.check;
  const checkBy = calendar.nextWorkingMoment(checkedIn, home);
  return { checkBy: Math.min(checkBy, due.fpmDecideBy), ...due };
}

/**
 * So much time from now; but what is left, or the hours in which a decision presses, if that is less, from the FPM's next working
 * moment on: sent on a Saturday with an hour left, nobody could keep it otherwise.
 */
function resumed(
  { calendar, policy }: Pick<CommandPorts, 'calendar' | 'policy'>,
  home: HomeCalendar,
  at: Instant,
  left: number,
): Pick<Promises, 'decideBy' | 'fpmDecideBy'> {
  const needed = Math.min(left, policy.pressingHours * HOUR_MS);
  const decideBy = Math.max(at + left, calendar.nextWorkingMoment(at, home) + needed);
  return { decideBy, fpmDecideBy: calendar.lastWorkingMoment(decideBy, home) };
}

/** The promises of a denial taken back: what was left when it was denied, and at least one working day. */
export async function reopenedPromises(
  ports: CommandPorts,
  { form, promises, deniedAt }: Denied,
  at: Instant,
): Promise<Promises> {
  const { calendar } = ports;
  const home = await homeOfPerson(ports, form.fpm.id);
  const decideBy = Math.max(
    at + promises.decideBy - deniedAt,
    calendar.workingDaysLater(at, 1, home),
  );
  const fpmDecideBy = calendar.lastWorkingMoment(decideBy, home);
  return { checkBy: promises.checkBy, decideBy, fpmDecideBy };
}

/** When the requester of a return made now is warned, and when it expires; in their own calendar. */
export async function returnClocks(
  ports: CommandPorts,
  requester: PersonId,
  at: Instant,
): Promise<NonNullable<RequestFacts['returned']>> {
  const { calendar, policy } = ports;
  const home = await homeOfPerson(ports, requester);
  return {
    warnAt: calendar.workingDaysLater(at, policy.returnWarnWorkingDays, home),
    closeBy: calendar.workingDaysLater(at, policy.returnCloseWorkingDays, home),
  };
}

/** When a return expires of which the requester is warned only now: the time between the two, counted from here. */
export async function lateReturnClocks(
  ports: CommandPorts,
  requester: PersonId,
  at: Instant,
): Promise<NonNullable<RequestFacts['returned']>> {
  const { returnWarnWorkingDays, returnCloseWorkingDays } = ports.policy;
  const days = Math.max(1, returnCloseWorkingDays - returnWarnWorkingDays);
  const home = await homeOfPerson(ports, requester);
  return { warnAt: at, closeBy: ports.calendar.workingDaysLater(at, days, home) };
}

/** So many working days from now in somebody's home calendar. */
export async function workingDaysOf(
  ports: CommandPorts,
  person: PersonId,
  at: Instant,
  days: number,
): Promise<Instant> {
  return ports.calendar.workingDaysLater(at, days, await homeOfPerson(ports, person));
}
