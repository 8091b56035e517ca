import type { Answers, FormOptions, Step } from '../form/fields';
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
  Promises,
  RequestForm,
} from './request';

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
      readonly lookAlikes: readonly LookAlike[];
      readonly putAway: boolean;
      /** Set when the directory allows something else than when the form was opened. */
      readonly options?: FormOptions;
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
    }
  | { readonly type: 'CompletenessConfirmed' }
  | { readonly type: 'ExpertsRanked'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'RequestApproved' }
  | { readonly type: 'ExpertOffered'; readonly candidate: Candidate; readonly answerBy: Instant }
  | { readonly type: 'OfferDeclined'; readonly expert: PersonRef; readonly reason: DeclineReason }
  | { readonly type: 'OfferExpired'; readonly expert: PersonRef }
  | { readonly type: 'NobodyLeft' }
  | { readonly type: 'RequestDenied'; readonly reason: DenialReason; readonly note: Typed }
  | {
      readonly type: 'ExpertAssigned';
      readonly expert: PersonRef;
      readonly contactBy: Instant;
      readonly engagement: EngagementId;
    }
  | { readonly type: 'FirstContactConfirmed' }
  | { readonly type: 'RequestClosed' }
  | { readonly type: 'OutcomeNoted'; readonly outcome: EngagementOutcome }
  | { readonly type: 'DeliveryNoted'; readonly person: PersonId; readonly way: DeliveryWay };

/** An event with who, when and why. */
export type RequestHistory = Stamped<RequestEvent>;
