import { readPress, VERBS, type Verb } from '../../src/cards/card-actions';
import type { Draft } from '../../src/domain/request/request';
import { ENGAGEMENT, REQUEST } from './cast';
import { partsOfType, textOf, type CardPart } from './card-lint';
import { plainShots, recordShots, type Shot } from './pictures';

type Sent = Readonly<Record<string, unknown>>;

/** A button as Teams sends it: what it carries and what stands in the inputs beside it. */
interface Press {
  readonly shot: Shot;
  readonly verb: string;
  readonly carried: Sent;
  readonly sent: Sent;
  readonly twin: Sent;
}

function inputsOf(content: unknown): Sent {
  const values = partsOfType(content, 'Input.').map((input) => [
    textOf(input, 'id'),
    input['value'] ?? '',
  ]);
  return Object.fromEntries(values) as Sent;
}

function pressesOf(shot: Shot): readonly Press[] {
  const inputs = inputsOf(shot.drawn.content);
  return partsOfType(shot.drawn.content, 'Action.Execute').map((button) => {
    const carried = button['data'] as Sent;
    const twin = (button['fallback'] as CardPart)['data'] as Sent;
    return {
      shot,
      verb: textOf(button, 'verb'),
      carried,
      sent: { ...carried, ...inputs },
      twin: { ...twin, ...inputs },
    };
  });
}

const RECORDS = recordShots('en').flatMap(pressesOf);
const PLAINS = plainShots('en').flatMap(pressesOf);
const ALL = [...RECORDS, ...PLAINS];

/** The first drawn button of every verb; where a card has inputs, one that sends them too. */
const SAMPLES = Object.fromEntries(ALL.map(({ verb, sent }) => [verb, sent] as const).toReversed());

function sampleOf(verb: string): Sent {
  return SAMPLES[verb] ?? {};
}

function named(presses: readonly Press[]): readonly string[] {
  return presses.map(({ verb, shot }) => `${verb} <- ${shot.name}`);
}

/** Requester and FPM share verbs; each is drawn their own view. */
function cardOf(name: string | undefined): string | undefined {
  return name === 'request-fpm' ? 'request-partner' : name;
}

function verbsWith(pick: (verb: Verb) => boolean): readonly Verb[] {
  return (Object.keys(VERBS) as Verb[]).filter(pick);
}

describe('verbs', () => {
  test('each is drawn as a button by some card, and each button has one of them', () => {
    const drawn = [...new Set(ALL.map(({ verb }) => verb))].toSorted();

    expect(drawn).toEqual(Object.keys(VERBS).toSorted());
  });
});

describe('a pressed button', () => {
  test('is understood, wherever it was drawn', () => {
    const lost = ALL.filter(({ verb, sent }) => readPress(verb, sent) === undefined);

    expect(named(lost)).toEqual([]);
  });

  test('means the same when an old client sends its Submit twin', () => {
    const differing = ALL.filter(({ verb, sent, twin }) => {
      const ours = JSON.stringify(readPress(verb, sent));
      return JSON.stringify(readPress(twin['verb'], twin)) !== ours;
    });

    expect(named(differing)).toEqual([]);
  });

  test('is about the record on whose card it stands', () => {
    const strayed = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const isOn = pressed?.kind === 'command' && pressed.on !== undefined;
      const [own, expected] = isOn
        ? [pressed.on, [ENGAGEMENT, REQUEST]]
        : [shot.state?.id, [shot.state?.id, shot.state?.id]];
      const ids = [own, pressed !== undefined && 'id' in pressed ? pressed.id : undefined];
      return JSON.stringify(ids) !== JSON.stringify(expected);
    });

    expect(named(strayed)).toEqual([]);
  });

  test('is answered with the card on which it stands', () => {
    const elsewhere = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const card = pressed !== undefined && 'card' in pressed ? pressed.card : undefined;
      return card !== undefined && cardOf(card) !== cardOf(shot.card);
    });

    expect(named(elsewhere)).toEqual([]);
  });

  test('on a face with inputs brings back what stands in them, when it sends them to be kept', () => {
    const differing = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const isSending = pressed?.kind === 'command' && Object.keys(pressed.typed).length > 0;
      const inputs = Object.entries(inputsOf(shot.drawn.content));
      return isSending && inputs.some(([id, value]) => value !== '' && pressed.typed[id] !== value);
    });

    expect(named(differing)).toEqual([]);
  });

  test('on a face with inputs is answered with this face when something is missing', () => {
    const other = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      return (
        pressed?.kind === 'command' &&
        Object.keys(inputsOf(shot.drawn.content)).length > 0 &&
        pressed.face !== shot.face
      );
    });

    expect(named(other)).toEqual([]);
  });

  test('of the form carries the step and edition of its picture, and every typed answer', () => {
    const forms = RECORDS.filter(({ verb }) => verb.startsWith('form.'));

    const differing = forms.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const { step, edition } = shot.state as Draft;
      const typed = Object.entries(inputsOf(shot.drawn.content));
      return !(
        pressed?.kind === 'form' &&
        pressed.step === step &&
        pressed.edition === edition &&
        typed.every(([id, value]) => pressed.answers[id as 'role'] === String(value))
      );
    });

    expect(forms.length).toBeGreaterThan(50);
    expect(named(differing)).toEqual([]);
  });

  test('of the review leads to the group whose Change it is', () => {
    const changes = RECORDS.filter(({ verb }) => verb === 'form.go').map(({ verb, sent }) =>
      readPress(verb, sent),
    );

    const targets = new Set(changes.map((pressed) => pressed?.kind === 'form' && pressed.to));

    expect([...targets]).toEqual(['customer', 'need', 'why']);
  });
});

describe('the expert who is proposed', () => {
  test.each(['approve', 'offer-to'])('on %s has not turned the offer down before', (face) => {
    const shots = recordShots('en').filter(
      (shot) => shot.face === face && shot.state !== undefined,
    );

    const again = shots.filter(({ state, drawn }) => {
      const turnedDown = state !== undefined && 'turnedDown' in state ? state.turnedDown : [];
      const proposed = inputsOf(drawn.content)['expert'];
      return turnedDown.some(({ expert }) => expert.id === proposed);
    });

    expect(shots.length).toBeGreaterThan(20);
    expect(again.map(({ name }) => name)).toEqual([]);
  });
});

describe('what a client sends', () => {
  test.each([
    ['a number', { licences: 250 }, { licences: '250' }],
    ['a switch', { lead: true }, { lead: 'true' }],
    ['nothing', {}, {}],
  ])('as %s is read as text', (_form, typed, answers) => {
    const press = { id: REQUEST, step: 'need', edition: 3, ...typed };

    const pressed = readPress('form.next', press);

    expect(pressed).toMatchObject({ kind: 'form', answers });
    expect(pressed?.kind === 'form' && pressed.answers).toEqual(answers);
  });

  test('as an edition in digits is read as a number', () => {
    const pressed = readPress('form.next', { id: REQUEST, step: 'need', edition: '3' });

    expect(pressed).toMatchObject({ edition: 3 });
  });
});

const NEEDS_RECORD = verbsWith((verb) => !verb.startsWith('home.'));
const WRONG_IDS: readonly unknown[] = [
  ...['', 'request:', 'request:short', 'request:../../etc/passwd', `request:${'0'.repeat(65)}`],
  ...['person:00000000-0001', 'counter:requests', 'REQUEST:00000000-0001', `${REQUEST}\n`],
  ...[42, true, undefined, null, {}, [REQUEST], { toString: () => REQUEST }],
];

describe('a forged payload', () => {
  test.each(NEEDS_RECORD)('of %s with the id of no record of its kind means nothing', (verb) => {
    const sample = sampleOf(verb);
    const other = String(sample['id']).startsWith('request:') ? ENGAGEMENT : REQUEST;
    const wrong = verb === 'record.open' ? WRONG_IDS : [...WRONG_IDS, other];

    const read = wrong.map((id) => readPress(verb, { ...sample, id }));

    expect(readPress(verb, sample)).toBeDefined();
    expect(read.filter((pressed) => pressed !== undefined)).toEqual([]);
  });

  test.each(Object.keys(VERBS))('of %s with more keys brings nothing more in', (verb) => {
    const sample = sampleOf(verb);
    const more = {
      ...{ by: 'system', at: 0, isFpm: true, kind: 'turn', order: { type: 'Approve' } },
      ...{ number: 1, constructor: 'x', prototype: 'x', typed: { a: 'b' } },
    };

    const pressed = readPress(verb, { ...more, ...sample });

    expect(pressed).toEqual(readPress(verb, sample));
  });

  test.each(Object.keys(VERBS))('of %s cannot reach a prototype', (verb) => {
    const inner = JSON.stringify(sampleOf(verb)).slice(1, -1);
    const sent: unknown = JSON.parse(
      `{"__proto__":{"isAdmin":true,"id":"${REQUEST}"}${inner === '' ? '' : `,${inner}`}}`,
    );

    const pressed = readPress(verb, sent);

    expect(pressed).toEqual(readPress(verb, sampleOf(verb)));
    expect(pressed).not.toHaveProperty('isAdmin');
    expect({}).not.toHaveProperty('isAdmin');
  });

  test.each(Object.keys(VERBS))('of %s that is no object means nothing', (verb) => {
    const payloads: readonly unknown[] = [undefined, null, '', 'id', 7, true, [], [sampleOf(verb)]];

    const read = payloads.map((sent) => readPress(verb, sent));

    expect(read.filter((pressed) => pressed !== undefined)).toEqual([]);
  });

  test.each([
    ['a step that does not exist', { step: 'end' }],
    ['a step that is inherited', { step: 'constructor' }],
    ['a target that does not exist', { to: 'end' }],
    ['a negative edition', { edition: -1 }],
    ['half an edition', { edition: 1.5 }],
    ['no number as edition', { edition: 'x' }],
    ['no edition', { edition: undefined }],
    ['an object as answer', { licences: { valueOf: 1 } }],
    ['a list as answer', { justification: ['a'] }],
    ['an endless answer', { justification: 'x'.repeat(20_001) }],
  ])('of the form with %s means nothing', (_what, wrong) => {
    const sent = { ...sampleOf('form.next'), ...wrong };

    const pressed = readPress('form.next', sent);

    expect(pressed).toBeUndefined();
  });

  test.each([
    ['home.say', { intent: 'approve' }],
    ['home.say', { intent: ['help'] }],
    ['home.say', {}],
    ['home.language', { language: 'fr' }],
    ['home.language', { language: '__proto__' }],
    ['home.request', { id: 'person:00000000-0001', card: 'request-partner' }],
    ['home.request', { id: REQUEST, card: 'request-fpm' }],
    ['record.open', { id: REQUEST, list: 'all' }],
    ['request.turn', { id: REQUEST, face: 'approve' }],
    ['request.contacted', { id: REQUEST, on: REQUEST }],
    ['request.contacted', { id: REQUEST, on: ENGAGEMENT, card: 'request-fpm' }],
    ['engagement.turn', { id: ENGAGEMENT, card: 'offer' }],
    ['engagement.in-my-language', { id: ENGAGEMENT, card: 'request-fpm' }],
    ['engagement.tick', { id: ENGAGEMENT, task: 'a longer text' }],
    ['engagement.tick', { id: ENGAGEMENT }],
  ])('of %s with %j means nothing', (verb, sent) => {
    const pressed = readPress(verb, sent);

    expect(pressed).toBeUndefined();
  });

  const texts: readonly (readonly [string, string])[] = [
    ...(['reason', 'note'] as const).map((name) => ['request.deny', name] as const),
    ['offer.decline', 'reason'],
    ['engagement.missing', 'note'],
    ...(['consentBy', 'consentOn'] as const).map((name) => ['engagement.tick', name] as const),
    ...(['summary', 'criteriaMet', 'whyUnmet', 'learned', 'inFtop', 'feedback'] as const).map(
      (name) => ['engagement.complete', name] as const,
    ),
  ];

  test.each(texts)('of %s with something else than a text as %s has no text', (verb, name) => {
    const wrong: readonly unknown[] = ['x'.repeat(20_001), {}, [], null, undefined];

    const read = wrong.map((value) => readPress(verb, { ...sampleOf(verb), [name]: value }));

    expect(read.map((pressed) => typedOf(pressed)[name])).toEqual(wrong.map(() => ''));
  });

  test.each(['request.approve', 'request.offer'])(
    'of %s with somebody who is no person names nobody',
    (verb) => {
      const wrong = ['', 'person:', 'expert:00000000-0001', REQUEST, 5, {}, null];

      const read = wrong.map((expert) => readPress(verb, { id: REQUEST, expert }));

      expect(read).toEqual(
        wrong.map(() =>
          expect.objectContaining({
            order: { type: expect.any(String), expert: undefined },
            typed: {},
          }),
        ),
      );
    },
  );

  test.each([
    ...['', 'form', 'form.', 'request.withdraw', 'Form.next', 'constructor', '__proto__'],
    ...['toString', 'hasOwnProperty', 42, true, undefined, null, {}, ['form.next']],
  ])('with the verb %j means nothing', (verb) => {
    const pressed = readPress(verb, sampleOf('form.next'));

    expect(pressed).toBeUndefined();
  });
});

function typedOf(pressed: ReturnType<typeof readPress>): Readonly<Record<string, string>> {
  return pressed?.kind === 'command' ? pressed.typed : {};
}
