import type { Typed } from '../kernel';
import type { AgreementLine, TypedAgreement } from './agreement';

/** Commands about the agreement and what follows after the end, without who, when and why. */
export type AgreementOrder =
  | ({ readonly type: 'ProposeAgreement' } & TypedAgreement)
  | { readonly type: 'ConfirmAgreement'; readonly edition: number }
  /** The partner says who was trained further (R6). */
  | { readonly type: 'TellTrained'; readonly names: string };

/** What can have happened to the agreement, and after the end. */
export type AgreementEvent =
  | {
      readonly type: 'AgreementProposed';
      readonly edition: number;
      readonly lines: Readonly<Record<AgreementLine, Typed>>;
    }
  | { readonly type: 'AgreementConfirmed'; readonly edition: number }
  | { readonly type: 'TrainedTold'; readonly names: Typed };
