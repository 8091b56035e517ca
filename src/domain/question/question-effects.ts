import type { Effect } from '../effects';
import type { Instant, PersonRef } from '../kernel';
import type { Question } from './question';
import type { QuestionHistory } from './question-messages';

/** The orders that follow from one event, given the state after it. Pure. Shown copies refresh by themselves, silently. */
export function effectsOfQuestion(event: QuestionHistory, after: Question): readonly Effect[] {
  switch (event.type) {
    case 'QuestionStarted':
      return [{ type: 'Show', copy: 'from', card: 'question', to: { person: after.from.id } }];
    case 'QuestionDiscarded':
      return [{ type: 'Retire', copy: 'from' }];
    case 'QuestionAsked':
    case 'QuestionAnswered':
      return [...pingAwaited(after), ...wakeUp(event.answerBy)];
    case 'QuestionEscalated':
      return [ping('stand-in', event.standIn)];
    case 'QuestionTakenUp':
    case 'QuestionSolved':
    case 'DeliveryNoted':
      return [];
  }
}

/** Only who is to react hears of it. */
function pingAwaited(question: Question): readonly Effect[] {
  if (question.status !== 'Open') {
    return [];
  }
  const { from, to, escalated } = question;
  if (question.awaits === 'from') {
    return [ping('from', from)];
  }
  return [
    ping('to', to.person),
    ...(escalated === undefined ? [] : [ping('stand-in', escalated.standIn)]),
  ];
}

function ping(copy: 'from' | 'to' | 'stand-in', { id }: PersonRef): Effect {
  return { type: 'Show', copy, card: 'question', to: { person: id }, ping: 'P7', moveDown: true };
}

function wakeUp(at: Instant | undefined): readonly Effect[] {
  return at === undefined ? [] : [{ type: 'WakeUp', at, command: { type: 'CheckAnswer' } }];
}
