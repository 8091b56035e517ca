import { personBehind } from './person-behind';
import type { FieldChange, NumberedRequest, Returned, Undecided, Withdrawn } from './request';
import type { Happened } from './request-events';

/** What every submitted request keeps to its end, without what is being typed. */
type Requested = Omit<Undecided, 'status' | 'revising' | 'revisingLookAlikes'>;

/** A request that is sent back, changed, sent again or taken back. Pure. */
export function evolveRevision(
  request: NumberedRequest,
  event: Happened<
    | 'RequestReturned'
    | 'RevisionKept'
    | 'RequestSentAgain'
    | 'RequestChanged'
    | 'ClosingWarned'
    | 'RequestExpired'
    | 'RequestWithdrawn'
  >,
): NumberedRequest {
  switch (event.type) {
    case 'RequestReturned':
      return isUndecided(request) ? returned(request, event) : request;
    case 'RequestChanged':
      return isUndecided(request) ? changed(request, event) : request;
    case 'RevisionKept':
      return isOpen(request) ? revised(request, event) : request;
    case 'RequestWithdrawn':
      return isOpen(request) || request.status === 'Approved' ? withdrawn(request, event) : request;
    case 'RequestSentAgain':
    case 'ClosingWarned':
    case 'RequestExpired':
      return request.status === 'Returned' ? evolveReturned(request, event) : request;
  }
}

function evolveReturned(
  request: Returned,
  event: Happened<'RequestSentAgain' | 'ClosingWarned' | 'RequestExpired'>,
): NumberedRequest {
  switch (event.type) {
    case 'RequestSentAgain':
      return sentAgain(request, event);
    case 'ClosingWarned':
      return { ...request, warned: true, closeBy: event.closeBy ?? request.closeBy };
    case 'RequestExpired':
      return withdrawn(request, event);
  }
}

function isUndecided(request: NumberedRequest): request is Undecided {
  return request.status === 'Submitted' || request.status === 'InReview';
}

function isOpen(request: NumberedRequest): request is Undecided | Returned {
  return isUndecided(request) || request.status === 'Returned';
}

function returned(request: Undecided, event: Happened<'RequestReturned'>): Returned {
  const { reason, note, fields, left, warnAt, closeBy } = event;
  return {
    ...requested(request),
    ...pending(request),
    status: 'Returned',
    rounds: request.rounds + 1,
    changes: [],
    returnedBy: personBehind(event),
    returnedAt: event.at,
    ...{ reason, note, fields, left, warnAt, closeBy },
  };
}

function revised(
  request: Undecided | Returned,
  event: Happened<'RevisionKept'>,
): Undecided | Returned {
  const { revising: _before, revisingLookAlikes: _too, ...rest } = request;
  const isNothing = Object.keys(event.answers).length === 0 && event.lookAlikes.length === 0;
  return isNothing
    ? rest
    : { ...rest, revising: event.answers, revisingLookAlikes: event.lookAlikes };
}

function sentAgain(request: Returned, event: Happened<'RequestSentAgain'>): Undecided {
  const { checked: _old, reminded: _once, ...rest } = requested(request);
  return {
    ...rest,
    ...formOf(event),
    status: 'Submitted',
    changes: event.changes,
    promises: event.promises,
  };
}

function changed(request: Undecided, event: Happened<'RequestChanged'>): Undecided {
  return {
    ...requested(request),
    ...formOf(event),
    status: request.status,
    changes: together(request.changes, event.changes),
  };
}

function formOf(
  event: Happened<'RequestSentAgain' | 'RequestChanged'>,
): Pick<Undecided, 'form' | 'contactIsRequester' | 'routing' | 'lookAlikes' | 'candidates'> {
  const { form, contactIsRequester, routing, lookAlikes, candidates } = event;
  return { form, contactIsRequester, routing, lookAlikes, candidates };
}

/** Earlier and later changes as one: from how it first stood to how it stands; what is back to its first value is no change. */
function together(
  earlier: readonly FieldChange[],
  later: readonly FieldChange[],
): readonly FieldChange[] {
  const merged = earlier.map((change) => {
    const again = later.find(({ field }) => field === change.field);
    return again === undefined ? change : { ...change, to: again.to };
  });
  const fresh = later.filter(({ field }) => !earlier.some((change) => change.field === field));
  return [...merged, ...fresh].filter(({ from, to }) => from.typed !== to.typed);
}

function withdrawn(
  request: NumberedRequest,
  event: Happened<'RequestExpired' | 'RequestWithdrawn'>,
): Withdrawn {
  const reason = event.type === 'RequestWithdrawn' ? event.reason : undefined;
  return {
    ...requested(request),
    status: 'Withdrawn',
    withdrawnBy: event.by,
    withdrawnAt: event.at,
    ...(reason === undefined ? {} : { withdrawal: reason }),
  };
}

/** The fields of every submitted request and no others: a field exists only where it is true. */
function requested(request: NumberedRequest): Requested {
  const { id, requester, openedAt, number, form, contactIsRequester, routing } = request;
  const { lookAlikes, submittedAt, promises, candidates, reached, rounds, changes } = request;
  const { checked, reminded, late, unacknowledgedAt, reopened } = request;
  return {
    ...{ id, requester, openedAt, number, form, contactIsRequester, routing },
    ...{ lookAlikes, submittedAt, promises, candidates, reached, rounds, changes },
    ...(checked === undefined ? {} : { checked }),
    ...(reminded === undefined ? {} : { reminded }),
    ...(late === undefined ? {} : { late }),
    ...(unacknowledgedAt === undefined ? {} : { unacknowledgedAt }),
    ...(reopened === undefined ? {} : { reopened }),
  };
}

/** What was typed and is not right yet; it outlives a return. */
function pending(request: Undecided): Pick<Undecided, 'revising' | 'revisingLookAlikes'> {
  const { revising, revisingLookAlikes } = request;
  return {
    ...(revising === undefined ? {} : { revising }),
    ...(revisingLookAlikes === undefined ? {} : { revisingLookAlikes }),
  };
}
