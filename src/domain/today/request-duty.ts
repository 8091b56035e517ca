import type { Instant, PersonId } from '../kernel';
import type { NumberedRequest } from '../request/request';
import { isFeedbackUnread } from '../request/request-summary';
import type { Duty, DutyCode } from './duty';

const DAY_MS = 24 * 3_600_000;

/** What a request expects of this person at this moment; `undefined` for nothing. Pure. */
export function dutyOfRequest(
  request: NumberedRequest,
  person: PersonId,
  at: Instant,
): Duty | undefined {
  const asked = askedOf(request, person, at);
  return asked === undefined
    ? undefined
    : {
        ...asked,
        record: request.id,
        number: request.number,
        partner: request.form.company.name,
        workloadId: request.form.workloadId,
      };
}

type Asked = Pick<Duty, 'what' | 'due' | 'since'>;

function asked(what: DutyCode, since: Instant, due?: Instant): Asked {
  return { what, since, ...(due === undefined ? {} : { due }) };
}

function askedOf(request: NumberedRequest, person: PersonId, at: Instant): Asked | undefined {
  return person === request.requester.id
    ? askedOfRequester(request)
    : person === request.form.fpm.id
      ? askedOfFpm(request, at)
      : askedOfExpert(request, person);
}

function askedOfRequester(request: NumberedRequest): Asked | undefined {
  return request.status === 'Returned'
    ? asked('fix', request.returnedAt, request.warned === true ? request.closeBy : undefined)
    : undefined;
}

function askedOfFpm(request: NumberedRequest, at: Instant): Asked | undefined {
  const { promises, submittedAt } = request;
  switch (request.status) {
    case 'Submitted':
      return asked('check', submittedAt, Math.min(promises.checkBy, promises.fpmDecideBy));
    case 'InReview':
      return asked('decide', submittedAt, promises.fpmDecideBy);
    case 'Approved':
      return request.offer === undefined
        ? asked('choose-expert', request.approvedAt, promises.fpmDecideBy)
        : undefined;
    case 'Assigned':
      if (request.contact !== undefined) {
        return asked('close', request.contact.at);
      }
      // The expert is reminded first; the FPM a day later.
      return at >= request.contactBy + DAY_MS
        ? asked('no-contact', request.assignedAt, request.contactBy)
        : undefined;
    case 'Closed':
      return isFeedbackUnread(request) && request.outcome !== undefined
        ? asked('feedback', request.outcome.completedAt)
        : undefined;
    case 'Returned':
    case 'Withdrawn':
    case 'Denied':
      return undefined;
  }
}

function askedOfExpert(request: NumberedRequest, person: PersonId): Asked | undefined {
  if (request.status === 'Approved' && request.offer?.expert.id === person) {
    return asked('answer-offer', request.offer.offeredAt, request.offer.answerBy);
  }
  const isAwaited =
    request.status === 'Assigned' && request.expert.id === person && request.contact === undefined;
  return isAwaited ? asked('contact', request.assignedAt, request.contactBy) : undefined;
}
