import type { Word } from './normalise-text';

/** The longest name anybody has given to a product of ours, in words, with room to spare. */
const PHRASE_MAX_WORDS = 8;

/**
 * What the phrases found among the words stand for, from left to right, the longest first, never overlapping.
 * Marks the positions of the found words in `used`; words already marked are passed over. Linear in the words.
 */
export function findPhrases<Meaning>(
  words: readonly Word[],
  meanings: ReadonlyMap<string, Meaning>,
  used: Set<number>,
): readonly Meaning[] {
  const found: Meaning[] = [];
  let at = 0;
  while (at < words.length) {
    const length = longestAt(words, at, meanings, used);
    const meaning = meanings.get(keyOf(words.slice(at, at + length)));
    if (meaning !== undefined) {
      found.push(meaning);
      for (let marked = at; marked < at + length; marked += 1) {
        used.add(marked);
      }
    }
    at += Math.max(length, 1);
  }
  return found;
}

function longestAt<Meaning>(
  words: readonly Word[],
  at: number,
  meanings: ReadonlyMap<string, Meaning>,
  used: ReadonlySet<number>,
): number {
  let end = at;
  while (end < words.length && end - at < PHRASE_MAX_WORDS && !used.has(end)) {
    end += 1;
  }
  while (end > at && !meanings.has(keyOf(words.slice(at, end)))) {
    end -= 1;
  }
  return end - at;
}

function keyOf(words: readonly Word[]): string {
  return words.map(({ folded }) => folded).join(' ');
}
