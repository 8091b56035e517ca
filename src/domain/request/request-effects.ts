import type { Effect } from '../effects';
import { isNumbered, type NumberedRequest, type Request } from './request';
import type { RequestHistory } from './request-events';

/** Name of the copy of a request that one asked expert sees. Pure. */
function offerCopy(expertId: string): string {
  return `offer:${expertId}`;
}

/**
 * The orders that follow from one event, given the state after it. Pure.
 * Copies that are already shown are refreshed by themselves whenever the record moves on.
 */
export function effectsOfRequest(event: RequestHistory, after: Request): readonly Effect[] {
  if (event.type === 'DraftStarted') {
    return [
      {
        type: 'Show',
        copy: 'partner',
        card: 'request-partner',
        to: { person: after.requester.id },
      },
    ];
  }
  return isNumbered(after) ? effectsOfNumbered(event, after) : [];
}

function effectsOfNumbered(event: RequestHistory, after: NumberedRequest): readonly Effect[] {
  switch (event.type) {
    case 'RequestSubmitted':
      return submittedEffects(after);
    case 'RequestApproved':
      return decisionEffects(after, 'P4');
    case 'RequestDenied':
      return decisionEffects(after, 'P3');
    case 'ExpertOffered':
      return offerEffects(event);
    case 'OfferDeclined':
    case 'OfferExpired':
      return [{ type: 'Retire', copy: offerCopy(event.expert.id) }];
    case 'NobodyLeft':
      return [showToFpm(after, 'P10', true)];
    case 'ExpertAssigned':
      return assignedEffects(after);
    case 'FirstContactConfirmed':
      return contactEffects(event, after);
    case 'DraftStarted':
    case 'DraftSaved':
    case 'DraftStartedOver':
    case 'DraftDiscarded':
    case 'GuideChosen':
    case 'CompletenessConfirmed':
    case 'ExpertsRanked':
    case 'RequestClosed':
    case 'OutcomeNoted':
    case 'DeliveryNoted':
      return [];
  }
}

function showToFpm(request: NumberedRequest, ping: 'P1' | 'P10', moveDown: boolean): Effect {
  const to = { person: request.form.fpm.id };
  return {
    type: 'Show',
    copy: 'fpm',
    card: 'request-fpm',
    to,
    ping,
    ...(moveDown ? { moveDown: true as const } : {}),
  };
}

function submittedEffects(request: NumberedRequest): readonly Effect[] {
  return [
    showToFpm(request, 'P1', false),
    { type: 'SendMail', mail: 'receipt', to: { address: request.form.contactMail.typed } },
    ...(request.contactIsRequester
      ? []
      : [
          {
            type: 'SendMail' as const,
            mail: 'receipt' as const,
            to: { person: request.requester.id },
          },
        ]),
    { type: 'SendMail', mail: 'arrival', to: { person: request.form.fpm.id } },
  ];
}

function decisionEffects(request: NumberedRequest, ping: 'P3' | 'P4'): readonly Effect[] {
  const to = { person: request.requester.id };
  return [
    { type: 'Show', copy: 'partner', card: 'request-partner', to, ping, moveDown: true },
    { type: 'SendMail', mail: 'decision', to: { address: request.form.contactMail.typed } },
  ];
}

function offerEffects(
  event: Extract<RequestHistory, { type: 'ExpertOffered' }>,
): readonly Effect[] {
  const expert = event.candidate.expert.id;
  return [
    {
      type: 'Show',
      copy: offerCopy(expert),
      card: 'offer',
      to: { person: expert },
      ping: 'P5',
      moveDown: true,
    },
    { type: 'WakeUp', at: event.answerBy, command: { type: 'CheckOffer' } },
  ];
}

function assignedEffects(request: NumberedRequest): readonly Effect[] {
  if (request.status !== 'Assigned') {
    return [];
  }
  const { id, number, requester, form, expert, contactBy, engagement } = request;
  const command = {
    type: 'OpenEngagement' as const,
    request: id,
    number,
    requester,
    form,
    expert,
    contactBy,
  };
  return [
    {
      type: 'Tell',
      record: engagement,
      command,
      passing: { copy: offerCopy(expert.id), as: 'expert' },
    },
  ];
}

function contactEffects(event: RequestHistory, request: NumberedRequest): readonly Effect[] {
  return request.status === 'Assigned' && event.by !== 'system'
    ? [
        {
          type: 'Tell',
          record: request.engagement,
          command: { type: 'NoteContact' as const, contact: { by: event.by, at: event.at } },
        },
      ]
    : [];
}
