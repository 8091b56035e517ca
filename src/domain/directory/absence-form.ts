import type { PersonId } from '../kernel';
import { isCalendarDay } from '../engagement/schedule';
import { POLICY } from '../policy';

/** What becomes of requests that somebody has when their absence begins. */
export const IN_HAND = ['all', 'new'] as const;
/** One of {@link IN_HAND}: all of them go to the stand-in, or only what comes in from then on. */
export type InHand = (typeof IN_HAND)[number];

/** An absence as it was typed; days are `YYYY-MM-DD`. */
export interface TypedAbsence {
  readonly from: string;
  /** The last day away. */
  readonly until: string;
  readonly standIn: PersonId | undefined;
  readonly inHand: string;
}

/** What can be wrong with one input. */
export type AbsenceProblem =
  'no-day' | 'past' | 'before-from' | 'too-far' | 'nobody' | 'not-chosen';

/** What is wrong with each input; empty when nothing is. */
export type AbsenceProblems = Readonly<
  Partial<Record<'from' | 'until' | 'standIn' | 'inHand', AbsenceProblem>>
>;

/** What typed days and names are compared with. */
export interface AbsenceForm {
  /** The day at home. */
  readonly today: string;
  /** First day of the absence that runs already: it may stay, though it is past. */
  readonly begunOn?: string;
  /** Whether requests come to them that somebody could decide in their place. */
  readonly needsStandIn: boolean;
  /** Whether whoever was chosen can stand in. */
  readonly isKnown: boolean;
}

const DAY_MS = 86_400_000;

/** The day so many days after another one, both `YYYY-MM-DD`. Pure. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether this is one of {@link IN_HAND}. Pure. */
export function isInHandChoice(text: string): text is InHand {
  return (IN_HAND as readonly string[]).includes(text);
}

/** Everything that is wrong with an absence as it was typed. Pure. */
export function absenceProblems(typed: TypedAbsence, form: AbsenceForm): AbsenceProblems {
  const from = fromProblem(typed, form);
  const until = untilProblem(typed, form);
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(form.needsStandIn && !form.isKnown ? { standIn: 'nobody' } : {}),
    ...(form.needsStandIn && !isInHandChoice(typed.inHand) ? { inHand: 'not-chosen' } : {}),
  };
}

function fromProblem(
  { from }: TypedAbsence,
  { today, begunOn }: AbsenceForm,
): AbsenceProblem | undefined {
  if (!isCalendarDay(from)) {
    return 'no-day';
  }
  if (from < today && from !== begunOn) {
    return 'past';
  }
  return from > lastDay(today) ? 'too-far' : undefined;
}

function untilProblem(
  { from, until }: TypedAbsence,
  { today }: AbsenceForm,
): AbsenceProblem | undefined {
  if (!isCalendarDay(until)) {
    return 'no-day';
  }
  if (until < today) {
    return 'past';
  }
  if (isCalendarDay(from) && until < from) {
    return 'before-from';
  }
  return until > lastDay(today) ? 'too-far' : undefined;
}

function lastDay(today: string): string {
  return dayAfter(today, POLICY.absenceMaxDays);
}
