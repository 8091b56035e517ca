import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSourceFile,
  forEachChild,
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isStringLiteralLike,
  isTemplateExpression,
  ScriptTarget,
  type Expression,
  type Node,
  type TemplateExpression,
} from 'typescript';
import { understand } from '../../src/bot/understand';
import { LANGUAGES, type Language } from '../../src/domain/kernel';
import { WORKLOADS } from '../../src/domain/routing/workloads';
import de from '../../src/text/de.json';
import en from '../../src/text/en.json';
import es from '../../src/text/es.json';
import { wordsFor, type TextKey } from '../../src/text/words';

const FILES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, es, de };
const OTHERS: readonly Language[] = ['es', 'de'];
const PLURAL = /_(?:one|many|other)$/;
const BASES = [...new Set(Object.keys(en).map(withoutEnding))];

function withoutEnding(key: string): string {
  return key.replace(PLURAL, '');
}

/** The sentence of a key, or what another language has in its place when the plural form is its own. */
function textOf(language: Language, key: string): string {
  return FILES[language][key] ?? FILES[language][`${withoutEnding(key)}_other`] ?? '';
}

function placeholdersOf(sentence: string): readonly string[] {
  return [...new Set(sentence.match(/\{[^{}]*\}/g))].sort();
}

/** Keys whose sentence breaks a rule, to be compared with an empty list: the failing keys are then the message. */
function keysWhere(language: Language, isWrong: (text: string, key: string) => boolean): string[] {
  return Object.entries(FILES[language])
    .filter(([key, text]) => isWrong(text, key))
    .map(([key]) => key);
}

function intentOf(phrase: string): string {
  return understand(phrase, { aliases: WORKLOADS, isLocal: true }).intent;
}

describe('the three files', () => {
  test.each(OTHERS)(
    '%s has the keys of English in the same order, plural endings aside',
    (language) => {
      const bases = [...new Set(Object.keys(FILES[language]).map(withoutEnding))];

      expect(bases).toEqual(BASES);
    },
  );

  test.each(LANGUAGES)('%s is sorted by key', (language) => {
    const keys = Object.keys(FILES[language]);

    expect(keys).toEqual(keys.toSorted());
  });

  test.each(LANGUAGES)('%s has exactly the plural forms that its grammar knows', (language) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const plurals = Object.keys(FILES[language]).filter((key) => PLURAL.test(key));
    const bases = [...new Set(plurals.map(withoutEnding))];

    expect(plurals.toSorted()).toEqual(
      bases.flatMap((base) => pluralCategories.map((form) => `${base}_${form}`)).toSorted(),
    );
  });

  test.each(OTHERS)('%s fills the same places as English in every sentence', (language) => {
    const wrong = keysWhere(
      language,
      (text, key) => placeholdersOf(text).join() !== placeholdersOf(textOf('en', key)).join(),
    );

    expect(wrong).toEqual([]);
  });

  test.each(OTHERS)('%s carries the same symbols as English in every sentence', (language) => {
    const symbols = (text: string): string => (text.match(/[\p{So}\p{Sm}]/gu) ?? []).join('');

    const wrong = keysWhere(language, (text, key) => symbols(text) !== symbols(textOf('en', key)));

    expect(wrong).toEqual([]);
  });

  test.each(LANGUAGES)('%s has no sentence that is empty or frayed at its ends', (language) => {
    expect(keysWhere(language, (text) => text === '' || text !== text.trim())).toEqual([]);
  });

  test.each(OTHERS)('%s leaves nothing in English but names', (language) => {
    const names = new Set(
      'FPM,FTOP,SME Desk,SMC,Enterprise,Partner,Region,Segment,Status,Workload,Deutsch,English,Español'
        .split(',')
        .concat('FastTrack Engineer SME', 'FastTrack Migration Resource')
        // German has taken these over.
        .concat(
          language === 'de' ? ['Check-in', 'Check-ins', 'Workloads', 'Blocker', 'optional'] : [],
        ),
    );
    const isOnlyFilled = (text: string): boolean => {
      const words = text.replaceAll(/\{[^{}]*\}|…/g, '').match(/[\p{L}-]+/gu) ?? [];
      return words.every((word) => !/\p{Ll}/u.test(word) || names.has(word));
    };

    const left = keysWhere(
      language,
      (text, key) => text === en[key as keyof typeof en] && !names.has(text) && !isOnlyFilled(text),
    );

    expect(left).toEqual([]);
  });
});

describe('what sentences may say', () => {
  // Task ids of FTOP are names; the zeros show what a tenant ID looks like, ten o'clock how a time is typed. A share ends at 100.
  const NAMES_IN_DIGITS =
    /\b(?:3617|3624|3723)\b|\b0{8}(?:-0{4}){3}-0{12}\b|\b10:00\b|\b0 (?:to|a|bis) 100\b/g;
  const NUMBER_WORDS =
    'one two three four five six seven eight nine ten hundred thousand ' +
    'dos tres cuatro cinco seis siete ocho nueve diez cien ciento mil ' +
    'zwei drei vier fünf sechs sieben acht neun zehn hundert tausend';
  const UNITS =
    'days? hours? weeks? months? licences? characters? minutes? ' +
    'días? horas? semanas? mes(?:es)? licencias? caracteres ' +
    '(?:kalender|arbeits)?tage?n? stunden? wochen? monate?n? lizenzen zeichen';
  const SPELT_OUT = new RegExp(
    String.raw`(?<!\p{L})(?:${NUMBER_WORDS.replaceAll(' ', '|')}) (?:\p{L}+ )?(?:${UNITS.replaceAll(' ', '|')})(?!\p{L})`,
    'iu',
  );
  /** How long a form takes is no rule of the process, nor is what a rhythm is called. */
  const NO_RULE = ['home.fact.takes.value', 'ping.P11', 'rhythm.biweekly'];

  test.each(LANGUAGES)('no number of the process is written into %s', (language) => {
    const wrong = keysWhere(
      language,
      (text, key) =>
        /\d/.test(text.replaceAll(NAMES_IN_DIGITS, '')) ||
        (SPELT_OUT.test(text) && !NO_RULE.includes(key)),
    );

    expect(wrong).toEqual([]);
  });

  test.each([
    ['en', / days?\b/i, /\b(?:calendar|working) days?\b/i],
    ['es', / días\b/i, /\bdías (?:naturales|laborables)\b/i],
    ['de', / tagen?\b/i, /\b(?:kalender|arbeits)tagen?\b/i],
  ] as const)('a count of days in %s says which days', (language, days, named) => {
    const wrong = keysWhere(
      language,
      (text) =>
        text.includes('{days}') && (!named.test(text) || days.test(text.replace(named, ''))),
    );

    expect(wrong).toEqual([]);
  });

  test.each([
    ['es', /(?<!\p{L})(?:tú|tu|tus|te|ti|contigo)(?!\p{L})/iu],
    ['de', /(?<!\p{L})(?:du|dir|dich|dein\p{L}*|euch|euer)(?!\p{L})/iu],
  ] as const)('%s addresses people formally', (language, familiar) => {
    expect(keysWhere(language, (text) => familiar.test(text))).toEqual([]);
  });

  test.each(LANGUAGES)('titles of facts in %s fit their column', (language) => {
    // These stand as headings above a text, not in the column.
    const headings = 'difference exception-reason missing turned-down'.split(' ');
    const isTitle = /^(?:fact\.|home\.fact\.[^.]*$|teams-first\.task\.|unknown\.contact$)/;

    const wrong = keysWhere(
      language,
      (text, key) =>
        isTitle.test(key) && !headings.includes(key.replace('fact.', '')) && text.length > 25,
    );

    expect(wrong).toEqual([]);
  });

  test.each(LANGUAGES)('titles of buttons in %s fit a phone', (language) => {
    const isTitle = /^(?:form\.)?button\./;

    const wrong = keysWhere(
      language,
      (text, key) => isTitle.test(key) && text.replaceAll(/\{[^{}]*\}/g, '').length > 32,
    );

    expect(wrong).toEqual([]);
  });
});

describe('commands named in sentences', () => {
  test.each(LANGUAGES)(
    'the commands that %s offers are understood as what they offer',
    (language) => {
      const offered = Object.entries(FILES[language]).filter(([key]) => key.startsWith('command.'));

      const understood = offered.map(([, text]) => `command.${intentOf(text)}`);

      expect(offered.length).toBeGreaterThan(0);
      expect(understood).toEqual(offered.map(([key]) => key));
    },
  );

  test.each([
    ['es', /«([^»]+)»/g],
    ['de', /„([^“]+)“/g],
  ] as const)(
    'what %s tells people to type in quotation marks is the command of English',
    (language, quoted) => {
      const wrong = keysWhere(language, (text, key) => {
        const intents = [...text.matchAll(quoted)].map(([, phrase = '']) => intentOf(phrase));
        const expected = [...textOf('en', key).matchAll(/"([^"]+)"/g)].map(([, phrase = '']) =>
          intentOf(phrase),
        );
        return intents.join() !== expected.join() || intents.includes('unknown');
      });

      expect(wrong).toEqual([]);
    },
  );

  test.each(LANGUAGES)('the words that the form lists in %s are understood', (language) => {
    const listed = (key: string): readonly string[] =>
      (/: ([^:.]+)\./.exec(textOf(language, key))?.[1] ?? '').split(', ').map(intentOf);

    expect(listed('form.footer')).toEqual(['back', 'save', 'cancel', 'start-over', 'help']);
    expect(listed('form.side.help')).toEqual(['back', 'save', 'cancel', 'start-over']);
  });
});

describe('wordsFor', () => {
  test.each(LANGUAGES)('fills every place of every sentence in %s', (language) => {
    const { t } = wordsFor(language);

    const wrong = Object.entries(FILES[language]).filter(([key, text]) => {
      const values = Object.fromEntries(
        placeholdersOf(text).map((name) => [name.slice(1, -1), name.toUpperCase()]),
      );
      const count = key.endsWith('_one') ? 1 : key.endsWith('_many') ? 1_000_000 : 2;
      const filled = t(
        withoutEnding(key) as TextKey,
        PLURAL.test(key) ? { ...values, count } : values,
      );
      const expected = text.replaceAll(/\{([^{}]*)\}/g, (name) =>
        name === '{count}' ? String(count) : name.toUpperCase(),
      );
      return filled !== expected;
    });

    expect(wrong).toEqual([]);
  });

  test.each([
    ['en', 0, 'other'],
    ['en', 1, 'one'],
    ['en', 2, 'other'],
    ['en', 1_000_000, 'other'],
    ['es', 0, 'other'],
    ['es', 1, 'one'],
    ['es', 2, 'other'],
    ['es', 1_000_000, 'many'],
    ['de', 0, 'other'],
    ['de', 1, 'one'],
    ['de', 2, 'other'],
    ['de', 1_000_000, 'other'],
  ] as const)('in %s a count of %d takes the form "%s"', (language, count, form) => {
    const { t } = wordsFor(language);

    const counted = t('form.problems', { count, names: 'FPM' });

    expect(counted).toBe(
      textOf(language, `form.problems_${form}`)
        .replace('{count}', String(count))
        .replace('{names}', 'FPM'),
    );
  });

  test('shows what people typed as they typed it', () => {
    const typed = '$& {name} $t(home.kicker) <b>&amp; "1" \\ %';

    const shown = wordsFor('de').t('offer.title', { subject: typed });

    expect(shown).toBe(`Ein neuer Einsatz für Sie? ${typed}`);
  });
});

describe('the keys', () => {
  const { literals, templates, asked } = usesInSource();

  test('are all used', () => {
    const isComposed = (key: string): boolean =>
      templates.some(([head, tail]) =>
        head === ''
          ? key.endsWith(tail) && literals.has(key.slice(0, -tail.length))
          : key.startsWith(head) && key.endsWith(tail) && key.length > head.length + tail.length,
      );

    expect(BASES.filter((key) => !literals.has(key) && !isComposed(key))).toEqual([]);
  });

  test('that are asked for all exist', () => {
    expect(asked.size).toBeGreaterThan(0);
    expect([...asked].filter((key) => !BASES.includes(key))).toEqual([]);
  });
});

interface Uses {
  readonly literals: Set<string>;
  /** What stands before and after the first open place of a composed key. */
  readonly templates: (readonly [string, string])[];
  /** Keys handed to `t` as they are. */
  readonly asked: Set<string>;
}

function usesInSource(): Uses {
  const uses: Uses = { literals: new Set(), templates: [], asked: new Set() };
  const root = join(__dirname, '../../src');
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.ts')) {
      const text = readFileSync(join(root, path), 'utf8');
      collect(createSourceFile(path, text, ScriptTarget.ES2023), uses);
    }
  }
  return uses;
}

function collect(node: Node, uses: Uses): void {
  if (isStringLiteralLike(node)) {
    uses.literals.add(node.text);
  } else if (isTemplateExpression(node)) {
    const ends = endsOf(node);
    uses.templates.push(...(ends.join('').includes('.') ? [ends] : []));
  } else if (isCallExpression(node) && isAsking(node.expression)) {
    literalsOf(node.arguments[0]).forEach((key) => uses.asked.add(key));
  }
  forEachChild(node, (child) => {
    collect(child, uses);
  });
}

function endsOf(template: TemplateExpression): readonly [string, string] {
  return [template.head.text, template.templateSpans.at(-1)?.literal.text ?? ''];
}

function isAsking(callee: Expression): boolean {
  return isPropertyAccessExpression(callee)
    ? callee.name.text === 't'
    : isIdentifier(callee) && callee.text === 't';
}

function literalsOf(key: Expression | undefined): readonly string[] {
  if (key !== undefined && isConditionalExpression(key)) {
    return [...literalsOf(key.whenTrue), ...literalsOf(key.whenFalse)];
  }
  return key !== undefined && isStringLiteralLike(key) ? [key.text] : [];
}
