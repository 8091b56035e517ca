import { isAsked, maySolve, partiesOf } from '../../../src/domain/question/question';
import { effectsOfQuestion } from '../../../src/domain/question/question-effects';
import { FAY, FRAN, hoursIn, PAT, SAM } from '../cast';
import {
  ANSWERED,
  drafted,
  ESCALATED,
  questionAfter,
  RAISED,
  SOLVED,
  wrote,
} from '../question-stories';

test('what was written pings nobody when it is solved by then', () => {
  const effects = effectsOfQuestion(wrote(FRAN, hoursIn(2)), questionAfter(...SOLVED)!);

  expect(effects).toEqual([]);
});

describe('who may mark it as solved', () => {
  test.each([
    ['the asker of a question', ANSWERED, PAT.id, true],
    ['the receiver of a question', ANSWERED, FRAN.id, true],
    ['the receiver of a concern', RAISED, FRAN.id, false],
    ['somebody else', ANSWERED, SAM.id, false],
    ['readers of a shared post', ANSWERED, undefined, false],
  ])('%s', (_who, story, person, may) => {
    const question = questionAfter(...story)!;

    expect(isAsked(question) && maySolve(question, person)).toBe(may);
  });
});

test.each([
  ['a draft: its asker alone', drafted(), [PAT]],
  ['asked: both sides', ANSWERED, [PAT, FRAN]],
  ['handed on: the stand-in as well', ESCALATED, [PAT, FRAN, FAY]],
])('who sees it, %s', (_what, story, people) => {
  expect(partiesOf(questionAfter(...story)!)).toEqual(people);
});
