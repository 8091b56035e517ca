import { drawCard, pingText } from '../../src/cards/draw-card';
import { drawingFor, type Face } from '../../src/cards/drawing';
import { timeLeft } from '../../src/cards/durations';
import { LANGUAGES, type Language } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { isNumbered } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { castOf, MONDAY, PLAIN, type Texts } from './cast';
import { partsOfType, textOf, textsOf, type CardPart } from './card-lint';
import { recordShots, viewerOf } from './pictures';
import { requestStates } from './states';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const { t } = wordsFor('en');

/** A card of a request in a named state, in English. */
function cardOf(
  name: string,
  card: 'request-partner' | 'request-fpm' | 'offer',
  { face = 'front', texts = PLAIN, at = MONDAY }: { face?: Face; texts?: Texts; at?: number } = {},
): ReturnType<typeof drawCard> {
  const found = requestStates(texts).find((one) => one.name === name);
  const reader = card === 'request-fpm' ? 'fpm' : card === 'offer' ? 'first' : 'requester';
  const picture = { state: found?.state, face, viewer: viewerOf(reader, 'en'), at };
  return drawCard(card, picture);
}

function choicesOf(content: unknown, id: string): readonly CardPart[] {
  const input = partsOfType(content, 'Input.ChoiceSet').find((one) => textOf(one, 'id') === id);
  return (input?.['choices'] ?? []) as readonly CardPart[];
}

function verbsOf(content: unknown): readonly string[] {
  return partsOfType(content, 'Action.Execute').map((button) => textOf(button, 'verb'));
}

describe('the ticks of a return', () => {
  const hostile = '**b** [x](http://evil.example)\n<at>x</at> `c` # {{DATE(2026-01-05T09:00:00Z)}}';
  const texts = {
    ...PLAIN,
    tenantName: hostile,
    justification: `${hostile} ${'long '.repeat(30)}`,
  };

  test('show each answer on one line, short, and without what a client could read as Markdown', () => {
    const { content } = cardOf('submitted', 'request-fpm', { face: 'return', texts });

    const titles = choicesOf(content, 'fields').map((choice) => textOf(choice, 'title'));

    expect(titles.filter((title) => /[*[\]`<>#\n]|\{\{DATE/.test(title))).toEqual([]);
    expect(titles.find((title) => title.startsWith('Tenant name: '))).toContain('b (x)(http');
    expect(titles.filter((title) => title.length > 90)).toEqual([]);
  });

  test('offer what this request has, and never who decides for whom', () => {
    const { content } = cardOf('submitted, migration', 'request-fpm', { face: 'return' });

    const fields = choicesOf(content, 'fields').map((choice) => textOf(choice, 'value'));

    expect(fields).toContain('emailSource');
    expect(
      fields.filter((field) => ['fpm', 'company', 'lead', 'difference'].includes(field)),
    ).toEqual([]);
  });
});

describe('the answer to a return', () => {
  test('leaves out what does not fit on a card, and says so', () => {
    const wide = 'あ'.repeat(POLICY.textMaxChars);
    const texts = { ...PLAIN, justification: wide, otherInformation: wide, exceptionReason: wide };

    const drawn = cardOf('submitted, all the same', 'request-partner', { face: 'fix-all', texts });

    const ids = partsOfType(drawn.content, 'Input.').map((input) => textOf(input, 'id'));
    expect(ids).not.toContain('otherInformation');
    expect(textsOf(drawn).join('\n')).toContain(t('field.otherInformation'));
    expect(Buffer.byteLength(JSON.stringify(drawn.content))).toBeLessThan(28 * 1024);
  });

  test('shows every field with the longest texts of one byte a letter', () => {
    const long = 'a'.repeat(POLICY.textMaxChars);
    const texts = { ...PLAIN, justification: long, otherInformation: long, exceptionReason: long };

    const drawn = cardOf('submitted, all the same', 'request-partner', { face: 'fix-all', texts });

    expect(textsOf(drawn).join('\n')).not.toContain('too long to stand');
  });
});

describe('the buttons in sight', () => {
  const fronts = recordShots('en').filter(({ face, state }) => {
    return face === 'front' && state !== undefined && 'rounds' in state && isNumbered(state);
  });

  test('are at most three and More; four for the FPM until the first check is done', () => {
    const crowded = fronts.filter(({ card, drawn, state }) => {
      const isUnchecked = card === 'request-fpm' && state?.status === 'Submitted';
      const links = partsOfType(drawn.content, 'Action.OpenUrl');
      return verbsOf(drawn.content).length + links.length > (isUnchecked ? 5 : 4);
    });

    expect(fronts.length).toBeGreaterThan(60);
    expect(crowded.map(({ name }) => name)).toEqual([]);
  });

  test('let nobody stand at a dead end: whatever ended can be asked for anew', () => {
    const ended = fronts.filter(
      ({ card, state }) =>
        card === 'request-partner' &&
        ['Denied', 'Withdrawn', 'Closed'].includes(state?.status ?? ''),
    );

    const stuck = ended.filter(({ drawn }) => !verbsOf(drawn.content).includes('request.again'));

    expect(ended.length).toBeGreaterThan(8);
    expect(stuck.map(({ name }) => name)).toEqual([]);
  });

  test('offer no further return once it went back often enough', () => {
    const { content } = cardOf('sent again, no more rounds', 'request-fpm');

    expect(verbsOf(content)).not.toContain('request.return-form');
    expect(verbsOf(content)).toContain('request.deny-form');
  });

  test.each([
    ['the day it was denied', MONDAY, true],
    ['the last moment', MONDAY + 2 * HOUR + 7 * DAY - 1, true],
    ['too late', MONDAY + 2 * HOUR + 7 * DAY, false],
  ])('let the FPM take a denial back: %s', (_when, at, isOffered) => {
    const { content } = cardOf('denied, DENY_OUT_OF_SCOPE', 'request-fpm', { at });

    expect(verbsOf(content).includes('request.reopen-form')).toBe(isOffered);
  });

  test.each([
    ['denied, running already', 'request.open-running'],
    ['denied, guide instead', t('form.button.open-guide')],
    ['denied, DENY_OUT_OF_SCOPE', t('button.service-description')],
  ])('lead to what fits instead: %s', (name, target) => {
    const { content } = cardOf(name, 'request-partner');

    const links = partsOfType(content, 'Action.OpenUrl').map((link) => textOf(link, 'title'));

    expect([...verbsOf(content), ...links]).toContain(target);
  });
});

describe('what changed', () => {
  test('comes first on the FPM’s card, old and new', () => {
    const texts = textsOf(cardOf('sent again', 'request-fpm'));

    const at = (part: string): number => texts.findIndex((text) => text.includes(part));

    expect(at('800 → 900')).toBeGreaterThan(0);
    expect(at('800 → 900')).toBeLessThan(at(t('fact.best-match')));
    expect(texts.join('\n')).toContain(
      t('changes.heading-round', { k: 1, max: 3, name: castOf(PLAIN).requester.name }),
    );
  });

  test('says choices in words', () => {
    const texts = textsOf(cardOf('changed', 'request-fpm')).join('\n');

    expect(texts).toContain(`${t('region.EMEA')} → ${t('region.APJ')}`);
  });
});

describe('the status in words', () => {
  test.each([
    ['returned', 'request-partner', `${t('status.request.Returned')} · ${t('flag.clock-paused')}`],
    ['returned', 'request-fpm', t('status.request.Returned.fpm')],
    ['returned, warned', 'request-partner', 'it expires on'],
    ['returned, expired', 'request-partner', t('status.request.Expired')],
    ['late', 'request-partner', castOf(PLAIN).otherFpm.name],
    ['late', 'request-fpm', `${t('status.request.Submitted')} · ${t('flag.overdue')}`],
    ['late, nobody else to tell', 'request-partner', 'has been told.'],
    ['late although approved', 'request-partner', t('flag.overdue')],
    ['unacknowledged', 'request-fpm', 'Receipt not confirmed'],
    ['withdrawn after approval', 'offer', t('next.offer.withdrawn')],
  ] as const)('of %s on %s', (name, card, words) => {
    const seen = textsOf(cardOf(name, card)).join('\n');

    expect(seen).toContain(words);
  });
});

describe('the line of a ping', () => {
  function lineOf(name: string, ping: 'P2' | 'P9' | 'P14' | 'P18'): string | undefined {
    const found = requestStates().find((one) => one.name === name);
    return pingText({ state: found?.state, viewer: viewerOf('fpm', 'en'), at: MONDAY }, ping);
  }

  test.each([
    ['P2', 'returned', t('ping.P2', { n: 1042, count: 2 })],
    ['P2', 'returned, warned', t('ping.P2', { n: 1042, count: 1 })],
    ['P2', 'sent again', undefined],
    ['P9', 'late', t('ping.P9', { n: 1042, time: '06:36' })],
    ['P9', 'approved, offered', undefined],
    ['P14', 'late', t('ping.P14', { n: 1042, backup: castOf(PLAIN).otherFpm.name })],
    ['P14', 'late, nobody else to tell', t('ping.P14-alone', { n: 1042 })],
    ['P14', 'submitted', undefined],
    ['P18', 'reopened', t('ping.P18', { n: 1042 })],
    ['P18', 'withdrawn', undefined],
    ['P18', 'draft at review', undefined],
  ] as const)('%s for a request that is %s', (ping, name, line) => {
    expect(lineOf(name, ping)).toBe(line);
  });
});

describe('the time that is left', () => {
  function words(language: Language, milliseconds: number): string {
    return timeLeft(drawingFor({ language, zone: 'Europe/Berlin' }), milliseconds);
  }

  test.each([
    [0, 'nothing'],
    [1, 'less than an hour'],
    [HOUR, '1 hour'],
    [DAY + HOUR, '1 calendar day and 1 hour'],
    [2 * DAY, '2 calendar days'],
    [5 * DAY - 1, '4 calendar days and 23 hours'],
  ])('%d ms is told as "%s"', (milliseconds, told) => {
    expect(words('en', milliseconds)).toBe(told);
  });

  test.each(LANGUAGES)('says in %s that days are calendar days', (language) => {
    expect(words(language, 3 * DAY)).toMatch(/calendar|naturales|Kalender/);
  });
});
