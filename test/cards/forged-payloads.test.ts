import { readPress, VERBS, type Verb } from '../../src/cards/card-actions';
import type { CardName } from '../../src/domain/effects';
import { AGREEMENT_LINES } from '../../src/domain/engagement/agreement';
import { ENGAGEMENT, REQUEST } from './cast';
import { plainShots, recordShots } from './pictures';
import { pressesOf, type Sent } from './presses';

const ALL = [...recordShots('en'), ...plainShots('en')].flatMap(pressesOf);

/** The first drawn button of every verb; where a card has inputs, one that sends them too. */
const SAMPLES = Object.fromEntries(ALL.map(({ verb, sent }) => [verb, sent] as const).toReversed());

function sampleOf(verb: string): Sent {
  return SAMPLES[verb] ?? {};
}

function verbsWith(pick: (verb: Verb) => boolean): readonly Verb[] {
  return (Object.keys(VERBS) as Verb[]).filter(pick);
}

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

/** These are about the delivery as a whole. */
const ALL_OF_IT = /^operator\.(?:retry-all|hold|go-on|delivery(?:-form)?)$/;

const NEEDS_RECORD = verbsWith(
  (verb) => !/^(?:home|today|away)\./.test(verb) || verb === 'today.open',
).filter((verb) => !ALL_OF_IT.test(verb));
/** These lead to records of any kind that its reader can have. */
const ANY_KIND: readonly string[] = ['record.open', 'today.open'];
/** What could not be delivered can be on any record at all. */
const ANY_RECORD: readonly string[] = [
  ...['operator.retry', 'operator.mail', 'operator.drop-form', 'operator.drop'],
];
const OURS = /^(?:request|person):[\w-]+$/;
const WRONG_IDS: readonly unknown[] = [
  ...['', 'request:', 'request:short', 'request:../../etc/passwd', `request:${'0'.repeat(65)}`],
  ...['person:00000000-0001', 'counter:requests', 'REQUEST:00000000-0001', `${REQUEST}\n`],
  ...[42, true, undefined, null, {}, [REQUEST], { toString: () => REQUEST }],
];

/** Which kind of record each card draws. */
const DRAWN_FROM: Readonly<Record<CardName, string>> = {
  ...{ 'request-partner': 'request', 'request-fpm': 'request', offer: 'request' },
  'hand-over': 'request',
  ...{ expert: 'engagement', kickoff: 'engagement', 'teams-first': 'engagement' },
  ...{ completion: 'engagement', blocker: 'engagement' },
  ...{ 'check-in': 'checkin', question: 'question', today: 'today' },
  credential: 'credential',
  sending: 'setting',
  alarm: 'alarm',
  'in-name': 'engagement',
};
const CARDS = Object.keys(DRAWN_FROM);
const IDS = ['request', 'engagement', 'checkin', 'question'].map(
  (kind) => `${kind}:00000000-0000-4000-8000-000000001042`,
);

describe('a forged payload', () => {
  test.each(Object.keys(VERBS))('of %s never has a card drawn from another record', (verb) => {
    const sent = IDS.flatMap((id) =>
      [undefined, ...CARDS].flatMap((card) =>
        [undefined, ...IDS].map((on) => ({ ...sampleOf(verb), id, card, on })),
      ),
    );

    const drawn = sent.flatMap((one) => {
      const press = readPress(verb, one) as
        { readonly id?: string; readonly on?: string; readonly card?: CardName } | undefined;
      const { id, on = id, card } = press ?? {};
      return card === undefined || on === undefined ? [] : [{ from: on.split(':')[0], card }];
    });

    expect(drawn.filter(({ from, card }) => DRAWN_FROM[card] !== from)).toEqual([]);
  });

  test.each(NEEDS_RECORD)('of %s with the id of no record of its kind means nothing', (verb) => {
    const sample = sampleOf(verb);
    const other = String(sample['id']).startsWith('request:') ? ENGAGEMENT : REQUEST;
    const wrong = ANY_RECORD.includes(verb)
      ? WRONG_IDS.filter((id) => typeof id !== 'string' || !OURS.test(id))
      : [...WRONG_IDS, ...(ANY_KIND.includes(verb) ? [] : [other])];

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
    ['away.end', { edition: -1 }],
    ['away.end', {}],
    ['record.open', { id: REQUEST, list: 'all' }],
    ['request.turn', { id: REQUEST, face: 'approve' }],
    ['request.send-again', { id: REQUEST, face: 'return' }],
    ['request.change', { id: REQUEST, face: 'fix', licences: ['1'] }],
    ['request.open-running', { id: REQUEST, running: ENGAGEMENT }],
    ['request.contacted', { id: REQUEST, on: REQUEST }],
    ['request.contacted', { id: REQUEST, on: ENGAGEMENT, card: 'request-fpm' }],
    ['engagement.turn', { id: ENGAGEMENT, card: 'offer' }],
    ['request.ask', { id: REQUEST, card: 'kickoff' }],
    ['engagement.ask', { id: ENGAGEMENT, card: 'offer', topic: 'question' }],
    ['engagement.ask', { id: ENGAGEMENT, card: 'kickoff', topic: 'approval' }],
    ['engagement.in-my-language', { id: ENGAGEMENT, card: 'request-fpm' }],
    ['engagement.tick', { id: ENGAGEMENT, task: 'a longer text' }],
    ['engagement.tick', { id: ENGAGEMENT }],
    ['engagement.turn', { id: ENGAGEMENT, card: 'kickoff', face: 'complete' }],
    ['engagement.confirm-agreement', { id: ENGAGEMENT }],
    ['engagement.confirm-agreement', { id: ENGAGEMENT, edition: 0 }],
    ['engagement.confirm-agreement', { id: ENGAGEMENT, edition: 1.5 }],
    ['engagement.confirm-agreement', { id: ENGAGEMENT, edition: 'first' }],
    ['today.page', {}],
    ['today.page', { page: -1 }],
    ['today.page', { page: 101 }],
    ['today.page', { page: 0.5 }],
    ['today.open', {}],
    ['today.open', { id: 'today:00000000-0001' }],
    ['operator.retry', { id: REQUEST }],
    ['operator.drop', { id: REQUEST, effect: ['x'] }],
    ['operator.drop', { id: REQUEST, effect: 'x'.repeat(1_001) }],
  ])('of %s with %j means nothing', (verb, sent) => {
    const pressed = readPress(verb, sent);

    expect(pressed).toBeUndefined();
  });

  const texts: readonly (readonly [string, string])[] = [
    ...(['reason', 'note'] as const).map((name) => ['request.deny', name] as const),
    ...(['reason', 'fields', 'note'] as const).map((name) => ['request.return', name] as const),
    ['request.withdraw', 'reason'],
    ['request.reopen', 'note'],
    ['offer.decline', 'reason'],
    ['question.ask', 'text'],
    ['question.answer', 'text'],
    ['engagement.missing', 'note'],
    ...AGREEMENT_LINES.map((line) => ['engagement.propose-agreement', line] as const),
    ['engagement.tell-trained', 'names'],
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

      expect(read.map(typedOf)).toEqual(wrong.map(() => ({})));
      expect(read.map((pressed) => pressed?.kind === 'command' && pressed.order['expert'])).toEqual(
        wrong.map(() => undefined),
      );
    },
  );

  test.each([
    ...['', 'form', 'form.', 'request.forget', 'Form.next', 'constructor', '__proto__'],
    ...['toString', 'hasOwnProperty', 42, true, undefined, null, {}, ['form.next']],
  ])('with the verb %j means nothing', (verb) => {
    const pressed = readPress(verb, sampleOf('form.next'));

    expect(pressed).toBeUndefined();
  });
});

function typedOf(pressed: ReturnType<typeof readPress>): Readonly<Record<string, string>> {
  return pressed?.kind === 'command' ? pressed.typed : {};
}
