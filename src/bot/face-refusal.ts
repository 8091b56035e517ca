import type { Face } from '../cards/drawing';
import { isReopenable } from '../cards/request-reopen-face';
import { isWithdrawable } from '../cards/request-withdraw-face';
import type { CheckIn } from '../domain/check-in/check-in';
import { refusalToAnswer as refusalToAnswerCheckIn } from '../domain/check-in/decide-check-in';
import type { Engagement } from '../domain/engagement/engagement';
import { isOneOfThree, isRunning } from '../domain/engagement/schedule-rules';
import type { Instant, PersonRef, Refusal } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import { refusalToAnswer } from '../domain/question/decide-question';
import type { Question } from '../domain/question/question';
import { isNobodyLeft, refusalOnceDecided, refusalToDecide } from '../domain/request/decide-review';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';

/**
 * Why a face with inputs is not opened: the words it asks for are another's to say, or can no longer be said. The decider would refuse
 * them anyway; this spares somebody the typing. `undefined` when it may be opened. Pure.
 */
export function refusedFace(
  state: unknown,
  by: PersonRef,
  face: Face,
  at: Instant,
): Refusal | undefined {
  switch (face) {
    case 'approve':
    case 'offer-to':
    case 'return':
    case 'deny':
    case 'reopen':
      return ofRequest(state, (request) => refusedDecision(request, by, { face, at }));
    case 'fix':
    case 'fix-all':
    case 'withdraw':
      return ofRequest(state, (request) => refusedRevision(request, by, face));
    case 'complete':
    case 'missing':
    case 'consent':
      return refusedEnd(state as Engagement | undefined, by, face);
    case 'update':
    case 'rhythm':
    case 'pause':
    case 'move':
    case 'workloads':
    case 'agreement-form':
      return refusedPlan(state as Engagement | CheckIn | undefined, by, face);
    case 'trained':
      return refusedTraining(state as Engagement | undefined, by);
    case 'answer':
      return refusedAnswer(state as Question | undefined, by);
    default:
      return undefined;
  }
}

function refusedTraining(engagement: Engagement | undefined, by: PersonRef): Refusal | undefined {
  if (engagement === undefined) {
    return { code: 'not-found' };
  }
  return by.id === engagement.requester.id
    ? unless(engagement.status === 'Completed')
    : { code: 'needs-requester' };
}

/** Forms about check-ins: those of a check-in while it can be answered, those of the schedule while the engagement runs. */
function refusedPlan(
  state: Engagement | CheckIn | undefined,
  by: PersonRef,
  face: Face,
): Refusal | undefined {
  if (state === undefined) {
    return { code: 'not-found' };
  }
  if ('ordinal' in state) {
    const code = refusalToAnswerCheckIn(state, by);
    return code === undefined ? undefined : { code };
  }
  if (!isOneOfThree(state, by)) {
    return { code: 'not-yours' };
  }
  const needsPlan = face === 'pause' || face === 'move';
  return unless(isRunning(state) && (!needsPlan || state.checkIns.plan !== undefined));
}

function refusedAnswer(question: Question | undefined, by: PersonRef): Refusal | undefined {
  return question === undefined ? { code: 'not-found' } : refusalToAnswer(question, by.id);
}

function ofRequest(
  state: unknown,
  refusal: (request: NumberedRequest) => Refusal | undefined,
): Refusal | undefined {
  const request = state as Request | undefined;
  return request === undefined || !isNumbered(request) ? { code: 'not-found' } : refusal(request);
}

/** What is still to be decided on an approved request for which nobody is left to ask. */
const FOR_NOBODY_LEFT: readonly Face[] = ['offer-to', 'deny'];

function refusedDecision(
  request: NumberedRequest,
  by: PersonRef,
  {
    face,
    at,
  }: {
    readonly face: 'approve' | 'offer-to' | 'return' | 'deny' | 'reopen';
    readonly at: Instant;
  },
): Refusal | undefined {
  const barred = refusalToDecide(request, { by, at, causeId: '' });
  if (barred !== undefined) {
    return barred;
  }
  if (face === 'reopen') {
    return refusedReopening(request, at);
  }
  const decided = refusalOnceDecided(request);
  if (isNobodyLeft(request) && FOR_NOBODY_LEFT.includes(face)) {
    return undefined;
  }
  if (face === 'offer-to') {
    return decided ?? { code: 'not-now' };
  }
  const isExhausted = face === 'return' && request.rounds >= POLICY.returnRoundsMax;
  return decided ?? (isExhausted ? { code: 'no-more-rounds' } : undefined);
}

function refusedReopening(request: NumberedRequest, at: Instant): Refusal | undefined {
  if (request.status !== 'Denied') {
    return { code: 'not-now' };
  }
  return isReopenable(request, at) ? undefined : { code: 'too-late' };
}

function refusedRevision(
  request: NumberedRequest,
  by: PersonRef,
  face: 'fix' | 'fix-all' | 'withdraw',
): Refusal | undefined {
  if (by.id !== request.requester.id) {
    return { code: 'needs-requester' };
  }
  if (isOpenTo(request, face)) {
    return undefined;
  }
  return face === 'withdraw' && (request.status === 'Assigned' || request.status === 'Closed')
    ? { code: 'too-late' }
    : (refusalOnceDecided(request) ?? { code: 'not-now' });
}

function isOpenTo(request: NumberedRequest, face: 'fix' | 'fix-all' | 'withdraw'): boolean {
  switch (face) {
    case 'fix':
      return request.status === 'Returned';
    case 'fix-all':
      return ['Returned', 'Submitted', 'InReview'].includes(request.status);
    case 'withdraw':
      return isWithdrawable(request);
  }
}

function refusedEnd(
  engagement: Engagement | undefined,
  by: PersonRef,
  face: 'complete' | 'missing' | 'consent',
): Refusal | undefined {
  if (engagement === undefined) {
    return { code: 'not-found' };
  }
  const { status, expert, requester, fpm } = engagement;
  switch (face) {
    case 'complete':
      return by.id === expert.id
        ? unless(status === 'Preparing' || status === 'Active')
        : { code: 'needs-expert' };
    case 'missing':
      return [requester.id, fpm.id].includes(by.id)
        ? unless(status === 'WrappingUp')
        : { code: 'needs-requester' };
    case 'consent':
      return [requester.id, fpm.id, expert.id].includes(by.id)
        ? unless(status !== 'Completed')
        : { code: 'not-yours' };
  }
}

function unless(isPossible: boolean): Refusal | undefined {
  return isPossible ? undefined : { code: 'not-now' };
}
