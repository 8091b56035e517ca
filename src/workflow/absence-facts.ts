import { dayAfter } from '../domain/directory/absence-form';
import type { AbsenceCommand, AbsenceFacts } from '../domain/directory/absence';
import type { Person, PersonCommand } from '../domain/directory/person';
import { isCalendarDay } from '../domain/engagement/schedule';
import type { Instant, PersonId } from '../domain/kernel';
import { isInHand } from '../domain/request/hand-over';
import { isNumbered, type Request } from '../domain/request/request';
import { everyState } from './find-states';
import { standInChoices } from './fpm-choices';
import { dayIn } from './homes';
import type { CommandPorts } from './ports';

/** Requests passed on at a time: each is an effect, and a record is bounded. */
const PASSED_AT_ONCE = 40;
const MIDNIGHT = '00:00';

/** What the decider of a person needs for this command; nothing but for absences. */
export async function personFacts(
  ports: CommandPorts,
  person: Person | undefined,
  command: PersonCommand,
): Promise<AbsenceFacts | undefined> {
  if (person === undefined) {
    return undefined;
  }
  const today = dayIn(person.home.zone, command.at);
  switch (command.type) {
    case 'SetAbsence':
      return {
        today,
        ...spanOf(ports, person, command),
        ...(await chosen(ports, person, command)),
      };
    case 'BeginAbsence': {
      const after = command.after ?? 0;
      return { today, inHand: await inHandOf(ports, person.id, { at: command.at, after }) };
    }
    default:
      return undefined;
  }
}

type SetAbsence = Extract<AbsenceCommand, { readonly type: 'SetAbsence' }>;

/** From the first moment of the first day to the first moment after the last one, where they are at home. */
function spanOf(
  { calendar }: CommandPorts,
  { home }: Person,
  { from, until }: SetAbsence,
): Pick<AbsenceFacts, 'span'> {
  if (!isCalendarDay(from) || !isCalendarDay(until)) {
    return {};
  }
  return {
    span: {
      from: calendar.momentOn(from, MIDNIGHT, home.zone),
      until: calendar.momentOn(dayAfter(until, 1), MIDNIGHT, home.zone),
    },
  };
}

async function chosen(
  ports: CommandPorts,
  person: Person,
  { standIn }: SetAbsence,
): Promise<Pick<AbsenceFacts, 'standIn' | 'hasChoice'>> {
  const choices = await standInChoices(ports, person);
  const found = choices.find((choice) => choice.person.id === standIn);
  return {
    hasChoice: choices.length > 0,
    ...(found === undefined ? {} : { standIn: found.person }),
  };
}

/** The oldest of what an FPM has in hand, from the one after `after` on. */
async function inHandOf(
  ports: CommandPorts,
  fpm: PersonId,
  { at, after }: { readonly at: Instant; readonly after: number },
): Promise<NonNullable<AbsenceFacts['inHand']>> {
  const theirs = await everyState<Request>(ports, 'request', `fpm:${fpm}`);
  const inHand = theirs
    .filter(isNumbered)
    .filter((request) => request.number > after && isInHand(request, at))
    .toSorted((one, other) => one.number - other.number);
  const now = inHand.slice(0, PASSED_AT_ONCE);
  const last = now.at(-1);
  return {
    requests: now.map(({ id }) => id),
    ...(last === undefined || inHand.length <= now.length ? {} : { after: last.number }),
  };
}
