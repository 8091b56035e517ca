import { typed } from '../../../src/domain/kernel';
import type { QuestionEvent } from '../../../src/domain/question/question-messages';
import { FAY, FRAN } from '../cast';
import {
  ABOUT,
  ASKED,
  DISCARDED,
  drafted,
  noted,
  questionAfter,
  receiver,
  SOLVED,
} from '../question-stories';

const EVENTS: readonly QuestionEvent[] = [
  { type: 'QuestionDiscarded' },
  { type: 'QuestionTakenUp', text: typed('Which?') },
  {
    ...{ type: 'QuestionAsked', kind: 'question', about: ABOUT },
    ...{ to: receiver(FRAN), text: typed('Again?') },
  },
  { type: 'QuestionAnswered', text: typed('No.') },
  { type: 'QuestionSolved' },
  { type: 'QuestionEscalated', standIn: FAY },
  { type: 'DeliveryNoted', person: FRAN.id, way: 'mail' },
];

describe('an event that does not fit', () => {
  test.each([
    ['nothing at all', [], EVENTS.map(({ type }) => type)],
    ['a draft', drafted(), EVENTS.slice(3).map(({ type }) => type)],
    ['a discarded one', DISCARDED, EVENTS.map(({ type }) => type)],
    ['an open one', ASKED, ['QuestionDiscarded', 'QuestionTakenUp', 'QuestionAsked']],
    ['a solved one', SOLVED, EVENTS.slice(0, -1).map(({ type }) => type)],
  ])('leaves %s as it is', (_what, story, unfit) => {
    const events = EVENTS.filter(({ type }) => unfit.includes(type));

    const after = events.map((event) => questionAfter(...story, noted(event)));

    expect(after).toEqual(events.map(() => questionAfter(...story)));
  });

  test.each(['QuestionAnswered', 'QuestionSolved'] as const)(
    '%s by nobody leaves an open one as it is',
    (type) => {
      const event = EVENTS.find((one) => one.type === type)!;

      const after = questionAfter(...ASKED, noted(event, 'system'));

      expect(after).toEqual(questionAfter(...ASKED));
    },
  );
});
