import type { FieldId, FormOptions, Step } from '../form/fields';
import type { CommandMeta, Instant, PersonId, PersonRef, RequestId } from '../kernel';
import type { ExpertProfile } from '../matching';
import type { EarlierRequest } from '../repeat-rule';
import type { DeliveryWay, EngagementOutcome } from './request';

/** What was typed into the inputs of one picture of the form. */
export type TypedAnswers = Readonly<Partial<Record<FieldId, string>>>;

/** Every command a request understands, without who, when and why. */
export type RequestOrder =
  /** Opens the form. `answers` come from the sentence that was typed ("solicitar SME para …"). */
  | { readonly type: 'StartDraft'; readonly id: RequestId; readonly answers: TypedAnswers }
  /**
   * Keeps what was typed; `go` says where the person wants to be then. `from`, here and below: the step whose button was pressed;
   * once the form is elsewhere, only the answers count.
   */
  | {
      readonly type: 'SaveDraft';
      readonly answers: TypedAnswers;
      readonly go: 'next' | 'back' | 'stay' | 'away' | Step;
      readonly from?: Step;
    }
  | { readonly type: 'StartOver' }
  | { readonly type: 'DiscardDraft' }
  /** The requester goes on alone with the guide. */
  | { readonly type: 'UseGuide'; readonly answers: TypedAnswers; readonly from?: Step }
  | { readonly type: 'Submit'; readonly answers: TypedAnswers; readonly from?: Step }
  /** Complete, decide later: stops the check clock. */
  | { readonly type: 'MarkComplete' }
  /** Looks experts up again, before the FPM chooses. */
  | { readonly type: 'RankExperts' }
  | { readonly type: 'Approve'; readonly expert: PersonId | undefined }
  | { readonly type: 'Deny'; readonly reason: string; readonly note: string }
  /** Back to the requester with the fields to fix, by their names. */
  | {
      readonly type: 'ReturnRequest';
      readonly reason: string;
      readonly fields: readonly string[];
      readonly note: string;
    }
  /** The requester's answer to a return. */
  | { readonly type: 'SendAgain'; readonly answers: TypedAnswers }
  /** The requester adds or changes something while nobody has decided. */
  | { readonly type: 'ChangeRequest'; readonly answers: TypedAnswers }
  | { readonly type: 'Withdraw'; readonly reason: string }
  /** To another FPM, with words for them or an empty note. `absent`: the FPM whose absence gives the command, from their own record. */
  | {
      readonly type: 'HandOver';
      readonly to: PersonId | undefined;
      readonly note: string;
      readonly absent?: PersonRef;
    }
  /** The FPM takes a mistaken denial back. */
  | { readonly type: 'ReopenDenied'; readonly note: string }
  /** Timers: they only ask. */
  | { readonly type: 'CheckReturn' }
  | { readonly type: 'CheckDecision' }
  | { readonly type: 'CheckAcknowledgement' }
  | { readonly type: 'CheckClosing' }
  /** Offers to this expert after nobody was left. */
  | { readonly type: 'OfferTo'; readonly expert: PersonId | undefined }
  | { readonly type: 'AcceptOffer' }
  | { readonly type: 'DeclineOffer'; readonly reason: string }
  | { readonly type: 'CheckOffer' }
  | { readonly type: 'ConfirmContact' }
  | { readonly type: 'CloseRequest' }
  /** The FPM has read the expert's feedback (R18). */
  | { readonly type: 'NoteFeedback' }
  | { readonly type: 'NoteOutcome'; readonly outcome: EngagementOutcome }
  | { readonly type: 'NoteDelivery'; readonly person: PersonId; readonly way: DeliveryWay };

/** A command with who, when and why. */
export type RequestCommand = RequestOrder & CommandMeta;

/** One kind of command with who, when and why. */
export type CommandOf<Type extends RequestOrder['type']> = Extract<RequestOrder, { type: Type }> &
  CommandMeta;

/** What `decide` needs from elsewhere; `workflow/` gathers what the command asks for. Instants are computed in the right home calendar. */
export interface RequestFacts {
  /** What the directory allows this requester; `undefined` when the person may not request. */
  readonly requester?: {
    readonly person: PersonRef;
    readonly mail: string;
    readonly options: FormOptions;
  };
  /** Earlier requests of the same companies. */
  readonly earlier: readonly EarlierRequest[];
  readonly experts: readonly ExpertProfile[];
  /** The number allotted to this submission. */
  readonly number?: number;
  readonly promises?: {
    readonly checkBy: Instant;
    readonly decideBy: Instant;
    readonly fpmDecideBy: Instant;
  };
  /** By when each expert would have to answer an offer made now. */
  readonly answerBy: Readonly<Record<PersonId, Instant>>;
  /** For a return made now: when its requester is warned, and when it expires. */
  readonly returned?: { readonly warnAt: Instant; readonly closeBy: Instant };
  /** Until when a denial made now may be taken back. */
  readonly reopenBy?: Instant;
  /** When a request whose contact is confirmed now closes by itself. */
  readonly closeAt?: Instant;
  /** Who stands in for the FPM: another FPM of the company, else an operator. */
  readonly standIn?: PersonRef;
  /** Who takes what comes in for the chosen FPM, who is away at this moment. */
  readonly cover?: PersonRef;
  /** Whether an operator gives the command. */
  readonly isOperator?: boolean;
  /** To whom it is to be handed over; absent when the directory knows no such FPM. */
  readonly receiver?: PersonRef;
  /** The assignment desk: operators of the directory. */
  readonly desk?: readonly PersonRef[];
  /** Whether the requester's card is known to have arrived since the submission. */
  readonly acknowledged?: boolean;
  /** By when the accepting expert gets in touch. */
  readonly contactBy?: Instant;
}
