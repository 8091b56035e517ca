import { renderModel } from '../../src/cards/render-model';
import { FACES } from '../../src/cards/drawing';
import { drawCard, type Drawn } from '../../src/cards/draw-card';
import { BugError } from '../../src/errors';
import { LANGUAGES } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { castOf, MONDAY, PLAIN } from './cast';
import { factsOf, lintCard, partsOfType, textOf } from './card-lint';
import { plainShots, recordShots, viewerOf, type Shot } from './pictures';
import { largestPortraits, portraits } from './portraits';
import { engagementStates, requestStates } from './states';

/** Every problem once, with the first card that has it: the failing cards are then the message. */
function problemsOf(shots: readonly Shot[]): readonly string[] {
  const found = new Map<string, string>();
  for (const { name, drawn } of shots) {
    for (const problem of lintCard(drawn)) {
      found.set(problem, found.get(problem) ?? name);
    }
  }
  return [...found].map(([problem, name]) => `${problem} <- ${name}`);
}

const CARDS = [
  ...(['request-partner', 'request-fpm', 'offer'] as const),
  ...(['expert', 'kickoff', 'teams-first', 'completion'] as const),
];

describe.each(LANGUAGES)('a card in %s', (language) => {
  const shots = recordShots(language);

  test.each([...CARDS, ...(['question', 'check-in', 'blocker'] as const)])(
    '%s is sound on every face, in every state, for every reader',
    (card) => {
      const problems = problemsOf(shots.filter((shot) => shot.card === card));

      expect(problems).toEqual([]);
    },
  );

  test('that belongs to no record is sound', () => {
    const problems = problemsOf(plainShots(language));

    expect(problems).toEqual([]);
  });

  test('is drawn in the language of its reader', () => {
    const languages = new Set(shots.map(({ drawn }) => drawn.content['lang']));

    expect([...languages]).toEqual([language]);
  });

  test('has at most six buttons in all', () => {
    const crowded = shots
      .filter(({ drawn }) => partsOfType(drawn.content, 'Action.Execute').length > 6)
      .map(({ name }) => name);

    expect(crowded).toEqual([]);
  });

  test('of a record says its number and its status in words', () => {
    const silent = shots
      .filter(({ state }) => state !== undefined && 'number' in state)
      .filter(
        ({ drawn }) => !/SME-1042.* – .*\p{L}{3}/u.test(textOf(drawn.content, 'fallbackText')),
      )
      .map(({ name }) => name);

    expect(silent).toEqual([]);
  });
});

test('a card stays small enough for Teams with the longest texts in every field', () => {
  const long = 'あ'.repeat(POLICY.textMaxChars);
  const line = 'あ'.repeat(200);
  const texts = {
    ...PLAIN,
    ...{ justification: long, otherInformation: long, exceptionReason: long, difference: long },
    ...{ note: long, missing: long, summary: long, whyUnmet: long, learned: long, feedback: long },
    ...{ question: long, answer: long, agreed: 'あ'.repeat(POLICY.agreementLineMaxChars) },
    ...{ tenantName: line, emailSource: line, consentBy: line },
  };

  const problems = problemsOf(recordShots('en', texts));

  expect(problems).toEqual([]);
});

describe('the kickoff card with pictures of the three', () => {
  const [three, one] = portraits(PLAIN);
  const largest = largestPortraits(PLAIN);
  const { state } = engagementStates().find(({ name }) => name === 'active')!;
  const drawn = (photos: typeof three | undefined, shown = state): Drawn =>
    drawCard('kickoff', {
      ...{ state: shown, face: 'front', viewer: viewerOf('everybody', 'en'), at: MONDAY },
      ...(photos === undefined ? {} : { photos }),
    });
  const draw = (...given: Parameters<typeof drawn>): Drawn['content'] => drawn(...given).content;
  const cast = castOf(PLAIN);

  test('shows each beside the facts that name them, and the words of each picture are the name', () => {
    const content = draw(three);

    const names = [cast.requester, cast.third, cast.fpm].map(({ name }) => name);
    expect(partsOfType(content, 'Image').map((image) => textOf(image, 'altText'))).toEqual(names);
    expect(factsOf(content)).toEqual(factsOf(draw(undefined)));
  });

  test('shows whoever has one, and is the card without pictures where nobody has', () => {
    expect(partsOfType(draw(one), 'Image')).toHaveLength(1);
    expect(draw({})).toEqual(draw(undefined));
    expect(partsOfType(draw(undefined), 'ColumnSet')).toEqual([]);
  });

  test('shows them as large as they may be, and leaves them out before Teams would refuse the card', () => {
    const long = 'あ'.repeat(POLICY.textMaxChars);
    const texts = { ...PLAIN, summary: long, whyUnmet: long, learned: long };
    const full = engagementStates(texts).find(({ name }) => name === 'wrapping up, FPM agreed')!;

    expect(lintCard(drawn(largest))).toEqual([]);
    expect(partsOfType(draw(largest), 'Image')).toHaveLength(3);
    expect(partsOfType(draw(largest, full.state), 'Image')).toEqual([]);
    expect(draw(largest, full.state)).toEqual(draw(undefined, full.state));
  });
});

test('a face that a card does not have shows its front', () => {
  const viewer = viewerOf('requester', 'en');
  const states = {
    request: requestStates().at(-1)?.state,
    engagement: engagementStates()[0]?.state,
  };
  const cards = CARDS.flatMap((card) =>
    FACES.map((face) => {
      const state = ['request-partner', 'request-fpm', 'offer'].includes(card)
        ? states.request
        : states.engagement;
      return drawCard(card, { state, face, viewer, at: MONDAY });
    }),
  );

  const problems = cards.flatMap(lintCard);

  expect(problems).toEqual([]);
});

test('a card with more buttons than Teams shows is never drawn', () => {
  const button = { title: 'Open', verb: 'record.open', payload: {} };

  const draw = (): unknown =>
    renderModel({ language: 'en', title: 'Requests', buttons: Array(7).fill(button) });

  expect(draw).toThrow(BugError);
});

describe('the lint', () => {
  const good = renderModel({ language: 'en', title: 'Requests', status: 'Open' });

  test.each([
    ['an unknown element', { body: [{ type: 'Video' }] }, 'Video'],
    ['a misspelt property', { body: [{ type: 'TextBlock', text: 'Open', wrapp: true }] }, 'wrapp'],
    ['an unknown value', { body: [{ type: 'TextBlock', text: 'Open', size: 'Huge' }] }, 'Huge'],
    ['an open binding', { fallbackText: 'Hello ${name}' }, 'a binding'],
    ['an open place', { fallbackText: 'Hello {name}' }, 'an open place'],
    ['a key', { fallbackText: 'status.request.Denied' }, 'a key'],
    ['a missing value', { fallbackText: 'by undefined' }, 'a value that is none'],
    ['a tint alone', { body: [{ type: 'Container', style: 'good', items: [] }] }, 'only a colour'],
    [
      'a picture from elsewhere',
      { body: [{ type: 'Image', altText: 'Pat', url: 'https://example.com/pat.png' }] },
      'picture at',
    ],
    ['an input without label', { body: [{ type: 'Input.Text', id: 'note' }] }, 'no label'],
    [
      'a picture without words',
      { body: [{ type: 'Image', url: 'https://a.example/b' }] },
      'alt text',
    ],
    ['a seventh button', { actions: Array(7).fill({ type: 'Action.Execute' }) }, '7 buttons'],
    ['a button without twin', { actions: [{ type: 'Action.Execute', verb: 'x' }] }, 'Submit twin'],
    ['another version', { version: '1.6' }, '1.5'],
    ['a huge card', { fallbackText: 'Open '.repeat(6000) }, 'bytes'],
  ])('finds %s', (_what, change, message) => {
    const problems = lintCard({ content: { ...good, ...change }, summary: 'Requests' });

    expect(problems.join('\n')).toContain(message);
  });

  test('finds nothing in a good card', () => {
    const problems = lintCard({ content: good, summary: 'Requests' });

    expect(problems).toEqual([]);
  });
});
