import type { CardName, Order } from '../domain/effects';
import type { Step } from '../domain/form/fields';
import type { Language, RecordId } from '../domain/kernel';
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
}

/** A pressed button of a card that belongs to no record. */
export type HomePress =
  /** `id` and `card`: the card on which it was pressed, when that is not Home. */
  | { readonly kind: 'request'; readonly id?: RecordId; readonly card?: CardName }
  | { readonly kind: 'say'; readonly intent: OfferedIntent }
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'open'; readonly id: RecordId; readonly list: ListName }
  | { readonly kind: 'ask-fpm'; readonly id: RecordId };

/** What a pressed button means. */
export type Pressed = FormPress | CommandPress | TurnPress | HomePress;
