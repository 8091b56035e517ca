import {
  accept,
  refuse,
  typed,
  type Decision,
  type PersonId,
  type PersonRef,
  type Refusal,
  type RefusalCode,
} from '../kernel';
import type { Policy } from '../policy';
import { textProblem } from '../text-problem';
import {
  ANSWERS_MAX,
  isAsked,
  maySolve,
  partiesOf,
  textWith,
  type Question,
  type QuestionDraft,
} from './question';
import type { QuestionCommand, QuestionEvent, QuestionFacts } from './question-messages';

type Command<Type extends QuestionCommand['type']> = Extract<QuestionCommand, { type: Type }>;

/** What is decided with. */
interface Context {
  readonly facts: QuestionFacts;
  readonly policy: Policy;
}

/** Decides what a command means for a question. Pure. */
export function decideQuestion(
  state: Question | undefined,
  command: QuestionCommand,
  facts: QuestionFacts,
  policy: Policy,
): Decision<QuestionEvent> {
  if (command.type === 'StartQuestion') {
    return state === undefined ? started(command, facts) : accept();
  }
  if (state === undefined) {
    return refuse('not-found');
  }
  const context = { facts, policy };
  switch (command.type) {
    case 'TakeUp':
      return takeUp(state, command, policy);
    case 'Ask':
      return ask(state, command, context);
    case 'Discard':
      return discard(state, command);
    case 'Answer':
      return answer(state, command, context);
    case 'Solve':
      return solve(state, command);
    case 'CheckAnswer':
      return checkAnswer(state, command, facts);
    case 'NoteDelivery':
      return isAsked(state) && state.reached[command.person] !== command.way
        ? accept({ type: 'DeliveryNoted', person: command.person, way: command.way })
        : accept();
  }
}

function started(
  { by, id, kind }: Command<'StartQuestion'>,
  { topic }: QuestionFacts,
): Decision<QuestionEvent> {
  if (by === 'system' || topic === undefined) {
    return refuse('not-found');
  }
  const { about, side, receivers } = topic;
  const isVague = kind === 'concern' && about.number === undefined;
  return receivers.length === 0 || isVague
    ? refuse('nobody-to-ask')
    : accept({ type: 'QuestionStarted', id, kind, about, side, from: by, receivers });
}

/** The draft of a command by its own asker, or why there is none. */
function ownDraft(
  state: Question,
  { by }: QuestionCommand,
): { readonly draft: QuestionDraft } | { readonly refusal: Refusal } {
  if (by === 'system' || by.id !== state.from.id) {
    return { refusal: { code: 'not-yours' } };
  }
  if (state.status === 'Draft') {
    return { draft: state };
  }
  return isAsked(state)
    ? { refusal: { code: 'already-done', by: state.from, at: state.askedAt } }
    : { refusal: { code: 'draft-gone' } };
}

function takeUp(
  state: Question,
  command: Command<'TakeUp'>,
  policy: Policy,
): Decision<QuestionEvent> {
  const own = ownDraft(state, command);
  if ('refusal' in own) {
    return { ok: false, refusal: own.refusal };
  }
  if (command.text === undefined) {
    return accept({ type: 'QuestionTakenUp' });
  }
  const text = textWith(own.draft, command.text);
  const problem = problemOf(text, policy);
  return problem === undefined
    ? accept({ type: 'QuestionTakenUp', text: typed(text) })
    : refuse(problem);
}

function ask(
  state: Question,
  command: Command<'Ask'>,
  { facts, policy }: Context,
): Decision<QuestionEvent> {
  const own = ownDraft(state, command);
  if ('refusal' in own) {
    return { ok: false, refusal: own.refusal };
  }
  const problem = problemOf(command.text, policy);
  if (problem !== undefined) {
    return refuse(problem);
  }
  const { draft } = own;
  const [first, ...others] = draft.receivers;
  const to =
    others.length === 0 && command.to === undefined
      ? first
      : draft.receivers.find(({ person }) => person.id === command.to);
  if (to === undefined) {
    return refuse('receiver-missing');
  }
  return accept({
    type: 'QuestionAsked',
    kind: draft.kind,
    about: facts.topic?.about ?? draft.about,
    to,
    text: typed(command.text.trim()),
    ...clockOf(draft, facts),
  });
}

function problemOf(text: string, { textMaxChars }: Policy): RefusalCode | undefined {
  return text.trim() === '' ? 'text-missing' : textProblem(text, textMaxChars);
}

/** Only concerns have a clock. */
function clockOf(
  { kind }: Pick<Question, 'kind'>,
  { answerBy }: QuestionFacts,
): { readonly answerBy?: number } {
  return kind === 'concern' && answerBy !== undefined ? { answerBy } : {};
}

function discard(state: Question, command: Command<'Discard'>): Decision<QuestionEvent> {
  const own = ownDraft(state, command);
  if ('draft' in own) {
    return accept({ type: 'QuestionDiscarded' });
  }
  return own.refusal.code === 'draft-gone' ? accept() : { ok: false, refusal: own.refusal };
}

/** Why somebody cannot write on this question at the moment; `undefined` when they can. Pure. */
export function refusalToAnswer(question: Question, person: PersonId): Refusal | undefined {
  if (!isAsked(question) || !partiesOf(question).some(({ id }) => id === person)) {
    return { code: 'not-yours' };
  }
  if (question.status === 'Solved') {
    return { code: 'solved', by: question.solvedBy, at: question.solvedAt };
  }
  return question.answers.length >= ANSWERS_MAX ? { code: 'question-full' } : undefined;
}

function answer(
  state: Question,
  command: Command<'Answer'>,
  { facts, policy }: Context,
): Decision<QuestionEvent> {
  if (command.by === 'system') {
    return refuse('not-yours');
  }
  if (isSaidAlready(state, command.by, command.text)) {
    return accept();
  }
  const barred = refusalToAnswer(state, command.by.id);
  if (barred !== undefined) {
    return { ok: false, refusal: barred };
  }
  const problem = problemOf(command.text, policy);
  return problem === undefined
    ? accept({
        type: 'QuestionAnswered',
        text: typed(command.text.trim()),
        ...(isNewTurn(state, command.by) ? clockOf(state, facts) : {}),
      })
    : refuse(problem);
}

/** Whether the last word is this very one of this person: saying it once more, by a second click or on purpose, tells nothing new. */
function isSaidAlready(question: Question, { id }: PersonRef, text: string): boolean {
  if (!isAsked(question)) {
    return false;
  }
  const last = question.answers.at(-1) ?? { by: question.from, text: question.text };
  return last.by.id === id && last.text.typed === text.trim();
}

/** The clock starts again when the raiser comes back after an answer; adding something while waiting does not move it. */
function isNewTurn(question: Question, by: PersonRef): boolean {
  return (
    question.status === 'Open' &&
    by.id === question.from.id &&
    question.awaits === 'from' &&
    question.escalated === undefined
  );
}

function solve(state: Question, { by }: Command<'Solve'>): Decision<QuestionEvent> {
  if (by === 'system' || !isAsked(state) || !partiesOf(state).some(({ id }) => id === by.id)) {
    return refuse('not-yours');
  }
  if (state.status === 'Solved') {
    return refuse('solved', { by: state.solvedBy, at: state.solvedAt });
  }
  return maySolve(state, by.id) ? accept({ type: 'QuestionSolved' }) : refuse('needs-asker');
}

/** It may come early, late or twice: whether a concern is late is seen here. */
function checkAnswer(
  state: Question,
  { at }: Command<'CheckAnswer'>,
  { standIn }: QuestionFacts,
): Decision<QuestionEvent> {
  const isLate = state.status === 'Open' && state.answerBy !== undefined && at >= state.answerBy;
  return isLate && standIn !== undefined
    ? accept({ type: 'QuestionEscalated', standIn })
    : accept();
}
