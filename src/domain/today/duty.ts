import type { CheckInId, EngagementId, Instant, PersonRef, QuestionId, RequestId } from '../kernel';

/** Everything somebody can be waited for. The order is that of equally urgent lines. */
export const DUTIES = [
  'concern',
  'decide',
  'check',
  'choose-expert',
  'agree-to-end',
  'fix',
  'answer-offer',
  'contact',
  'no-contact',
  'sign-in',
  'answer-question',
  'confirm-completion',
  'check-in',
  'blocker',
  'complete-report',
  'agreement',
  'trained',
  'feedback',
  'close',
] as const;
/** One of {@link DUTIES}. */
export type DutyCode = (typeof DUTIES)[number];

/** One line of Today: what is expected of the reader, about which record, by when. */
export interface Duty {
  readonly what: DutyCode;
  readonly record: RequestId | EngagementId | QuestionId | CheckInId;
  /** Absent for a question before any request. */
  readonly number?: number;
  /** Absent where the record does not name the company. */
  readonly partner?: string;
  readonly workloadId?: string;
  /** By when; absent when nothing was promised. */
  readonly due?: Instant;
  /** Since when it waits. */
  readonly since: Instant;
}

/** Somebody is away, and the reader stands in for them; days are `YYYY-MM-DD`, the last one included. */
export interface StandingIn {
  readonly person: PersonRef;
  readonly fromDay: string;
  readonly untilDay: string;
}

/** What happened while the reader was away, for the day of their return. Not all of it is 0. */
export interface WhileAway {
  /** Who took requests in their place. */
  readonly takenBy: readonly PersonRef[];
  /** Requests that they took. */
  readonly taken: number;
  /** Those of them that were decided since. */
  readonly decided: number;
  /** Those of them that still have to be decided or followed up there. */
  readonly left: number;
  /** Requests that were to go to the stand-in and could not. */
  readonly kept: number;
}

/** Everything that waits for one person, worst first, and how much waits for others. */
export interface Duties {
  /** At most {@link DUTIES_MAX}. */
  readonly lines: readonly Duty[];
  /** Lines beyond the bound. */
  readonly more: number;
  readonly waitingForOthers: number;
  /** Absent for whoever stands in for nobody. */
  readonly standsInFor?: readonly StandingIn[];
  /** Only on the day of a return after which there is something to tell. */
  readonly whileAway?: WhileAway;
}

/** No duties. */
export const NOTHING_WAITS: Duties = { lines: [], more: 0, waitingForOthers: 0 };

/** Longest list kept: a record is bounded, and nobody reads more in a morning. */
const DUTIES_MAX = 40;

/** Duties that are decisions of an FPM: they can be taken one after the other. */
export const DECISIONS: readonly DutyCode[] = ['decide', 'check', 'choose-expert'];

/** Worst first: overdue, then the earliest due, then without a due date the longest waiting; closing comes last. Pure. */
function worstFirst(duties: readonly Duty[]): readonly Duty[] {
  const keys = (duty: Duty): readonly number[] => [
    rankOf(duty),
    duty.due ?? duty.since,
    DUTIES.indexOf(duty.what),
  ];
  return duties.toSorted((a, b) => {
    const theirs = keys(b);
    const differences = keys(a).map((key, index) => key - (theirs[index] ?? 0));
    return differences.find((one) => one !== 0) ?? a.record.localeCompare(b.record);
  });
}

function rankOf({ what, due }: Duty): number {
  if (what === 'close') {
    return 2;
  }
  return due === undefined ? 1 : 0;
}

/** Whether a morning has something to tell: a duty, or what happened while the reader was away. Pure. */
export function isWorthAMorning({ lines, whileAway }: Duties): boolean {
  return lines.length > 0 || whileAway !== undefined;
}

/** The duties of one person, bounded. Pure. */
export function dutiesOf(lines: readonly Duty[], waitingForOthers: number): Duties {
  const sorted = worstFirst(lines);
  return {
    lines: sorted.slice(0, DUTIES_MAX),
    more: Math.max(0, sorted.length - DUTIES_MAX),
    waitingForOthers,
  };
}

/** Whether a duty is late at this moment. Pure. */
export function isOverdue({ due }: Duty, at: Instant): boolean {
  return due !== undefined && due <= at;
}
