import type { Recipient } from '../effects';
import type { Blocker, ScopedWorkload, Usage } from '../engagement/schedule';
import type { CheckInId, EngagementId, Instant, Language, PersonRef, Typed } from '../kernel';

/** What every check-in carries from its first moment: all its card is drawn from. */
export interface CheckInBase {
  readonly id: CheckInId;
  readonly engagement: EngagementId;
  /** The how-manieth of its engagement, from 1. */
  readonly ordinal: number;
  /** Number of the request, as in SME-1042. */
  readonly number: number;
  /** The lead: runs the engagement for the customer, and is to answer. */
  readonly requester: PersonRef;
  readonly expert: PersonRef;
  readonly fpm: PersonRef;
  readonly customer: Typed;
  /** Language and zone of the post. */
  readonly language: Language;
  readonly zone: string;
  /** Where it is posted; more than one only where one chat is shown in several windows. */
  readonly places: readonly Recipient[];
  readonly workloads: readonly ScopedWorkload[];
  /** Last known figures before this check-in. */
  readonly usage: Usage;
  readonly targetPercent: number;
  /** Open ones when it was opened, less those solved since. */
  readonly blockers: readonly Blocker[];
  /** Tasks of Teams-first that are done, of all. */
  readonly tasks: { readonly done: number; readonly all: number };
  /** When it was to be opened, and when it was. */
  readonly dueAt: Instant;
  readonly openedAt: Instant;
  readonly isLate: boolean;
  /** Check-ins that fell out before this one while nothing could be posted. */
  readonly skipped: number;
  readonly answerBy: Instant;
  readonly nextAt: Instant;
  /** The one before, if nobody answered it. */
  readonly unanswered?: number;
  /** Its follower is open or the engagement is over: it stays as it is. */
  readonly isClosed: boolean;
}

/** What somebody answered. */
export interface CheckInAnswer {
  readonly by: PersonRef;
  readonly at: Instant;
  /** Active usage in percent; a workload that is absent is "not available yet". */
  readonly usage: Usage;
  /** Absent when there is nothing new. */
  readonly progress?: Typed;
  readonly nextStep?: Typed;
  readonly blocker?: { readonly text: Typed; readonly owner: PersonRef };
}

/** Nobody has answered; `Late` once the promise ran out. */
export interface AwaitedCheckIn extends CheckInBase {
  readonly status: 'Due' | 'Late';
}

/** Answered; the answer may be replaced until the check-in is closed. */
export interface AnsweredCheckIn extends CheckInBase {
  readonly status: 'Answered';
  readonly answer: CheckInAnswer;
}

/** Never to be answered: moved, paused, or overtaken by what came after it. */
export interface SkippedCheckIn extends CheckInBase {
  readonly status: 'Skipped';
  readonly why: 'moved' | 'paused' | 'unanswered';
}

/** Everything a check-in can be. */
export type CheckIn = AwaitedCheckIn | AnsweredCheckIn | SkippedCheckIn;
