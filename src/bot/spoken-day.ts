import { isCalendarDay, weekdayOf } from '../domain/engagement/schedule';
import dayWords from '../text/day-words.json';
import { foldWord, type Word } from './normalise-text';

/** A day as somebody said it: a date, or the next such weekday (ISO number, Monday is 1). */
export type SpokenDay = { readonly date: string } | { readonly weekday: number };

const WEEKDAYS = new Map(
  dayWords.weekdays.flatMap((names, index) =>
    names.map((name) => [foldWord(name), index + 1] as const),
  ),
);
const DAY_MS = 86_400_000;

/** "2026-12-03", "3.12.2026", "3/12/2026" (day first) or "Thursday" from this word on, and the first word behind it. Pure. */
export function dayAt(
  words: readonly Word[],
  at: number,
): { readonly next: number; readonly day: SpokenDay } | undefined {
  const [first = '', second = '', third = ''] = words.slice(at, at + 3).map(({ folded }) => folded);
  const weekday = WEEKDAYS.get(first);
  if (weekday !== undefined) {
    return { next: at + 1, day: { weekday } };
  }
  const isYearFirst = /^\d{4}$/.test(first);
  const [year, day] = isYearFirst ? [first, third] : [third, first];
  const date = `${year}-${second.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(date) ? { next: at + 3, day: { date } } : undefined;
}

/** The date that is meant, `YYYY-MM-DD`; a weekday is the next one after `today`. Pure. */
export function dateOfSpoken(day: SpokenDay, today: string): string {
  if ('date' in day) {
    return day.date;
  }
  const ahead = ((day.weekday - weekdayOf(today) + 6) % 7) + 1;
  return new Date(Date.parse(`${today}T00:00:00Z`) + ahead * DAY_MS).toISOString().slice(0, 10);
}
