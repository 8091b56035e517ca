import type { Instant } from '../kernel';
import type { Summary } from '../summary';
import { awaitedOf, isAsked, partiesOf, type AskedQuestion, type Question } from './question';

/** Whom a question waits for, and which lists it is found in; a draft is found by its asker alone. Pure. */
export function summaryOfQuestion(question: Question, at: Instant): Summary {
  if (!isAsked(question)) {
    const word = question.status === 'Draft' ? 'drafter' : 'ended';
    return { kind: 'question', tags: [`${word}:${question.from.id}`], search: '', at };
  }
  const { record } = question.about;
  return {
    kind: 'question',
    tags: [
      ...partiesOf(question).map(({ id }) => `person:${id}`),
      ...awaitedOf(question).map(({ id }) => `waits:${id}`),
      ...(record === undefined ? [] : [`about:${record}`]),
    ],
    search: searchOf(question),
    at,
  };
}

function searchOf({ about, to }: AskedQuestion): string {
  const number = about.number === undefined ? '' : `sme-${String(about.number)} `;
  return `${number}${to.company.name} ${about.workloadId ?? ''}`.toLowerCase().slice(0, 1000);
}
