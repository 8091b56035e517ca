import { isCalendarDay } from '../domain/engagement/schedule';
import dayWords from '../text/day-words.json';
import { foldWord, type Word } from './normalise-text';

/** A date as somebody said it; without a year it is `MM-DD`, a day that some year has. */
export type SpokenDate = { readonly date: string } | { readonly monthDay: string };

/** What was found among words, and the first word behind it. */
export interface FoundDate {
  readonly next: number;
  readonly day: SpokenDate;
}

/** Every day that any year has exists in a leap year. */
const LEAP_YEAR = '2024';
const MONTHS = new Map(
  dayWords.months.flatMap((names, index) =>
    names.map((name) => [foldWord(name), String(index + 1).padStart(2, '0')] as const),
  ),
);
const FIRST = new Set(dayWords.first.map(foldWord));
const LINKS = new Set(dayWords.dateLinks.map(foldWord));
/** "4", "04", "4th", "1º", "4ten". */
const DAY = /^(\d{1,2})(?:st|nd|rd|th|o|te|ten|ter)?$/u;
/** Two digits from 20 on: "26-12-03" would otherwise be a day of 2003. */
const YEAR = /^(?:\d{4}|[2-9]\d)$/u;

/**
 * "2026-12-03", "3.12.2026", "3/12" (day first), "4 December", "December 4th, 2026", "4 de diciembre de 2026" or
 * "4. Dez." from this word on; a date that no calendar has is none. Pure.
 */
export function spokenDateAt(words: readonly Word[], at: number): FoundDate | undefined {
  return (
    yearFirst(words, at) ?? inNumbers(words, at) ?? dayFirst(words, at) ?? monthFirst(words, at)
  );
}

function yearFirst(words: readonly Word[], at: number): FoundDate | undefined {
  const [year = '', month = '', day = ''] = words.slice(at, at + 3).map(({ folded }) => folded);
  return /^\d{4}$/u.test(year) ? found({ year, month, day }, at + 3) : undefined;
}

function inNumbers(words: readonly Word[], at: number): FoundDate | undefined {
  const [day = '', month = ''] = words.slice(at, at + 2).map(({ folded }) => folded);
  return withYear(words, at + 2, { day, month });
}

function dayFirst(words: readonly Word[], at: number): FoundDate | undefined {
  const afterDay = afterLinks(words, at + 1);
  const day = dayNumber(words[at]);
  const month = MONTHS.get(words[afterDay]?.folded ?? '');
  return day === undefined || month === undefined
    ? undefined
    : withYear(words, afterDay + 1, { day, month });
}

function monthFirst(words: readonly Word[], at: number): FoundDate | undefined {
  const afterMonth = afterLinks(words, at + 1);
  const month = MONTHS.get(words[at]?.folded ?? '');
  const day = dayNumber(words[afterMonth]);
  return day === undefined || month === undefined
    ? undefined
    : withYear(words, afterMonth + 1, { day, month });
}

function dayNumber(word: Word | undefined): string | undefined {
  const folded = word?.folded ?? '';
  return FIRST.has(folded) ? '1' : DAY.exec(folded)?.[1];
}

/** The first word from here on that links nothing ("4 *of* December"). */
function afterLinks(words: readonly Word[], at: number): number {
  let next = at;
  while (LINKS.has(words[next]?.folded ?? '')) {
    next += 1;
  }
  return next;
}

interface DayAndMonth {
  readonly day: string;
  readonly month: string;
}

function withYear(words: readonly Word[], at: number, said: DayAndMonth): FoundDate | undefined {
  const behind = afterLinks(words, at);
  const year = words[behind]?.folded ?? '';
  return YEAR.test(year)
    ? found({ ...said, year: year.padStart(4, '20') }, behind + 1)
    : found(said, at);
}

function found(
  { year, month, day }: DayAndMonth & { readonly year?: string },
  next: number,
): FoundDate | undefined {
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isCalendarDay(`${year ?? LEAP_YEAR}-${monthDay}`)) {
    return undefined;
  }
  return { next, day: year === undefined ? { monthDay } : { date: `${year}-${monthDay}` } };
}
