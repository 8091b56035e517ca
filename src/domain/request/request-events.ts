import type { Answers, FieldId, FormOptions, Step } from '../form/fields';
import type {
  EngagementId,
  Instant,
  PersonId,
  PersonRef,
  RequestId,
  Stamped,
  Typed,
} from '../kernel';
import type { Candidate } from '../matching';
import type { LookAlike } from '../repeat-rule';
import type { RoutingResult } from '../routing/route';
import type {
  DeclineReason,
  DeliveryWay,
  DenialReason,
  EngagementOutcome,
  FieldChange,
  Promises,
  RequestForm,
  Returned,
  ReturnReason,
} from './request';

/** A form that its requester fixed or changed, and what follows from it. */
export interface RevisedForm {
  readonly form: RequestForm;
  /** Only what really differs from the form before. */
  readonly changes: readonly FieldChange[];
  readonly contactIsRequester: boolean;
  readonly routing: RoutingResult;
  readonly lookAlikes: readonly LookAlike[];
  readonly candidates: readonly Candidate[];
}

/** What can have happened to a request. Past tense, never changed; new shapes are read through `upcast`. */
export type RequestEvent =
  | {
      readonly type: 'DraftStarted';
      readonly id: RequestId;
      readonly requester: PersonRef;
      readonly options: FormOptions;
      readonly answers: Answers;
    }
  | {
      readonly type: 'DraftSaved';
      /** Only what changed. */
      readonly answers: Answers;
      readonly step: Step;
      readonly attempted: readonly Step[];
      /** What was typed has the form ask for a reason to go on, which nobody has seen yet. */
      readonly isReasonNew?: true;
      readonly lookAlikes: readonly LookAlike[];
      readonly putAway: boolean;
      /** Set when the directory allows something else than when the form was opened. */
      readonly options?: FormOptions;
      /** The button was one of a step that the form had left by then. */
      readonly isOvertaken?: true;
    }
  | { readonly type: 'DraftStartedOver' }
  | { readonly type: 'DraftDiscarded' }
  | { readonly type: 'GuideChosen'; readonly workloadId: string; readonly guideUrl: string }
  | {
      readonly type: 'RequestSubmitted';
      readonly number: number;
      readonly form: RequestForm;
      /** Whether the contact of the form is the requester's own address. */
      readonly contactIsRequester: boolean;
      readonly routing: RoutingResult;
      readonly lookAlikes: readonly LookAlike[];
      readonly promises: Promises;
      readonly candidates: readonly Candidate[];
      /** When the delivery of the receipt is asked about. */
      readonly acknowledgeBy?: Instant;
      /** Whom the requester chose as FPM; away at that moment, so that the FPM of the form stands in. */
      readonly absent?: PersonRef;
    }
  | { readonly type: 'CompletenessConfirmed' }
  | { readonly type: 'ExpertsRanked'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'RequestApproved' }
  | { readonly type: 'ExpertOffered'; readonly candidate: Candidate; readonly answerBy: Instant }
  | { readonly type: 'OfferDeclined'; readonly expert: PersonRef; readonly reason: DeclineReason }
  | { readonly type: 'OfferExpired'; readonly expert: PersonRef }
  | { readonly type: 'NobodyLeft' }
  | {
      readonly type: 'RequestDenied';
      readonly reason: DenialReason;
      readonly note: Typed;
      readonly reopenBy?: Instant;
    }
  | { readonly type: 'DenialReopened'; readonly note: Typed; readonly promises: Promises }
  | {
      readonly type: 'RequestHandedOver';
      readonly from: PersonRef;
      /** Who decides from now on. */
      readonly fpm: PersonRef;
      readonly note?: Typed;
      /** The FPM until then is away. */
      readonly isAway?: true;
    }
  | {
      readonly type: 'RequestReturned';
      readonly reason: ReturnReason;
      readonly note: Typed;
      readonly fields: readonly FieldId[];
      readonly left: Returned['left'];
      readonly warnAt: Instant;
      readonly closeBy: Instant;
    }
  /** What was typed while fixing or changing, with something wrong in it: what differs from the form. */
  | {
      readonly type: 'RevisionKept';
      readonly answers: Answers;
      readonly lookAlikes: readonly LookAlike[];
    }
  | ({ readonly type: 'RequestSentAgain'; readonly promises: Promises } & RevisedForm)
  | ({ readonly type: 'RequestChanged' } & RevisedForm)
  /** `closeBy` only where the warning came so late that the request would be gone already. */
  | { readonly type: 'ClosingWarned'; readonly closeBy?: Instant }
  | { readonly type: 'RequestExpired' }
  /** `expert` is whoever was asked and need not answer any more. */
  | { readonly type: 'RequestWithdrawn'; readonly reason?: Typed; readonly expert?: PersonRef }
  | { readonly type: 'DecisionDueSoon' }
  | { readonly type: 'DecisionLate'; readonly standIn?: PersonRef }
  | {
      readonly type: 'AcknowledgementMissed';
      readonly desk: readonly PersonRef[];
      /** Mail address of the assignment team. */
      readonly contact?: string;
    }
  | {
      readonly type: 'ExpertAssigned';
      readonly expert: PersonRef;
      readonly contactBy: Instant;
      readonly engagement: EngagementId;
    }
  | { readonly type: 'FirstContactConfirmed'; readonly closeAt?: Instant }
  | { readonly type: 'RequestClosed' }
  | { readonly type: 'OutcomeNoted'; readonly outcome: EngagementOutcome }
  | { readonly type: 'FeedbackNoted' }
  | { readonly type: 'DeliveryNoted'; readonly person: PersonId; readonly way: DeliveryWay };

/** An event with who, when and why. */
export type RequestHistory = Stamped<RequestEvent>;

/** One kind of event with who, when and why. */
export type Happened<Type extends RequestEvent['type']> = Stamped<
  Extract<RequestEvent, { type: Type }>
>;
