import { z } from 'zod';
import type { CardName } from '../domain/effects';
import { FIELDS, STEPS, type FieldId } from '../domain/form/fields';
import { LANGUAGES } from '../domain/kernel';
import type { Face } from './drawing';
import type { FormPress, Pressed } from './pressed';
import { LISTS, OFFERED_INTENTS } from './simple-cards';

const requestId = z.templateLiteral(['request:', z.string().regex(/^[0-9a-z-]{8,64}$/)]);
const engagementId = z.templateLiteral(['engagement:', z.string().regex(/^[0-9a-z-]{8,64}$/)]);
const personId = z.templateLiteral(['person:', z.string().regex(/^[0-9a-z-]{8,64}$/)]);
/** What an input sends: always text for us; clients send numbers and switches in several forms. */
const text = z
  .union([z.string().max(20_000), z.number(), z.boolean()])
  .transform(String)
  .catch('');
const answer = z
  .union([z.string().max(20_000), z.number(), z.boolean()])
  .transform(String)
  .optional();

const ofRequest = z.object({ id: requestId });
const ofEngagement = z.object({ id: engagementId });
const engagementCard = z.enum(['expert', 'kickoff', 'teams-first', 'completion']);

function verb<Schema extends z.ZodType>(
  schema: Schema,
  read: (sent: z.output<Schema>) => Pressed,
): (sent: unknown) => Pressed | undefined {
  return (sent) => {
    const parsed = schema.safeParse(sent);
    return parsed.success ? read(parsed.data) : undefined;
  };
}

const formSchema = z.object({
  id: requestId,
  step: z.enum(STEPS),
  edition: z.coerce.number().int().min(0),
  to: z.enum(STEPS).optional(),
  ...(Object.fromEntries(FIELDS.map((field) => [field, answer])) as Record<FieldId, typeof answer>),
});

function formVerb(action: FormPress['action']): (sent: unknown) => Pressed | undefined {
  return verb(formSchema, ({ id, step, edition, to, ...answers }) => ({
    kind: 'form',
    action,
    id,
    step,
    edition,
    ...(to === undefined ? {} : { to }),
    answers: Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)),
  }));
}

function requestTurn(
  card: CardName,
  face: Face,
  rank = false,
): (sent: unknown) => Pressed | undefined {
  return verb(ofRequest, ({ id }) => ({
    kind: 'turn',
    id,
    card,
    face,
    ...(rank ? { rank: true as const } : {}),
  }));
}

function requestOrder(type: string, card: CardName): (sent: unknown) => Pressed | undefined {
  return verb(ofRequest, ({ id }) => ({
    kind: 'command',
    id,
    order: { type },
    card,
    face: 'front',
    typed: {},
  }));
}

function engagementOrder(type: string, card: CardName): (sent: unknown) => Pressed | undefined {
  return verb(ofEngagement, ({ id }) => ({
    kind: 'command',
    id,
    order: { type },
    card,
    face: 'front',
    typed: {},
  }));
}

/** Every verb: what it must send and what it means. A button of ours that is not here, or a verb here without a button, fails a test. */
export const VERBS = {
  'home.request': verb(
    z.object({
      id: z.union([requestId, engagementId]).optional(),
      card: z.enum(['request-partner', 'completion']).optional(),
    }),
    ({ id, card }) => ({
      kind: 'request',
      ...(id === undefined || card === undefined ? {} : { id, card }),
    }),
  ),
  'home.say': verb(z.object({ intent: z.enum(OFFERED_INTENTS) }), ({ intent }) => ({
    kind: 'say',
    intent,
  })),
  'home.language': verb(z.object({ language: z.enum(LANGUAGES) }), ({ language }) => ({
    kind: 'language',
    language,
  })),
  'record.open': verb(
    z.object({ id: z.union([requestId, engagementId]), list: z.enum(LISTS) }),
    ({ id, list }) => ({ kind: 'open', id, list }),
  ),
  'form.next': formVerb('next'),
  'form.back': formVerb('back'),
  'form.go': formVerb('go'),
  'form.save': formVerb('save'),
  'form.submit': formVerb('submit'),
  'form.guide': formVerb('guide'),
  'form.ask-fpm': formVerb('ask-fpm'),
  'form.discard': formVerb('discard'),
  'form.continue': formVerb('continue'),
  'form.start-over': formVerb('start-over'),
  'request.ask-fpm': verb(ofRequest, ({ id }) => ({ kind: 'ask-fpm', id })),
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
  'request.deny': verb(ofRequest.extend({ reason: text, note: text }), ({ id, reason, note }) => ({
    kind: 'command',
    id,
    order: { type: 'Deny', reason, note },
    card: 'request-fpm',
    face: 'deny',
    typed: { reason, note },
  })),
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
  'engagement.turn': verb(ofEngagement.extend({ card: engagementCard }), ({ id, card }) => ({
    kind: 'turn',
    id,
    card,
    face: 'front',
  })),
  'engagement.in-my-language': verb(
    ofEngagement.extend({ card: engagementCard }),
    ({ id, card }) => ({
      kind: 'turn',
      id,
      card,
      face: 'front',
      own: true,
    }),
  ),
  'engagement.consent-form': verb(ofEngagement, ({ id }) => ({
    kind: 'turn',
    id,
    card: 'teams-first',
    face: 'consent',
  })),
  'engagement.complete-form': verb(ofEngagement, ({ id }) => ({
    kind: 'turn',
    id,
    card: 'expert',
    face: 'complete',
  })),
  'engagement.missing-form': verb(ofEngagement, ({ id }) => ({
    kind: 'turn',
    id,
    card: 'completion',
    face: 'missing',
  })),
  'engagement.tick': verb(
    ofEngagement.extend({ task: z.string().max(10), consentBy: text, consentOn: text }),
    (sent) => ({
      kind: 'command',
      id: sent.id,
      order: {
        type: 'TickTask',
        task: sent.task,
        consentBy: sent.consentBy,
        consentOn: sent.consentOn,
      },
      card: 'teams-first',
      face: 'consent',
      typed: { consentBy: sent.consentBy, consentOn: sent.consentOn },
    }),
  ),
  'engagement.complete': verb(
    ofEngagement.extend({
      summary: text,
      criteriaMet: text,
      whyUnmet: text,
      learned: text,
      inFtop: text,
      feedback: text,
    }),
    ({ id, ...typed }) => ({
      kind: 'command',
      id,
      order: { type: 'ReportCompletion', ...typed, inFtop: typed.inFtop === 'true' },
      card: 'expert',
      face: 'complete',
      typed,
    }),
  ),
  'engagement.confirm': engagementOrder('ConfirmCompletion', 'completion'),
  'engagement.agree': engagementOrder('AgreeToEnd', 'completion'),
  'engagement.missing': verb(ofEngagement.extend({ note: text }), ({ id, note }) => ({
    kind: 'command',
    id,
    order: { type: 'SendBack', note },
    card: 'completion',
    face: 'missing',
    typed: { note },
  })),
} as const satisfies Record<string, (sent: unknown) => Pressed | undefined>;

/** Name of a button's meaning; stable, because old cards keep sending it. */
export type Verb = keyof typeof VERBS;

/** Reads a pressed button; `undefined` for a verb or payload that is not one of ours. Pure. */
export function readPress(name: unknown, sent: unknown): Pressed | undefined {
  return typeof name === 'string' && Object.hasOwn(VERBS, name)
    ? VERBS[name as Verb](sent)
    : undefined;
}
