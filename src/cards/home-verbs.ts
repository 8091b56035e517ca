import { z } from 'zod';
import { STEPS } from '../domain/form/fields';
import { LANGUAGES } from '../domain/kernel';
import type { FormPress } from './pressed';
import { LISTS, OFFERED_INTENTS } from './simple-cards';
import {
  engagementId,
  givenAnswers,
  ofAnswers,
  questionId,
  requestId,
  verb,
  type VerbReader,
} from './verb-pieces';

const formSchema = z.object({
  id: requestId,
  step: z.enum(STEPS),
  edition: z.coerce.number().int().min(0),
  to: z.enum(STEPS).optional(),
  ...ofAnswers,
});

function formVerb(action: FormPress['action']): VerbReader {
  return verb(formSchema, ({ id, step, edition, to, ...answers }) => ({
    kind: 'form',
    action,
    id,
    step,
    edition,
    ...(to === undefined ? {} : { to }),
    answers: givenAnswers(answers),
  }));
}

/** Verbs of Home, of lists and of the form. */
export const HOME_VERBS = {
  'home.request': verb(
    z.union([
      z.object({ id: requestId, card: z.literal('request-partner') }),
      z.object({ id: engagementId, card: z.literal('completion') }),
      z.object({ id: z.undefined().optional(), card: z.undefined().optional() }),
    ]),
    ({ id, card }) => ({ kind: 'request', ...(id === undefined ? {} : { id, card }) }),
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
    z.object({ id: z.union([requestId, engagementId, questionId]), list: z.enum(LISTS) }),
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
} as const satisfies Record<string, VerbReader>;
