import { returnOf, type PastAbsence } from '../domain/directory/absence';
import type { Person } from '../domain/directory/person';
import type { Instant, PersonId, PersonRef } from '../domain/kernel';
import { isInHand } from '../domain/request/hand-over';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import type { Duties, StandingIn, WhileAway } from '../domain/today/duty';
import { everyState, findStates } from './find-states';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

type Ports = Pick<CommandPorts, 'store' | 'clock'>;

/** What nobody was told by then is no news any more, in milliseconds: fourteen days. */
const NEWS_MS = 14 * 86_400_000;
/** People for whom one person stands in at a time. */
const LOOKED_AT = 20;

/** What Today says about absences: for whom this person stands in, and what happened while they were away themselves. */
export async function aboutAbsences(
  ports: Ports,
  id: PersonId,
  at: Instant,
): Promise<Pick<Duties, 'standsInFor' | 'whileAway'>> {
  const person = await loadState<Person>(ports, id);
  if (person === undefined || person.fpmOf.length === 0) {
    return {};
  }
  const standsInFor = await standingIn(ports, id, at);
  const back = returnOf(person, at);
  const whileAway =
    back === undefined || isOld(back, at) ? undefined : await happenedTo(ports, id, { back, at });
  return {
    ...(standsInFor.length === 0 ? {} : { standsInFor }),
    ...(whileAway === undefined ? {} : { whileAway }),
  };
}

function isOld({ endedAt, hideAt = endedAt + NEWS_MS }: PastAbsence, at: Instant): boolean {
  return at >= hideAt;
}

async function standingIn(
  ports: Ports,
  standIn: PersonId,
  at: Instant,
): Promise<readonly StandingIn[]> {
  const query = { kind: 'person', tag: `waits:${standIn}`, limit: LOOKED_AT };
  return (await findStates<Person>(ports, query)).flatMap(({ id, name, absence }) =>
    absence === undefined || at >= absence.until
      ? []
      : [{ person: { id, name }, fromDay: absence.fromDay, untilDay: absence.untilDay }],
  );
}

interface Return {
  readonly back: PastAbsence;
  readonly at: Instant;
}

/** `undefined` when nothing happened that has to be told. */
async function happenedTo(
  ports: Ports,
  id: PersonId,
  { back, at }: Return,
): Promise<WhileAway | undefined> {
  const tag = `stood-in-for:${id}`;
  const taken = (await everyState<Request>(ports, 'request', tag))
    .filter(isNumbered)
    .filter((request) => wasTaken(request, id, back));
  const elsewhere = taken.filter(({ form }) => form.fpm.id !== id);
  const told: WhileAway = {
    takenBy: distinct(elsewhere.map(({ form }) => form.fpm)),
    taken: elsewhere.length,
    decided: elsewhere.filter((request) => wasDecided(request, back)).length,
    left: elsewhere.filter((one) => isInHand(one, at) && !wasDecided(one, back)).length,
    kept: await keptBy(ports, id, { back, at }),
  };
  return told.taken === 0 && told.kept === 0 ? undefined : told;
}

function wasTaken({ handOvers = [] }: NumberedRequest, id: PersonId, back: PastAbsence): boolean {
  return handOvers.some(
    ({ from, isAway, at }) =>
      isAway === true && from.id === id && at >= back.absence.from && at <= back.endedAt,
  );
}

function wasDecided(request: NumberedRequest, { absence }: PastAbsence): boolean {
  switch (request.status) {
    case 'Denied':
      return request.deniedAt >= absence.from;
    case 'Approved':
    case 'Assigned':
    case 'Closed':
      return request.approvedAt >= absence.from;
    case 'Submitted':
    case 'InReview':
    case 'Returned':
    case 'Withdrawn':
      return false;
  }
}

function distinct(people: readonly PersonRef[]): readonly PersonRef[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** What was in hand at the beginning, was to go to the stand-in, and is with them still. */
async function keptBy(ports: Ports, id: PersonId, { back, at }: Return): Promise<number> {
  const { inHand, from, standIn } = back.absence;
  if (inHand !== 'all' || standIn === undefined) {
    return 0;
  }
  const theirs = (await everyState<Request>(ports, 'request', `fpm:${id}`)).filter(isNumbered);
  return theirs.filter(
    (request) =>
      request.submittedAt < from && isInHand(request, at) && !wasTaken(request, id, back),
  ).length;
}
