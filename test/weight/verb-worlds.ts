import { PermanentError } from '../../src/errors';
import { SENDING } from '../../src/domain/setting/sending';
import { REPORT } from '../support/fake-requests';
import { chatWith } from '../support/fake-teams';
import { CAST, CHECK_IN, ENGAGEMENT, QUESTION, REQUEST, TYPED, type Role } from './verb-cast';
import { AGREEMENT, ANSWERS, IN_NAME, LINKED_CHANNEL, type Desk } from './verb-desk';

/** Where the records of a state stand. A record that is absent does not exist. */
export interface Standing {
  readonly request?: string;
  readonly engagement?: string;
  readonly plan?: 'Planned' | 'Paused';
  readonly agreement?: 'Proposed' | 'Agreed';
  readonly channel?: 'Linked';
  readonly consent?: 'Given';
  readonly meeting?: 'Planned';
  /** What the FPM wrote in their own name. */
  readonly inName?: 'Waiting';
  readonly blocker?: 'Open';
  readonly feedback?: 'Unread' | 'Noted';
  readonly checkIn?: string;
  /** The check-in after it. */
  readonly follower?: 'Due';
  readonly question?: string;
  readonly stuck?: 'Mail' | 'Card';
  readonly sending?: 'Held';
}

/** A state in which everybody presses everything. */
export interface World {
  readonly at: Standing;
  readonly build: (desk: Desk) => Promise<void>;
}

type Build = World['build'];

/** One after the other. */
function after(...steps: readonly Build[]): Build {
  return async (desk) => {
    for (const step of steps) {
      await step(desk);
    }
  };
}

function told(role: Role, id: Parameters<Desk['tell']>[1], type: string, rest: object = {}): Build {
  return (desk) => desk.tell(role, id, { ...rest, type });
}

function waited(hours: number): Build {
  return (desk) => desk.wait(hours);
}

function ofRequest(role: Role, type: string, rest?: object): Build {
  return told(role, REQUEST, type, rest);
}

function ofEngagement(role: Role, type: string, rest?: object): Build {
  return told(role, ENGAGEMENT, type, rest);
}

const draft = ofRequest('requester', 'StartDraft', { id: REQUEST, answers: {} });
const guided = ofRequest('requester', 'StartDraft', {
  id: REQUEST,
  answers: { ...ANSWERS, workload: 'AIP-P1', language: 'en' },
});
const whole = after(
  ofRequest('requester', 'StartDraft', { id: REQUEST, answers: ANSWERS }),
  ofRequest('requester', 'SaveDraft', { answers: ANSWERS, go: 'review' }),
);
const submitted = after(draft, ofRequest('requester', 'Submit', { answers: ANSWERS }));
const returned = after(
  submitted,
  ofRequest('fpm', 'ReturnRequest', {
    ...{ reason: 'RETURN_INCOMPLETE', fields: ['justification'], note: TYPED.note },
  }),
);
const sentAgain = ofRequest('requester', 'SendAgain', { answers: {} });
const returnedAgain = after(
  sentAgain,
  ofRequest('fpm', 'ReturnRequest', {
    ...{ reason: 'RETURN_INCORRECT', fields: ['justification'], note: TYPED.note },
  }),
);
const denied = after(
  submitted,
  ofRequest('fpm', 'Deny', { reason: 'DENY_DUPLICATE', note: TYPED.note }),
);
const offered = after(
  submitted,
  ofRequest('fpm', 'Approve', { expert: CAST.asked.id }),
  ofRequest('asked', 'DeclineOffer', { reason: 'DECLINE_CONFLICT' }),
);
const assigned = after(offered, ofRequest('expert', 'AcceptOffer'));
const inTouch = after(assigned, ofRequest('expert', 'ConfirmContact'));
const planned = after(
  inTouch,
  ofEngagement('fpm', 'AddWorkload', { workload: 'TEAMS' }),
  ofEngagement('fpm', 'SetRhythm', { rhythm: 'weekly', weekday: '4', hour: '10:00' }),
);
const due = after(planned, ofEngagement('expert', 'OpenCheckInNow', { ordinal: 1 }));
const answered = after(
  due,
  told('requester', CHECK_IN, 'AnswerCheckIn', {
    ...{ usage: { 'AADP-P2': '7' }, progress: TYPED.progress, nextStep: '' },
    ...{ blocker: TYPED.blocker, blockerOwner: CAST.expert.id },
  }),
);
const proposed = after(inTouch, ofEngagement('expert', 'ProposeAgreement', AGREEMENT));
const report = {
  ...REPORT,
  summary: TYPED.summary,
  learned: TYPED.learned,
  feedback: TYPED.feedback,
};
const unmet = { ...report, criteriaMet: 'no', whyUnmet: TYPED.whyUnmet };
const completed = after(
  inTouch,
  ofEngagement('expert', 'ReportCompletion', report),
  ofEngagement('requester', 'ConfirmCompletion'),
);
function question(kind: 'question' | 'concern'): Build {
  return after(
    submitted,
    told('requester', QUESTION, 'StartQuestion', { id: QUESTION, kind, about: REQUEST }),
  );
}
function asked(kind: 'question' | 'concern'): Build {
  return after(question(kind), told('requester', QUESTION, 'Ask', { text: TYPED.question }));
}
const heard = after(asked('question'), told('fpm', QUESTION, 'Answer', { text: TYPED.answer }));

async function mailStuck(desk: Desk): Promise<void> {
  await draft(desk);
  const refused = new PermanentError('delivery/refused', 'The mailbox takes nothing.');
  desk.teams.house.mailer.failNext(refused);
  await desk.tell('requester', REQUEST, { type: 'Submit', answers: ANSWERS });
}

async function cardStuck(desk: Desk): Promise<void> {
  await draft(desk);
  const faulty = new PermanentError('delivery/faulty', 'Teams cannot take the message as it is.');
  desk.messenger.refuse(chatWith(CAST.fpm).id, faulty);
  await desk.tell('requester', REQUEST, { type: 'Submit', answers: ANSWERS });
}

const ACTIVE = { request: 'InTouch', engagement: 'Active' } as const;
const PLANNED = { ...ACTIVE, plan: 'Planned' } as const;

/** Every state of a request, an engagement, a check-in and a question that somebody can meet, by name. */
export const WORLDS: Readonly<Record<string, World>> = {
  'nothing yet': { at: {}, build: after() },
  'an empty form': { at: { request: 'Draft' }, build: draft },
  'a whole form': { at: { request: 'WholeDraft' }, build: whole },
  'a form with a guide': { at: { request: 'GuidedDraft' }, build: guided },
  'a discarded form': {
    at: { request: 'Discarded' },
    build: after(whole, ofRequest('requester', 'DiscardDraft')),
  },
  'a form that ended with the guide': {
    at: { request: 'Deflected' },
    build: after(guided, ofRequest('requester', 'UseGuide', { answers: {} })),
  },
  'a submitted request': { at: { request: 'Submitted' }, build: submitted },
  'a request in review': {
    at: { request: 'InReview' },
    build: after(submitted, ofRequest('fpm', 'MarkComplete')),
  },
  'a request that was returned three times': {
    at: { request: 'Exhausted' },
    build: after(returned, returnedAgain, returnedAgain, sentAgain),
  },
  'a returned request': { at: { request: 'Returned' }, build: returned },
  'a withdrawn request': {
    at: { request: 'Withdrawn' },
    build: after(submitted, ofRequest('requester', 'Withdraw', { reason: TYPED.withdrawal })),
  },
  'an expired request': {
    at: { request: 'Expired' },
    build: after(returned, waited(241), waited(240)),
  },
  'a denied request': { at: { request: 'Denied' }, build: denied },
  'a request denied long ago': {
    at: { request: 'DeniedLong' },
    build: after(denied, waited(24 * 6)),
  },
  'a reopened request': {
    at: { request: 'InReview' },
    build: after(denied, ofRequest('fpm', 'ReopenDenied', { note: TYPED.reopening })),
  },
  'an approved request': { at: { request: 'Offered' }, build: offered },
  'an approved request without experts': {
    at: { request: 'NobodyLeft' },
    build: after(offered, ofRequest('expert', 'DeclineOffer', { reason: 'DECLINE_CAPACITY' })),
  },
  'a request withdrawn after the approval': {
    at: { request: 'WithdrawnOffer' },
    build: after(offered, ofRequest('requester', 'Withdraw', { reason: TYPED.withdrawal })),
  },
  'an engagement before first contact': {
    at: { request: 'Assigned', engagement: 'Preparing' },
    build: assigned,
  },
  'an engagement': { at: ACTIVE, build: inTouch },
  'an engagement whose request is closed': {
    at: { request: 'Closed', engagement: 'Active' },
    build: after(inTouch, ofRequest('fpm', 'CloseRequest')),
  },
  'an engagement with a proposed agreement': {
    at: { ...ACTIVE, agreement: 'Proposed' },
    build: proposed,
  },
  'an engagement with an agreement': {
    at: { ...ACTIVE, agreement: 'Agreed' },
    build: after(
      proposed,
      ofEngagement('fpm', 'ConfirmAgreement', { edition: 1 }),
      ofEngagement('requester', 'ConfirmAgreement', { edition: 1 }),
    ),
  },
  'an engagement with a kickoff meeting': {
    at: { ...ACTIVE, meeting: 'Planned' },
    build: after(
      inTouch,
      ofEngagement('expert', 'PlanMeeting', { time: '', day: '2027-03-30', hour: '9:00' }),
    ),
  },
  'an engagement with a message that waits for a sign-in': {
    at: { ...ACTIVE, inName: 'Waiting' },
    build: after(inTouch, ofEngagement('fpm', 'SayInName', IN_NAME)),
  },
  'an engagement with the consent': {
    at: { ...ACTIVE, consent: 'Given' },
    build: after(
      inTouch,
      ofEngagement('requester', 'TickTask', {
        ...{ task: '3624', consentBy: TYPED.consentBy, consentOn: '2026-11-20' },
      }),
    ),
  },
  'an engagement with a linked channel': {
    at: { ...ACTIVE, channel: 'Linked' },
    build: after(inTouch, ofEngagement('fpm', 'LinkChannel', { conversation: LINKED_CHANNEL })),
  },
  'an engagement with check-ins': { at: PLANNED, build: planned },
  'an engagement with paused check-ins': {
    at: { ...PLANNED, plan: 'Paused' },
    build: after(planned, ofEngagement('fpm', 'PauseCheckIns', { until: '2026-12-10' })),
  },
  'a check-in': { at: { ...PLANNED, checkIn: 'Due' }, build: due },
  'a late check-in': { at: { ...PLANNED, checkIn: 'Late' }, build: after(due, waited(49)) },
  'an answered check-in': {
    at: { ...PLANNED, checkIn: 'Answered', blocker: 'Open' },
    build: answered,
  },
  'a skipped check-in': {
    at: { ...PLANNED, plan: 'Paused', checkIn: 'Skipped' },
    build: after(due, ofEngagement('fpm', 'PauseCheckIns', { until: '2026-12-10' })),
  },
  'a check-in that has a follower': {
    at: { ...PLANNED, checkIn: 'Closed', follower: 'Due' },
    build: after(due, ofEngagement('expert', 'OpenCheckInNow', { ordinal: 2 })),
  },
  'a completion to be confirmed': {
    at: { ...PLANNED, engagement: 'AwaitsRequester', checkIn: 'Closed' },
    build: after(due, ofEngagement('expert', 'ReportCompletion', report)),
  },
  'a completion with something unmet': {
    at: { ...ACTIVE, engagement: 'AwaitsFpm' },
    build: after(inTouch, ofEngagement('expert', 'ReportCompletion', unmet)),
  },
  'a completion that was sent back': {
    at: ACTIVE,
    build: after(
      inTouch,
      ofEngagement('expert', 'ReportCompletion', report),
      ofEngagement('requester', 'SendBack', { note: TYPED.missing }),
    ),
  },
  'a completed engagement': {
    at: { ...ACTIVE, engagement: 'Completed', feedback: 'Unread' },
    build: completed,
  },
  'a completed engagement of which all is told': {
    at: { request: 'Closed', engagement: 'Completed', feedback: 'Noted' },
    build: after(
      completed,
      ofRequest('fpm', 'NoteFeedback'),
      ofRequest('fpm', 'CloseRequest'),
      ofEngagement('requester', 'TellTrained', { names: TYPED.trained }),
    ),
  },
  'a question being written': {
    at: { request: 'Submitted', question: 'Draft' },
    build: question('question'),
  },
  'a question that was not sent': {
    at: { request: 'Submitted', question: 'Discarded' },
    build: after(question('question'), told('requester', QUESTION, 'Discard')),
  },
  'a question': { at: { request: 'Submitted', question: 'Open' }, build: asked('question') },
  'an answered question': { at: { request: 'Submitted', question: 'Open' }, build: heard },
  'a solved question': {
    at: { request: 'Submitted', question: 'Solved' },
    build: after(heard, told('requester', QUESTION, 'Solve')),
  },
  'a concern': { at: { request: 'Submitted', question: 'Concern' }, build: asked('concern') },
  'a concern nobody answered': {
    at: { request: 'Submitted', question: 'Escalated' },
    build: after(asked('concern'), waited(25)),
  },
  'a card that is stuck': { at: { request: 'Submitted', stuck: 'Card' }, build: cardStuck },
  'all sending held': {
    at: { request: 'Submitted', sending: 'Held' },
    build: after(submitted, told('operator', SENDING, 'HoldSending')),
  },
  'a mail that is stuck': { at: { request: 'Submitted', stuck: 'Mail' }, build: mailStuck },
};
