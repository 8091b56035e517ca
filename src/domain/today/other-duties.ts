import type { CheckIn } from '../check-in/check-in';
import type { PersonId } from '../kernel';
import { awaitedOf, type Question } from '../question/question';
import type { Duty } from './duty';

/** What a question or concern expects of this person; `undefined` for nothing. Pure. */
export function dutyOfQuestion(question: Question, person: PersonId): Duty | undefined {
  const isAwaited = awaitedOf(question).some(({ id }) => id === person);
  // Whoever asked was told of the answer; marking it as solved is no duty.
  if (question.status !== 'Open' || !isAwaited || question.awaits === 'from') {
    return undefined;
  }
  const { about, answerBy } = question;
  return {
    what: question.kind === 'concern' ? 'concern' : 'answer-question',
    record: question.id,
    partner: question.to.company.name,
    since: question.since,
    ...(about.number === undefined ? {} : { number: about.number }),
    ...(about.workloadId === undefined ? {} : { workloadId: about.workloadId }),
    ...(answerBy === undefined ? {} : { due: answerBy }),
  };
}

/** What a check-in expects of this person: the lead answers it. Pure. */
export function dutyOfCheckIn(checkIn: CheckIn, person: PersonId): Duty | undefined {
  const isAwaited = checkIn.status === 'Due' || checkIn.status === 'Late';
  const workload = checkIn.workloads[0];
  return isAwaited && checkIn.requester.id === person
    ? {
        what: 'check-in',
        record: checkIn.id,
        number: checkIn.number,
        since: checkIn.openedAt,
        due: checkIn.answerBy,
        ...(workload === undefined ? {} : { workloadId: workload.id }),
      }
    : undefined;
}
