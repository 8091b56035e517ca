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

/** The sentences of one language. Pure. */
export function wordsFor(language: Language): Words {
  const fixed = shared.getFixedT(language);
  return { language, t: (key, values) => fixed(key, { ...values }) };
}
