import type { OpenQuestion, Question } from './question';
import type { QuestionHistory } from './question-messages';

type Event<Type extends QuestionHistory['type']> = Extract<QuestionHistory, { type: Type }>;

/** The question after one more event. Pure; an event that does not fit the state leaves it as it is. */
export function evolveQuestion(
  state: Question | undefined,
  event: QuestionHistory,
): Question | undefined {
  if (event.type === 'QuestionStarted') {
    const { id, kind, about, side, from, receivers } = event;
    return state ?? { id, kind, about, side, from, receivers, status: 'Draft', begunAt: event.at };
  }
  switch (state?.status) {
    case 'Draft':
      return fromDraft(state, event);
    case 'Open':
      return fromOpen(state, event);
    case 'Solved':
      return event.type === 'DeliveryNoted'
        ? { ...state, reached: { ...state.reached, [event.person]: event.way } }
        : state;
    default:
      return state;
  }
}

function fromDraft(
  state: Extract<Question, { status: 'Draft' }>,
  event: QuestionHistory,
): Question {
  switch (event.type) {
    case 'QuestionTakenUp':
      return event.text === undefined ? state : { ...state, text: event.text };
    case 'QuestionDiscarded': {
      const { text: _unsent, ...rest } = state;
      return { ...rest, status: 'Discarded' };
    }
    case 'QuestionAsked': {
      const { about, to, text, at, answerBy } = event;
      return {
        ...{ ...state, about, to, text },
        status: 'Open',
        askedAt: at,
        answers: [],
        reached: {},
        awaits: 'to',
        since: at,
        ...(answerBy === undefined ? {} : { answerBy }),
      };
    }
    default:
      return state;
  }
}

function fromOpen(state: OpenQuestion, event: QuestionHistory): Question {
  switch (event.type) {
    case 'QuestionAnswered':
      return answered(state, event);
    case 'QuestionEscalated': {
      const { answerBy: _missed, ...rest } = state;
      return { ...rest, escalated: { standIn: event.standIn, at: event.at } };
    }
    case 'QuestionSolved': {
      const { awaits: _nobody, since: _over, answerBy: _none, ...rest } = state;
      return event.by === 'system'
        ? state
        : { ...rest, status: 'Solved', solvedBy: event.by, solvedAt: event.at };
    }
    case 'DeliveryNoted':
      return { ...state, reached: { ...state.reached, [event.person]: event.way } };
    default:
      return state;
  }
}

/** What its asker adds while it waits for the other side changes nothing about who is to answer by when. */
function answered(state: OpenQuestion, event: Event<'QuestionAnswered'>): OpenQuestion {
  const { by, at, text, answerBy } = event;
  if (by === 'system') {
    return state;
  }
  const answers = [...state.answers, { by, at, text }];
  const awaits = by.id === state.from.id ? 'to' : 'from';
  if (awaits === state.awaits) {
    return { ...state, answers };
  }
  const { answerBy: _kept, ...rest } = state;
  return {
    ...rest,
    answers,
    awaits,
    since: at,
    ...(answerBy === undefined ? {} : { answerBy }),
  };
}
