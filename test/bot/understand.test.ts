import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INTENTS } from '../../src/bot/command-phrases';
import type { SpokenDay } from '../../src/bot/spoken-day';
import { understand, type Recognised, type Understood } from '../../src/bot/understand';
import { WORKLOADS } from '../../src/domain/routing/workloads';
import phrases from '../../src/text/phrases.json';

interface Expected {
  readonly unknown?: true;
  readonly intent?: string;
  readonly number?: number;
  readonly language?: string;
  readonly duration?: { readonly count: number; readonly unit: string };
  readonly day?: SpokenDay;
  readonly from?: SpokenDay;
  /** Compared only where the row names it. */
  readonly rest?: string;
  readonly workload?: string;
  readonly plan?: string;
  readonly licences?: number;
  readonly region?: string;
  readonly person?: string;
}

interface Row {
  readonly text: string;
  /** How often `text` stands in the message; once when absent. */
  readonly repeat?: number;
  readonly lang: string;
  readonly expect: Expected;
}

// A typed import would be thousands of literal types; the rows are checked by being compared.
const ROWS = JSON.parse(
  readFileSync(join(__dirname, 'commands-labelled.json'), 'utf8'),
) as readonly Row[];

function say(text: string, isLocal = true): Understood {
  return understand(text, { aliases: WORKLOADS, isLocal });
}

/** An answer in the words of the labelled set. */
function labelled(understood: Understood): Expected {
  if (understood.intent === 'unknown') {
    return { unknown: true };
  }
  const { slots, ...command }: Recognised = understood;
  return { ...command, ...slots };
}

describe('the labelled set', () => {
  test.each(ROWS.map((row, index) => ({ index, ...row })))(
    'row $index ($lang) is understood as labelled',
    ({ text, repeat = 1, expect: expected }) => {
      const { rest, ...understood } = labelled(say(text.repeat(repeat)));

      const { rest: expectedRest = rest, ...others } = expected;
      expect({ text, ...understood, rest }).toEqual({ text, ...others, rest: expectedRest });
    },
  );

  test('is large, and has every intent in all three languages', () => {
    const covered = new Set(
      ROWS.map(({ lang, expect: { intent } }) => `${String(intent)} ${lang}`),
    );

    const wanted = INTENTS.flatMap((intent) =>
      ['en', 'es', 'de'].map((lang) => `${intent} ${lang}`),
    );
    expect(wanted.filter((pair) => !covered.has(pair))).toEqual([]);
    expect(ROWS.length).toBeGreaterThan(260);
  });
});

describe('the phrases', () => {
  test('are each understood as the intent they stand under', () => {
    const filled = Object.entries(phrases).flatMap(([intent, byLanguage]) =>
      Object.values(byLanguage)
        .flat()
        .map((phrase) => ({
          intent,
          text: phrase
            .replace('{n}', '1042')
            .replace('{language}', 'Deutsch')
            .replace('{duration}', '3 Tage')
            .replace('{from}', '1.12.2026')
            .replace('{day}', '3.12.2026')
            .replace('{rest}', 'EMEA'),
        })),
    );

    const strays = filled.filter(({ intent, text }) => say(text).intent !== intent);

    expect(strays).toEqual([]);
  });

  test.each(['not', 'nicht', 'no', 'nunca', 'xyz'])(
    'mean nothing with "%s" before or behind',
    (word) => {
      const closed = Object.values(phrases)
        .flatMap((byLanguage) => Object.values(byLanguage).flat())
        .filter((phrase) => !phrase.includes('{rest}') && phrase !== '?')
        .map((phrase) => phrase.replace('{n}', '1042').replace('{language}', 'Deutsch'))
        .map((phrase) =>
          phrase
            .replace('{duration}', '3 Tage')
            .replace('{day}', 'jueves')
            .replace('{from}', 'lunes'),
        );

      const understood = closed
        .flatMap((phrase) => [`${word} ${phrase}`, `${phrase} ${word}`])
        .filter((text) => say(text).intent !== 'unknown');

      expect(understood).toEqual([]);
    },
  );

  test('begin with one that has no open place, so that it can stand on a button', () => {
    const titles = Object.values(phrases).flatMap((byLanguage) =>
      Object.values(byLanguage).map(([first]) => first ?? '{missing}'),
    );

    expect(titles.filter((title) => title.includes('{'))).toEqual([]);
  });
});

describe('the commands of the local demo', () => {
  test.each(['fast forward 3 days', 'adelantar 3 días', '3 Tage vorspulen', 'fast forward'])(
    '"%s" means nothing in production and is never near',
    (text) => {
      const understood = say(text, false);

      expect(understood).toMatchObject({ intent: 'unknown' });
      expect('nearest' in understood ? understood.nearest : []).not.toContain('fast-forward');
    },
  );

  test('are never near what was mistyped either', () => {
    expect(say('fast forwrd')).toEqual({ intent: 'unknown', nearest: [] });
  });
});

describe('what is near', () => {
  test.each([
    ['helpp', 'help'],
    ['request SMS', 'new-request'],
    ['solicitar un espcialista', 'new-request'],
    ['mis solicitud', 'my-requests'],
    ['meine Anforderunge', 'my-requests'],
    ['zurückgeben', 'back'],
    ['Statuss 1042', 'status'],
    ['complete request 1042', 'complete'],
    ['idioma francés', 'language'],
    ['do you know who I can ask, my FPM maybe', 'ask-fpm'],
  ])('%s offers %s first', (text, intent) => {
    const understood = say(text);

    expect(understood).toMatchObject({ intent: 'unknown' });
    expect('nearest' in understood ? understood.nearest[0] : undefined).toBe(intent);
  });

  test.each(['', '👍', 'xqzvw', 'помощь', 'the quarterly invoice was paid by our bank'])(
    '%j offers nothing',
    (text) => {
      expect(say(text)).toEqual({ intent: 'unknown', nearest: [] });
    },
  );

  test('is at most three intents, each once', () => {
    const understood = say('show my requests status history profile drafts today help');

    const nearest = 'nearest' in understood ? understood.nearest : [];
    expect(nearest).toHaveLength(3);
    expect(new Set(nearest).size).toBe(3);
  });
});

describe('a name of the bot other than ours', () => {
  test('is left out when it is mentioned', () => {
    const understood = understand('<at>Expertos Contoso</at> ayuda', {
      aliases: [],
      botName: 'Expertos Contoso',
    });

    expect(understood).toEqual({ intent: 'help' });
  });

  test('is a word like any other when it is not the bot', () => {
    expect(say('<at>Expertos Contoso</at> ayuda').intent).toBe('unknown');
  });
});

describe('a long message', () => {
  test('is no command, even when its beginning is one', () => {
    const understood = say(`help${' '.repeat(1_996)} me`);

    expect(understood).toEqual({ intent: 'unknown', nearest: ['help'] });
  });

  test('is a command up to 2,000 characters', () => {
    expect(say(`help${' '.repeat(1_996)}`)).toEqual({ intent: 'help' });
  });
});
