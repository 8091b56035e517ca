import type { Instant, PersonRef, Typed } from '../kernel';

/** How often check-ins come. */
export const RHYTHMS = ['weekly', 'biweekly', 'monthly'] as const;
/** One of {@link RHYTHMS}. */
export type Rhythm = (typeof RHYTHMS)[number];

/** The regular days of check-ins, as wall time in one zone. */
export interface MeetingRhythm {
  readonly every: Rhythm;
  /** `HH:mm`. */
  readonly hour: string;
  /** IANA name. */
  readonly zone: string;
  /** First regular day, `YYYY-MM-DD`. Fixes the weekday, which weeks are meant, and the how-manieth of a month; a fifth means the last. */
  readonly from: string;
}

/** What is planned next; absent until a rhythm is agreed. */
export interface CheckInPlan {
  readonly rhythm: MeetingRhythm;
  /** When the next one is opened. */
  readonly nextAt: Instant;
  /** The regular moment that the next one stands for; another than `nextAt` when it was moved. */
  readonly slotAt: Instant;
  /** Check-ins rest until this day, `YYYY-MM-DD`. */
  readonly pausedUntil?: string;
}

/** The newest check-in that was opened. */
export interface OpenedCheckIn {
  /** The how-manieth, from 1. */
  readonly ordinal: number;
  /** The regular moment it stands for. */
  readonly slotAt: Instant;
  readonly status: 'Due' | 'Answered' | 'Late' | 'Skipped';
}

/** Active usage per workload, in percent; a workload whose figure was never known is absent. */
export type Usage = Readonly<Record<string, number>>;

/** The newest answer. */
export interface NotedAnswer {
  readonly ordinal: number;
  readonly at: Instant;
  readonly by: PersonRef;
  /** Absent when there was nothing new. */
  readonly progress?: Typed;
  readonly nextStep?: Typed;
}

/** Something that is in the way, until it is solved. */
export interface Blocker {
  /** `b<ordinal of the check-in>`: a check-in names one at most. */
  readonly id: string;
  readonly text: Typed;
  readonly owner: PersonRef;
  readonly since: Instant;
}

/** A workload in the scope of an engagement. */
export interface ScopedWorkload {
  readonly id: string;
  /** A CSM leads its adoption: check-ins skip it. */
  readonly handedOver?: { readonly by: PersonRef; readonly at: Instant };
}

/** Everything an engagement knows of its check-ins. */
export interface CheckIns {
  readonly plan?: CheckInPlan;
  readonly newest?: OpenedCheckIn;
  readonly answer?: NotedAnswer;
  /** Last known figures. */
  readonly usage: Usage;
}

/** Before anything was agreed. */
export const NO_CHECK_INS: CheckIns = { usage: {} };

/** ISO weekday of a day `YYYY-MM-DD`; Monday is 1. Pure. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The first day after `today` that falls on this weekday. Pure. */
function dayAfter(today: string, weekday: number): string {
  const ahead = ((weekday - weekdayOf(today) + 6) % 7) + 1;
  return new Date(Date.parse(`${today}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** A rhythm as typed. */
export interface TypedRhythm {
  readonly rhythm: string;
  /** `1` (Monday) to `7`. */
  readonly weekday: string;
  /** `9:00`, `09:00` or `9.00`. */
  readonly hour: string;
}

/** What is wrong with a typed rhythm; `undefined` when nothing is. Pure. */
export function rhythmProblem(typed: TypedRhythm): 'date-wrong' | 'hour-wrong' | undefined {
  const isKnown = RHYTHMS.some((one) => one === typed.rhythm) && /^[1-7]$/.test(typed.weekday);
  if (!isKnown) {
    return 'date-wrong';
  }
  return hourOf(typed.hour) === undefined ? 'hour-wrong' : undefined;
}

/** `HH:mm` of a time as typed; `undefined` when it is none. Pure. */
export function hourOf(text: string): string | undefined {
  const [, hour, minute] = /^\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*$/.exec(text) ?? [];
  return hour === undefined ? undefined : `${hour.padStart(2, '0')}:${minute ?? '00'}`;
}

/** The rhythm that begins with the next such weekday after `today`; `undefined` when something in it is wrong. Pure. */
export function rhythmFrom(
  typed: TypedRhythm,
  today: string,
  zone: string,
): MeetingRhythm | undefined {
  const every = RHYTHMS.find((one) => one === typed.rhythm);
  const hour = hourOf(typed.hour);
  return every === undefined || hour === undefined || rhythmProblem(typed) !== undefined
    ? undefined
    : { every, hour, zone, from: dayAfter(today, Number(typed.weekday)) };
}

/** Whether a text is a day that exists, as `YYYY-MM-DD`. Pure. */
export function isCalendarDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
