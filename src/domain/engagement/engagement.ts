import type {
  ConversationId,
  EngagementId,
  Instant,
  Language,
  PersonRef,
  RequestId,
  Typed,
} from '../kernel';
import type { Agreement } from './agreement';
import type { KickoffMeeting } from './kickoff-meeting';
import type { NamedPost } from './named-post';
import type { DeliveryWay, FirstContact, HandOver, RequestForm } from '../request/request';
import type { Blocker, CheckIns, ScopedWorkload } from './schedule';

/** The three tasks of working with the customer in Teams first (PROCESS.md section 11), by their FTOP ids. */
export const TEAMS_FIRST_TASKS = ['3723', '3624', '3617'] as const;
/** `3723` pitch held, `3624` customer's consent by mail, `3617` Teams set up. */
export type TeamsFirstTask = (typeof TEAMS_FIRST_TASKS)[number];

/** A task that was ticked: who and when, and for the consent who gave it on which day (`YYYY-MM-DD`). */
export interface TaskDone {
  readonly by: PersonRef;
  readonly at: Instant;
  readonly consent?: { readonly givenBy: Typed; readonly on: string };
}

/** What every engagement carries from its first moment. */
export interface EngagementBase {
  readonly id: EngagementId;
  readonly request: RequestId;
  readonly number: number;
  readonly requester: PersonRef;
  readonly fpm: PersonRef;
  readonly expert: PersonRef;
  readonly form: RequestForm;
  /** Language and zone of the posts that all parties read. */
  readonly language: Language;
  readonly zone: string;
  readonly openedAt: Instant;
  readonly contactBy: Instant;
  /** The kickoff chat; locally one logical chat with a copy in each window. Empty until it is open. */
  readonly chats: readonly ConversationId[];
  /** Teams id of a chat that was made for it; the bot may not be in it yet. */
  readonly madeChat?: string;
  /** No chat could be opened: one of the three has to name one. */
  readonly isChatless?: true;
  readonly contact?: FirstContact;
  readonly teamsFirst: Readonly<Partial<Record<TeamsFirstTask, TaskDone>>>;
  readonly reached: Readonly<Record<string, DeliveryWay>>;
  /** Workloads in scope; begins with the one that was requested. */
  readonly workloads: readonly ScopedWorkload[];
  readonly checkIns: CheckIns;
  /** Open ones, oldest first. */
  readonly blockers: readonly Blocker[];
  /** What the three agreed on, or are asked to. */
  readonly agreement?: Agreement;
  /** The meeting with which they begin, as last planned. */
  readonly meeting?: KickoffMeeting;
  /** What the FPM wrote last to stand in the kickoff chat in their own name. */
  readonly inName?: NamedPost;
  /** Changes of the FPM, oldest first; absent while there was none. */
  readonly handOvers?: readonly Omit<HandOver, 'note'>[];
  /** The FPM may not be in the kickoff chat yet: nobody but those in it can add them. */
  readonly isFpmNew?: true;
  /** Channel in which check-ins are posted instead of the kickoff chat. */
  readonly channel?: ConversationId;
}

/** Before first contact (`Preparing`) and after it (`Active`). */
export interface Running extends EngagementBase {
  readonly status: 'Preparing' | 'Active';
  /** What was missing when a reported completion was sent back, and the report itself, to be completed. */
  readonly missing?: {
    readonly by: PersonRef;
    readonly at: Instant;
    readonly note: Typed;
    readonly report: CompletionReport;
  };
}

/** The expert's report at the end. */
export interface CompletionReport {
  readonly at: Instant;
  readonly summary: Typed;
  readonly criteriaMet: boolean;
  /** Present when criteria are unmet. */
  readonly whyUnmet?: Typed;
  readonly learned: Typed;
  /** "The summary is in FTOP" (R17). */
  readonly inFtop: boolean;
  /** For the FPM only (R18). */
  readonly feedback?: Typed;
}

/** Completion was reported. Unmet criteria are looked at by the FPM first, then the requester confirms. */
export interface WrappingUp extends EngagementBase {
  readonly status: 'WrappingUp';
  readonly report: CompletionReport;
  readonly awaits: 'fpm' | 'requester';
  /** Without an objection the completion counts as confirmed at this moment. */
  readonly confirmBy: Instant;
}

/** The end. */
export interface Completed extends EngagementBase {
  readonly status: 'Completed';
  readonly report: CompletionReport;
  readonly completedAt: Instant;
  /** `system` when nobody objected in time. */
  readonly confirmedBy: PersonRef | 'system';
  /** Who was trained further, as the partner told afterwards (R6). */
  readonly trained?: Typed;
}

/** Everything an engagement can be. */
export type Engagement = Running | WrappingUp | Completed;
