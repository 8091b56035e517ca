import { evolveOffer } from './evolve-offer';
import { evolveRevision } from './evolve-revision';
import { handedOver } from './hand-over';
import { personBehind } from './person-behind';
import type { Approved, Assigned, Denied, NumberedRequest, Undecided } from './request';
import type { Happened, RequestHistory } from './request-events';

/** A submitted request after one more event; one that does not fit its status leaves it as it is. Pure. */
export function evolveNumbered(request: NumberedRequest, event: RequestHistory): NumberedRequest {
  switch (event.type) {
    case 'DeliveryNoted':
      return { ...request, reached: { ...request.reached, [event.person]: event.way } };
    case 'ExpertsRanked':
      return { ...request, candidates: event.candidates };
    case 'AcknowledgementMissed':
      return { ...request, unacknowledgedAt: event.at };
    case 'CompletenessConfirmed':
    case 'RequestApproved':
    case 'RequestDenied':
    case 'DenialReopened':
      return evolveReview(request, event);
    case 'RequestHandedOver':
      return handedOver(request, event);
    case 'DecisionDueSoon':
    case 'DecisionLate':
      return evolveClock(request, event);
    case 'RequestReturned':
    case 'RevisionKept':
    case 'RequestSentAgain':
    case 'RequestChanged':
    case 'ClosingWarned':
    case 'RequestExpired':
    case 'RequestWithdrawn':
      return evolveRevision(request, event);
    case 'ExpertOffered':
    case 'OfferDeclined':
    case 'OfferExpired':
    case 'NobodyLeft':
    case 'ExpertAssigned':
      return request.status === 'Approved' ? evolveOffer(request, event) : request;
    case 'FirstContactConfirmed':
    case 'RequestClosed':
    case 'OutcomeNoted':
    case 'FeedbackNoted':
      return request.status === 'Assigned' || request.status === 'Closed'
        ? evolveAssigned(request, event)
        : request;
    case 'DraftStarted':
    case 'DraftSaved':
    case 'DraftStartedOver':
    case 'DraftDiscarded':
    case 'GuideChosen':
    case 'RequestSubmitted':
      return request;
  }
}

function evolveReview(
  request: NumberedRequest,
  event: Happened<'CompletenessConfirmed' | 'RequestApproved' | 'RequestDenied' | 'DenialReopened'>,
): NumberedRequest {
  if (event.type === 'DenialReopened') {
    return request.status === 'Denied' ? reopened(request, event) : request;
  }
  if (event.type === 'RequestDenied' && request.status === 'Approved') {
    return request.offer === undefined ? deniedAfterAll(request, event) : request;
  }
  if (request.status !== 'Submitted' && request.status !== 'InReview') {
    return request;
  }
  if (event.type !== 'CompletenessConfirmed') {
    return decided(request, event);
  }
  const checked = { by: personBehind(event), at: event.at };
  return request.status === 'Submitted'
    ? { ...request, status: 'InReview', checked, changes: [] }
    : request;
}

function decided(
  request: Undecided,
  event: Happened<'RequestApproved' | 'RequestDenied'>,
): NumberedRequest {
  const { revising: _void, revisingLookAlikes: _too, ...rest } = request;
  if (event.type === 'RequestApproved') {
    const approval = { approvedBy: personBehind(event), approvedAt: event.at, turnedDown: [] };
    return { ...rest, status: 'Approved', changes: [], ...approval };
  }
  return { ...rest, status: 'Denied', changes: [], ...denialOf(event) };
}

/** Approved before, but no expert was found. */
function deniedAfterAll(request: Approved, event: Happened<'RequestDenied'>): Denied {
  const { approvedBy: _by, approvedAt: _at, turnedDown: _asked, ...rest } = request;
  return { ...rest, status: 'Denied', changes: [], ...denialOf(event) };
}

function denialOf(
  event: Happened<'RequestDenied'>,
): Pick<Denied, 'deniedBy' | 'deniedAt' | 'reason' | 'note' | 'reopenBy'> {
  const { reason, note, reopenBy } = event;
  return {
    deniedBy: personBehind(event),
    deniedAt: event.at,
    reason,
    note,
    ...(reopenBy === undefined ? {} : { reopenBy }),
  };
}

function reopened(request: Denied, event: Happened<'DenialReopened'>): Undecided {
  const {
    deniedBy: _by,
    deniedAt: _at,
    reason: _reason,
    note: _note,
    reopenBy: _until,
    late: _kept,
    reminded: _once,
    ...rest
  } = request;
  const by = personBehind(event);
  return {
    ...rest,
    status: 'InReview',
    promises: event.promises,
    checked: request.checked ?? { by, at: event.at },
    reopened: { by, at: event.at, note: event.note },
  };
}

function evolveClock(
  request: NumberedRequest,
  event: Happened<'DecisionDueSoon' | 'DecisionLate'>,
): NumberedRequest {
  const isUndecided = request.status === 'Submitted' || request.status === 'InReview';
  if (event.type === 'DecisionDueSoon') {
    return isUndecided ? { ...request, reminded: true } : request;
  }
  const { standIn } = event;
  return isUndecided || request.status === 'Approved'
    ? { ...request, late: { at: event.at, ...(standIn === undefined ? {} : { standIn }) } }
    : request;
}

function evolveAssigned(
  request: Assigned,
  event: Happened<'FirstContactConfirmed' | 'RequestClosed' | 'OutcomeNoted' | 'FeedbackNoted'>,
): Assigned {
  switch (event.type) {
    case 'FirstContactConfirmed': {
      const { closeAt } = event;
      const contact = { by: personBehind(event), at: event.at };
      return { ...request, contact, ...(closeAt === undefined ? {} : { closeAt }) };
    }
    case 'RequestClosed':
      return { ...request, status: 'Closed', closed: { by: event.by, at: event.at } };
    case 'FeedbackNoted':
      return { ...request, feedbackNotedAt: event.at };
    case 'OutcomeNoted':
      return { ...request, outcome: event.outcome };
  }
}
