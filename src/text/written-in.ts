import { LANGUAGES, type Language } from '../domain/kernel';
import commonWords from './common-words.json';

/** Shorter texts hold too little to tell, in words. */
const WORDS_MIN = 4;
/** So many of the words must be common ones of the language, and so many times as many as of the next likely one. */
const SHARE_MIN = 0.2;
const LEAD_MIN = 1.5;

/** Languages near to ours are known as well, so that none of them is taken for ours. */
const COMMON = Object.entries(commonWords).map(
  ([code, words]) => [code, new Set(words.split(' '))] as const,
);

/**
 * The language somebody wrote in, told by the small words that every sentence needs; `undefined` when that is not certain, and for
 * languages the product does not speak. Pure.
 */
export function writtenIn(text: string): Language | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length < WORDS_MIN) {
    return undefined;
  }
  const [first, second] = COMMON.map(([code, common]) => ({
    code,
    hits: words.filter((word) => common.has(word)).length,
  })).toSorted((one, other) => other.hits - one.hits);
  const isCertain =
    first !== undefined &&
    first.hits >= words.length * SHARE_MIN &&
    first.hits >= (second?.hits ?? 0) * LEAD_MIN;
  return isCertain ? LANGUAGES.find((language) => language === first.code) : undefined;
}
