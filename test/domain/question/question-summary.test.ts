import { summaryOfQuestion } from '../../../src/domain/question/question-summary';
import { FAY, FRAN, ID, NOW, PAT } from '../cast';
import {
  ANSWERED,
  ASKED,
  DISCARDED,
  drafted,
  ESCALATED,
  questionAfter,
  SOLVED,
} from '../question-stories';

const BOTH = [`person:${PAT.id}`, `person:${FRAN.id}`];
const ALL = [...BOTH, `person:${FAY.id}`];
const ABOUT = `about:${ID}`;

describe('the lists a question is found in', () => {
  test.each([
    ['a draft: its asker alone', drafted(), [`drafter:${PAT.id}`]],
    ['discarded', DISCARDED, [`ended:${PAT.id}`]],
    ['asked: waits for the receiver', ASKED, [...BOTH, `waits:${FRAN.id}`, ABOUT]],
    ['answered: waits for the asker', ANSWERED, [...BOTH, `waits:${PAT.id}`, ABOUT]],
    ['escalated', ESCALATED, [...ALL, `waits:${FRAN.id}`, `waits:${FAY.id}`, ABOUT]],
    ['solved: waits for nobody', SOLVED, [...BOTH, ABOUT]],
  ])('%s', (_what, story, tags) => {
    const summary = summaryOfQuestion(questionAfter(...story)!, NOW);

    expect(summary).toMatchObject({ kind: 'question', tags, at: NOW });
  });

  test('is found by number, company and workload, in small letters', () => {
    const { search } = summaryOfQuestion(questionAfter(...ASKED)!, NOW);

    expect(search).toBe('sme-1042 contoso aadp-p2');
  });

  test('about nothing yet has no number and no record', () => {
    const question = { ...questionAfter(...ASKED)!, about: {} };

    const { search, tags } = summaryOfQuestion(question, NOW);

    expect(search).toBe('contoso ');
    expect(tags.some((tag) => tag.startsWith('about:'))).toBe(false);
  });
});
