import { typedText } from '../../src/bot/typed-text';

const BOT = { id: '28:bot', name: 'SME Desk' };

function mention(id: string, text: string): { readonly type: string } {
  const mentioned = { id, name: text };
  return { type: 'mention', ...{ mentioned, text } };
}

test('the mention of the bot is taken out, whatever the app is called', () => {
  const text = typedText({
    text: '<at>Expert desk (dev)</at> status 1042 <at>Expert desk (dev)</at>',
    entities: [mention(BOT.id, '<at>Expert desk (dev)</at>')],
    recipient: BOT,
  });

  expect(text.trim()).toBe('status 1042');
});

test('the mention of a person stays', () => {
  const text = typedText({
    text: '<at>Pat</at> status',
    entities: [mention('29:pat', '<at>Pat</at>')],
    recipient: BOT,
  });

  expect(text).toBe('<at>Pat</at> status');
});

test.each([
  ['an empty mention', mention(BOT.id, '')],
  ['a mention without a text', { type: 'mention', mentioned: { id: BOT.id } }],
  ['a mention of nobody', { type: 'mention', mentioned: null, text: 'status' }],
  ['something else', { type: 'clientInfo', mentioned: { id: BOT.id }, text: 'status' }],
])('%s takes nothing out', (_what, entity) => {
  expect(typedText({ text: 'status', entities: [entity], recipient: BOT })).toBe('status');
});

test('a mention is nothing to an activity without recipient or text', () => {
  expect(typedText({ text: 'status', entities: [mention(BOT.id, 'status')] })).toBe('status');
  expect(typedText({})).toBe('');
});
