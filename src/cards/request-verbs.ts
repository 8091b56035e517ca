import { z } from 'zod';
import {
  answer,
  engagementId,
  givenAnswers,
  ofAnswers,
  ofRequest,
  personId,
  requestId,
  requestOrder,
  requestTurn,
  text,
  valuesOf,
  verb,
  type VerbReader,
} from './verb-pieces';

const revised = ofRequest.extend({ face: z.enum(['fix', 'fix-all']), ...ofAnswers });

/** What the requester sends in beside the form: the answer to a return, or a change. */
function revisionOrder(type: 'SendAgain' | 'ChangeRequest'): VerbReader {
  return verb(revised, ({ id, face, ...sent }) => {
    const answers = givenAnswers(sent);
    return {
      kind: 'command',
      id,
      order: { type, answers },
      card: 'request-partner',
      face,
      typed: answers,
    };
  });
}

/** Return, fix, change, withdraw, reopen, and what leads on from there. */
const RETURN_VERBS = {
  'request.return-form': verb(ofRequest.extend({ note: answer }), ({ id, note }) => ({
    kind: 'turn',
    id,
    card: 'request-fpm',
    face: 'return',
    ...(note === undefined ? {} : { typed: { note } }),
  })),
  'request.return': verb(
    ofRequest.extend({ reason: text, fields: text, note: text }),
    ({ id, reason, fields, note }) => ({
      kind: 'command',
      id,
      order: { type: 'ReturnRequest', reason, fields: valuesOf(fields), note },
      card: 'request-fpm',
      face: 'return',
      typed: { reason, fields: valuesOf(fields).join(','), note },
    }),
  ),
  'request.fix-form': requestTurn('request-partner', 'fix'),
  'request.fix-all-form': verb(ofRequest.extend(ofAnswers), ({ id, ...sent }) => ({
    kind: 'turn',
    id,
    card: 'request-partner',
    face: 'fix-all',
    typed: givenAnswers(sent),
  })),
  'request.send-again': revisionOrder('SendAgain'),
  'request.change-form': requestTurn('request-partner', 'fix-all'),
  'request.change': revisionOrder('ChangeRequest'),
  'request.withdraw-form': requestTurn('request-partner', 'withdraw'),
  'request.withdraw': verb(ofRequest.extend({ reason: text }), ({ id, reason }) => ({
    kind: 'command',
    id,
    order: { type: 'Withdraw', reason },
    card: 'request-partner',
    face: 'withdraw',
    typed: { reason },
  })),
  'request.reopen-form': requestTurn('request-fpm', 'reopen'),
  'request.reopen': verb(ofRequest.extend({ note: text }), ({ id, note }) => ({
    kind: 'command',
    id,
    order: { type: 'ReopenDenied', note },
    card: 'request-fpm',
    face: 'reopen',
    typed: { note },
  })),
  'request.hand-over-form': requestTurn('hand-over', 'hand-over'),
  'request.hand-over': verb(
    ofRequest.extend({ to: personId.optional().catch(undefined), note: text }),
    ({ id, to, note }) => ({
      kind: 'command',
      id,
      order: { type: 'HandOver', to, note },
      card: 'hand-over',
      face: 'hand-over',
      typed: { note, ...(to === undefined ? {} : { to }) },
    }),
  ),
  'request.again': verb(ofRequest, ({ id }) => ({ kind: 'lead', to: 'new', id })),
  'request.open-running': verb(ofRequest.extend({ running: requestId }), ({ id, running }) => ({
    kind: 'lead',
    to: 'running',
    id,
    running,
  })),
} as const satisfies Record<string, VerbReader>;

/** Verbs of a request's cards and of the offer. */
export const REQUEST_VERBS = {
  'request.turn': verb(
    ofRequest.extend({ face: z.enum(['front', 'more', 'history']) }),
    ({ id, face }) => ({
      kind: 'turn',
      id,
      card: 'request-partner',
      face,
    }),
  ),
  'request.approve-form': requestTurn('request-fpm', 'approve', true),
  'request.offer-form': requestTurn('request-fpm', 'offer-to', true),
  'request.deny-form': requestTurn('request-fpm', 'deny'),
  'request.complete': requestOrder('MarkComplete', 'request-fpm'),
  'request.feedback-noted': requestOrder('NoteFeedback', 'request-fpm'),
  'request.close': requestOrder('CloseRequest', 'request-fpm'),
  'request.approve': verb(
    ofRequest.extend({ expert: personId.optional().catch(undefined) }),
    ({ id, expert }) => ({
      kind: 'command',
      id,
      order: { type: 'Approve', expert },
      card: 'request-fpm',
      face: 'approve',
      typed: expert === undefined ? {} : { expert },
    }),
  ),
  'request.offer': verb(
    ofRequest.extend({ expert: personId.optional().catch(undefined) }),
    ({ id, expert }) => ({
      kind: 'command',
      id,
      order: { type: 'OfferTo', expert },
      card: 'request-fpm',
      face: 'offer-to',
      typed: expert === undefined ? {} : { expert },
    }),
  ),
  'request.deny': verb(
    ofRequest.extend({ reason: text, note: text, confirmed: z.literal('yes').optional() }),
    ({ id, reason, note, confirmed }) => ({
      kind: 'command',
      id,
      order: { type: 'Deny', reason, note },
      card: 'request-fpm',
      face: 'deny',
      typed: { reason, note, ...(confirmed === undefined ? {} : { offered: 'return' }) },
      ...(reason === 'DENY_INSUFFICIENT_INFO' && confirmed === undefined
        ? { first: 'return' as const }
        : {}),
    }),
  ),
  ...RETURN_VERBS,
  'request.contacted': verb(
    ofRequest.extend({ on: engagementId.optional(), card: z.literal('kickoff').optional() }),
    ({ id, on, card }) => ({
      kind: 'command',
      id,
      order: { type: 'ConfirmContact' },
      card: on === undefined ? 'request-partner' : (card ?? 'expert'),
      ...(on === undefined ? {} : { on }),
      face: 'front',
      typed: {},
    }),
  ),
  'offer.accept': requestOrder('AcceptOffer', 'offer'),
  'offer.turn': requestTurn('offer', 'front'),
  'offer.decline-form': requestTurn('offer', 'decline'),
  'offer.decline': verb(ofRequest.extend({ reason: text }), ({ id, reason }) => ({
    kind: 'command',
    id,
    order: { type: 'DeclineOffer', reason },
    card: 'offer',
    face: 'decline',
    typed: { reason },
  })),
} as const satisfies Record<string, VerbReader>;
