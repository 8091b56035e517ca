import type { Verb } from '../../src/cards/card-actions';
import type { OfferedIntent } from '../../src/cards/simple-cards';
import type { Role } from './verb-cast';
import type { Press } from './verb-presses';
import type { Standing } from './verb-worlds';

/** What a press may write: records of the story, the presser's own, new ones, or whether anything is sent. `effects` are those of the request, without an event. */
export type Target =
  | 'request'
  | 'engagement'
  | 'checkIn'
  | 'question'
  | 'ownToday'
  | 'ownPerson'
  | 'newDraft'
  | 'newQuestion'
  | 'newCheckIn'
  | 'sending'
  | 'effects';

type When = { readonly [Part in keyof Standing]?: readonly (Standing[Part] | 'absent')[] };

/** Who may change what, and where the records must stand. Whatever no rule allows changes nothing. */
export interface Rule {
  readonly by: readonly Role[];
  readonly when: When;
  /** Must get at least one event. */
  readonly changes: Target;
  /** May get some as well: other records are told. */
  readonly also: readonly Target[];
  /** Whether it is allowed only: there may be nothing to change. */
  readonly isUnsure: boolean;
}

function rule(
  by: readonly Role[],
  changes: Target,
  when: When,
  more: Partial<Pick<Rule, 'also' | 'isUnsure'>> = {},
): Rule {
  return { by, changes, when, also: [], isUnsure: false, ...more };
}

const THREE: readonly Role[] = ['requester', 'fpm', 'expert'];
const KNOWN: readonly Role[] = [...THREE, 'asked', 'standIn', 'otherPartner', 'operator'];

const DRAFTS = ['Draft', 'WholeDraft', 'GuidedDraft'];
const UNDECIDED = ['Submitted', 'Exhausted', 'InReview'];
const APPROVED = ['Offered', 'NobodyLeft'];
const WITH_EXPERT = ['Assigned', 'InTouch', 'Closed'];
const OVER = ['Withdrawn', 'WithdrawnOffer', 'Expired', 'Denied', 'DeniedLong'];
const NUMBERED = [...UNDECIDED, 'Returned', ...APPROVED, ...WITH_EXPERT, ...OVER];
const RUNNING = ['Preparing', 'Active'];
const UNFINISHED = [...RUNNING, 'AwaitsRequester', 'AwaitsFpm'];
const SENT = ['Open', 'Concern', 'Escalated'];
const NOT_WRITING = ['absent', 'Discarded', ...SENT, 'Solved'];
const PLANS = ['Planned', 'Paused'] as const;

/** S2: a form is its requester's alone, until it is sent in. */
const FORM = [rule(['requester'], 'request', { request: DRAFTS })];
/** Requests are made by contacts of a partner (R2). */
const NEW_DRAFT = [rule(['requester', 'otherPartner'], 'newDraft', {})];
/** S8, R1: partner, FPM and expert ask each other, from the draft on; an unfinished question is shown again. */
const ASK = [
  rule(['requester'], 'newQuestion', { request: [...DRAFTS, ...NUMBERED], question: NOT_WRITING }),
  rule(['fpm'], 'newQuestion', { request: NUMBERED }),
  rule(['expert'], 'newQuestion', { request: ['Offered', ...WITH_EXPERT] }),
];
const OF_THE_OTHER_COMPANY = rule(['standIn', 'otherPartner'], 'newQuestion', {});
const DECISION = [rule(['fpm'], 'request', { request: UNDECIDED })];
/** The ranking is looked up anew when the experts are shown; it may be what it was. */
const RANKS = { isUnsure: true };
const TOLD_CHECK_IN = { also: ['checkIn'] } as const;
/** S4, S16: by its FPM, or by an operator, as long as something may still come to the FPM. An engagement goes along. */
function handOver(...by: readonly Role[]): readonly Rule[] {
  const goesAlong = { also: ['engagement'] } as const;
  return [
    rule(by, 'request', { request: [...UNDECIDED, 'Returned', 'Denied', ...APPROVED] }),
    rule(by, 'request', { request: ['Assigned', 'InTouch'] }, goesAlong),
    rule(by, 'request', { request: ['Closed'], feedback: ['absent', 'Unread'] }, goesAlong),
  ];
}
const OWN_TODAY = [rule(KNOWN, 'ownToday', {})];

/**
 * Who may change something with which button, and when: STORYBOARD.md S1 to S24 and PROCESS.md R1 to R20. A verb without a rule only
 * shows something.
 */
const RULES: Readonly<Record<Exclude<Verb, 'home.say'>, readonly Rule[]>> = {
  'home.request': NEW_DRAFT,
  // Every card of theirs is drawn again in the new language, Today among them.
  'home.language': [rule(KNOWN, 'ownPerson', {}, { also: ['ownToday'] })],
  'record.open': [],
  'form.next': FORM,
  'form.back': FORM,
  'form.go': FORM,
  'form.save': FORM,
  'form.submit': FORM,
  'form.guide': [rule(['requester'], 'request', { request: ['GuidedDraft'] })],
  // On an old picture of the form the question is about what became of it.
  'form.ask-fpm': [
    rule(['requester'], 'request', { request: DRAFTS }, { also: ['newQuestion'] }),
    ...ASK,
  ],
  'form.discard': FORM,
  'form.continue': FORM,
  'form.start-over': FORM,
  'request.turn': [],
  'request.approve-form': [rule(['fpm'], 'request', { request: UNDECIDED }, RANKS)],
  'request.offer-form': [rule(['fpm'], 'request', { request: ['NobodyLeft'] }, RANKS)],
  'request.deny-form': [],
  'request.complete': [rule(['fpm'], 'request', { request: ['Submitted', 'Exhausted'] })],
  'request.feedback-noted': [rule(['fpm'], 'request', { feedback: ['Unread'] })],
  'request.close': [rule(['fpm'], 'request', { request: ['InTouch'] })],
  'request.approve': DECISION,
  'request.offer': [rule(['fpm'], 'request', { request: ['NobodyLeft'] })],
  'request.deny': [...DECISION, rule(['fpm'], 'request', { request: ['NobodyLeft'] })],
  'request.return-form': [],
  'request.return': [rule(['fpm'], 'request', { request: ['Submitted', 'InReview'] })],
  'request.fix-form': [],
  'request.fix-all-form': [],
  'request.send-again': [rule(['requester'], 'request', { request: ['Returned'] })],
  'request.change-form': [],
  'request.change': [rule(['requester'], 'request', { request: UNDECIDED })],
  'request.withdraw-form': [],
  'request.withdraw': [
    rule(['requester'], 'request', { request: [...UNDECIDED, 'Returned', ...APPROVED] }),
  ],
  'request.reopen-form': [],
  'request.reopen': [rule(['fpm'], 'request', { request: ['Denied'] })],
  'request.hand-over-form': [],
  'request.hand-over': handOver('fpm', 'operator'),
  'request.again': [rule(['requester'], 'newDraft', { request: NUMBERED })],
  'request.open-running': [],
  'request.contacted': [
    rule(['requester', 'expert'], 'request', { request: ['Assigned'] }, { also: ['engagement'] }),
  ],
  'offer.accept': [rule(['expert'], 'request', { request: ['Offered'] }, { also: ['engagement'] })],
  'offer.turn': [],
  'offer.decline-form': [],
  'offer.decline': [rule(['expert'], 'request', { request: ['Offered'] })],
  'engagement.turn': [],
  'engagement.propose-agreement': [rule(THREE, 'engagement', { engagement: RUNNING })],
  'engagement.confirm-agreement': [
    rule(['requester', 'fpm'], 'engagement', { engagement: RUNNING, agreement: ['Proposed'] }),
  ],
  'engagement.plan-meeting': [rule(THREE, 'engagement', { engagement: RUNNING })],
  'engagement.cancel-meeting': [
    rule(THREE, 'engagement', { engagement: RUNNING, meeting: ['Planned'] }),
  ],
  'engagement.say-in-name': [
    rule(['fpm'], 'engagement', { engagement: RUNNING, inName: ['absent'] }),
  ],
  'engagement.discard-in-name': [rule(['fpm'], 'engagement', { inName: ['Waiting'] })],
  'engagement.sign-in': [],
  'engagement.tell-trained': [rule(['requester'], 'engagement', { engagement: ['Completed'] })],
  'engagement.in-my-language': [],
  'engagement.consent-form': [],
  'engagement.complete-form': [],
  'engagement.missing-form': [],
  'engagement.tick': [rule(THREE, 'engagement', { engagement: UNFINISHED, consent: ['absent'] })],
  'engagement.complete': [rule(['expert'], 'engagement', { engagement: RUNNING }, TOLD_CHECK_IN)],
  'engagement.confirm': [
    rule(['requester'], 'engagement', { engagement: ['AwaitsRequester'] }, { also: ['request'] }),
  ],
  'engagement.agree': [rule(['fpm'], 'engagement', { engagement: ['AwaitsFpm'] })],
  'engagement.missing': [
    rule(['requester'], 'engagement', { engagement: ['AwaitsRequester'] }, TOLD_CHECK_IN),
    rule(['fpm'], 'engagement', { engagement: ['AwaitsFpm'] }, TOLD_CHECK_IN),
  ],
  'request.ask-fpm': ASK,
  'request.ask': ASK,
  'engagement.ask': [rule(THREE, 'newQuestion', { engagement: [...UNFINISHED, 'Completed'] })],
  'question.again': [
    rule(['requester'], 'newQuestion', { question: ['Discarded', ...SENT, 'Solved'] }),
    // No card of a draft has it; forged, it shows the unfinished question, or begins one where the draft has no place in the row.
    rule(['requester'], 'newQuestion', { question: ['Draft'] }, { isUnsure: true }),
  ],
  'question.open': [],
  'question.ask': [rule(['requester'], 'question', { question: ['Draft'] })],
  'question.discard': [rule(['requester'], 'question', { question: ['Draft'] })],
  'question.solve': [
    rule(['requester'], 'question', { question: SENT }),
    rule(['fpm'], 'question', { question: ['Open'] }),
  ],
  'question.answer-form': [],
  'question.turn': [],
  'question.answer': [
    rule(['requester', 'fpm'], 'question', { question: SENT }),
    rule(['standIn'], 'question', { question: ['Escalated'] }),
  ],
  'checkin.turn': [],
  'checkin.answer': [
    rule(THREE, 'checkIn', { checkIn: ['Due', 'Late', 'Answered'] }, { also: ['engagement'] }),
  ],
  'checkin.nothing-new': [
    rule(THREE, 'checkIn', { checkIn: ['Due', 'Late'] }, { also: ['engagement'] }),
  ],
  'checkin.request': [
    rule(['requester'], 'newDraft', { checkIn: ['Due', 'Late', 'Answered', 'Skipped', 'Closed'] }),
  ],
  'checkin.plan': [],
  'checkin.rhythm': [rule(THREE, 'engagement', { engagement: RUNNING }, TOLD_CHECK_IN)],
  'checkin.now': [
    rule(
      THREE,
      'engagement',
      { engagement: RUNNING, plan: ['Planned'] },
      { also: ['checkIn', 'newCheckIn'] },
    ),
  ],
  'checkin.resume': [
    rule(THREE, 'engagement', { engagement: RUNNING, plan: ['Paused'] }, TOLD_CHECK_IN),
  ],
  'checkin.pause': [rule(THREE, 'engagement', { engagement: RUNNING, plan: PLANS }, TOLD_CHECK_IN)],
  'checkin.move': [rule(THREE, 'engagement', { engagement: RUNNING, plan: PLANS }, TOLD_CHECK_IN)],
  'checkin.csm': [
    rule(THREE, 'engagement', { engagement: UNFINISHED, plan: PLANS }, TOLD_CHECK_IN),
  ],
  'checkin.add-workload': [rule(THREE, 'engagement', { engagement: RUNNING })],
  'checkin.solved': [rule(THREE, 'engagement', { blocker: ['Open'] })],
  'checkin.link': [
    rule(['fpm', 'expert'], 'engagement', { engagement: RUNNING, channel: ['absent'] }),
  ],
  // Every engagement of these worlds has its chat already.
  'checkin.meet': [],
  'checkin.unlink': [rule(['fpm', 'expert'], 'engagement', { channel: ['Linked'] })],
  'today.next': OWN_TODAY,
  'today.back': OWN_TODAY,
  'today.close-ready': [
    rule(['fpm'], 'request', { request: ['InTouch'] }, { also: ['ownToday'] }),
    rule(KNOWN, 'ownToday', {}, { also: ['request'] }),
  ],
  'today.several': OWN_TODAY,
  'today.approve-several': DECISION,
  'today.close-several': [rule(['fpm'], 'request', { request: ['InTouch'] })],
  'today.return-several-form': [],
  'today.hand-over-several-form': [],
  // Nobody ticks what is none of theirs.
  'today.hand-over-several': handOver('fpm'),
  'today.return-several': [rule(['fpm'], 'request', { request: ['Submitted', 'InReview'] })],
  'today.page': [],
  'today.open': [],
  'away.form': [],
  'away.show': [],
  // S21: by those to whom work comes by itself; nobody stands in for themselves.
  'away.set': [rule(['fpm', 'expert', 'asked'], 'ownPerson', {})],
  // Nobody is away here.
  'away.end': [],
  'operator.retry': [rule(['operator'], 'effects', { stuck: ['Mail', 'Card'] })],
  'operator.retry-all': [rule(['operator'], 'effects', { stuck: ['Mail', 'Card'] })],
  // What came of it is noted on the request; a mail goes by mail already.
  'operator.mail': [rule(['operator'], 'request', { stuck: ['Card'] }, { also: ['effects'] })],
  'operator.drop-form': [],
  // The reason is kept in the history.
  'operator.drop': [rule(['operator'], 'request', { stuck: ['Mail', 'Card'] })],
  'operator.hold': [rule(['operator'], 'sending', { sending: ['absent'] })],
  'operator.go-on': [rule(['operator'], 'sending', { sending: ['Held'] })],
  'operator.delivery-form': [],
  'operator.delivery': [],
};

/** What is said with a button instead of typed: it opens forms of one's own, and decides nothing. */
const SAID: Readonly<Partial<Record<OfferedIntent, readonly Rule[]>>> = {
  'new-request': NEW_DRAFT,
  'waiting-for-me': [rule(KNOWN, 'ownToday', {}, { isUnsure: true })],
  'ask-fpm': [
    rule(['requester'], 'newQuestion', {}),
    rule(['fpm'], 'newQuestion', { request: NUMBERED }),
    rule(['expert'], 'newQuestion', { request: ['Offered', ...WITH_EXPERT] }),
    OF_THE_OTHER_COMPANY,
  ],
  concern: [
    rule(['requester', 'fpm'], 'newQuestion', { request: NUMBERED }),
    rule(['expert'], 'newQuestion', { request: ['Offered', ...WITH_EXPERT] }),
    OF_THE_OTHER_COMPANY,
  ],
};

/** The rule that lets somebody change something with this press where the records stand; `undefined` when none does. */
export function ruleFor({ verb, payload }: Press, role: Role, at: Standing): Rule | undefined {
  const rules = verb === 'home.say' ? SAID[payload['intent'] as OfferedIntent] : RULES[verb];
  return rules?.find(({ by, when }) => by.includes(role) && isMet(when, at));
}

/** Whether a rule is about a record of the story, and not about something of the presser's own. */
export function isOfStory(rule: Rule | undefined): rule is Rule {
  return rule !== undefined && Object.keys(rule.when).length > 0;
}

function isMet(when: When, at: Standing): boolean {
  return (Object.keys(when) as (keyof Standing)[]).every((part) =>
    (when[part] as readonly string[]).includes(at[part] ?? 'absent'),
  );
}
