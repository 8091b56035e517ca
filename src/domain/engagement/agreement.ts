import type { Instant, PersonRef, Typed } from '../kernel';

/** What the three parties agree on (R4, R10, R11), in the order in which it is read. */
export const AGREEMENT_LINES = [
  'outcomes',
  'criteria',
  'startOn',
  'endOn',
  'release',
  'learners',
  'partnerPart',
  'expertPart',
] as const;
/** One of {@link AGREEMENT_LINES}. */
export type AgreementLine = (typeof AGREEMENT_LINES)[number];

/** Lines without which there is nothing to agree on. */
export const REQUIRED_LINES: readonly AgreementLine[] = [
  'outcomes',
  'criteria',
  'endOn',
  'learners',
];
/** Lines that are days, `YYYY-MM-DD`. */
export const DAY_LINES: readonly AgreementLine[] = ['startOn', 'endOn'];

/** The agreement as somebody typed it; empty texts where nothing was said. */
export type TypedAgreement = Readonly<Record<AgreementLine, string>>;

/** A line that was changed after somebody had confirmed it. */
export interface LineChange {
  readonly line: AgreementLine;
  readonly from: Typed;
  readonly to: Typed;
}

/** What was proposed last, and who has confirmed it. */
export interface Agreement {
  /** Counts the proposals, from 1: a click on an older one is recognised by it. */
  readonly edition: number;
  readonly lines: Readonly<Record<AgreementLine, Typed>>;
  readonly proposedBy: PersonRef;
  readonly proposedAt: Instant;
  /** The proposer is among them. */
  readonly confirmed: readonly { readonly person: PersonRef; readonly at: Instant }[];
  /** What differs from the edition before; empty for the first. */
  readonly changes: readonly LineChange[];
}

/** How many have to confirm: requester, FPM and expert. */
export const PARTIES = 3;

/** Whether everybody has confirmed the agreement as it stands. Pure. */
export function isAgreed(agreement: Agreement | undefined): boolean {
  return agreement !== undefined && agreement.confirmed.length >= PARTIES;
}
