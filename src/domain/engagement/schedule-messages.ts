import type { ConversationId, Instant, PersonRef, Typed } from '../kernel';
import type { Blocker, MeetingRhythm, TypedRhythm, Usage } from './schedule';

/** What one check-in reports to its engagement. */
export interface CheckInReport {
  readonly ordinal: number;
  readonly status: 'Answered' | 'Late';
  /** Absent while nobody has answered. */
  readonly by?: PersonRef;
  readonly usage: Usage;
  readonly progress?: Typed;
  readonly nextStep?: Typed;
  readonly blocker?: { readonly text: Typed; readonly owner: PersonRef };
}

/** Commands about the schedule, scope and blockers of an engagement, without who, when and why. */
export type ScheduleOrder =
  | ({ readonly type: 'SetRhythm' } & TypedRhythm)
  /** Of the timer. */
  | { readonly type: 'OpenCheckIn'; readonly ordinal: number }
  /** Of somebody who does not want to wait for it. */
  | { readonly type: 'OpenCheckInNow'; readonly ordinal: number }
  /** `until` is `YYYY-MM-DD`: the first day on which they may come again. */
  | { readonly type: 'PauseCheckIns'; readonly until: string }
  | { readonly type: 'ResumeCheckIns' }
  /** `ordinal` says which: the unanswered one, or the one that comes next. */
  | { readonly type: 'MoveCheckIn'; readonly ordinal: number; readonly to: string }
  /** From a check-in. */
  | { readonly type: 'NoteCheckIn'; readonly report: CheckInReport }
  | { readonly type: 'SolveBlocker'; readonly blocker: string }
  | { readonly type: 'AddWorkload'; readonly workload: string }
  | { readonly type: 'NameCsm'; readonly workload: string }
  | { readonly type: 'LinkChannel'; readonly conversation: ConversationId }
  | { readonly type: 'UnlinkChannel'; readonly conversation: ConversationId };

/** The moments that a command about check-ins needs to know; computed in the lead's home calendar. */
export interface MeetingFacts {
  /** Regular moment of the check-in after the one that the command is about; for a move, the day that was asked for. */
  readonly nextAt: Instant;
  /** Regular moments that passed unseen between the planned one and now. */
  readonly skipped: number;
  /** For a move: it has to come before the regular check-in after it. */
  readonly before: Instant;
  /** By when a check-in opened now is answered. */
  readonly answerBy: Instant;
  /** Today in the zone of the check-ins, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Each of these says everything about the plan, so that a later one makes the earlier ones superfluous. */
interface Planned {
  readonly nextAt: Instant;
  readonly slotAt: Instant;
  /** The newest check-in, if it is not to be answered any more. */
  readonly skips?: number;
}

/** What can have happened to the schedule, scope and blockers of an engagement. */
export type ScheduleEvent =
  | ({ readonly type: 'RhythmAgreed'; readonly rhythm: MeetingRhythm } & Planned)
  | ({ readonly type: 'CheckInsPaused'; readonly until: string } & Planned)
  | ({ readonly type: 'CheckInsResumed' } & Planned)
  | ({ readonly type: 'CheckInMoved' } & Planned)
  | {
      readonly type: 'CheckInOpened';
      readonly ordinal: number;
      /** When it was to be opened. */
      readonly dueAt: Instant;
      /** The regular moment it stands for. */
      readonly slotAt: Instant;
      readonly isLate: boolean;
      /** Check-ins that fell out between this one's moment and now. */
      readonly skipped: number;
      /** Regular moment of the next one. */
      readonly nextAt: Instant;
      readonly answerBy: Instant;
      readonly targetPercent: number;
      /** The one before, if nobody answered it. */
      readonly unanswered?: number;
    }
  | {
      readonly type: 'CheckInNoted';
      readonly ordinal: number;
      readonly status: 'Answered' | 'Late';
      readonly answeredBy?: PersonRef;
      /** Last known figures of all workloads, not of this answer alone. */
      readonly usage: Usage;
      readonly progress?: Typed;
      readonly nextStep?: Typed;
    }
  /** `asks`: the owner did not know of it. */
  | { readonly type: 'BlockerRaised'; readonly blocker: Blocker; readonly asks: boolean }
  | { readonly type: 'BlockerSolved'; readonly blocker: string; readonly owner: PersonRef }
  | { readonly type: 'WorkloadAdded'; readonly workload: string }
  | { readonly type: 'WorkloadHandedOver'; readonly workload: string }
  | { readonly type: 'ChannelLinked'; readonly conversation: ConversationId }
  | { readonly type: 'ChannelUnlinked' };
