import { createInstance, type i18n } from 'i18next';
import { LANGUAGES, type Language } from '../domain/kernel';
import de from './de.json';
import en from './en.json';
import es from './es.json';

type Plural<Key extends string> = Key extends `${infer Base}_${'one' | 'many' | 'other'}`
  ? Base
  : Key;

/** Every sentence has a key; all three files carry the same ones (plural endings apart). */
export type TextKey = Plural<keyof typeof en>;

/** What fills a sentence. Texts that people typed must be escaped by whoever shows them as Markdown. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The sentences of one language. */
export interface Words {
  readonly language: Language;
  /** The sentence for a key; `count` among the values selects the plural form. Never throws. */
  readonly t: (key: TextKey, values?: TextValues) => string;
}

const RESOURCES = { en: { translation: en }, es: { translation: es }, de: { translation: de } };

function opened(): i18n {
  const instance = createInstance();
  void instance.init({
    resources: RESOURCES,
    supportedLngs: [...LANGUAGES],
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}', skipOnVariables: true },
    initAsync: false,
  });
  return instance;
}

const shared = opened();

/** A sentence taken apart at its places: texts and, between them, the names of what is filled in. */
type Parts = readonly string[];

/**
 * The sentences of one language. Pure; kept, and with it every sentence that was asked for: i18next chooses the one for a key and a plural
 * form, which takes it as long as the rest of a card, and there are only as many as the files hold.
 */
export function wordsFor(language: Language): Words {
  return WORDS[language];
}

function makeWords(language: Language): Words {
  const fixed = shared.getFixedT(language);
  const plural = new Intl.PluralRules(language);
  const known = new Map<string, Parts>();

  function partsOf(key: TextKey, count: string | number | undefined): Parts {
    const name = typeof count === 'number' ? `${key} ${plural.select(count)}` : key;
    const kept = known.get(name);
    if (kept !== undefined) {
      return kept;
    }
    const sentence = fixed(key, {
      skipInterpolation: true,
      ...(count === undefined ? {} : { count }),
    });
    const parts = sentence.split(/\{([^{}]*)\}/);
    known.set(name, parts);
    return parts;
  }

  return { language, t: (key, values = {}) => filled(partsOf(key, values['count']), values) };
}

/**
 * A place without a value stays as it is; what is filled in is not looked at again, whatever it looks like. A sentence that ends with an
 * abbreviation ("bis Mo., 5. Jan.") has one full stop, not two.
 */
function filled(parts: Parts, values: TextValues): string {
  return parts.reduce((sentence, part, at) => {
    const next = at % 2 === 0 ? part : String(values[part] ?? `{${part}}`);
    const isStopped = at > 0 && at % 2 === 0 && sentence.endsWith('.') && next.startsWith('.');
    return sentence + (isStopped ? next.slice(1) : next);
  }, '');
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: makeWords('en'),
  es: makeWords('es'),
  de: makeWords('de'),
};
