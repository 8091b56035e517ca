import type { Order } from '../../src/domain/effects';
import { todayOf } from '../../src/workflow/duty-watch';
import { REPORT } from '../support/fake-requests';
import { CHANNEL, chatWith, GROUP } from '../support/fake-teams';
import { CAST, CHECK_IN, ENGAGEMENT, QUESTION, REQUEST, type Role } from './verb-cast';
import { ANSWERS, LINKED_CHANNEL, type Desk } from './verb-desk';

/** Somebody's order to one record. */
export interface Step {
  readonly by: Role | 'system';
  readonly id: Parameters<Desk['tell']>[1];
  readonly order: Order;
  /** Hours that pass before it is given. */
  readonly after?: number;
}

/** A card that is being posted while something happens to what it shows. */
export interface Posting {
  /** Name of the state it begins in. */
  readonly world: string;
  /** What happens before, and is shown. */
  readonly before?: readonly Step[];
  /** Orders the post. */
  readonly trigger: Step;
  /** Chat in which the post hangs, as Teams knows it. */
  readonly chat: string;
  /** What happens meanwhile. */
  readonly meanwhile: readonly Step[];
}

function step(by: Step['by'], id: Step['id'], type: string, rest: object = {}): Step {
  return { by, id, order: { ...rest, type } };
}

function ofRequest(by: Step['by'], type: string, rest?: object): Step {
  return step(by, REQUEST, type, rest);
}

function ofEngagement(by: Step['by'], type: string, rest?: object): Step {
  return step(by, ENGAGEMENT, type, rest);
}

function later(after: number, one: Step): Step {
  return { ...one, after };
}

function with1on1(role: Role): string {
  return chatWith(CAST[role]).id;
}

const NOTE = 'Written while the card was on its way.';
const submit = ofRequest('requester', 'Submit', { answers: ANSWERS });
const approve = ofRequest('fpm', 'Approve', { expert: CAST.asked.id });
const deny = ofRequest('fpm', 'Deny', { reason: 'DENY_DUPLICATE', note: NOTE });
const returns = ofRequest('fpm', 'ReturnRequest', {
  ...{ reason: 'RETURN_INCOMPLETE', fields: ['justification'], note: NOTE },
});
const withdraw = ofRequest('requester', 'Withdraw', { reason: NOTE });
const sendAgain = ofRequest('requester', 'SendAgain', { answers: {} });
const decline = ofRequest('asked', 'DeclineOffer', { reason: 'DECLINE_CAPACITY' });
const accept = ofRequest('asked', 'AcceptOffer');
const expire = later(25, ofRequest('system', 'CheckOffer'));
const acceptSecond = ofRequest('expert', 'AcceptOffer');
const contact = ofRequest('expert', 'ConfirmContact');
const report = ofEngagement('expert', 'ReportCompletion', REPORT);
const unmet = ofEngagement('expert', 'ReportCompletion', {
  ...{ ...REPORT, criteriaMet: 'no', whyUnmet: NOTE },
});
const sendBack = ofEngagement('requester', 'SendBack', { note: NOTE });
const confirm = ofEngagement('requester', 'ConfirmCompletion');
const openCheckIn = ofEngagement('expert', 'OpenCheckInNow', { ordinal: 1 });
const pause = ofEngagement('fpm', 'PauseCheckIns', { until: '2026-12-10' });
const nothingNew = step('requester', CHECK_IN, 'ReportNothingNew');
const blocked = step('requester', CHECK_IN, 'AnswerCheckIn', {
  ...{ usage: {}, progress: NOTE, nextStep: '', blocker: NOTE, blockerOwner: CAST.expert.id },
});
const solveBlocker = ofEngagement('requester', 'SolveBlocker', { blocker: 'b1' });
const ask = step('requester', QUESTION, 'Ask', { text: NOTE });
const answer = step('fpm', QUESTION, 'Answer', { text: NOTE });
const solve = step('requester', QUESTION, 'Solve');
const escalate = later(25, step('system', QUESTION, 'CheckAnswer'));
const fpmToday = todayOf(CAST.fpm.id);
const openToday = step('fpm', fpmToday, 'OpenToday');
const refreshToday = step('system', fpmToday, 'RefreshToday');

/** One card, and what can happen while it is posted. */
function cases(
  card: string,
  posting: Omit<Posting, 'meanwhile'>,
  events: Readonly<Record<string, Posting['meanwhile']>>,
): Readonly<Record<string, Posting>> {
  return Object.fromEntries(
    Object.entries(events).map(([event, meanwhile]) => [
      `${card}: ${event}`,
      { ...posting, meanwhile },
    ]),
  );
}

/** Every kind of card that is posted, with everything that can overtake it. */
export const POSTINGS: Readonly<Record<string, Posting>> = {
  ...cases(
    'the FPM’s card',
    { world: 'a whole form', trigger: submit, chat: with1on1('fpm') },
    {
      'it is withdrawn': [withdraw],
      'it is denied': [deny],
      'it is returned': [returns],
      'it is approved': [approve],
    },
  ),
  ...cases(
    'the partner’s card that moves down approved',
    { world: 'a submitted request', trigger: approve, chat: with1on1('requester') },
    {
      'it is withdrawn': [withdraw],
      'the expert declines': [decline],
      'two experts decline': [
        decline,
        ofRequest('expert', 'DeclineOffer', { reason: 'DECLINE_ABSENT' }),
      ],
      'the expert accepts': [accept],
    },
  ),
  ...cases(
    'the partner’s card that moves down denied',
    { world: 'a submitted request', trigger: deny, chat: with1on1('requester') },
    {
      'the denial is taken back': [ofRequest('fpm', 'ReopenDenied', { note: NOTE })],
      'it is taken back and denied anew': [ofRequest('fpm', 'ReopenDenied', { note: NOTE }), deny],
    },
  ),
  ...cases(
    'the partner’s card that moves down returned',
    { world: 'a submitted request', trigger: returns, chat: with1on1('requester') },
    {
      'it is withdrawn': [withdraw],
      'it is sent again': [sendAgain],
      'it is sent again and denied': [sendAgain, deny],
    },
  ),
  ...cases(
    'the FPM’s card that moves down sent again',
    { world: 'a returned request', trigger: sendAgain, chat: with1on1('fpm') },
    { 'it is withdrawn': [withdraw], 'it is returned once more': [returns] },
  ),
  ...cases(
    'the offer',
    { world: 'a submitted request', trigger: approve, chat: with1on1('asked') },
    {
      'it is withdrawn': [withdraw],
      'the expert declines': [decline],
      'it expires': [expire],
      'the expert accepts': [accept],
      'the next one accepts': [decline, acceptSecond],
      'everybody declines and it is offered anew': [
        decline,
        ofRequest('expert', 'DeclineOffer', { reason: 'DECLINE_ABSENT' }),
        ofRequest('fpm', 'OfferTo', { expert: CAST.asked.id }),
      ],
    },
  ),
  ...cases(
    'the offer to the next expert',
    { world: 'a submitted request', before: [approve], trigger: decline, chat: with1on1('expert') },
    { 'it is withdrawn': [withdraw], 'that one accepts': [acceptSecond, contact] },
  ),
  ...cases(
    'the expert’s card',
    { world: 'an approved request', trigger: acceptSecond, chat: with1on1('expert') },
    { 'they are in touch': [contact], 'it is all done': [contact, report, confirm] },
  ),
  ...cases(
    'the kickoff',
    { world: 'an approved request', trigger: acceptSecond, chat: GROUP.id },
    { 'they are in touch': [contact], 'it is all done': [contact, report, confirm] },
  ),
  ...cases(
    'the completion for the requester',
    { world: 'an engagement', trigger: report, chat: with1on1('requester') },
    { 'it is sent back': [sendBack], 'it is confirmed': [confirm] },
  ),
  ...cases(
    'the completion for the FPM',
    { world: 'an engagement', trigger: unmet, chat: with1on1('fpm') },
    {
      'the FPM agrees': [ofEngagement('fpm', 'AgreeToEnd')],
      'the FPM sends it back': [ofEngagement('fpm', 'SendBack', { note: NOTE })],
    },
  ),
  ...cases(
    'the report that was sent back',
    { world: 'a completion to be confirmed', trigger: sendBack, chat: with1on1('expert') },
    { 'it is reported anew': [report], 'check-ins are paused': [pause] },
  ),
  ...cases(
    'the check-in',
    { world: 'an engagement with check-ins', trigger: openCheckIn, chat: GROUP.id },
    {
      'it is answered': [nothingNew],
      'check-ins are paused': [pause],
      'a CSM takes a workload': [ofEngagement('fpm', 'NameCsm', { workload: 'TEAMS' })],
      'completion is reported': [report],
      'the next one is opened': [ofEngagement('expert', 'OpenCheckInNow', { ordinal: 2 })],
    },
  ),
  ...cases(
    'the blocker',
    { world: 'a check-in', trigger: blocked, chat: with1on1('expert') },
    {
      'it is solved': [solveBlocker],
      'the answer is replaced': [{ ...blocked, order: { ...blocked.order, blocker: '' } }],
    },
  ),
  ...cases(
    'the channel’s card of the engagement',
    {
      world: 'an engagement',
      trigger: ofEngagement('fpm', 'LinkChannel', { conversation: LINKED_CHANNEL }),
      chat: CHANNEL.id.split(';')[0] ?? '',
    },
    { 'completion is reported': [report] },
  ),
  ...cases(
    'the question',
    { world: 'a question being written', trigger: ask, chat: with1on1('fpm') },
    {
      'it is solved': [solve],
      'it is answered': [answer],
      'more is added, then it is solved': [
        step('requester', QUESTION, 'Answer', { text: NOTE }),
        solve,
      ],
    },
  ),
  ...cases(
    'the answer to the question',
    { world: 'a question', trigger: answer, chat: with1on1('requester') },
    {
      'it is solved': [solve],
      'it is asked back': [step('requester', QUESTION, 'Answer', { text: NOTE })],
    },
  ),
  ...cases(
    'the concern for the stand-in',
    { world: 'a concern', trigger: escalate, chat: with1on1('standIn') },
    { 'the FPM answers': [answer], 'it is solved': [solve] },
  ),
  ...cases(
    'the list of the day',
    { world: 'a submitted request', trigger: openToday, chat: with1on1('fpm') },
    {
      'what it names is denied': [deny, refreshToday],
      'what it names is withdrawn': [withdraw, refreshToday],
      'it is asked for once more': [openToday],
    },
  ),
};
