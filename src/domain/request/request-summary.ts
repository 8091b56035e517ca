import type { Instant, PersonId } from '../kernel';
import type { Summary } from '../summary';
import { workloadOf } from '../routing/workloads';
import { isNumbered, type Assigned, type NumberedRequest, type Request } from './request';

/** FPMs by whose absence a request is found: a record has at most forty tags. */
const ABSENT_MAX = 20;

/** Whom the request waits for, and which lists it is found in. Pure. */
export function summaryOfRequest(request: Request, at: Instant): Summary {
  const tags = isNumbered(request) ? numberedTags(request) : draftTags(request);
  return { kind: 'request', tags, search: isNumbered(request) ? searchOf(request) : '', at };
}

function draftTags(request: Exclude<Request, NumberedRequest>): readonly string[] {
  return request.status === 'Draft'
    ? [`drafter:${request.requester.id}`]
    : [`ended:${request.requester.id}`];
}

function numberedTags(request: NumberedRequest): readonly string[] {
  const code = workloadOf(request.form.workloadId)?.code ?? request.form.workloadId;
  return [
    `number:${String(request.number)}`,
    `requester:${request.requester.id}`,
    `fpm:${request.form.fpm.id}`,
    `company:${request.form.company.id}`,
    `topic:${request.form.company.id}/${code}`,
    ...peopleOf(request).map((id) => `person:${id}`),
    ...waitsFor(request).map((id) => `waits:${id}`),
    ...absentOf(request).map((id) => `stood-in-for:${id}`),
  ];
}

/** The FPMs who were away and for whom somebody else took it. */
function absentOf({ handOvers = [] }: NumberedRequest): readonly PersonId[] {
  const absent = handOvers.filter(({ isAway }) => isAway === true);
  return [...new Set(absent.map(({ from }) => from.id))].slice(-ABSENT_MAX);
}

/** Everybody who may look at the request. Pure. */
export function peopleOf(request: NumberedRequest): readonly PersonId[] {
  const experts =
    request.status === 'Assigned' || request.status === 'Closed'
      ? [request.expert.id]
      : request.status === 'Approved' && request.offer !== undefined
        ? [request.offer.expert.id]
        : [];
  return [request.requester.id, request.form.fpm.id, ...experts];
}

/** The people from whom the next step is expected. Pure. */
export function waitsFor(request: NumberedRequest): readonly PersonId[] {
  switch (request.status) {
    case 'Submitted':
    case 'InReview':
      return [request.form.fpm.id];
    case 'Approved':
      return [request.offer?.expert.id ?? request.form.fpm.id];
    case 'Assigned':
      return request.contact === undefined
        ? [request.expert.id, request.form.fpm.id]
        : [request.form.fpm.id];
    case 'Returned':
      return [request.requester.id];
    case 'Closed':
      return isFeedbackUnread(request) ? [request.form.fpm.id] : [];
    case 'Withdrawn':
    case 'Denied':
      return [];
  }
}

/** Whether the FPM has not noted the expert's feedback yet. Pure. */
export function isFeedbackUnread(request: Assigned): boolean {
  return request.outcome?.feedback !== undefined && request.feedbackNotedAt === undefined;
}

function searchOf(request: NumberedRequest): string {
  const { form } = request;
  return [
    `sme-${String(request.number)}`,
    form.company.name,
    form.tenantName.typed,
    form.workloadId,
  ]
    .join(' ')
    .toLowerCase()
    .slice(0, 1000);
}
