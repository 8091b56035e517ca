import { accept, refuse, type Decision, type Refusal } from '../kernel';
import type { Policy } from '../policy';
import { reopenDenied, returnRequest } from './decide-return';
import {
  approve,
  closeRequest,
  deny,
  isNobodyLeft,
  offerTo,
  rankAgain,
  refusalOnceDecided,
  refusalToDecide,
} from './decide-review';
import type { NumberedRequest } from './request';
import type { CommandOf, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';

interface Context {
  readonly facts: RequestFacts;
  readonly policy: Policy;
}

type OpenCommand = CommandOf<'StartDraft' | 'MarkComplete' | 'Approve' | 'Deny' | 'ReturnRequest'>;
type FpmCommand =
  | OpenCommand
  | CommandOf<'RankExperts' | 'OfferTo' | 'ReopenDenied' | 'CloseRequest' | 'NoteFeedback'>;

/** What only the FPM may do with a submitted request. Pure. */
export function decideAsFpm(
  request: NumberedRequest,
  command: FpmCommand,
  context: Context,
): Decision<RequestEvent> {
  const barred = refusalToDecide(request, command);
  if (barred !== undefined) {
    return { ok: false, refusal: barred };
  }
  switch (command.type) {
    case 'CloseRequest':
      return close(request);
    case 'NoteFeedback':
      return noteFeedback(request);
    case 'OfferTo':
      return offerAgain(request, command, context.facts);
    case 'RankExperts':
      return request.status === 'Submitted' ||
        request.status === 'InReview' ||
        request.status === 'Approved'
        ? rankAgain(request, command, context.facts)
        : refusedAs(refusalOnceDecided(request));
    case 'ReopenDenied':
      return request.status === 'Denied'
        ? reopenDenied(request, command, context)
        : refusedAs(refusalOnceDecided(request));
    case 'StartDraft':
    case 'MarkComplete':
    case 'Approve':
    case 'Deny':
    case 'ReturnRequest':
      return decideOpen(request, command, context);
  }
}

function decideOpen(
  request: NumberedRequest,
  command: OpenCommand,
  context: Context,
): Decision<RequestEvent> {
  if (command.type === 'Deny' && isNobodyLeft(request)) {
    return deny(command, context);
  }
  if (request.status !== 'Submitted' && request.status !== 'InReview') {
    return refusedAs(refusalOnceDecided(request));
  }
  switch (command.type) {
    case 'MarkComplete':
      return request.status === 'InReview' ? accept() : accept({ type: 'CompletenessConfirmed' });
    case 'Approve':
      return approve(request, command, context.facts);
    case 'Deny':
      return deny(command, context);
    case 'ReturnRequest':
      return returnRequest(request, command, context);
    case 'StartDraft':
      return refuse('not-now');
  }
}

function noteFeedback(request: NumberedRequest): Decision<RequestEvent> {
  const isOver = request.status === 'Assigned' || request.status === 'Closed';
  if (!isOver || request.outcome?.feedback === undefined) {
    return refuse('not-now');
  }
  return request.feedbackNotedAt === undefined ? accept({ type: 'FeedbackNoted' }) : accept();
}

function close(request: NumberedRequest): Decision<RequestEvent> {
  if (request.status === 'Withdrawn') {
    return refusedAs(refusalOnceDecided(request));
  }
  return request.status === 'Assigned' || request.status === 'Closed'
    ? closeRequest(request)
    : refuse('not-now');
}

function offerAgain(
  request: NumberedRequest,
  command: CommandOf<'OfferTo'>,
  facts: RequestFacts,
): Decision<RequestEvent> {
  if (request.status !== 'Approved' || request.offer !== undefined) {
    return refusedAs(refusalOnceDecided(request) ?? { code: 'not-now' });
  }
  const offered = offerTo(request, command.expert, facts, command.at);
  return offered === undefined ? refuse('expert-missing') : accept(offered);
}

function refusedAs(refusal: Refusal | undefined): Decision<RequestEvent> {
  return { ok: false, refusal: refusal ?? { code: 'not-now' } };
}
