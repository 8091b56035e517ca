import { modelOfCard } from '../../src/cards/draw-card';
import type { CardModel } from '../../src/cards/card-model';
import type { Face } from '../../src/cards/drawing';
import { historySections } from '../../src/cards/history-lines';
import { drawingFor } from '../../src/cards/drawing';
import { MONDAY, PLAIN, type Part, type Told } from './cast';
import { viewerOf } from './pictures';
import { questionStates } from './question-states';
import type { Question } from '../../src/domain/question/question';

function toldOf(name: string, texts = PLAIN): Told<Question> {
  const found = questionStates(texts).find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`No state ${name}`);
  }
  return found;
}

function draw(name: string, reader: Part, face: Face = 'front', texts = PLAIN): CardModel {
  const { state } = toldOf(name, texts);
  return modelOfCard('question', { state, face, viewer: viewerOf(reader, 'en'), at: MONDAY });
}

function titles({ buttons = [] }: CardModel): readonly string[] {
  return buttons.map(({ title }) => title);
}

describe('the card of a question', () => {
  test.each([
    ['question asked', 'fpm', ['Answer…', 'Solved', 'Open the request']],
    ['question asked', 'requester', ['Add something…', 'Solved', 'Open the request']],
    ['question answered', 'requester', ['Solved', 'Write again…', 'Open the request']],
    ['concern raised', 'fpm', ['Answer…', 'Open the request']],
    ['concern escalated', 'otherFpm', ['Answer…']],
    ['concern raised', 'requester', ['Add something…', 'Solved', 'Open the request']],
    ['question before a request', 'fpm', ['Answer…', 'Solved']],
    ['question solved', 'requester', ['Ask again', 'Open the request']],
    ['question solved', 'fpm', ['Open the request']],
    ['question discarded', 'requester', []],
    ['question draft', 'requester', ['Send to Fran Manager', 'Discard']],
    ['question draft before a request', 'requester', ['Send', 'Discard']],
  ] as const)('offers on a %s to the %s: %j', (name, reader, buttons) => {
    expect(titles(draw(name, reader))).toEqual(buttons);
  });

  test.each([
    [
      'question asked',
      'Question on SME-1042',
      'SME-1042 · Entra ID P2',
      '◔ Waiting for your answer',
    ],
    [
      'concern raised',
      'Concern about SME-1042',
      'SME-1042 · Entra ID P2',
      '◔ Waiting for your answer',
    ],
    [
      'concern escalated',
      'Escalation about SME-1042',
      'SME-1042 · Entra ID P2',
      '⚠ Escalated, waiting for your answer',
    ],
    [
      'question before a request',
      'Question before a request',
      'Question',
      '◔ Waiting for your answer',
    ],
  ] as const)('of a %s says what it is and where it stands', (...[name, title, kicker, status]) => {
    expect(draw(name, 'fpm')).toMatchObject({ title, kicker, status });
  });

  test('shows the newest eight answers, and how many came before them', () => {
    const { sections = [] } = draw('question answered often', 'fpm');

    expect(sections).toHaveLength(1 + 1 + 8);
    expect(sections[1]?.text).toBe('3 earlier messages are not shown here.');
  });

  test('shows the newest answer whole, and shortens older ones that a card cannot hold', () => {
    const long = 'あ'.repeat(2000);
    const texts = { ...PLAIN, answer: long };

    const { sections = [] } = draw('question answered often', 'fpm', 'front', texts);

    const lengths = sections.slice(2).map(({ text = '' }) => text.length);
    expect(lengths.at(-1)).toBe(2000);
    expect(Math.min(...lengths)).toBe(150);
  });

  test('shows the newest answer whole however many bytes it takes', () => {
    const texts = { ...PLAIN, answer: '\\'.repeat(2000) };

    const { sections = [] } = draw('question answered', 'requester', 'front', texts);

    expect(sections.at(-1)?.text).toHaveLength(4000);
  });

  test('turned over shows the last word above the input', () => {
    const { sections = [], fields = [] } = draw('question answered', 'requester', 'answer');

    expect(sections.map(({ text }) => text)).toEqual([PLAIN.answer]);
    expect(fields.map(({ id, label }) => [id, label])).toEqual([['text', 'What you want to add']]);
  });

  test('cannot be turned over any more once it is solved', () => {
    expect(draw('question solved', 'fpm', 'answer').fields).toBeUndefined();
  });

  test('has in its field what was typed in the chat, and says that it is not sent yet', () => {
    const kept = draw('question draft, typed in the chat', 'requester');

    expect(kept.fields).toMatchObject([{ id: 'text', value: PLAIN.question }]);
    expect(kept.notice).toContain('only when you press the button');
    expect(draw('question draft', 'requester').notice).toBeUndefined();
  });

  test('lets the asker choose among several, the likeliest first', () => {
    const [to] = draw('question draft before a request', 'requester').fields ?? [];

    expect(to).toMatchObject({
      id: 'to',
      kind: 'radio',
      value: toldOf('question asked').state.receivers[0]?.person.id,
    });
    expect(to?.choices?.map(({ title }) => title)).toEqual([
      'Fran Manager, Fabrikam Partners',
      'Olli Manager, Fabrikam Partners',
    ]);
  });

  test('says in how many working days a concern is answered', () => {
    expect(draw('concern draft', 'requester').intro).toContain('1 working day;');
  });
});

describe('the history', () => {
  function historyOf(name: string, texts = PLAIN): string {
    const { state, history } = toldOf(name, texts);
    const viewer = viewerOf('fpm', 'en');
    const picture = { state, history, viewer, face: 'history', at: MONDAY } as const;
    return historySections(drawingFor(viewer), picture)[0]?.text ?? '';
  }

  test('tells what was asked and answered, by whom', () => {
    const lines = historyOf('question solved').split('\n\n');

    expect(lines.map((line) => line.split(' · ').slice(1))).toEqual([
      [`question to you: ${PLAIN.question}`, 'Robin Requester'],
      [`answer: ${PLAIN.answer}`, 'you'],
      ['marked as solved', 'Robin Requester'],
    ]);
  });

  test('tells of a concern and to whom it was handed on', () => {
    const lines = historyOf('concern escalated').split('\n\n');

    expect(lines[0]).toContain(`concern raised with you: ${PLAIN.question}`);
    expect(lines[1]).toContain('concern without answer, handed on to Olli Manager');
  });

  test('shortens long texts, on one line', () => {
    const texts = { ...PLAIN, question: `one\n\ntwo ${'x'.repeat(400)}` };

    const text = historyOf('question asked', texts);

    expect(text).toContain(': one two xxx');
    expect(text.split('\n\n')).toHaveLength(1);
    expect(text).toContain('…');
  });

  test('keeps the newest lines when there are more than a card holds', () => {
    const { state, history } = toldOf('question answered often');
    const many = Array.from({ length: 30 }, () => history).flat();
    const viewer = viewerOf('fpm', 'en');
    const picture = { state, history: many, viewer, face: 'history', at: MONDAY } as const;

    const lines = historySections(drawingFor(viewer), picture)[0]?.text?.split('\n\n') ?? [];

    expect(lines[0]).toMatch(/^\d+ earlier entries are not shown\.$/);
    expect(lines.join('\n\n').length).toBeLessThan(18_500);
    expect(lines.length).toBeGreaterThan(100);
  });
});
