import type {
  CommandMeta,
  EngagementId,
  Instant,
  Language,
  PersonId,
  PersonRef,
  RequestId,
  Stamped,
  Typed,
} from '../kernel';
import type { DeliveryWay, FirstContact, RequestForm } from '../request/request';
import type { ChangeFpm, FpmChanged } from './change-fpm';
import type { CompletionReport, TaskDone, TeamsFirstTask } from './engagement';
import type { KickoffEvent, KickoffOrder } from './kickoff-chat';
import type { MeetingEvent, MeetingOrder } from './kickoff-meeting';
import type { NamedEvent, NamedOrder } from './named-post';
import type { AgreementEvent, AgreementOrder } from './agreement-messages';
import type { MeetingFacts, ScheduleEvent, ScheduleOrder } from './schedule-messages';

/** Every command an engagement understands, without who, when and why. */
export type EngagementOrder =
  /** From the request, when the expert has accepted. */
  | {
      readonly type: 'OpenEngagement';
      readonly request: RequestId;
      readonly number: number;
      readonly requester: PersonRef;
      readonly form: RequestForm;
      readonly expert: PersonRef;
      readonly contactBy: Instant;
    }
  | ChangeFpm
  | KickoffOrder
  | MeetingOrder
  | NamedOrder
  | { readonly type: 'NoteContact'; readonly contact: FirstContact }
  | {
      readonly type: 'TickTask';
      readonly task: string;
      readonly consentBy: string;
      /** `YYYY-MM-DD`; empty when not given. */
      readonly consentOn: string;
    }
  | {
      readonly type: 'ReportCompletion';
      readonly summary: string;
      readonly criteriaMet: string;
      readonly whyUnmet: string;
      readonly learned: string;
      readonly inFtop: boolean;
      readonly feedback: string;
    }
  /** The FPM lets an engagement end although criteria are unmet. */
  | { readonly type: 'AgreeToEnd' }
  | { readonly type: 'SendBack'; readonly note: string }
  | { readonly type: 'ConfirmCompletion' }
  | { readonly type: 'CheckConfirmation' }
  | { readonly type: 'NoteDelivery'; readonly person: PersonId; readonly way: DeliveryWay }
  | AgreementOrder
  | ScheduleOrder;

/** A command with who, when and why. */
export type EngagementCommand = EngagementOrder & CommandMeta;

/** What `decideEngagement` needs from elsewhere. */
export interface EngagementFacts {
  readonly id: EngagementId;
  /** Language and zone of the shared posts; start value: the expert's. */
  readonly language: Language;
  readonly zone: string;
  /** By when a completion reported now counts as confirmed. */
  readonly confirmBy?: Instant;
  /** Today's date where the actor is, `YYYY-MM-DD`. */
  readonly today?: string;
  /** The moment for which a kickoff meeting is planned; absent when what was chosen or typed is none. */
  readonly meetingAt?: Instant;
  /** For commands about check-ins; absent when the day or rhythm that was typed is none. */
  readonly meeting?: MeetingFacts;
}

/** What can have happened to an engagement. */
export type EngagementEvent =
  | {
      readonly type: 'EngagementOpened';
      readonly id: EngagementId;
      readonly language: Language;
      readonly zone: string;
      readonly request: RequestId;
      readonly number: number;
      readonly requester: PersonRef;
      readonly form: RequestForm;
      readonly expert: PersonRef;
      readonly contactBy: Instant;
    }
  | FpmChanged
  | KickoffEvent
  | MeetingEvent
  | NamedEvent
  | { readonly type: 'ContactNoted'; readonly contact: FirstContact }
  | {
      readonly type: 'TaskTicked';
      readonly task: TeamsFirstTask;
      readonly consent?: NonNullable<TaskDone['consent']>;
    }
  | {
      readonly type: 'CompletionReported';
      readonly report: Omit<CompletionReport, 'at'>;
      readonly awaits: 'fpm' | 'requester';
      readonly confirmBy: Instant;
    }
  | { readonly type: 'EndAgreed'; readonly confirmBy: Instant }
  | { readonly type: 'CompletionSentBack'; readonly note: Typed }
  | { readonly type: 'EngagementCompleted' }
  | { readonly type: 'DeliveryNoted'; readonly person: PersonId; readonly way: DeliveryWay }
  | AgreementEvent
  | ScheduleEvent;

/** An event with who, when and why. */
export type EngagementHistory = Stamped<EngagementEvent>;
