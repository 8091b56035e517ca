import { shown } from '../../src/cards/drawing';
import { drawMail } from '../../src/cards/draw-mail';
import { LANGUAGES } from '../../src/domain/kernel';
import { DECLINE_REASONS, isNumbered } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { castOf, MONDAY, PLAIN, type Part, type Texts } from './cast';
import { markdownOf, partsOf, partsOfType, textOf, textsOf, withoutMentions } from './card-lint';
import { recordShots, viewerOf, type Shot } from './pictures';
import { engagementStates, requestStates } from './states';

const FREE = [
  'justification',
  'otherInformation',
  'exceptionReason',
  'difference',
  'note',
  'question',
  'answer',
] as const;
const REPORTED = ['missing', 'summary', 'whyUnmet', 'learned', 'feedback'] as const;
const LINES = ['tenantName', 'emailSource', 'consentBy', 'agreed'] as const;

/** The same hostile text in every field, each copy with the field's own name, so that a leak names its source. */
function textsWith(hostile: string): Texts {
  const long = [...FREE, ...REPORTED].map((field) => [field, `${field}: ${hostile} ${field}.`]);
  const short = LINES.map((field) => [field, `${field}: ${hostile.slice(0, 185)}`]);
  return { ...PLAIN, ...(Object.fromEntries([...long, ...short]) as Partial<Texts>) };
}

const HOSTILE: Readonly<Record<string, string>> = {
  'links, emphasis and mentions': [
    ...['[x](http://evil.example)', '![x](http://evil.example/a.png)', '<at>x</at>', '<b>b</b>'],
    ...['**b** __b__ *i* _i_ ~~s~~', '`code`', '```block```', '\\ \\\\ \\* \\_ \\[ a\\'],
  ].join(' '),
  'bindings and places': [
    ...['${secret} ${$root.fallbackText} ${1+1} ${/}', '{name} {n} {{name}}'],
    ...['$t(button.accept) {count, plural}'],
  ].join(' '),
  'functions of the client': [
    ...['{{DATE(2026-01-05T09:00:00Z,SHORT)}}', '{{TIME(2026-01-05T09:00:00Z)}}'],
    ...['{{{DATE(2026-01-05T09:00:00Z)}}}', '{{{{TIME(2026-01-05T09:00:00Z)}}}}'],
  ].join(' '),
  'lines, lists and headings':
    'one\n- two\n+ three\n1. four\n2) five\n# six\n> seven\n\n|a|b|\r\nx',
  'other scripts': '\u202Eevil\u202C \u05E9\u05DC\u05D5\u05DD 👩‍👩‍👧 🇪🇸 é e\u0301',
  '1,900 characters': '*'.repeat(1900),
};
const PLAIN_SHOTS = recordShots('en');
const NAMES_OF_HOSTILE = Object.keys(HOSTILE);

/** A text as a reader of Markdown sees it; an invisible space may part two braces. */
function unescaped(text: string): string {
  return text.replace(/\\([\\`*_[\]{}()~<>#|.!+$-])/g, '$1').replaceAll('{\u200B', '{');
}

/** Every line of a text is a paragraph of a card. */
function inParagraphs(text: string): string {
  return text.trim().replace(/\s*[\r\n]\s*/g, '\n\n');
}

/** What would still mean something to a reader of Markdown, once all escaped characters are gone. */
function activeIn(text: string): string | undefined {
  const rest = text.replace(/\\[\\`*_[\]{}()~<>#|.!+$-]/g, '');
  return /[`*_[\]~<>#|]|\{\{(?:DATE|TIME)\(|^\s*([-+]|\d{1,9}[.)])\s/m.exec(rest)?.[0];
}

function shotsWith(hostile: string): readonly Shot[] {
  return recordShots('en', textsWith(hostile));
}

describe.each(NAMES_OF_HOSTILE)('typed %s', (name) => {
  const hostile = HOSTILE[name] ?? '';
  const shots = shotsWith(hostile);
  const typed = textsWith(hostile);

  test('means nothing where a card shows it', () => {
    const active = shots.flatMap(({ name: shot, drawn }) =>
      markdownOf(drawn.content).flatMap((text) => {
        const found = activeIn(withoutMentions(text, drawn.content));
        return found === undefined ? [] : [`${found} in ${text.slice(0, 80)} <- ${shot}`];
      }),
    );

    expect(active.slice(0, 5)).toEqual([]);
  });

  test('is shown as it was typed, to its end or to an ellipsis', () => {
    const shownTexts = shots
      .flatMap(({ drawn }) => markdownOf(drawn.content))
      .map(unescaped)
      // A changed line shows what it was and what it is.
      .flatMap((text) => text.split(' → '));

    const strange = [...FREE, ...REPORTED, ...LINES].flatMap((field) => {
      const whole = inParagraphs(typed[field]);
      return shownTexts
        .filter((text) => text.startsWith(`${field}: `) && !text.startsWith(whole))
        .filter((text) => !(text.endsWith('…') && whole.startsWith(text.slice(0, -1))))
        .map((text) => `${field}: …${text.slice(-40)}`);
    });

    expect([...new Set(strange)]).toEqual([]);
  });

  test('stands in an input byte by byte', () => {
    const values = shots.flatMap(({ drawn }) =>
      partsOfType(drawn.content, 'Input.Text').map((input) => textOf(input, 'value')),
    );

    const inInputs = [...FREE, ...LINES, ...REPORTED].filter((field) =>
      values.some((value) => value.startsWith(`${field}: `)),
    );
    const changed = inInputs.filter((field) =>
      values.some((value) => value.startsWith(`${field}: `) && value !== typed[field]),
    );

    expect(inInputs).toHaveLength([...FREE, ...LINES, ...REPORTED].length);
    expect(changed).toEqual([]);
  });

  test('changes nothing else about a card', () => {
    const shape = (shot: Shot): string =>
      partsOf(shot.drawn.content)
        .map((part) => Object.keys(part).join())
        .join('\n');

    const shapes = shots.map(shape);

    expect(shapes).toEqual(PLAIN_SHOTS.map(shape));
  });
});

describe('names of the directory', () => {
  test('mean nothing where a card shows them', () => {
    const texts = { ...PLAIN, nameEnding: ' **b** [x](http://evil.example) <at>x</at>' };

    const active = recordShots('en', texts).flatMap(({ name, drawn }) =>
      markdownOf(drawn.content).flatMap((text) =>
        activeIn(withoutMentions(text, drawn.content)) === undefined
          ? []
          : [`${text.slice(0, 80)} <- ${name}`],
      ),
    );

    expect(active.slice(0, 5)).toEqual([]);
  });

  test('mean nothing inside of a mention either', () => {
    const texts = { ...PLAIN, nameEnding: ' **b** [x](http://evil.example) </at> `c`' };
    const mentions = recordShots('en', texts)
      .flatMap(({ drawn }) => partsOf(drawn.content))
      .filter(({ type }) => type === 'mention')
      .map((mention) => textOf(mention, 'text'));

    const names = mentions.map((text) => /^<at>(.*)<\/at>$/.exec(text)?.[1] ?? text);

    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => activeIn(name) !== undefined)).toEqual([]);
  });
});

describe('shown', () => {
  test.each(Object.entries(HOSTILE))('makes %s mean nothing', (_name, hostile) => {
    const text = shown(hostile);

    expect(activeIn(text)).toBeUndefined();
    expect(unescaped(text)).toBe(hostile);
  });

  test.each(['SME-1042', 'a - b', 'Fabrikam (Berlin)', '3.5 days', 'name@company.example'])(
    'leaves %s as it is',
    (text) => {
      const same = shown(text);

      expect(same).toBe(text);
    },
  );
});

/** The cards that a part of the cast, or everybody in the kickoff chat, can see. */
function seenBy(shots: readonly Shot[], reader: Part): readonly Shot[] {
  return shots.filter((shot) => [reader, 'everybody'].includes(shot.reader));
}

function namesOf(parts: readonly Part[]): readonly string[] {
  const cast = castOf(PLAIN);
  return parts.map((part) => cast[part].name);
}

function leaksIn(shots: readonly Shot[], secrets: readonly string[]): readonly string[] {
  return shots.flatMap(({ name, drawn }) =>
    secrets
      .filter((secret) => textsOf(drawn).some((text) => text.includes(secret)))
      .map((secret) => `${secret} <- ${name}`),
  );
}

describe.each(LANGUAGES)('what is not for the requester (%s)', (language) => {
  const { t } = wordsFor(language);
  const shots = recordShots(language);
  const toRequester = seenBy(shots, 'requester');
  const reasons = DECLINE_REASONS.map((reason) => t(`reason-label.${reason}`));
  const declined = namesOf(['first', 'second', 'away', 'misfit']);

  test('an expert who declined or did not answer is on no card, on no face', () => {
    const leaks = leaksIn(toRequester, [...declined, ...reasons, t('reason-label.no-answer')]);

    expect(leaks).toEqual([]);
  });

  test('the FPM sees who declined, and why', () => {
    const [dana, sid] = namesOf(['first', 'second']);
    const texts = seenBy(shots, 'fpm').flatMap(({ drawn }) => textsOf(drawn));

    const isThere = [dana, sid, reasons[0]].map((secret) =>
      texts.some((text) => text.includes(secret ?? '')),
    );

    expect(isThere).toEqual([true, true, true]);
  });

  test('an expert is not named before accepting', () => {
    const before = toRequester.filter(
      ({ state }) =>
        state !== undefined &&
        ['Submitted', 'InReview', 'Approved', 'Denied'].includes(state.status),
    );

    const leaks = leaksIn(before, namesOf(['third']));

    expect(before.length).toBeGreaterThan(20);
    expect(leaks).toEqual([]);
  });

  test('the feedback about the partner is on no card but the ones of the FPM and the form of the expert', () => {
    const others = shots.filter((shot) => !isForFpm(shot) && shot.face !== 'complete');

    const leaks = leaksIn(others, [PLAIN.feedback]);

    expect(leaks).toEqual([]);
    expect(leaksIn(seenBy(shots, 'fpm'), [PLAIN.feedback])).not.toEqual([]);
  });

  test('the history leaves out who was asked before', () => {
    const history = toRequester.filter(({ face }) => face === 'history');
    const secret = (['ExpertOffered', 'OfferDeclined', 'OfferExpired', 'NobodyLeft'] as const).map(
      (event) => t(`history.${event}`),
    );

    const leaks = leaksIn(history, secret);
    const told = leaksIn(history, [t('history.RequestSubmitted')]);

    expect(told.length).toBeGreaterThan(5);
    expect(told).toHaveLength(history.length);
    expect(leaks).toEqual([]);
  });

  test('an expert reads neither the other experts nor what they answered', () => {
    const toThird = shots.filter(({ reader, face }) => reader === 'third' && face !== 'decline');

    const leaks = leaksIn(toThird, [...declined, ...reasons]);

    expect(leaks).toEqual([]);
  });

  test('mails to the requester carry none of it', () => {
    const viewer = viewerOf('everybody', language);
    const requests = requestStates().filter(({ state }) => isNumbered(state));
    const mails = [
      ...requests.flatMap(({ state }) =>
        (['receipt', 'decision', 'P3', 'P4'] as const).map((mail) =>
          drawMail(mail, { state, viewer, at: MONDAY }),
        ),
      ),
      ...engagementStates().flatMap(({ state }) =>
        (['closing', 'P13'] as const).map((mail) => drawMail(mail, { state, viewer, at: MONDAY })),
      ),
    ];

    const leaks = [...declined, ...reasons, PLAIN.feedback].filter((secret) =>
      mails.some(({ subject, text }) => `${subject}\n${text}`.includes(secret)),
    );

    expect(leaks).toEqual([]);
  });
});

/** Whether whoever decides on the record reads it; of questions and check-ins, the one who did from the beginning. */
function isForFpm({ reader, state }: Shot): boolean {
  const fpm = state !== undefined && 'form' in state ? state.form.fpm.id : undefined;
  return fpm === undefined || reader === 'everybody'
    ? reader === 'fpm'
    : castOf(PLAIN)[reader].id === fpm;
}
