import { PERSONA_KEYS, readPersonas } from '../../src/demo/personas';
import { PermanentError } from '../../src/errors';
import { directoryText } from '../support/demo-personas';

describe('the personas of the local Teams', () => {
  test('have the names, mail addresses and languages of the directory file', () => {
    const personas = readPersonas(directoryText());

    expect(personas.partner).toMatchObject({
      id: '29:partner',
      aadObjectId: '7f2c3b1e-0000-4000-8000-000000000010',
      name: 'Pat Partner',
      mail: 'partner@contoso.example',
      language: 'es',
    });
  });

  test('never share a port or an id', () => {
    const personas = Object.values(readPersonas(directoryText()));

    expect(new Set(personas.map(({ port }) => port)).size).toBe(PERSONA_KEYS.length);
    expect(new Set(personas.map(({ id }) => id)).size).toBe(PERSONA_KEYS.length);
    expect(new Set(personas.map(({ aadObjectId }) => aadObjectId)).size).toBe(PERSONA_KEYS.length);
  });

  test.each([
    ['a person is missing', directoryText({ without: '14' }), 'the persona "operator"'],
    ['a field is missing', directoryText().replaceAll('"mail"', '"post"'), 'no "mail"'],
    ['there are no people', '{}', 'no list "people"'],
    ['it is not JSON', '{', 'not JSON'],
  ])('are refused when the file is wrong: %s', (_case, text, message) => {
    expect(() => readPersonas(text)).toThrow(PermanentError);
    expect(() => readPersonas(text)).toThrow(message);
  });
});
