import type { Answers, FieldId, FormOptions, Step } from '../form/fields';
import type {
  Actor,
  EngagementId,
  Instant,
  PartnerId,
  PersonId,
  PersonRef,
  RequestId,
  Typed,
} from '../kernel';
import type { Candidate } from '../matching';
import type { LookAlike } from '../repeat-rule';
import type { RoutingResult } from '../routing/route';

/** A request's form as accepted at submission: F1 to F13, parsed. */
export interface RequestForm {
  readonly role: 'engineer' | 'migration';
  readonly workloadId: string;
  readonly licences: number;
  readonly region: 'Amer' | 'APJ' | 'EMEA';
  readonly language: string;
  readonly secondLanguage?: string;
  readonly exceptionReason?: Typed;
  readonly tenantId: string;
  readonly tenantName: Typed;
  readonly segment: 'SMC' | 'Enterprise';
  readonly purpose: string;
  readonly justification: Typed;
  readonly otherInformation?: Typed;
  readonly emailSource?: Typed;
  readonly difference?: Typed;
  readonly fpm: PersonRef;
  readonly contactMail: Typed;
  readonly company: { readonly id: PartnerId; readonly name: string };
  readonly deliveryTeam: string;
}

/** The promises made at submission; fixed instants, computed once. */
export interface Promises {
  /** By then the FPM has looked whether all is there. */
  readonly checkBy: Instant;
  /** By then the requester has a decision and an expert. */
  readonly decideBy: Instant;
  /** The same promise, due to the FPM: never on a day on which the FPM is free. */
  readonly fpmDecideBy: Instant;
  /** `pressingHours` before `fpmDecideBy`: the FPM is pinged once (P9). Absent where that was past when it was promised. */
  readonly remindAt?: Instant;
}

/** One answer that the requester changed after submission, as it stood and as it stands; choices by their code. */
export interface FieldChange {
  readonly field: FieldId;
  readonly from: Typed;
  readonly to: Typed;
}

/** How a person was reached when it was not by a Teams chat. */
export type DeliveryWay = 'mail' | 'none';

/** Fields that every request has from its first draft step on. */
interface Opened {
  readonly id: RequestId;
  readonly requester: PersonRef;
  readonly openedAt: Instant;
}

/** A form being filled in. Nothing of it is checked by anybody yet. */
export interface Draft extends Opened {
  readonly status: 'Draft';
  readonly options: FormOptions;
  readonly answers: Answers;
  readonly step: Step;
  /** Steps that were left forwards once: their problems are shown. */
  readonly attempted: readonly Step[];
  /** The reason for going on is asked only since the last press: its absence is not shown as wrong before the next press on. */
  readonly isReasonNew?: true;
  readonly lookAlikes: readonly LookAlike[];
  /** Put away by "save" or "cancel": shown as one line with Continue. */
  readonly putAway: boolean;
  /** Counts what was saved; a button of an older picture of the form is recognised by it. */
  readonly edition: number;
}

/** A draft that ended without a request. */
export interface EndedDraft extends Opened {
  readonly status: 'Discarded' | 'Deflected';
  readonly endedAt: Instant;
  readonly workloadId?: string;
  readonly guideUrl?: string;
}

/** One change of the FPM of a request. */
export interface HandOver {
  readonly from: PersonRef;
  readonly to: PersonRef;
  /** The FPM until then, or an operator. */
  readonly by: Actor;
  readonly at: Instant;
  /** For FPMs only. */
  readonly note?: Typed;
  /** Nobody gave it away: the FPM is away, and whoever has it now stands in. */
  readonly isAway?: true;
}

/** Fields that every submitted request keeps to its end. */
interface Requested extends Opened {
  readonly number: number;
  readonly form: RequestForm;
  /** Whether the contact of the form is the requester's own address; otherwise both get the receipt (F8). */
  readonly contactIsRequester: boolean;
  readonly routing: RoutingResult;
  readonly lookAlikes: readonly LookAlike[];
  readonly submittedAt: Instant;
  readonly promises: Promises;
  /** Ranked experts as last looked up. */
  readonly candidates: readonly Candidate[];
  /** People who were not reached in Teams, and how they were reached instead. */
  readonly reached: Readonly<Record<PersonId, DeliveryWay>>;
  readonly checked?: { readonly by: PersonRef; readonly at: Instant };
  /** How often the FPM has returned it so far. */
  readonly rounds: number;
  /** What the requester changed since the FPM last returned, checked or decided; shown first, old → new. */
  readonly changes: readonly FieldChange[];
  /** What the requester typed while fixing or changing and what is not right yet; not part of the form. */
  readonly revising?: Answers;
  /** Earlier requests that look alike if what is in `revising` counts; asked for then is the difference. */
  readonly revisingLookAlikes?: readonly LookAlike[];
  /** Set when the FPM took a denial back, with the words for it. */
  readonly reopened?: { readonly by: PersonRef; readonly at: Instant; readonly note: Typed };
  /** Set when the FPM was told that the decision presses (P9); promises made later press anew. */
  readonly reminded?: true;
  /** Set when the decision promise was broken, with who was told besides the FPM. */
  readonly late?: { readonly at: Instant; readonly standIn?: PersonRef };
  /** Oldest first; absent while it is with the FPM of the form as it was sent in. */
  readonly handOvers?: readonly HandOver[];
  /** Set when no delivery of the receipt was confirmed in time. */
  readonly unacknowledgedAt?: Instant;
}

/** Waits for the FPM; `InReview` once the FPM has said that all is there. */
export interface Undecided extends Requested {
  readonly status: 'Submitted' | 'InReview';
}

/** Sent back to its requester; check and decision clocks rest. */
export interface Returned extends Requested {
  readonly status: 'Returned';
  readonly returnedBy: PersonRef;
  readonly returnedAt: Instant;
  readonly reason: ReturnReason;
  readonly note: Typed;
  /** The fields it is about; at least one. */
  readonly fields: readonly FieldId[];
  /** What was left of the clocks when they were paused, in milliseconds, never negative; `check` only if it still ran. */
  readonly left: { readonly check?: number; readonly decide: number };
  /** Unanswered until then, the requester is warned once. */
  readonly warnAt: Instant;
  /** Unanswered until then, the request expires. */
  readonly closeBy: Instant;
  readonly warned?: true;
}

/** Taken back by its requester, or expired because a return was never answered (`withdrawnBy` is `system`). */
export interface Withdrawn extends Requested {
  readonly status: 'Withdrawn';
  readonly withdrawnBy: PersonRef | 'system';
  readonly withdrawnAt: Instant;
  readonly withdrawal?: Typed;
}

/** A decision against the request. */
export interface Denied extends Requested {
  readonly status: 'Denied';
  readonly deniedBy: PersonRef;
  readonly deniedAt: Instant;
  readonly reason: DenialReason;
  readonly note: Typed;
  /** Until then the FPM may reopen it. */
  readonly reopenBy?: Instant;
}

/** An expert was asked and has not answered yet. */
export interface Offer {
  readonly expert: PersonRef;
  readonly candidate: Candidate;
  readonly offeredAt: Instant;
  readonly answerBy: Instant;
}

/** An expert who was asked and is out of the running. Never shown to the requester. */
export interface TurnedDown {
  readonly expert: PersonRef;
  readonly at: Instant;
  readonly reason: DeclineReason | 'no-answer';
}

interface ApprovedBase extends Requested {
  readonly approvedBy: PersonRef;
  readonly approvedAt: Instant;
  readonly turnedDown: readonly TurnedDown[];
}

/** Approved; an expert is being confirmed. Without `offer` nobody is left and the FPM must choose. */
export interface Approved extends ApprovedBase {
  readonly status: 'Approved';
  readonly offer?: Offer;
}

/** An expert has accepted: the decision promise is kept. `Closed` after first contact. */
export interface Assigned extends ApprovedBase {
  readonly status: 'Assigned' | 'Closed';
  readonly expert: PersonRef;
  readonly assignedAt: Instant;
  readonly contactBy: Instant;
  readonly engagement: EngagementId;
  readonly contact?: FirstContact;
  /** When it closes by itself; set with `contact`. */
  readonly closeAt?: Instant;
  readonly closed?: { readonly by: PersonRef | 'system'; readonly at: Instant };
  /** Set when the engagement reported its end back. */
  readonly outcome?: EngagementOutcome;
  /** When the FPM noted the expert's feedback. */
  readonly feedbackNotedAt?: Instant;
}

/** Who confirmed that requester and expert are in touch. */
export interface FirstContact {
  readonly by: PersonRef;
  readonly at: Instant;
}

/** What the engagement tells its request at its end. */
export interface EngagementOutcome {
  readonly completedAt: Instant;
  readonly summary: Typed;
  readonly criteriaMet: boolean;
  /** For the FPM only. */
  readonly feedback?: Typed;
}

/** Everything a request can be. A field exists only where it is true. */
export type Request =
  Draft | EndedDraft | Undecided | Returned | Withdrawn | Denied | Approved | Assigned;

/** A request that has a number. */
export type NumberedRequest = Undecided | Returned | Withdrawn | Denied | Approved | Assigned;

/** PROCESS.md section 7 and STORYBOARD.md section 8. */
export const DENIAL_REASONS = [
  'DENY_INSUFFICIENT_INFO',
  'DENY_REPEATED_TOPIC',
  'DENY_NOT_ELIGIBLE',
  'DENY_OUT_OF_SCOPE',
  'DENY_NO_CAPACITY',
  'DENY_DUPLICATE',
] as const;
/** One of {@link DENIAL_REASONS}. */
export type DenialReason = (typeof DENIAL_REASONS)[number];

/** Why a request is sent back (PROCESS.md section 7). */
export const RETURN_REASONS = ['RETURN_INCOMPLETE', 'RETURN_INCORRECT'] as const;
/** One of {@link RETURN_REASONS}. */
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** STORYBOARD.md section 8. */
export const DECLINE_REASONS = [
  'DECLINE_CAPACITY',
  'DECLINE_ABSENT',
  'DECLINE_EXPERTISE',
  'DECLINE_LANGUAGE',
  'DECLINE_CONFLICT',
] as const;
/** One of {@link DECLINE_REASONS}. */
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Whether the request was submitted and so has a number, a form and promises. Pure. */
export function isNumbered(request: Request): request is NumberedRequest {
  return (
    request.status !== 'Draft' && request.status !== 'Discarded' && request.status !== 'Deflected'
  );
}
