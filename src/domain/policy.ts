/**
 * Every number of the process, in one table. Sentences interpolate them; none is written into a text.
 * Sources: PROCESS.md section 6 (clocks), section 16 (what the pages leave open, settled here).
 */
export interface Policy {
  /** Working days in which somebody looks whether all is there (the pages: one business day). */
  readonly checkWorkingDays: number;
  /** Days in which a request is decided and an expert found (the pages: five days). */
  readonly decisionDays: number;
  /** Unit of `decisionDays`; the pages do not say, so calendar days are promised. */
  readonly decisionUnit: 'calendar' | 'working';
  /** Working days an expert has to answer an offer. */
  readonly offerWorkingDays: number;
  /** Working days an assigned expert has to get in touch. */
  readonly contactWorkingDays: number;
  /** Working days after which a reported completion counts as confirmed. */
  readonly confirmWorkingDays: number;
  /** How far back earlier requests count as repetition, in days. */
  readonly lookAlikeDays: number;
  /** Experts shown on the approval card. */
  readonly expertsShown: number;
  /** Longest free text a person may send in, in characters. */
  readonly textMaxChars: number;
  /** Shortest justification that says something, in characters. */
  readonly justificationMinChars: number;
}

/** The policy in force unless the operator sets another. */
export const POLICY: Policy = {
  checkWorkingDays: 1,
  decisionDays: 5,
  decisionUnit: 'calendar',
  offerWorkingDays: 1,
  contactWorkingDays: 2,
  confirmWorkingDays: 5,
  lookAlikeDays: 365,
  expertsShown: 3,
  textMaxChars: 2000,
  justificationMinChars: 20,
};
