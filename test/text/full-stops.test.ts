import { wordsFor } from '../../src/text/words';

test('a sentence that ends with an abbreviation has one full stop', () => {
  const { t } = wordsFor('de');

  expect(t('check-in.next.moved', { date: 'Mo., 5. Jan.' })).toBe('Verschoben auf Mo., 5. Jan.');
  expect(t('check-in.next.moved', { date: 'Montag' })).toBe('Verschoben auf Montag.');
});
