import { accept, refuse, type Decision, type Refusal } from '../kernel';
import type { Policy } from '../policy';
import { chooseGuide, isDrafter, saveDraft, startDraft, submit } from './decide-draft';
import { acceptOffer, checkOffer, confirmContact, declineOffer } from './decide-offer';
import {
  approve,
  closeRequest,
  deny,
  offerTo,
  personOf,
  rankAgain,
  refusalOnceDecided,
  refusalToDecide,
} from './decide-review';
import { isNumbered, type Draft, type NumberedRequest, type Request } from './request';
import type { RequestCommand, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';

/** What a decider is given beside state and command. */
export interface RequestContext {
  readonly facts: RequestFacts;
  readonly policy: Policy;
}

/**
 * Decides what a command means for a request. Pure: same arguments, same decision.
 *
 * @param state - The request so far, or `undefined` before its form was opened.
 * @returns Events to append, in order; an empty list means "nothing to do" and is success.
 */
export function decideRequest(
  state: Request | undefined,
  command: RequestCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  if (command.type === 'StartDraft') {
    return state === undefined ? startDraft(command, context.facts) : accept();
  }
  if (state === undefined) {
    return refuse('not-found');
  }
  return isNumbered(state)
    ? decideNumbered(state, command, context)
    : decideDraft(state, command, context);
}

function decideDraft(
  state: Exclude<Request, NumberedRequest>,
  command: RequestCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  const person = personOf(command);
  if (person === undefined || !isDrafter(state, person)) {
    return refuse('not-yours');
  }
  return state.status === 'Draft' ? decideOpenDraft(state, command, context) : refuse('draft-gone');
}

function decideOpenDraft(
  draft: Draft,
  command: RequestCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  switch (command.type) {
    case 'SaveDraft':
      return saveDraft(draft, command, context);
    case 'StartOver':
      return accept({ type: 'DraftStartedOver' });
    case 'DiscardDraft':
      return accept({ type: 'DraftDiscarded' });
    case 'UseGuide':
      return chooseGuide(draft, command);
    case 'Submit':
      return submit(draft, command, context);
    case 'StartDraft':
    case 'MarkComplete':
    case 'RankExperts':
    case 'Approve':
    case 'Deny':
    case 'OfferTo':
    case 'AcceptOffer':
    case 'DeclineOffer':
    case 'CheckOffer':
    case 'ConfirmContact':
    case 'CloseRequest':
    case 'NoteOutcome':
    case 'NoteDelivery':
      return refuse('not-now');
  }
}

function decideNumbered(
  request: NumberedRequest,
  command: RequestCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  switch (command.type) {
    case 'SaveDraft':
    case 'StartOver':
    case 'DiscardDraft':
    case 'UseGuide':
    case 'Submit':
      return personOf(command)?.id === request.requester.id
        ? refuse('already-submitted')
        : refuse('not-yours');
    case 'NoteDelivery':
      return request.reached[command.person] === command.way
        ? accept()
        : accept({ type: 'DeliveryNoted', person: command.person, way: command.way });
    case 'NoteOutcome':
      return noteOutcome(request, command);
    case 'CheckOffer':
      return checkOffer(request, command, context.facts);
    case 'AcceptOffer':
    case 'DeclineOffer':
      return answerOffer(request, command, context.facts);
    case 'ConfirmContact':
      return request.status === 'Assigned' || request.status === 'Closed'
        ? confirmContact(request, command)
        : refuse('not-now');
    case 'StartDraft':
    case 'MarkComplete':
    case 'RankExperts':
    case 'Approve':
    case 'Deny':
    case 'OfferTo':
    case 'CloseRequest':
      return decideAsFpm(request, command, context);
  }
}

type FpmCommand = Extract<
  RequestCommand,
  {
    type:
      | 'MarkComplete'
      | 'RankExperts'
      | 'Approve'
      | 'Deny'
      | 'OfferTo'
      | 'CloseRequest'
      | 'StartDraft';
  }
>;

function decideAsFpm(
  request: NumberedRequest,
  command: FpmCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  const barred = refusalToDecide(request, command);
  if (barred !== undefined) {
    return { ok: false, refusal: barred };
  }
  switch (command.type) {
    case 'CloseRequest':
      return request.status === 'Assigned' || request.status === 'Closed'
        ? closeRequest(request)
        : refuse('not-now');
    case 'OfferTo':
      return offerAgain(request, command, context.facts);
    case 'RankExperts':
      return request.status === 'Submitted' ||
        request.status === 'InReview' ||
        request.status === 'Approved'
        ? rankAgain(request, command, context.facts)
        : refusedAs(refusalOnceDecided(request));
    case 'StartDraft':
    case 'MarkComplete':
    case 'Approve':
    case 'Deny':
      return decideOpen(request, command, context);
  }
}

function decideOpen(
  request: NumberedRequest,
  command: Exclude<FpmCommand, { type: 'CloseRequest' | 'OfferTo' | 'RankExperts' }>,
  context: RequestContext,
): Decision<RequestEvent> {
  if (request.status !== 'Submitted' && request.status !== 'InReview') {
    return refusedAs(refusalOnceDecided(request));
  }
  switch (command.type) {
    case 'MarkComplete':
      return request.status === 'InReview' ? accept() : accept({ type: 'CompletenessConfirmed' });
    case 'Approve':
      return approve(request, command, context.facts);
    case 'Deny':
      return deny(command, context.policy);
    case 'StartDraft':
      return refuse('not-now');
  }
}

function offerAgain(
  request: NumberedRequest,
  command: Extract<RequestCommand, { type: 'OfferTo' }>,
  facts: RequestFacts,
): Decision<RequestEvent> {
  if (request.status !== 'Approved' || request.offer !== undefined) {
    return refusedAs(refusalOnceDecided(request) ?? { code: 'not-now' });
  }
  const offered = offerTo(request, command.expert, facts, command.at);
  return offered === undefined ? refuse('expert-missing') : accept(offered);
}

function answerOffer(
  request: NumberedRequest,
  command: Extract<RequestCommand, { type: 'AcceptOffer' | 'DeclineOffer' }>,
  facts: RequestFacts,
): Decision<RequestEvent> {
  if (request.status === 'Approved') {
    return command.type === 'AcceptOffer'
      ? acceptOffer(request, command, facts)
      : declineOffer(request, command, facts);
  }
  if (request.status !== 'Assigned' && request.status !== 'Closed') {
    return refuse('needs-expert');
  }
  const isSame = request.expert.id === personOf(command)?.id;
  return isSame
    ? refuse('already-answered', { by: request.expert, at: request.assignedAt })
    : refuse('needs-expert');
}

function noteOutcome(
  request: NumberedRequest,
  command: Extract<RequestCommand, { type: 'NoteOutcome' }>,
): Decision<RequestEvent> {
  if (request.status !== 'Assigned' && request.status !== 'Closed') {
    return refuse('not-now');
  }
  return request.outcome === undefined
    ? accept({ type: 'OutcomeNoted', outcome: command.outcome })
    : accept();
}

function refusedAs(refusal: Refusal | undefined): Decision<RequestEvent> {
  return { ok: false, refusal: refusal ?? { code: 'not-now' } };
}
