import {
  accept,
  refuse,
  type CommandMeta,
  type Decision,
  type EngagementId,
  type RequestId,
} from '../kernel';
import { offerTo, personOf } from './decide-review';
import { DECLINE_REASONS, type Approved, type Assigned, type NumberedRequest } from './request';
import type { CommandOf, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';

/** The one engagement that can come from this request. Pure. */
function engagementOf(request: RequestId): EngagementId {
  return `engagement:${request.slice('request:'.length)}`;
}

/** The asked expert accepts: the decision promise is kept. Pure. */
export function acceptOffer(
  request: Approved,
  command: CommandMeta,
  facts: RequestFacts,
): Decision<RequestEvent> {
  const offer = request.offer;
  if (offer === undefined || offer.expert.id !== personOf(command)?.id) {
    return refuse('needs-expert');
  }
  return facts.contactBy === undefined
    ? refuse('not-now')
    : accept({
        type: 'ExpertAssigned',
        expert: offer.expert,
        contactBy: facts.contactBy,
        engagement: engagementOf(request.id),
      });
}

/** The asked expert declines; the next match is asked, or the FPM is told that nobody is left. Pure. */
export function declineOffer(
  request: Approved,
  command: CommandOf<'DeclineOffer'>,
  facts: RequestFacts,
): Decision<RequestEvent> {
  const offer = request.offer;
  if (offer === undefined || offer.expert.id !== personOf(command)?.id) {
    return refuse('needs-expert');
  }
  const reason = DECLINE_REASONS.find((code) => code === command.reason);
  return reason === undefined
    ? refuse('reason-missing')
    : andThenNext(
        request,
        { type: 'OfferDeclined', expert: offer.expert, reason },
        facts,
        command.at,
      );
}

/** An offer nobody answered in time goes to the next match. Asked early or twice, nothing happens. Pure. */
export function checkOffer(
  request: NumberedRequest,
  command: CommandMeta,
  facts: RequestFacts,
): Decision<RequestEvent> {
  const offer = request.status === 'Approved' ? request.offer : undefined;
  if (request.status !== 'Approved' || offer === undefined || command.at < offer.answerBy) {
    return accept();
  }
  return andThenNext(request, { type: 'OfferExpired', expert: offer.expert }, facts, command.at);
}

function andThenNext(
  request: Approved,
  turnedDown: Extract<RequestEvent, { type: 'OfferDeclined' | 'OfferExpired' }>,
  facts: RequestFacts,
  at: number,
): Decision<RequestEvent> {
  const reason = turnedDown.type === 'OfferDeclined' ? turnedDown.reason : 'no-answer';
  const { offer: _answered, ...rest } = request;
  const without: Approved = {
    ...rest,
    turnedDown: [...request.turnedDown, { expert: turnedDown.expert, at, reason }],
  };
  return accept<RequestEvent>(
    turnedDown,
    offerTo(without, undefined, facts, at) ?? { type: 'NobodyLeft' },
  );
}

/** Requester or expert says that they are in touch; said twice, nothing happens. Pure. */
export function confirmContact(
  request: Assigned,
  command: CommandMeta,
  { closeAt }: RequestFacts,
): Decision<RequestEvent> {
  const by = personOf(command)?.id;
  if (by !== request.requester.id && by !== request.expert.id) {
    return refuse('needs-either');
  }
  return request.contact === undefined && request.status === 'Assigned'
    ? accept({ type: 'FirstContactConfirmed', ...(closeAt === undefined ? {} : { closeAt }) })
    : accept();
}
