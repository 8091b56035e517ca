import type { TypedAbsence } from '../domain/directory/absence-form';
import type { CardName, Order } from '../domain/effects';
import type { Step } from '../domain/form/fields';
import type {
  CheckInId,
  EngagementId,
  Language,
  PersonId,
  QuestionId,
  RecordId,
  RequestId,
} from '../domain/kernel';
import type { QuestionKind } from '../domain/question/question';
import type { TypedAnswers } from '../domain/request/request-commands';
import type { Face } from './drawing';
import type { ListName, OfferedIntent } from './simple-cards';

/** A pressed button of the form, to be led on by the dialog. */
export interface FormPress {
  readonly kind: 'form';
  readonly id: `request:${string}`;
  readonly action:
    | 'next'
    | 'back'
    | 'go'
    | 'save'
    | 'submit'
    | 'guide'
    | 'ask-fpm'
    | 'discard'
    | 'continue'
    | 'start-over';
  /** Step and edition of the picture that was pressed. */
  readonly step: Step;
  readonly edition: number;
  readonly to?: Step;
  readonly answers: TypedAnswers;
}

/** A pressed button that asks something of a record; the answer is the card as it then stands. */
export interface CommandPress {
  readonly kind: 'command';
  readonly id: RecordId;
  readonly order: Order;
  readonly card: CardName;
  /** Record that the answered card belongs to, when it is another one. */
  readonly on?: RecordId;
  /** Face that is shown again when something is missing on it. */
  readonly face: Face;
  readonly typed: Readonly<Record<string, string>>;
  /** Face to which the person is led first, if they may open it; the command waits for a second press. */
  readonly first?: Face;
}

/** A pressed button that only turns a card over. `rank` asks for fresh experts first. */
export interface TurnPress {
  readonly kind: 'turn';
  readonly id: RecordId;
  readonly card: CardName;
  readonly face: Face;
  readonly rank?: true;
  /** In the reader's own language, for this reader only. */
  readonly own?: true;
  /** What was typed on the face before, to be taken along. */
  readonly typed?: Readonly<Record<string, string>>;
}

/** A pressed button of a request that leads to another one: a new form filled from it, or one that runs already. */
export type LeadPress = { readonly kind: 'lead'; readonly id: RequestId } & (
  { readonly to: 'new' } | { readonly to: 'running'; readonly running: RequestId }
);

/** A pressed button of a card that belongs to no record. */
export type HomePress =
  /** `id` and `card`: the card on which it was pressed, when that is not Home. */
  | { readonly kind: 'request'; readonly id?: RecordId; readonly card?: CardName }
  | { readonly kind: 'say'; readonly intent: OfferedIntent }
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'open'; readonly id: RecordId; readonly list: ListName };

/** A pressed button about questions: begins one (`card`: where it was pressed), begins another like it, or opens what it is about. */
export type QuestionPress = { readonly kind: 'question' } & (
  | {
      readonly action: 'start';
      readonly id: RequestId | EngagementId;
      readonly topic: QuestionKind;
      readonly card: CardName;
    }
  | { readonly action: 'again' | 'open'; readonly id: QuestionId }
);

/** A pressed button about several requests at once. */
export type SeveralPress = { readonly ids: readonly RequestId[] } & (
  | {
      readonly action:
        | 'several'
        | 'approve-several'
        | 'close-several'
        | 'return-several-form'
        | 'hand-over-several-form';
    }
  | {
      readonly action: 'hand-over-several';
      readonly to: PersonId | undefined;
      readonly note: string;
    }
  | {
      readonly action: 'return-several';
      readonly reason: string;
      readonly fields: readonly string[];
      readonly note: string;
    }
);

/** A pressed button of the Today card. */
export type TodayPress = { readonly kind: 'today' } & (
  | { readonly action: 'next' | 'back' | 'close-ready' }
  | { readonly action: 'page'; readonly page: number }
  | SeveralPress
  | { readonly action: 'open'; readonly id: RecordId }
);

/** A pressed button about one thing that could not be delivered. */
export type StuckPress = { readonly id: RecordId; readonly effect: string } & (
  | { readonly how: 'retry' | 'mail' | 'drop-form' }
  | { readonly how: 'drop'; readonly reason: string }
);

/** A pressed button of the operator's card. */
export type OperatorPress = { readonly kind: 'operator' } & (
  | StuckPress
  | { readonly how: 'retry-all' | 'hold' | 'go-on' | 'delivery-form' }
  | { readonly how: 'delivery'; readonly number: string }
);

/** A pressed button about check-ins that needs more than one record: links the channel of the press, or asks for an expert. */
export type CheckInPress = { readonly kind: 'check-in' } & (
  | { readonly action: 'link' | 'unlink' | 'meet'; readonly id: EngagementId }
  | { readonly action: 'request'; readonly id: CheckInId }
);

/** A pressed button with which the FPM signs in, so that what they wrote can be posted in their name. */
export interface SignInPress {
  readonly kind: 'sign-in';
  readonly id: EngagementId;
}

/** A pressed button about the absence of whoever presses it. */
export type AwayPress = { readonly kind: 'away' } & (
  | { readonly action: 'form' | 'show' }
  | ({ readonly action: 'set' } & TypedAbsence)
  | { readonly action: 'end'; readonly edition: number }
);

/** What a pressed button means. */
export type Pressed =
  | FormPress
  | CommandPress
  | TurnPress
  | HomePress
  | TodayPress
  | OperatorPress
  | QuestionPress
  | LeadPress
  | CheckInPress
  | AwayPress
  | SignInPress;
