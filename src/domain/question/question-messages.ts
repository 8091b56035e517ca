import type {
  CommandMeta,
  EngagementId,
  Instant,
  PersonId,
  PersonRef,
  QuestionId,
  RequestId,
  Stamped,
  Typed,
} from '../kernel';
import type { DeliveryWay } from '../request/request';
import type { QuestionKind, Receiver, Side, Subject } from './question';
import type { Topic } from './topic';

/** Every command a question understands, without who, when and why. */
export type QuestionOrder =
  /** Opens the form. `about`: what it hangs on; absent before any request. */
  | {
      readonly type: 'StartQuestion';
      readonly id: QuestionId;
      readonly kind: QuestionKind;
      readonly about?: RequestId | EngagementId;
    }
  /** Its asker comes back to the form. `text`: typed in the chat; stands in the field from then on, and is not sent by that. */
  | { readonly type: 'TakeUp'; readonly text?: string }
  /** `to` may be absent where there is only one to ask. */
  | { readonly type: 'Ask'; readonly to?: PersonId | undefined; readonly text: string }
  | { readonly type: 'Discard' }
  /** By either side: an answer, or something to add. */
  | { readonly type: 'Answer'; readonly text: string }
  | { readonly type: 'Solve' }
  | { readonly type: 'CheckAnswer' }
  | { readonly type: 'NoteDelivery'; readonly person: PersonId; readonly way: DeliveryWay };

/** A command with who, when and why. */
export type QuestionCommand = QuestionOrder & CommandMeta;

/** What `decideQuestion` needs from elsewhere; each where its command asks for it. */
export interface QuestionFacts {
  /** Absent when the asker has no part in what they ask about. */
  readonly topic?: Topic;
  /** By when a concern that waits for its receiver from now on is to be answered, in the receiver's home calendar. */
  readonly answerBy?: Instant;
  /** Who takes over an unanswered concern: another FPM of the company, else an operator. */
  readonly standIn?: PersonRef;
}

/** What can have happened to a question. */
export type QuestionEvent =
  | {
      readonly type: 'QuestionStarted';
      readonly id: QuestionId;
      readonly kind: QuestionKind;
      readonly about: Subject;
      readonly side: Side;
      readonly from: PersonRef;
      readonly receivers: readonly Receiver[];
    }
  /** Its asker came back to the form. `text`: all of what stands in the field, when they typed something for it. */
  | { readonly type: 'QuestionTakenUp'; readonly text?: Typed }
  | { readonly type: 'QuestionDiscarded' }
  | {
      readonly type: 'QuestionAsked';
      readonly kind: QuestionKind;
      /** As it stood when it was sent: a draft may have become a request meanwhile. */
      readonly about: Subject;
      readonly to: Receiver;
      readonly text: Typed;
      readonly answerBy?: Instant;
    }
  | { readonly type: 'QuestionAnswered'; readonly text: Typed; readonly answerBy?: Instant }
  | { readonly type: 'QuestionSolved' }
  | { readonly type: 'QuestionEscalated'; readonly standIn: PersonRef }
  | { readonly type: 'DeliveryNoted'; readonly person: PersonId; readonly way: DeliveryWay };

/** An event with who, when and why. */
export type QuestionHistory = Stamped<QuestionEvent>;
