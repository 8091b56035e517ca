import commandWords from '../text/command-words.json';
import { foldText, type Word } from './normalise-text';

/** Nobody greets, asks, wishes and thanks more often in one sentence; bounds the readings of one message. */
const READINGS_MAX = 8;
const COURTESY_MAX_WORDS = 5;

const POLITENESS: ReadonlySet<string> = new Set(commandWords.politeness.map(foldText));
const COURTESIES: ReadonlySet<string> = new Set(commandWords.courtesies.map(foldText));

/**
 * The same message with less and less politeness: as typed, without "please" or the bot's name anywhere, then without one courtesy
 * after the other at its beginning and end. Each has at least one word; the first is the whole. Pure.
 */
export function courteousReadings(
  words: readonly Word[],
  botName: string,
): readonly (readonly Word[])[] {
  const readings = [words];
  let reading = without(words, new Set([...POLITENESS, foldText(botName)]));
  while (readings.length < READINGS_MAX && reading.length > 0) {
    readings.push(reading);
    const shorter = withoutOneCourtesy(reading);
    if (shorter.length === reading.length) {
      break;
    }
    reading = shorter;
  }
  return readings.filter(({ length }) => length > 0);
}

function without(words: readonly Word[], unwanted: ReadonlySet<string>): readonly Word[] {
  const kept: Word[] = [];
  let at = 0;
  while (at < words.length) {
    const said = courtesyLength(words, at, unwanted);
    kept.push(...(said === 0 ? words.slice(at, at + 1) : []));
    at += Math.max(said, 1);
  }
  return kept;
}

/** From the end first: what remains of "hello, thanks" is then the greeting, and that is a phrase. */
function withoutOneCourtesy(words: readonly Word[]): readonly Word[] {
  for (let length = Math.min(COURTESY_MAX_WORDS, words.length - 1); length > 0; length -= 1) {
    if (COURTESIES.has(keyOf(words.slice(-length)))) {
      return words.slice(0, -length);
    }
  }
  return words.slice(courtesyLength(words, 0, COURTESIES));
}

function courtesyLength(words: readonly Word[], at: number, known: ReadonlySet<string>): number {
  for (let length = COURTESY_MAX_WORDS; length > 0; length -= 1) {
    const said = words.slice(at, at + length);
    if (said.length === length && known.has(keyOf(said))) {
      return length;
    }
  }
  return 0;
}

function keyOf(words: readonly Word[]): string {
  return words.map(({ folded }) => folded).join(' ');
}
