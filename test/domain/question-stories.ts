import {
  typed,
  type Actor,
  type Instant,
  type PersonRef,
  type QuestionId,
} from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { decideQuestion } from '../../src/domain/question/decide-question';
import { evolveQuestion } from '../../src/domain/question/evolve-question';
import type { Question, QuestionKind, Receiver } from '../../src/domain/question/question';
import { effectsOfQuestion } from '../../src/domain/question/question-effects';
import type {
  QuestionEvent,
  QuestionFacts,
  QuestionHistory,
  QuestionOrder,
} from '../../src/domain/question/question-messages';
import { FAY, FRAN, hoursIn, ID, NOW, PAT } from './cast';
import type { Answer, Told } from './stories';

export const QUESTION: QuestionId = 'question:99999999-2222-3333-4444-555555555555';
export const ABOUT = { record: ID, number: 1042, workloadId: 'AADP-P2' } as const;
/** When a concern raised at the beginning is to be answered. */
export const DUE: Instant = hoursIn(24);

/** Somebody the question may be put to, for the company of all stories. */
export function receiver(person: PersonRef): Receiver {
  return { person, company: { id: 'partner:contoso', name: 'Contoso' } };
}

/** An event as the history keeps it. */
export function noted(
  event: QuestionEvent,
  by: Actor = PAT,
  at: Instant = NOW,
  causeId = 'told',
): QuestionHistory {
  return { ...event, by, at, causeId };
}

type Story = readonly QuestionHistory[];

/** A form that Pat opened: a question or concern for Fran. */
export function drafted(kind: QuestionKind = 'question', receivers = [receiver(FRAN)]): Story {
  return [
    noted({
      type: 'QuestionStarted',
      id: QUESTION,
      kind,
      about: ABOUT,
      side: 'partner',
      from: PAT,
      receivers,
    }),
  ];
}

function askedAs(kind: QuestionKind): Story {
  const asked = { kind, about: ABOUT, to: receiver(FRAN), text: typed('Which role fits?') };
  return [
    ...drafted(kind),
    noted({
      type: 'QuestionAsked',
      ...asked,
      ...(kind === 'concern' ? { answerBy: DUE } : {}),
    }),
  ];
}

/** Somebody wrote on it. */
export function wrote(by: PersonRef, at: Instant, answerBy?: Instant): QuestionHistory {
  const clock = answerBy === undefined ? {} : { answerBy };
  return noted({ type: 'QuestionAnswered', text: typed(`By ${by.name}.`), ...clock }, by, at);
}

export const ASKED: Story = askedAs('question');
export const ANSWERED: Story = [...ASKED, wrote(FRAN, hoursIn(2))];
export const SOLVED: Story = [...ANSWERED, noted({ type: 'QuestionSolved' }, PAT, hoursIn(3))];
export const DISCARDED: Story = [...drafted(), noted({ type: 'QuestionDiscarded' })];
/** A concern of Pat's; Fran's answer is due at {@link DUE}. */
export const RAISED: Story = askedAs('concern');
export const CALMED: Story = [...RAISED, wrote(FRAN, hoursIn(2))];
/** Nobody answered: Fay stands in. */
export const ESCALATED: Story = [
  ...RAISED,
  noted({ type: 'QuestionEscalated', standIn: FAY }, 'system', DUE),
];

/** What `decideQuestion` is given; a story names what differs. */
export function questionFacts(changes: Partial<QuestionFacts> = {}): QuestionFacts {
  return {
    topic: { about: ABOUT, side: 'partner', receivers: [receiver(FRAN)] },
    answerBy: DUE,
    standIn: FAY,
    ...changes,
  };
}

/** The question after these events. */
export function questionAfter(...events: Story): Question | undefined {
  return events.reduce<Question | undefined>(evolveQuestion, undefined);
}

/** A question to which this has happened; `when` asks it, and changes nothing. */
export function givenQuestion(...events: Story): {
  readonly when: (
    command: Told<QuestionOrder>,
    facts?: QuestionFacts,
  ) => Answer<Question, QuestionEvent>;
} {
  const state = questionAfter(...events);
  return {
    when: (told, facts = questionFacts()) => {
      const command = { at: NOW, causeId: 'asked', ...told };
      const decision = decideQuestion(state, command, facts, POLICY);
      const stamped = decision.ok
        ? decision.events.map((event) => noted(event, command.by, command.at))
        : [];
      let after = state;
      const effects = stamped.flatMap((event) => {
        after = evolveQuestion(after, event);
        return after === undefined ? [] : effectsOfQuestion(event, after);
      });
      return { ...decision, after, effects };
    },
  };
}
