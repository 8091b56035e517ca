import { isCalendarDay, weekdayOf } from '../domain/engagement/schedule';
import dayWords from '../text/day-words.json';
import { foldText, foldWord, type Word } from './normalise-text';
import { spokenDateAt, type SpokenDate } from './spoken-date';
import { durationAt, durationMs, type Duration } from './spoken-duration';

/**
 * A day as somebody said it: a date, the next such weekday (ISO number, Monday is 1), or so many days from today (0 to
 * 731).
 */
export type SpokenDay = SpokenDate | { readonly weekday: number } | { readonly ahead: number };

interface FoundDay {
  readonly next: number;
  readonly day: SpokenDay;
}

const DAY_MS = 86_400_000;
/** Two years, one of them a leap year; what is further away is a slip. */
const AHEAD_MAX_DAYS = 731;
/** Longest of the phrases of the word list. */
const PHRASE_MAX_WORDS = 3;

const WEEKDAYS = new Map(
  dayWords.weekdays.flatMap((names, index) =>
    names.map((name) => [foldWord(name), index + 1] as const),
  ),
);
const AHEAD = new Map(
  Object.entries(dayWords.ahead).flatMap(([days, phrases]) =>
    phrases.map((phrase) => [foldText(phrase), Number(days)] as const),
  ),
);
const NEXT = phrasesOf(dayWords.next);
const NEXT_BEHIND = phrasesOf(dayWords.nextBehind);
const WEEKDAY_LINKS = phrasesOf(dayWords.weekdayLinks);
const WITHIN = phrasesOf(dayWords.within);

/**
 * A date as {@link spokenDateAt} reads it, "next Thursday", "tomorrow" or "in two weeks" from this word on, and the
 * first word behind it. Where a date follows a weekday, the date counts. Pure.
 */
export function dayAt(words: readonly Word[], at: number): FoundDay | undefined {
  return spokenDateAt(words, at) ?? weekdayAt(words, at) ?? aheadAt(words, at);
}

/**
 * The date that is meant, `YYYY-MM-DD`. A weekday is the next one after `today`; a date without a year is the next one
 * that is not past, today included, and `undefined` where that would be a 29 February in a year without one. Pure.
 */
export function dateOfSpoken(day: SpokenDay, today: string): string | undefined {
  if ('date' in day) {
    return day.date;
  }
  if ('monthDay' in day) {
    const year = Number(today.slice(0, 4)) + (day.monthDay < today.slice(5) ? 1 : 0);
    const date = `${year}-${day.monthDay}`;
    return isCalendarDay(date) ? date : undefined;
  }
  const ahead = 'ahead' in day ? day.ahead : ((day.weekday - weekdayOf(today) + 6) % 7) + 1;
  return new Date(Date.parse(`${today}T00:00:00Z`) + ahead * DAY_MS).toISOString().slice(0, 10);
}

/** The day on which so much time is over; none for hours ("in 48 hours" is a moment) and for more than two years. Pure. */
export function dayWithin(duration: Duration): SpokenDay | undefined {
  const ahead = durationMs(duration) / DAY_MS;
  return duration.unit === 'hour' || ahead > AHEAD_MAX_DAYS ? undefined : { ahead };
}

function weekdayAt(words: readonly Word[], at: number): FoundDay | undefined {
  const start = past(words, at, NEXT);
  const weekday = WEEKDAYS.get(words[start]?.folded ?? '');
  if (weekday === undefined) {
    return undefined;
  }
  const date = spokenDateAt(words, past(words, start + 1, WEEKDAY_LINKS));
  return date ?? { next: past(words, start + 1, NEXT_BEHIND), day: { weekday } };
}

function aheadAt(words: readonly Word[], at: number): FoundDay | undefined {
  for (let length = PHRASE_MAX_WORDS; length > 0; length -= 1) {
    const ahead = AHEAD.get(keyOf(words, at, length));
    if (ahead !== undefined) {
      return { next: at + length, day: { ahead } };
    }
  }
  return withinAt(words, at);
}

function withinAt(words: readonly Word[], at: number): FoundDay | undefined {
  const start = past(words, at, WITHIN);
  const found = start === at ? undefined : durationAt(words, start);
  const day = found && dayWithin(found.duration);
  return found && day && { next: found.next, day };
}

/** The first word behind the longest of the phrases that stands here; this word where none does. */
function past(words: readonly Word[], at: number, phrases: ReadonlySet<string>): number {
  for (let length = PHRASE_MAX_WORDS; length > 0; length -= 1) {
    if (phrases.has(keyOf(words, at, length))) {
      return at + length;
    }
  }
  return at;
}

function keyOf(words: readonly Word[], at: number, length: number): string {
  const said = words.slice(at, at + length);
  return said.length < length ? '' : said.map(({ folded }) => folded).join(' ');
}

function phrasesOf(phrases: readonly string[]): ReadonlySet<string> {
  return new Set(phrases.map(foldText));
}
