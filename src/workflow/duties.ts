import type { CheckIn } from '../domain/check-in/check-in';
import type { Engagement } from '../domain/engagement/engagement';
import type { Instant, PersonId } from '../domain/kernel';
import type { Question } from '../domain/question/question';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import { dutiesOf, type Duties, type Duty } from '../domain/today/duty';
import { dutiesOfEngagement } from '../domain/today/engagement-duty';
import { dutyOfCheckIn, dutyOfQuestion } from '../domain/today/other-duties';
import { dutyOfRequest } from '../domain/today/request-duty';
import { findStates } from './find-states';
import type { CommandPorts } from './ports';
import { aboutAbsences } from './while-away';

/** Records of one kind looked at for one person; a person with more open ones sees the newest. */
const LOOKED_AT = 200;

/** Statuses of a request in which somebody still has to do something. */
const OPEN = ['Submitted', 'InReview', 'Returned', 'Approved', 'Assigned'];

/** Everything that waits for this person at this moment, worst first, and how much of theirs waits for others. */
export async function gatherDuties(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  person: PersonId,
  at: Instant,
): Promise<Duties> {
  const find = <State>(kind: string, tag: string): Promise<readonly State[]> =>
    findStates<State>(ports, { kind, tag, limit: LOOKED_AT });
  const [requests, engagements, questions, checkIns, theirs, absences] = await Promise.all([
    find<NumberedRequest>('request', `waits:${person}`),
    find<Engagement>('engagement', `waits:${person}`),
    find<Question>('question', `waits:${person}`),
    find<CheckIn>('checkin', `waits:${person}`),
    find<Request>('request', `person:${person}`),
    aboutAbsences(ports, person, at),
  ]);
  const lines: readonly (Duty | undefined)[] = [
    ...requests.map((request) => dutyOfRequest(request, person, at)),
    ...engagements.flatMap((engagement) => dutiesOfEngagement(engagement, person, at)),
    ...questions.map((question) => dutyOfQuestion(question, person)),
    ...checkIns.map((checkIn) => dutyOfCheckIn(checkIn, person)),
  ];
  const known = lines.filter((line) => line !== undefined);
  const mine = new Set(known.map(({ record }) => record));
  const waiting = theirs.filter(
    (one) => isNumbered(one) && OPEN.includes(one.status) && !mine.has(one.id),
  );
  return { ...dutiesOf(known, waiting.length), ...absences };
}
