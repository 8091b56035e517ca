import { evolveNumbered } from './evolve-numbered';
import { isNumbered, type Draft, type Request, type Undecided } from './request';
import type { Happened, RequestHistory } from './request-events';

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
  if (isNumbered(state)) {
    return evolveNumbered(state, event);
  }
  return state.status === 'Draft' ? evolveDraft(state, event) : state;
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
        ...unmarked(draft),
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
    // No other event is ever written to a draft.
    default:
      return draft;
  }
}

function saved(draft: Draft, event: Happened<'DraftSaved'>): Draft {
  const { step, attempted, isReasonNew, lookAlikes, putAway } = event;
  const answers = { ...draft.answers, ...event.answers };
  const options = event.options ?? draft.options;
  const edition = draft.edition + 1;
  return {
    ...{ ...unmarked(draft), answers, options, step, attempted, lookAlikes, putAway, edition },
    ...(isReasonNew === undefined ? {} : { isReasonNew }),
  };
}

/** Whether the reason is new is said with each press. */
function unmarked(draft: Draft): Draft {
  const { isReasonNew: _before, ...rest } = draft;
  return rest;
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
    ...standingIn(event),
    submittedAt: event.at,
    reached: {},
    rounds: 0,
    changes: [],
  };
}

/** It was with the stand-in from the beginning; whoever is away has it as if they had handed it over. */
function standingIn({
  absent,
  form,
  at,
}: Happened<'RequestSubmitted'>): Pick<Undecided, 'handOvers'> {
  return absent === undefined
    ? {}
    : { handOvers: [{ from: absent, to: form.fpm, by: 'system', at, isAway: true }] };
}
