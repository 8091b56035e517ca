import type { PersonRef, Stamped } from '../kernel';
import type { Approved, Assigned, Draft, NumberedRequest, Request, Undecided } from './request';
import type { RequestEvent, RequestHistory } from './request-events';

type Happened<Type extends RequestEvent['type']> = Stamped<Extract<RequestEvent, { type: Type }>>;

/**
 * The request after one more event. Pure. Total over what `decideRequest` can have written;
 * an event that does not fit the state (never written by us) leaves it as it is.
 */
export function evolveRequest(
  state: Request | undefined,
  event: RequestHistory,
): Request | undefined {
  if (event.type === 'DraftStarted') {
    return state ?? started(event);
  }
  if (state === undefined) {
    return undefined;
  }
  switch (state.status) {
    case 'Draft':
      return evolveDraft(state, event);
    case 'Discarded':
    case 'Deflected':
      return state;
    case 'Submitted':
    case 'InReview':
    case 'Denied':
    case 'Approved':
    case 'Assigned':
    case 'Closed':
      return evolveNumbered(state, event);
  }
}

function started(event: Happened<'DraftStarted'>): Draft {
  return {
    status: 'Draft',
    id: event.id,
    requester: event.requester,
    openedAt: event.at,
    options: event.options,
    answers: event.answers,
    step: 'need',
    attempted: [],
    lookAlikes: [],
    putAway: false,
    edition: 1,
  };
}

function evolveDraft(draft: Draft, event: RequestHistory): Request {
  const { id, requester, openedAt } = draft;
  switch (event.type) {
    case 'DraftSaved':
      return saved(draft, event);
    case 'DraftStartedOver':
      return {
        ...draft,
        answers: keptOnStartOver(draft),
        step: 'need',
        attempted: [],
        lookAlikes: [],
        putAway: false,
        edition: draft.edition + 1,
      };
    case 'DraftDiscarded':
      return { status: 'Discarded', id, requester, openedAt, endedAt: event.at };
    case 'GuideChosen': {
      const { workloadId, guideUrl } = event;
      return {
        status: 'Deflected',
        id,
        requester,
        openedAt,
        endedAt: event.at,
        workloadId,
        guideUrl,
      };
    }
    case 'RequestSubmitted':
      return submitted(draft, event);
    case 'DraftStarted':
    case 'CompletenessConfirmed':
    case 'ExpertsRanked':
    case 'RequestApproved':
    case 'RequestDenied':
    case 'ExpertOffered':
    case 'OfferDeclined':
    case 'OfferExpired':
    case 'NobodyLeft':
    case 'ExpertAssigned':
    case 'FirstContactConfirmed':
    case 'RequestClosed':
    case 'OutcomeNoted':
    case 'DeliveryNoted':
      return draft;
  }
}

function saved(draft: Draft, event: Happened<'DraftSaved'>): Draft {
  const { step, attempted, lookAlikes, putAway } = event;
  const answers = { ...draft.answers, ...event.answers };
  const options = event.options ?? draft.options;
  const edition = draft.edition + 1;
  return { ...draft, answers, options, step, attempted, lookAlikes, putAway, edition };
}

/** What the directory filled in stays; what the person typed goes. */
function keptOnStartOver(draft: Draft): Draft['answers'] {
  const { company, fpm, deliveryTeam, contactMail } = draft.answers;
  return {
    ...(company === undefined ? {} : { company }),
    ...(fpm === undefined ? {} : { fpm }),
    ...(deliveryTeam === undefined ? {} : { deliveryTeam }),
    ...(contactMail === undefined ? {} : { contactMail }),
  };
}

function submitted(draft: Draft, event: Happened<'RequestSubmitted'>): Undecided {
  const { number, form, contactIsRequester, routing, lookAlikes, promises, candidates } = event;
  const { id, requester, openedAt } = draft;
  return {
    ...{
      status: 'Submitted',
      id,
      requester,
      openedAt,
      number,
      form,
      routing,
      lookAlikes,
      promises,
      candidates,
      contactIsRequester,
    },
    submittedAt: event.at,
    reached: {},
  };
}

function evolveNumbered(request: NumberedRequest, event: RequestHistory): Request {
  switch (event.type) {
    case 'DeliveryNoted':
      return { ...request, reached: { ...request.reached, [event.person]: event.way } };
    case 'ExpertsRanked':
      return { ...request, candidates: event.candidates };
    case 'CompletenessConfirmed':
      return request.status === 'Submitted'
        ? { ...request, status: 'InReview', checked: { by: actor(event), at: event.at } }
        : request;
    case 'RequestApproved':
    case 'RequestDenied':
      return evolveDecision(request, event);
    case 'ExpertOffered':
    case 'OfferDeclined':
    case 'OfferExpired':
    case 'NobodyLeft':
    case 'ExpertAssigned':
      return request.status === 'Approved' ? evolveOffer(request, event) : request;
    case 'FirstContactConfirmed':
    case 'RequestClosed':
    case 'OutcomeNoted':
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

function evolveDecision(
  request: NumberedRequest,
  event: Happened<'RequestApproved' | 'RequestDenied'>,
): Request {
  if (request.status !== 'Submitted' && request.status !== 'InReview') {
    return request;
  }
  const by = actor(event);
  return event.type === 'RequestApproved'
    ? { ...request, status: 'Approved', approvedBy: by, approvedAt: event.at, turnedDown: [] }
    : {
        ...request,
        status: 'Denied',
        deniedBy: by,
        deniedAt: event.at,
        reason: event.reason,
        note: event.note,
      };
}

function evolveOffer(
  request: Approved,
  event: Happened<
    'ExpertOffered' | 'OfferDeclined' | 'OfferExpired' | 'NobodyLeft' | 'ExpertAssigned'
  >,
): Request {
  const { offer, ...rest } = request;
  switch (event.type) {
    case 'ExpertOffered': {
      const { candidate, answerBy } = event;
      return {
        ...rest,
        offer: { expert: candidate.expert, candidate, offeredAt: event.at, answerBy },
      };
    }
    case 'OfferDeclined':
      return {
        ...rest,
        turnedDown: [
          ...rest.turnedDown,
          { expert: event.expert, at: event.at, reason: event.reason },
        ],
      };
    case 'OfferExpired':
      return {
        ...rest,
        turnedDown: [
          ...rest.turnedDown,
          { expert: event.expert, at: event.at, reason: 'no-answer' },
        ],
      };
    case 'NobodyLeft':
      return offer === undefined ? request : rest;
    case 'ExpertAssigned': {
      const { expert, contactBy, engagement } = event;
      return { ...rest, status: 'Assigned', expert, contactBy, engagement, assignedAt: event.at };
    }
  }
}

function evolveAssigned(
  request: Assigned,
  event: Happened<'FirstContactConfirmed' | 'RequestClosed' | 'OutcomeNoted'>,
): Request {
  switch (event.type) {
    case 'FirstContactConfirmed':
      return { ...request, contact: { by: actor(event), at: event.at } };
    case 'RequestClosed':
      return { ...request, status: 'Closed', closed: { by: actor(event), at: event.at } };
    case 'OutcomeNoted':
      return { ...request, outcome: event.outcome };
  }
}

/** The person behind an event that only people cause. */
function actor(event: RequestHistory): PersonRef {
  return event.by === 'system' ? { id: 'person:system', name: '' } : event.by;
}
