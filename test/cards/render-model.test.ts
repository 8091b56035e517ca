import { renderModel } from '../../src/cards/render-model';
import type { CardModel } from '../../src/cards/card-model';
import { markdownOf, textOf, type CardPart } from './card-lint';

const MODEL: CardModel = { language: 'en', title: 'Requests' };

describe('typed lines', () => {
  const typed = 'one\n  two\r\n\r\n\t three';
  const paragraphs = 'one\n\ntwo\n\nthree';

  test.each([
    ['above the facts', { intro: typed }],
    ['in a section', { sections: [{ text: typed }] }],
    ['in a fact', { facts: [{ title: 'Note', value: typed }] }],
    ['in a fact of a section', { sections: [{ facts: [{ title: 'Note', value: typed }] }] }],
  ])('are paragraphs %s', (_where, change) => {
    const content = renderModel({ ...MODEL, ...change });

    expect(markdownOf(content)).toContain(paragraphs);
  });
});

test('a link that is the next step stands before the buttons, any other after them', () => {
  const button = { title: 'Go on', verb: 'form.next', payload: {} };
  const links = [
    { title: 'Service description', url: 'https://learn.microsoft.com/a' },
    { title: 'Open the guide', url: 'https://learn.microsoft.com/b', isFirst: true },
  ] as const;

  const content = renderModel({ ...MODEL, buttons: [button], links });

  const actions = content['actions'] as readonly CardPart[];
  expect(actions.map((action) => textOf(action, 'title'))).toEqual([
    'Open the guide',
    'Go on',
    'Service description',
  ]);
});

test('a card drawn again is the same, and nobody sees what another did to theirs', () => {
  const model = { ...MODEL, intro: 'Nothing waits for you.' };
  const first = JSON.stringify(renderModel(model));
  Object.assign(renderModel(model), { body: [] });

  const again = renderModel({ ...model });

  expect(JSON.stringify(again)).toBe(first);
  expect(JSON.stringify(renderModel({ ...model, language: 'de' }))).not.toBe(first);
});
