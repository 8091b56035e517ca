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
  /** How often a request may be returned before it is decided. */
  readonly returnRoundsMax: number;
  /** Working days after which an unanswered return is warned of. */
  readonly returnWarnWorkingDays: number;
  /** Working days after which an unanswered return expires. */
  readonly returnCloseWorkingDays: number;
  /** Working days in which a mistaken denial may be taken back. */
  readonly reopenWorkingDays: number;
  /** Working days after first contact after which a request closes by itself. */
  readonly closeWorkingDays: number;
  /** Working days to answer a concern before the stand-in is asked. */
  readonly concernWorkingDays: number;
  /** Minutes in which the delivery of the receipt must be confirmed (the pages: five). */
  readonly acknowledgeMinutes: number;
  /** Hours before the FPM's due at which a decision becomes pressing. */
  readonly pressingHours: number;
  /** Local wall time at which Today is posted, `HH:mm`. */
  readonly todayAt: string;
  /** Calendar days after completion at which the partner is asked who was trained further. */
  readonly trainedAfterDays: number;
  /** How far back earlier requests count as repetition, in days. */
  readonly lookAlikeDays: number;
  /** Experts shown on the approval card. */
  readonly expertsShown: number;
  /** Longest free text a person may send in, in characters. */
  readonly textMaxChars: number;
  /** Shortest justification that says something, in characters. */
  readonly justificationMinChars: number;
  /** Working days the lead has to answer a check-in. */
  readonly checkInWorkingDays: number;
  /** Minutes after its moment from which a check-in says that it comes late. */
  readonly checkInLateMinutes: number;
  /** Active usage that counts as reached, in percent (PROCESS.md section 13). */
  readonly usageTargetPercent: number;
  /** Blockers of one engagement that may be open at a time. */
  readonly openBlockersMax: number;
  /** Longest text of a blocker, in characters. */
  readonly blockerMaxChars: number;
  /** Longest line of an agreement, in characters: all of them are read on one card. */
  readonly agreementLineMaxChars: number;
  /** Longest line of their own that an FPM has posted in their name, in characters. */
  readonly namedLineMaxChars: number;
  /** Workloads of one engagement. */
  readonly workloadsMax: number;
  /** Days before the end of the client secret at which operators are reminded. */
  readonly secretEndMarks: readonly number[];
  /** Mail address of the assignment team; absent where nobody named one. */
  readonly assignmentContact?: string;
  /** How long a kickoff meeting takes, in minutes. */
  readonly meetingMinutes: number;
  /** Times proposed for it, each on another day. */
  readonly meetingTimesShown: number;
  /** Working days before which no time is proposed. */
  readonly meetingNoticeWorkingDays: number;
  /** Calendar days in which times are looked for. */
  readonly meetingDaysAhead: number;
  /** Hours after which operators are reminded of a hold, again and again. */
  readonly holdReminderHours: number;
  /** Minutes for which a message may be undeliverable before operators are told. */
  readonly alarmMinutes: number;
  /** How far ahead an absence may be set, in calendar days. */
  readonly absenceMaxDays: number;
}

/** The policy in force unless the operator sets another. */
export const POLICY: Policy = {
  checkWorkingDays: 1,
  decisionDays: 5,
  decisionUnit: 'calendar',
  offerWorkingDays: 1,
  contactWorkingDays: 2,
  confirmWorkingDays: 5,
  returnRoundsMax: 3,
  returnWarnWorkingDays: 10,
  returnCloseWorkingDays: 15,
  reopenWorkingDays: 5,
  closeWorkingDays: 5,
  concernWorkingDays: 1,
  acknowledgeMinutes: 5,
  pressingHours: 4,
  todayAt: '08:30',
  trainedAfterDays: 30,
  lookAlikeDays: 365,
  expertsShown: 3,
  textMaxChars: 2000,
  justificationMinChars: 20,
  checkInWorkingDays: 2,
  checkInLateMinutes: 60,
  usageTargetPercent: 10,
  openBlockersMax: 10,
  blockerMaxChars: 500,
  agreementLineMaxChars: 700,
  namedLineMaxChars: 1000,
  workloadsMax: 6,
  secretEndMarks: [30, 7, 1],
  meetingMinutes: 60,
  meetingTimesShown: 3,
  meetingNoticeWorkingDays: 1,
  meetingDaysAhead: 14,
  holdReminderHours: 4,
  alarmMinutes: 15,
  absenceMaxDays: 365,
};
