import type { CommandMeta, Instant, Stamped, Typed, PersonRef } from '../kernel';
import type { ScopedWorkload, Usage } from '../engagement/schedule';
import type { CheckInBase } from './check-in';

/** What the engagement tells a check-in when it opens it. */
export type Opening = Omit<CheckInBase, 'openedAt' | 'isClosed'>;

/** Every command a check-in understands, without who, when and why. */
export type CheckInOrder =
  /** The next six come from the engagement. */
  | ({ readonly type: 'OpenCheckIn' } & Opening)
  | { readonly type: 'SkipCheckIn'; readonly why: 'moved' | 'paused'; readonly nextAt: Instant }
  | { readonly type: 'NoteNext'; readonly nextAt: Instant }
  | { readonly type: 'CloseCheckIn' }
  | { readonly type: 'NoteSolved'; readonly blocker: string }
  | { readonly type: 'NoteHandedOver'; readonly workload: ScopedWorkload }
  /** Everything as typed; an empty figure means "not available yet". */
  | {
      readonly type: 'AnswerCheckIn';
      readonly usage: Readonly<Record<string, string>>;
      readonly progress: string;
      readonly nextStep: string;
      readonly blocker: string;
      /** Id of the person who takes care of the blocker. */
      readonly blockerOwner: string;
    }
  | { readonly type: 'ReportNothingNew' }
  /** Of the timer. */
  | { readonly type: 'CheckAnswer' };

/** A command with who, when and why. */
export type CheckInCommand = CheckInOrder & CommandMeta;

/** What can have happened to a check-in. */
export type CheckInEvent =
  | ({ readonly type: 'CheckInDue' } & Opening)
  | {
      readonly type: 'CheckInAnswered';
      readonly usage: Usage;
      readonly progress?: Typed;
      readonly nextStep?: Typed;
      readonly blocker?: { readonly text: Typed; readonly owner: PersonRef };
    }
  | { readonly type: 'CheckInOverdue' }
  | { readonly type: 'CheckInSkipped'; readonly why: 'moved' | 'paused'; readonly nextAt: Instant }
  | { readonly type: 'NextNoted'; readonly nextAt: Instant }
  | { readonly type: 'CheckInClosed' }
  | { readonly type: 'BlockerCleared'; readonly blocker: string }
  | { readonly type: 'WorkloadRested'; readonly workload: ScopedWorkload };

/** An event with who, when and why. */
export type CheckInHistory = Stamped<CheckInEvent>;
