import { z } from 'zod';
import {
  ofEngagement,
  ofRequest,
  personId,
  questionId,
  text,
  verb,
  type VerbReader,
} from './verb-pieces';

const ofQuestion = z.object({ id: questionId });
const topic = z.enum(['question', 'concern']);

/** A button that gives a question a command without further words. */
function order(type: 'Discard' | 'Solve'): VerbReader {
  return verb(ofQuestion, ({ id }) => ({
    kind: 'command',
    id,
    order: { type },
    card: 'question',
    face: 'front',
    typed: {},
  }));
}

function turn(face: 'front' | 'answer'): VerbReader {
  return verb(ofQuestion, ({ id }) => ({ kind: 'turn', id, card: 'question', face }));
}

/** Verbs of questions and concerns, and those with which other cards begin one. */
export const QUESTION_VERBS = {
  'request.ask-fpm': verb(ofRequest, ({ id }) => ({
    kind: 'question',
    action: 'start',
    id,
    topic: 'question',
    card: 'request-partner',
  })),
  'request.ask': verb(
    ofRequest.extend({ card: z.enum(['request-fpm', 'offer']) }),
    ({ id, card }) => ({ kind: 'question', action: 'start', id, topic: 'question', card }),
  ),
  'engagement.ask': verb(
    ofEngagement.extend({ card: z.enum(['expert', 'kickoff']), topic }),
    ({ id, card, topic: asked }) => ({
      kind: 'question',
      action: 'start',
      id,
      topic: asked,
      card,
    }),
  ),
  'question.again': verb(ofQuestion, ({ id }) => ({ kind: 'question', action: 'again', id })),
  'question.open': verb(ofQuestion, ({ id }) => ({ kind: 'question', action: 'open', id })),
  'question.ask': verb(
    ofQuestion.extend({ to: personId.optional().catch(undefined), text }),
    ({ id, to, text: written }) => ({
      kind: 'command',
      id,
      order: { type: 'Ask', to, text: written },
      card: 'question',
      face: 'front',
      typed: { ...(to === undefined ? {} : { to }), text: written },
    }),
  ),
  'question.discard': order('Discard'),
  'question.solve': order('Solve'),
  'question.answer-form': turn('answer'),
  'question.turn': turn('front'),
  'question.answer': verb(ofQuestion.extend({ text }), ({ id, text: written }) => ({
    kind: 'command',
    id,
    order: { type: 'Answer', text: written },
    card: 'question',
    face: 'answer',
    typed: { text: written },
  })),
} as const satisfies Record<string, VerbReader>;
