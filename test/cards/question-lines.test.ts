import { drawCard } from '../../src/cards/draw-card';
import { drawMail } from '../../src/cards/draw-mail';
import { drawingFor } from '../../src/cards/drawing';
import { questionRow } from '../../src/cards/question-lines';
import { LANGUAGES } from '../../src/domain/kernel';
import { awaitedOf, type OpenQuestion, type Question } from '../../src/domain/question/question';
import { castOf, MONDAY, PLAIN, type Part } from './cast';
import { viewerOf } from './pictures';
import { QUESTION, questionStates } from './question-states';

const cast = castOf(PLAIN);
const TYPED = [PLAIN.question, PLAIN.answer, PLAIN.tenantName];

function stateOf(name: string): Question {
  const found = questionStates().find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`No state ${name}`);
  }
  return found.state;
}

function pingOf(name: string, reader: Part, language: 'en' | 'es' | 'de' = 'en'): string {
  const viewer = viewerOf(reader, language);
  return drawCard('question', { state: stateOf(name), face: 'front', viewer, at: MONDAY }, 'P7')
    .summary;
}

describe('the line of P7', () => {
  test.each([
    ['question asked', 'fpm', 'SME-1042: the partner has a question for you.'],
    ['question of the FPM', 'requester', 'SME-1042: your FPM has a question for you.'],
    ['question of the expert', 'fpm', 'SME-1042: the expert has a question for you.'],
    ['question answered', 'requester', 'SME-1042: your FPM has answered you.'],
    ['question of the expert, answered', 'third', 'SME-1042: the FPM has answered you.'],
    [
      'question taken up again',
      'fpm',
      'SME-1042: the partner has written again and waits for your answer.',
    ],
    ['concern taken over', 'requester', 'SME-1042: the stand-in has answered you.'],
    [
      'concern escalated',
      'otherFpm',
      'SME-1042: a concern was not answered in time. Please take it over.',
    ],
    [
      'concern taken up again',
      'otherFpm',
      'SME-1042: the partner has written again and waits for your answer.',
    ],
    ['question before a request', 'fpm', 'Fabrikam Partners: the partner has a question for you.'],
    [
      'question about a draft',
      'fpm',
      'Fabrikam Partners, Entra ID P2: the partner has a question for you.',
    ],
  ] as const)('of a %s tells the %s', (name, reader, line) => {
    expect(pingOf(name, reader)).toBe(line);
  });

  test.each([
    ['concern raised', ({ answerBy }: OpenQuestion) => answerBy],
    ['concern escalated', ({ escalated }: OpenQuestion) => escalated?.at],
  ])('of a %s tells its receiver by when to answer', (name, dueOf) => {
    const { dateTime } = drawingFor(viewerOf('fpm', 'en'));
    const due = dateTime(dueOf(stateOf(name) as OpenQuestion) ?? 0);

    const line = pingOf(name, 'fpm');

    expect(line).toBe(`SME-1042: the partner raises a concern. Please answer by ${due}.`);
  });

  test.each([
    ['es', 'SME-1042: tiene una respuesta de su FPM.'],
    ['de', 'SME-1042: Antwort von Ihrem FPM.'],
  ] as const)('has the role as a whole phrase in %s', (language, line) => {
    expect(pingOf('question answered', 'requester', language)).toBe(line);
  });

  test.each([
    ['question answered', 'fpm'],
    ['question solved', 'requester'],
    ['concern escalated', 'requester'],
  ] as const)('of a %s is not told to the %s, who has nothing to do', (name, reader) => {
    const viewer = viewerOf(reader, 'en');
    const picture = { state: stateOf(name), face: 'front', viewer, at: MONDAY } as const;

    expect(pingOf(name, reader)).toBe(drawCard('question', picture).summary);
  });

  test.each(LANGUAGES)('repeats nothing that was typed, and has no hole in %s', (language) => {
    const parts = Object.keys(cast) as Part[];
    const lines = questionStates().flatMap(({ name, state }) =>
      parts
        .filter((part) => awaitedOf(state).some(({ id }) => id === cast[part].id))
        .map((part) => pingOf(name, part, language)),
    );

    const wrong = lines.filter(
      (line) => TYPED.some((text) => line.includes(text)) || /\{|undefined|\s{2}/.test(line),
    );

    expect(lines.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });
});

describe('the mail of P7', () => {
  const mail = drawMail('P7', {
    state: stateOf('concern raised'),
    viewer: viewerOf('fpm', 'en'),
    at: MONDAY,
  });

  test('has number, kind and status as its subject, and nothing that was typed', () => {
    expect(mail.subject).toBe('[SME-1042] Concern: Waiting for your answer');
  });

  test('carries what was asked', () => {
    expect(mail.text).toContain(PLAIN.question);
    expect(mail.text).toContain('the partner raises a concern');
  });

  test('has a subject without a number before there is one', () => {
    const state = stateOf('question before a request');

    const { subject } = drawMail('P7', { state, viewer: viewerOf('fpm', 'en'), at: MONDAY });

    expect(subject).toBe('Question: Waiting for your answer');
  });
});

describe('the row of a list', () => {
  test.each([
    ['question asked', 'fpm', 'SME-1042 · Question', 'Robin Requester waits for your answer'],
    ['question asked', 'requester', 'SME-1042 · Question', 'Waits for Fran Manager'],
    ['question answered', 'requester', 'SME-1042 · Question', 'Fran Manager has answered you'],
    [
      'concern escalated',
      'otherFpm',
      'SME-1042 · Escalation',
      'Robin Requester waits for your answer',
    ],
    [
      'concern escalated',
      'requester',
      'SME-1042 · Escalation',
      'Waits for Fran Manager and Olli Manager',
    ],
    ['question solved', 'fpm', 'SME-1042 · Question', '✓ Solved'],
    ['question draft before a request', 'requester', 'Question before a request', '○ Not sent yet'],
  ] as const)('of a %s for the %s', (...[name, reader, heading, text]) => {
    const viewer = viewerOf(reader, 'en');

    const row = questionRow(drawingFor(viewer), stateOf(name), cast[reader].id);

    expect(row).toEqual({ heading, text });
  });
});

test('every state is about the one question', () => {
  const ids = new Set(questionStates().map(({ state }) => state.id));

  expect([...ids]).toEqual([QUESTION]);
});
