import { accept, refuse, type Decision } from '../kernel';
import type { Policy } from '../policy';
import { decideAsFpm } from './decide-as-fpm';
import { checkAcknowledgement, checkClosing, checkDecision, checkReturn } from './decide-clocks';
import { acceptOffer, checkOffer, confirmContact, declineOffer } from './decide-offer';
import { personOf, refusalOnceDecided } from './decide-review';
import { decideAsRequester } from './decide-revision';
import { handOver } from './hand-over';
import type { NumberedRequest } from './request';
import type { CommandOf, RequestCommand, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';

interface Context {
  readonly facts: RequestFacts;
  readonly policy: Policy;
}

/** Decides what a command means for a request that was submitted. Pure. */
export function decideNumbered(
  request: NumberedRequest,
  command: RequestCommand,
  context: Context,
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
    case 'SendAgain':
    case 'ChangeRequest':
    case 'Withdraw':
      return decideAsRequester(request, command, context);
    case 'AcceptOffer':
    case 'DeclineOffer':
      return answerOffer(request, command, context.facts);
    case 'ConfirmContact':
      return request.status === 'Assigned' || request.status === 'Closed'
        ? confirmContact(request, command, context.facts)
        : refuse('not-now');
    case 'NoteDelivery':
    case 'NoteOutcome':
      return note(request, command);
    case 'HandOver':
      return handOver(request, command, context);
    case 'CheckOffer':
    case 'CheckReturn':
    case 'CheckDecision':
    case 'CheckAcknowledgement':
    case 'CheckClosing':
      return check(request, command, context);
    case 'StartDraft':
    case 'MarkComplete':
    case 'RankExperts':
    case 'Approve':
    case 'Deny':
    case 'ReturnRequest':
    case 'ReopenDenied':
    case 'OfferTo':
    case 'CloseRequest':
    case 'NoteFeedback':
      return decideAsFpm(request, command, context);
  }
}

function check(
  request: NumberedRequest,
  command: CommandOf<
    'CheckOffer' | 'CheckReturn' | 'CheckDecision' | 'CheckAcknowledgement' | 'CheckClosing'
  >,
  context: Context,
): Decision<RequestEvent> {
  switch (command.type) {
    case 'CheckOffer':
      return checkOffer(request, command, context.facts);
    case 'CheckReturn':
      return checkReturn(request, command, context.facts);
    case 'CheckDecision':
      return checkDecision(request, command, context.facts);
    case 'CheckAcknowledgement':
      return checkAcknowledgement(request, command, context);
    case 'CheckClosing':
      return checkClosing(request, command);
  }
}

function answerOffer(
  request: NumberedRequest,
  command: CommandOf<'AcceptOffer' | 'DeclineOffer'>,
  facts: RequestFacts,
): Decision<RequestEvent> {
  if (request.status === 'Approved') {
    return command.type === 'AcceptOffer'
      ? acceptOffer(request, command, facts)
      : declineOffer(request, command, facts);
  }
  if (request.status === 'Withdrawn') {
    // Whoever was asked and answers too late learns why nobody waits any more.
    return { ok: false, refusal: refusalOnceDecided(request) ?? { code: 'withdrawn' } };
  }
  if (request.status !== 'Assigned' && request.status !== 'Closed') {
    return refuse('needs-expert');
  }
  const isSame = request.expert.id === personOf(command)?.id;
  return isSame
    ? refuse('already-answered', { by: request.expert, at: request.assignedAt })
    : refuse('needs-expert');
}

function note(
  request: NumberedRequest,
  command: CommandOf<'NoteDelivery' | 'NoteOutcome'>,
): Decision<RequestEvent> {
  if (command.type === 'NoteDelivery') {
    return request.reached[command.person] === command.way
      ? accept()
      : accept({ type: 'DeliveryNoted', person: command.person, way: command.way });
  }
  if (request.status !== 'Assigned' && request.status !== 'Closed') {
    return refuse('not-now');
  }
  return request.outcome === undefined
    ? accept({ type: 'OutcomeNoted', outcome: command.outcome })
    : accept();
}
