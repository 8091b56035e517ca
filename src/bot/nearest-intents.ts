import { INTENTS, PHRASE_KEYS, type Intent } from './command-phrases';
import type { Word } from './normalise-text';

/** Buttons that fit under one sentence. */
const NEAREST_MAX = 3;
/** Half alike: below that a suggestion is a guess, and none is better. */
const LIKENESS_MIN = 0.5;
/** What is compared: more than the longest phrase; keeps the cost of one message bounded whatever is typed. */
const COMPARED_MAX_CHARS = 48;
const COMPARED_MAX_WORDS = 24;

/**
 * What may have been meant: up to three intents, best first, none when nothing is half alike. Compares letters (edit
 * distance) and whole words with every phrase of every language. Only ever offered, never run. Pure.
 */
export function nearestIntents(words: readonly Word[]): readonly Intent[] {
  const spoken = words.slice(0, COMPARED_MAX_WORDS).map(({ folded }) => folded);
  const text = spoken.join(' ');
  const said = new Set(spoken);
  const best = new Map<Intent, number>();
  for (const { intent, key, words: phrase } of PHRASE_KEYS) {
    const likeness = Math.max(letterLikeness(text, key), wordLikeness(said, phrase));
    best.set(intent, Math.max(best.get(intent) ?? 0, likeness));
  }
  return INTENTS.filter((intent) => (best.get(intent) ?? 0) >= LIKENESS_MIN)
    .toSorted((one, other) => (best.get(other) ?? 0) - (best.get(one) ?? 0))
    .slice(0, NEAREST_MAX);
}

/** 1 for the same letters; 0 also where the lengths alone rule out half a likeness. */
function letterLikeness(text: string, key: string): number {
  const longer = Math.max(text.length, key.length);
  const shorter = Math.min(text.length, key.length);
  const isHopeless = longer > COMPARED_MAX_CHARS || shorter / longer < LIKENESS_MIN;
  return isHopeless ? 0 : 1 - editDistance(text, key) / longer;
}

/** Half for the share of the phrase that was said, half for the share that both have in common. */
function wordLikeness(said: ReadonlySet<string>, phrase: readonly string[]): number {
  const shared = phrase.filter((word) => said.has(word)).length;
  return shared / phrase.length / 2 + shared / (said.size + phrase.length);
}

/** The distance of nothing to each beginning of a text. */
const FIRST_LINE = Uint8Array.from({ length: COMPARED_MAX_CHARS + 1 }, (_none, at) => at);

/** Letters to replace, add or leave out. One line in place: this is the dearest thing done for a message. */
function editDistance(one: string, other: string): number {
  const line = FIRST_LINE.slice(0, other.length + 1);
  for (let row = 1; row <= one.length; row += 1) {
    const letter = one.charCodeAt(row - 1);
    let diagonal = row - 1;
    let left = row;
    line[0] = row;
    for (let at = 1; at <= other.length; at += 1) {
      const above = line[at] ?? 0;
      const replaced = letter === other.charCodeAt(at - 1) ? diagonal : diagonal + 1;
      // Comparisons, not Math.min: this line runs a million times for one long message.
      const shifted = (above < left ? above : left) + 1;
      left = replaced < shifted ? replaced : shifted;
      line[at] = left;
      diagonal = above;
    }
  }
  return line[other.length] ?? 0;
}
