import type { Approved, NumberedRequest } from './request';
import type { Happened } from './request-events';

/** An approved request while an expert is being found. Pure. */
export function evolveOffer(
  request: Approved,
  event: Happened<
    'ExpertOffered' | 'OfferDeclined' | 'OfferExpired' | 'NobodyLeft' | 'ExpertAssigned'
  >,
): NumberedRequest {
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
