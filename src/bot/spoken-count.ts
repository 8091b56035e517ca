import commandWords from '../text/command-words.json';
import { findPhrases } from './find-phrases';
import { foldText, type Word } from './normalise-text';

/** Seven digits: no customer owns more, and a longer number is a slip. */
const COUNT = /^\d{1,7}$/u;
const GROUPED = /^\d{1,3}(?:[.,'’ ]\d{3})+$/u;

const LICENCE_WORDS = new Map(commandWords.licences.map((name) => [foldText(name), true] as const));

interface Run {
  readonly from: number;
  readonly to: number;
  readonly value: number | undefined;
}

/**
 * The number that stands directly before "licences" ("1.200 licencias"), or else directly behind it ("Lizenzen: 400");
 * words already explained do not come between ("400 Entra ID P2 seats"). A number that could be read in two ways
 * ("1,20", "400-500") is none. Marks the words in `used`.
 */
export function licencesAmong(
  clean: string,
  words: readonly Word[],
  used: Set<number>,
): number | undefined {
  const runs = runsOfDigits(clean, words, used);
  const explained = new Set(used);
  findPhrases(words, LICENCE_WORDS, used);
  const nouns = words.map((_word, at) => at).filter((at) => used.has(at) && !explained.has(at));
  for (const noun of nouns) {
    const before = nextFree(noun, -1, explained);
    const after = nextFree(noun, 1, explained);
    const run = runs.find(({ to }) => to === before) ?? runs.find(({ from }) => from === after);
    if (run?.value !== undefined) {
      for (let at = run.from; at <= run.to; at += 1) {
        used.add(at);
      }
      return run.value;
    }
  }
  return undefined;
}

function nextFree(from: number, step: 1 | -1, explained: ReadonlySet<number>): number {
  let at = from + step;
  while (explained.has(at)) {
    at += step;
  }
  return at;
}

function runsOfDigits(
  clean: string,
  words: readonly Word[],
  used: ReadonlySet<number>,
): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  while (at < words.length) {
    let end = at;
    while (end < words.length && !used.has(end) && /^\d/u.test(words[end]?.folded ?? '')) {
      end += 1;
    }
    if (end > at) {
      runs.push({ from: at, to: end - 1, value: valueOf(clean, words.slice(at, end)) });
    }
    at = end + 1;
  }
  return runs;
}

/** Several words of digits are one number only when single spaces group them in threes, as in 1 200 000. */
function valueOf(clean: string, run: readonly Word[]): number | undefined {
  const isSpaced = run.every(
    ({ start }, at) => at === 0 || /^\s$/u.test(clean.slice(run[at - 1]?.end ?? 0, start)),
  );
  const said = run.map(({ folded }) => folded).join(' ');
  const digits = isSpaced && GROUPED.test(said) ? said.replace(/\D/gu, '') : said;
  return COUNT.test(digits) ? Number(digits) : undefined;
}
