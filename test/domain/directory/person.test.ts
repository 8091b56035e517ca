import type { Actor, CommandMeta } from '../../../src/domain/kernel';
import {
  decidePerson,
  effectsOfPerson,
  evolvePerson,
  languageOf,
  summaryOfPerson,
  supersedesInPerson,
  type Person,
  type PersonCommand,
  type PersonEntry,
} from '../../../src/domain/directory/person';
import { FRAN, MAX, NOW, PAT } from '../cast';

const ENTRY: PersonEntry = {
  name: 'Pat',
  mail: 'Pat@Contoso.example',
  language: 'es',
  home: {
    zone: 'Europe/Madrid',
    country: 'ES',
    workingDays: [1, 2, 3, 4, 5],
    from: '08:00',
    until: '18:00',
  },
  contactOf: ['partner:contoso'],
  fpmOf: [],
  isExpert: false,
  isOperator: false,
};
const KNOWN: Person = { ...ENTRY, id: PAT.id };

function meta(by: Actor = 'system'): CommandMeta {
  return { by, at: NOW, causeId: 'asked' };
}

/** The person after a command that is taken. */
function after(state: Person | undefined, command: PersonCommand): Person | undefined {
  const decision = decidePerson(state, command);
  const events = decision.ok ? decision.events : [];
  return events.reduce<Person | undefined>(
    (person, event) => evolvePerson(person, { ...event, ...meta() }),
    state,
  );
}

describe('a person of the directory', () => {
  test('is taken over by an import', () => {
    expect(after(undefined, { type: 'ImportPerson', id: PAT.id, entry: ENTRY, ...meta() })).toEqual(
      KNOWN,
    );
  });

  test('keeps chosen language and chat when imported anew', () => {
    const person: Person = { ...KNOWN, chosenLanguage: 'de', chat: 'conversation:pat' };
    const entry = { ...ENTRY, name: 'Pat P.' };

    const found = after(person, { type: 'ImportPerson', id: PAT.id, entry, ...meta() });

    expect(found).toEqual({ ...person, name: 'Pat P.' });
  });

  test('keeps their picture when imported anew', () => {
    const person: Person = { ...KNOWN, photo: { at: NOW, image: 'data:image/png;base64,AA==' } };
    const entry = { ...ENTRY, name: 'Pat P.' };

    const found = after(person, { type: 'ImportPerson', id: PAT.id, entry, ...meta() });

    expect(found).toEqual({ ...person, name: 'Pat P.' });
  });

  test('imported unchanged stays as they are', () => {
    const person: Person = { ...KNOWN, chosenLanguage: 'de' };

    const decision = decidePerson(person, {
      type: 'ImportPerson',
      id: PAT.id,
      entry: { ...ENTRY, home: { ...ENTRY.home } },
      ...meta(),
    });

    expect(decision).toEqual({ ok: true, events: [] });
  });

  test('is no guest any more once an import says nothing of it', () => {
    const guest: Person = { ...KNOWN, account: { kind: 'guest' } };

    expect(after(guest, { type: 'ImportPerson', id: PAT.id, entry: ENTRY, ...meta() })).toEqual(
      KNOWN,
    );
  });

  test('who leaves has no role, keeps what they chose, and leaves once', () => {
    const person: Person = {
      ...{ ...KNOWN, fpmOf: ['partner:a'], isExpert: true, isOperator: true },
      chosenLanguage: 'de',
    };

    const left = after(person, { type: 'LeaveDirectory', ...meta() });

    expect(left).toEqual({
      ...{ ...KNOWN, contactOf: [], fpmOf: [], isExpert: false, isOperator: false },
      ...{ chosenLanguage: 'de', leftAt: NOW },
    });
    expect(summaryOfPerson(left!, NOW).tags).toEqual([]);
    expect(decidePerson(left, { type: 'LeaveDirectory', ...meta() })).toEqual({
      ok: true,
      events: [],
    });
    expect(decidePerson(undefined, { type: 'LeaveDirectory', ...meta() })).toMatchObject({
      ok: false,
    });
  });

  test('who had left comes back by the same entry', () => {
    const left = after(KNOWN, { type: 'LeaveDirectory', ...meta() });
    const roleless = { ...ENTRY, contactOf: [] };

    const back = after(left, { type: 'ImportPerson', id: PAT.id, entry: roleless, ...meta() });

    expect(back).toEqual({ ...KNOWN, contactOf: [] });
  });

  test('has a chat from the first installation on, and the newest one', () => {
    const chat = 'conversation:pat';

    const noted = after(KNOWN, { type: 'NoteChat', chat, ...meta() });

    expect(noted).toEqual({ ...KNOWN, chat });
    expect(decidePerson(noted, { type: 'NoteChat', chat, ...meta() })).toEqual({
      ok: true,
      events: [],
    });
    expect(after(noted, { type: 'NoteChat', chat: 'conversation:new', ...meta() })?.chat).toBe(
      'conversation:new',
    );
  });

  test('is unknown before the import', () => {
    const decision = decidePerson(undefined, {
      type: 'NoteChat',
      chat: 'conversation:pat',
      ...meta(),
    });

    expect(decision).toEqual({ ok: false, refusal: { code: 'unknown-person' } });
    expect(
      evolvePerson(undefined, { type: 'LanguageChosen', language: 'de', ...meta() }),
    ).toBeUndefined();
  });
});

describe('the language', () => {
  test('is the directory’s until the person chooses', () => {
    const chosen = after(KNOWN, { type: 'ChooseLanguage', language: 'de', ...meta(PAT) });

    expect([languageOf(KNOWN), chosen && languageOf(chosen)]).toEqual(['es', 'de']);
  });

  test('chosen as it is, nothing happens', () => {
    const decision = decidePerson(KNOWN, { type: 'ChooseLanguage', language: 'es', ...meta(PAT) });

    expect(decision).toEqual({ ok: true, events: [] });
  });

  test.each(['system', FRAN, MAX] as const)('is chosen by nobody else: %j', (by) => {
    const decision = decidePerson(KNOWN, { type: 'ChooseLanguage', language: 'de', ...meta(by) });

    expect(decision).toEqual({ ok: false, refusal: { code: 'not-yours' } });
  });
});

describe('the lists a person is found in', () => {
  test('name and mail, in small letters and within bounds', () => {
    const { search } = summaryOfPerson({ ...KNOWN, name: 'Ä'.repeat(2000) }, NOW);

    expect(summaryOfPerson(KNOWN, NOW)).toEqual({
      kind: 'person',
      tags: [],
      search: 'pat pat@contoso.example',
      at: NOW,
    });
    expect(search).toBe('ä'.repeat(1000));
  });

  test('operators, and nobody by their companies', () => {
    const person: Person = { ...KNOWN, isOperator: true, fpmOf: ['partner:a', 'partner:b'] };

    expect(summaryOfPerson(person, NOW).tags).toEqual(['role:operator']);
  });
});

describe('a picture', () => {
  const DAY = 86_400_000;

  function isSought(person: Partial<Person>): boolean {
    const decision = decidePerson({ ...KNOWN, ...person }, { type: 'SeekPhoto', ...meta() });
    return decision.ok && decision.events.length > 0;
  }

  test.each<[string, Partial<Person>, boolean]>([
    ['nobody has asked for yet', {}, true],
    ['that is a month old', { photo: { at: NOW - 30 * DAY } }, true],
    ['that is not quite a month old', { photo: { at: NOW - 30 * DAY + 1 } }, false],
    ['from a clock that ran a month ahead', { photo: { at: NOW + 30 * DAY } }, true],
    ['of a guest', { account: { kind: 'guest' } }, true],
    [
      'of somebody of another tenant',
      { account: { kind: 'federated', tenantId: 'elsewhere' } },
      false,
    ],
    ['of somebody who has left', { leftAt: NOW }, false],
  ])('%s is looked for, or not', (_what, person, expected) => {
    expect(isSought(person)).toBe(expected);
  });

  test('that is sought is looked up', () => {
    const sought = { type: 'PhotoSought', ...meta() } as const;

    expect(effectsOfPerson(sought, KNOWN)).toEqual([{ type: 'LookUpPhoto' }]);
  });

  test('leaves nothing of an earlier one, nor anything once somebody has left', () => {
    const noted = { type: 'PhotoNoted', image: 'data:image/png;base64,AA==', ...meta() } as const;
    const left = { type: 'PersonLeft', ...meta() } as const;

    expect(supersedesInPerson(noted, noted)).toBe(true);
    expect(supersedesInPerson(left, noted)).toBe(true);
    expect(supersedesInPerson(noted, left)).toBe(false);
    expect(evolvePerson(evolvePerson(KNOWN, noted), left)).toEqual(evolvePerson(KNOWN, left));
  });
});
