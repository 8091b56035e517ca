import type { PartnerId, PersonRef, Typed } from '../kernel';

/** The steps of the request form, in order. */
export const STEPS = ['need', 'customer', 'why', 'review'] as const;
/** One of {@link STEPS}. */
export type Step = (typeof STEPS)[number];

/** Every field of the form, by step. F1 to F13 of the process are among them; see {@link OFFICIAL_ORDER}. */
export const FIELDS_OF_STEP = {
  need: ['role', 'workload', 'licences', 'region', 'language', 'secondLanguage', 'exceptionReason'],
  customer: ['recentCustomer', 'tenantId', 'tenantName', 'segment'],
  why: [
    'purpose',
    'justification',
    'emailSource',
    'otherInformation',
    'company',
    'deliveryTeam',
    'fpm',
    'contactMail',
    'difference',
  ],
  review: ['lead'],
} as const satisfies Record<Step, readonly string[]>;

/** Name of one input of the form. */
export type FieldId = (typeof FIELDS_OF_STEP)[Step][number];

/** All fields, in the order in which the form asks for them. */
export const FIELDS: readonly FieldId[] = STEPS.flatMap(
  (step): readonly FieldId[] => FIELDS_OF_STEP[step],
);

/** F1 to F13 in the order of the official form; several of ours make up F13. */
export const OFFICIAL_ORDER: readonly (readonly [string, readonly FieldId[]])[] = [
  ['F1', ['tenantId']],
  ['F2', ['tenantName']],
  ['F3', ['segment']],
  ['F4', ['licences']],
  ['F5', ['deliveryTeam']],
  ['F6', ['company']],
  ['F7', ['region']],
  ['F8', ['contactMail']],
  ['F9', ['role']],
  ['F10', ['workload']],
  ['F11', ['language']],
  ['F12', ['secondLanguage']],
  [
    'F13',
    [
      'fpm',
      'purpose',
      'justification',
      'emailSource',
      'otherInformation',
      'exceptionReason',
      'difference',
    ],
  ],
];

/** F9. `not-sure` cannot be submitted: the form leads to the FPM. */
export const ROLES = ['engineer', 'migration', 'not-sure'] as const;
/** F3. */
export const SEGMENTS = ['SMC', 'Enterprise'] as const;
/** F7. */
export const REGIONS = ['Amer', 'APJ', 'EMEA'] as const;
/** F5: the pages name this one choice. */
export const DELIVERY_TEAMS = ['FTP Partner'] as const;
/** What the help is for (PROCESS.md section 5). */
export const PURPOSES = ['deploy', 'unblock', 'learn', 'value-talk', 'migration'] as const;

/** What was typed so far, as it was typed; a field never touched is absent. */
export type Answers = Readonly<Partial<Record<FieldId, Typed>>>;

/** A partner company as offered in the form. */
export interface CompanyOption {
  readonly id: PartnerId;
  readonly name: string;
  /** Never empty: a company without an FPM is not offered. */
  readonly fpms: readonly PersonRef[];
}

/** A customer of an earlier request, to fill step 2 at once. */
export interface RecentCustomer {
  readonly tenantId: string;
  readonly name: Typed;
  readonly segment: string;
}

/** What the directory and earlier requests allow the form to offer. */
export interface FormOptions {
  /** At least one. */
  readonly companies: readonly CompanyOption[];
  /** Newest first, at most five. */
  readonly recentCustomers: readonly RecentCustomer[];
}

/** The trimmed text of one answer; empty when never given. Pure. */
export function said(answers: Answers, field: FieldId): string {
  return answers[field]?.typed.trim() ?? '';
}
