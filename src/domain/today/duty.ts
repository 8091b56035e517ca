import type { CheckInId, EngagementId, Instant, QuestionId, RequestId } from '../kernel';

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

/** Everything that waits for one person, worst first, and how much waits for others. */
export interface Duties {
  /** At most {@link DUTIES_MAX}. */
  readonly lines: readonly Duty[];
  /** Lines beyond the bound. */
  readonly more: number;
  readonly waitingForOthers: number;
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
