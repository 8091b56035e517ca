import durationWords from '../text/duration-words.json';
import { foldWord, type Word } from './normalise-text';

/** Whole hours, days or weeks, as somebody said them. */
export interface Duration {
  /** 0 to 999,999; whether it makes sense is for the reader to say. */
  readonly count: number;
  readonly unit: 'hour' | 'day' | 'week';
}

const HOUR_MS = 3_600_000;
const UNIT_MS: Readonly<Record<Duration['unit'], number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
};

const UNITS = new Map(
  (['hour', 'day', 'week'] as const).flatMap((unit) =>
    durationWords.units[unit].map((name) => [foldWord(name), unit] as const),
  ),
);
const NUMBERS = new Map(
  durationWords.numbers.flatMap((names, index) =>
    names.map((name) => [foldWord(name), index + 1] as const),
  ),
);

/** A minus sign before a number, which splitting into words would lose: "-3 days" are not three days. */
const NEGATIVE = /(?:^|\s)[-\u2212\u2013]\s*\p{Nd}/u;

/** Whether a text has a negative number in it. Pure. */
export function hasNegativeNumber(clean: string): boolean {
  return NEGATIVE.test(clean);
}

/** How long it is in milliseconds. A day is 24 hours, a week seven such days, whatever the calendar says. Pure. */
export function durationMs({ count, unit }: Duration): number {
  return count * UNIT_MS[unit];
}

/** "3 days", "tres días", "eine Woche" or "3d" from this word on, and the first word behind it. Pure. */
export function durationAt(
  words: readonly Word[],
  at: number,
): { readonly next: number; readonly duration: Duration } | undefined {
  const [first, second] = words.slice(at, at + 2).map(({ folded }) => folded);
  const [, digits, letters] = /^(\d+)(\p{L}+)$/u.exec(first ?? '') ?? [];
  const isOneWord = letters !== undefined;
  const count = countOf((isOneWord ? digits : first) ?? '');
  const unit = UNITS.get((isOneWord ? letters : second) ?? '');
  return unit === undefined || count === undefined
    ? undefined
    : { next: at + (isOneWord ? 1 : 2), duration: { count, unit } };
}

function countOf(word: string): number | undefined {
  return /^\d{1,6}$/u.test(word) ? Number(word) : NUMBERS.get(word);
}
