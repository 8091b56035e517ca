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
  /** Keeps what was typed; `go` says where the person wants to be then. */
  | {
      readonly type: 'SaveDraft';
      readonly answers: TypedAnswers;
      readonly go: 'next' | 'back' | 'stay' | 'away' | Step;
    }
  | { readonly type: 'StartOver' }
  | { readonly type: 'DiscardDraft' }
  /** The requester goes on alone with the guide. */
  | { readonly type: 'UseGuide'; readonly answers: TypedAnswers }
  | { readonly type: 'Submit'; readonly answers: TypedAnswers }
  /** Complete, decide later: stops the check clock. */
  | { readonly type: 'MarkComplete' }
  /** Looks experts up again, before the FPM chooses. */
  | { readonly type: 'RankExperts' }
  | { readonly type: 'Approve'; readonly expert: PersonId | undefined }
  | { readonly type: 'Deny'; readonly reason: string; readonly note: string }
  /** Offers to this expert after nobody was left. */
  | { readonly type: 'OfferTo'; readonly expert: PersonId | undefined }
  | { readonly type: 'AcceptOffer' }
  | { readonly type: 'DeclineOffer'; readonly reason: string }
  | { readonly type: 'CheckOffer' }
  | { readonly type: 'ConfirmContact' }
  | { readonly type: 'CloseRequest' }
  | { readonly type: 'NoteOutcome'; readonly outcome: EngagementOutcome }
  | { readonly type: 'NoteDelivery'; readonly person: PersonId; readonly way: DeliveryWay };

/** A command with who, when and why. */
export type RequestCommand = RequestOrder & CommandMeta;

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
  /** By when the accepting expert gets in touch. */
  readonly contactBy?: Instant;
}
