import { LANGUAGES, type Language } from '../domain/kernel';
import commandWords from '../text/command-words.json';
import phrases from '../text/phrases.json';
import { foldText, foldWord, splitWords, type Word } from './normalise-text';
import { dayAt, type SpokenDay } from './spoken-day';
import { durationAt, type Duration } from './spoken-duration';

/** Everything people can ask for by typing, in the order in which equally near ones are offered. */
export const INTENTS = [
  'new-request',
  'my-requests',
  'waiting-for-me',
  'help',
  'status',
  'my-drafts',
  'ask-fpm',
  'concern',
  'history',
  'withdraw',
  'nudge',
  'first-contact',
  'complete',
  'language',
  'who-am-i',
  'stuck',
  'delivery',
  'hold-sending',
  'back',
  'cancel',
  'start-over',
  'save',
  'fast-forward',
  'check-in-now',
  'pause-check-ins',
  'resume-check-ins',
  'move-check-in',
  'hand-to-csm',
  'hand-over',
  'link-channel',
  'unlink-channel',
  'kickoff-here',
  'plan-kickoff',
  'agreement',
  'decide-next',
  'reopen',
  'ask-expert',
  'access',
  'what-is-kept',
  'sign-out',
  'away',
  'i-am-back',
] as const;

/** One of {@link INTENTS}. */
export type Intent = (typeof INTENTS)[number];

/** A phrase that covers all the words of a message. */
export interface PhraseMatch {
  readonly intent: Intent;
  /** Number of a request without its prefix, 1 to 9,999,999. */
  readonly number?: number;
  readonly language?: Language;
  readonly duration?: Duration;
  readonly day?: SpokenDay;
  /** The first of two days. */
  readonly from?: SpokenDay;
  /** What stands in the open place of the phrase; at least one word. */
  readonly rest?: readonly Word[];
}

type Part =
  | { readonly word: string }
  | { readonly slot: 'n' | 'language' | 'duration' | 'day' | 'from' | 'rest' };

interface Phrase {
  readonly intent: Intent;
  readonly parts: readonly Part[];
  readonly isOpen: boolean;
}

type Filled = Omit<PhraseMatch, 'intent'>;

/** Shorter fixed words ("in {language}") resemble everything once their slot is gone. */
const KEY_MIN_CHARS = 4;

const TABLE: Readonly<Record<Intent, Readonly<Record<Language, readonly string[]>>>> = phrases;
const ARTICLES = new Set(commandWords.articles.map(foldWord));
const NUMBER_WORDS = new Set(commandWords.numberWords.map(foldWord));
const LANGUAGE_NAMES = new Map(
  LANGUAGES.flatMap((language) =>
    commandWords.languages[language].map((name) => [foldWord(name), language] as const),
  ),
);

const PHRASES: readonly Phrase[] = INTENTS.flatMap((intent) =>
  LANGUAGES.flatMap((language) => TABLE[intent][language].map((text) => compiled(intent, text))),
);

/**
 * What only the demo or operators know ("helth" means help to everybody else), and what is never offered as a button: a
 * typing error must not crowd out what is ("zurückgeben").
 */
const NEVER_NEAR: readonly Intent[] = [
  ...(['fast-forward', 'withdraw', 'nudge', 'hand-over'] as const),
  ...(['stuck', 'hold-sending'] as const),
  ...(['decide-next', 'reopen', 'ask-expert', 'access', 'i-am-back'] as const),
];

/** The fixed words of one phrase. */
export interface PhraseKey {
  readonly intent: Intent;
  /** The words, with one blank between them. */
  readonly key: string;
  readonly words: readonly string[];
}

/** The fixed words of every phrase; what is near is measured against these. */
export const PHRASE_KEYS: readonly PhraseKey[] = INTENTS.filter(
  (intent) => !NEVER_NEAR.includes(intent),
).flatMap((intent) =>
  LANGUAGES.flatMap((language) => TABLE[intent][language])
    .map((text) => ({ text, key: foldText(text.replace(/\{\w+\}/gu, ' ')) }))
    .filter(
      ({ text, key }) => key !== '' && (key === foldText(text) || key.length >= KEY_MIN_CHARS),
    )
    .map(({ key }) => ({ intent, key, words: key.split(' ') })),
);

/**
 * Every phrase that covers exactly these words, articles aside. `isOpen` chooses between phrases with an open place
 * (`{rest}`) and all others. Pure.
 */
export function phrasesCovering(words: readonly Word[], isOpen: boolean): readonly PhraseMatch[] {
  const matches: PhraseMatch[] = [];
  for (const phrase of PHRASES) {
    const filled = phrase.isOpen === isOpen ? cover(phrase.parts, words) : undefined;
    if (filled !== undefined) {
      matches.push({ intent: phrase.intent, ...filled });
    }
  }
  return matches;
}

function compiled(intent: Intent, text: string): Phrase {
  const parts = text
    .split(/(\{n\}|\{language\}|\{duration\}|\{day\}|\{from\}|\{rest\})/u)
    .flatMap((piece): readonly Part[] => slotOf(piece) ?? wordsOf(piece));
  return { intent, parts, isOpen: text.includes('{rest}') };
}

function slotOf(piece: string): readonly Part[] | undefined {
  switch (piece) {
    case '{n}':
      return [{ slot: 'n' }];
    case '{language}':
      return [{ slot: 'language' }];
    case '{duration}':
      return [{ slot: 'duration' }];
    case '{day}':
      return [{ slot: 'day' }];
    case '{from}':
      return [{ slot: 'from' }];
    case '{rest}':
      return [{ slot: 'rest' }];
    default:
      return undefined;
  }
}

function wordsOf(piece: string): readonly Part[] {
  // A last "an" is a German particle ("was steht an"), no article.
  return splitWords(piece)
    .filter(({ folded }, at, all) => at === all.length - 1 || !ARTICLES.has(folded))
    .map(({ folded }) => ({ word: folded }));
}

function cover(parts: readonly Part[], words: readonly Word[]): Filled | undefined {
  let at = 0;
  let filled: Filled = {};
  for (const [index, part] of parts.entries()) {
    const step = stepOver(part, words, at, parts.length - index - 1);
    if (step === undefined) {
      return undefined;
    }
    at = step.next;
    filled = { ...filled, ...step.filled };
  }
  return at === words.length ? filled : undefined;
}

/** One part; an article before it is passed over, unless it may say how many ("a day"). */
function stepOver(
  part: Part,
  words: readonly Word[],
  at: number,
  needed: number,
): Step | undefined {
  switch ('slot' in part ? part.slot : undefined) {
    case 'rest':
      return restFrom(words, at, needed);
    case 'duration':
      return durationFrom(words, at);
    case 'day':
      return dayFrom(words, startOf(part, words, at), 'day');
    case 'from':
      return dayFrom(words, startOf(part, words, at), 'from');
    default:
      return coverPart(part, words, startOf(part, words, at));
  }
}

function durationFrom(words: readonly Word[], at: number): Step | undefined {
  const found = durationAt(words, at);
  return found && { next: found.next, filled: { duration: found.duration } };
}

function dayFrom(words: readonly Word[], at: number, which: 'day' | 'from'): Step | undefined {
  const found = dayAt(words, at);
  return found && { next: found.next, filled: { [which]: found.day } };
}

interface Step {
  readonly next: number;
  readonly filled?: Filled;
}

function coverPart(part: Part, words: readonly Word[], at: number): Step | undefined {
  const folded = words[at]?.folded;
  if (folded === undefined) {
    return undefined;
  }
  if ('word' in part) {
    return part.word === folded ? { next: at + 1 } : undefined;
  }
  if (part.slot === 'language') {
    const language = LANGUAGE_NAMES.get(folded);
    return language === undefined ? undefined : { next: at + 1, filled: { language } };
  }
  return numberFrom(words, at);
}

/**
 * 1042, SME1042, and SME-1042 or "Nr. 1042" as two words. No leading zero: that is not how we write numbers. A phrase
 * never begins with such a word: a first "no" is a refusal.
 */
function numberFrom(words: readonly Word[], at: number): Step | undefined {
  const first = words[at]?.folded ?? '';
  const start = at > 0 && NUMBER_WORDS.has(first) ? at + 1 : at;
  const digits = /^(?:sme)?([1-9]\d{0,6})$/u.exec(words[start]?.folded ?? '')?.[1];
  return digits === undefined ? undefined : { next: start + 1, filled: { number: Number(digits) } };
}

/** The open place takes all but the words that the phrase still needs behind it, with the articles between these. */
function restFrom(words: readonly Word[], at: number, needed: number): Step | undefined {
  let next = words.length;
  for (let left = needed; left > 0; next -= 1) {
    const isArticle = next < words.length && ARTICLES.has(words[next - 1]?.folded ?? '');
    left -= isArticle ? 0 : 1;
  }
  return next > at ? { next, filled: { rest: words.slice(at, next) } } : undefined;
}

function startOf(part: Part, words: readonly Word[], at: number): number {
  const wanted = 'word' in part ? part.word : undefined;
  let next = at;
  while (words[next]?.folded !== wanted && ARTICLES.has(words[next]?.folded ?? '')) {
    next += 1;
  }
  return next;
}
