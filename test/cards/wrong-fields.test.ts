import { drawingFor } from '../../src/cards/drawing';
import { textError } from '../../src/cards/wrong-fields';

const draw = drawingFor({ language: 'en', zone: 'Europe/Madrid' });

test('a text says by how much it may be longer, where it was refused for its length', () => {
  const said = (value: string): string | undefined =>
    textError(draw, { code: 'text-too-long' }, { value, max: 1500 }).error;

  expect(said('x'.repeat(1501))).toBe('⚠ This is too long: at most 1,500 characters.');
  expect(said('x'.repeat(1500))).toBeUndefined();
  expect(said(`  ${'x'.repeat(1500)}  `)).toBeUndefined();
});

test('a text with what cannot be shown is asked for anew, where it was refused for that', () => {
  const said = (value: string): string | undefined =>
    textError(draw, { code: 'text-unreadable' }, { value, max: 10 }).error;

  expect(said('a\u0000b')).toBe(
    '⚠ This contains characters that cannot be shown. Please type it again.',
  );
  expect(said('ab')).toBeUndefined();
});

test('nothing is said beside a text of which nothing was refused', () => {
  const long = { value: 'x'.repeat(11), max: 10 };

  expect(textError(draw, undefined, long)).toEqual({});
  expect(textError(draw, { code: 'date-wrong' }, long)).toEqual({});
});
