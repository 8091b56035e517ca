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
  for (let length = PHRASE_MAX_WORDS; length > 0; length -= 1) {
    const positions = Array.from({ length }, (_none, offset) => at + offset);
    const isFree = positions.every((position) => position < words.length && !used.has(position));
    if (isFree && meanings.has(keyOf(words.slice(at, at + length)))) {
      return length;
    }
  }
  return 0;
}

function keyOf(words: readonly Word[]): string {
  return words.map(({ folded }) => folded).join(' ');
}
