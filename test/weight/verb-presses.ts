import { VERBS, type Verb } from '../../src/cards/card-actions';
import { OFFERED_INTENTS } from '../../src/cards/simple-cards';
import type { Engagement } from '../../src/domain/engagement/engagement';
import { nextOrdinal } from '../../src/domain/engagement/schedule-rules';
import type { Request } from '../../src/domain/request/request';
import { CHANNEL, GROUP, type Room } from '../support/fake-teams';
import { CAST, CHECK_IN, ENGAGEMENT, OTHER_REQUEST, QUESTION, REQUEST } from './verb-cast';
import type { Desk } from './verb-desk';

/** A button as somebody presses it in some state. */
export interface Press {
  readonly verb: Verb;
  /** Tells several payloads of one verb apart. */
  readonly variant: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Where it is pressed; in the own chat unless something else is said. */
  readonly room?: Room;
}

/** What a payload must name to be valid at the moment. */
interface Moment {
  readonly step: string;
  readonly edition: number;
  readonly ordinal: number;
  /** The day after the next check-in. */
  readonly day: string;
  readonly stuck: string;
}

type Payload = Press['payload'];

const WORDS = 'Something typed just now, long enough to be a justification.';
const request = { id: REQUEST };
const engagement = { id: ENGAGEMENT };
const checkIn = { id: CHECK_IN };
const question = { id: QUESTION };

function form({ step, edition }: Moment, more: Payload = {}): Payload {
  return { id: REQUEST, step, edition, ...more };
}

function faces(id: Payload, all: readonly string[], more: Payload = {}): readonly Payload[] {
  return all.map((face) => ({ ...id, ...more, face }));
}

const AGREED = {
  ...{ outcomes: WORDS, criteria: WORDS, learners: WORDS, startOn: '', endOn: '2027-03-31' },
  ...{ release: WORDS, partnerPart: WORDS, expertPart: WORDS },
};
const CARDS = ['expert', 'kickoff', 'teams-first', 'completion'];

/** At least one valid payload for every verb there is: a verb without one is an error of the compiler. */
const PAYLOADS: Readonly<Record<Verb, (now: Moment) => readonly Payload[]>> = {
  'home.request': () => [{}, { id: REQUEST, card: 'request-partner' }],
  'home.say': () => OFFERED_INTENTS.map((intent) => ({ intent })),
  'home.language': () => [{ language: 'de' }],
  'record.open': () => [
    { id: REQUEST, list: 'my' },
    { id: ENGAGEMENT, list: 'where' },
    { id: QUESTION, list: 'drafts' },
  ],
  'form.next': (now) => [form(now, { licences: '500' })],
  'form.back': (now) => [form(now, { licences: '500' })],
  'form.go': (now) => [form(now, { to: 'need' })],
  'form.save': (now) => [form(now)],
  'form.submit': (now) => [form(now, { lead: 'true' })],
  'form.guide': (now) => [form(now)],
  'form.ask-fpm': (now) => [form(now, { licences: '500' })],
  'form.discard': (now) => [form(now)],
  'form.continue': (now) => [form(now)],
  'form.start-over': (now) => [form(now)],
  'request.turn': () => faces(request, ['front', 'more', 'history']),
  'request.approve-form': () => [request],
  'request.offer-form': () => [request],
  'request.deny-form': () => [request],
  'request.complete': () => [request],
  'request.feedback-noted': () => [request],
  'request.close': () => [request],
  'request.approve': () => [{ ...request, expert: CAST.expert.id }, request],
  'request.offer': () => [{ ...request, expert: CAST.asked.id }],
  'request.deny': () => [{ ...request, reason: 'DENY_NO_CAPACITY', note: WORDS }],
  'request.return-form': () => [request],
  'request.return': () => [
    { ...request, reason: 'RETURN_INCORRECT', fields: 'justification', note: WORDS },
  ],
  'request.fix-form': () => [request],
  'request.fix-all-form': () => [request],
  'request.send-again': () => [{ ...request, face: 'fix', justification: WORDS }],
  'request.change-form': () => [request],
  'request.change': () => [{ ...request, face: 'fix-all', justification: WORDS }],
  'request.withdraw-form': () => [request],
  'request.withdraw': () => [{ ...request, reason: WORDS }],
  'request.reopen-form': () => [request],
  'request.reopen': () => [{ ...request, note: WORDS }],
  'request.hand-over-form': () => [request],
  'request.hand-over': () => [{ ...request, to: CAST.standIn.id, note: WORDS }],
  'request.again': () => [request],
  'request.open-running': () => [
    { ...request, running: REQUEST },
    { ...request, running: OTHER_REQUEST },
  ],
  'request.contacted': () => [
    request,
    { ...request, on: ENGAGEMENT },
    { ...request, on: ENGAGEMENT, card: 'kickoff' },
  ],
  'offer.accept': () => [request],
  'offer.turn': () => [request],
  'offer.decline-form': () => [request],
  'offer.decline': () => [{ ...request, reason: 'DECLINE_EXPERTISE' }],
  'engagement.turn': () =>
    CARDS.flatMap((card) =>
      faces(
        engagement,
        ['front', 'more', 'agreement', 'agreement-form', 'trained', 'meeting', 'in-name'],
        { card },
      ),
    ),
  'engagement.propose-agreement': () => [{ ...engagement, ...AGREED }],
  'engagement.confirm-agreement': () => [{ ...engagement, edition: 1 }],
  'engagement.plan-meeting': () => [
    { ...engagement, time: '', day: '2027-03-31', hour: '9:00' },
    { ...engagement, time: 'another', day: '2027-04-01', hour: '9.30' },
  ],
  'engagement.cancel-meeting': () => [{ ...engagement, edition: 1 }],
  'engagement.say-in-name': () => [
    { ...engagement, edition: 0, line: WORDS, withKickoff: 'false', withSteps: 'false' },
  ],
  'engagement.discard-in-name': () => [{ ...engagement, edition: 1 }],
  'engagement.sign-in': () => [engagement],
  'engagement.tell-trained': () => [{ ...engagement, names: WORDS }],
  'engagement.in-my-language': () => CARDS.map((card) => ({ ...engagement, card })),
  'engagement.consent-form': () => [engagement],
  'engagement.complete-form': () => [engagement],
  'engagement.missing-form': () => [engagement],
  'engagement.tick': () => [
    { ...engagement, task: '3624', consentBy: WORDS, consentOn: '2026-11-20' },
  ],
  'engagement.complete': () => [
    {
      ...engagement,
      ...{ summary: WORDS, criteriaMet: 'yes', whyUnmet: '', learned: WORDS },
      ...{ inFtop: 'true', feedback: WORDS },
    },
  ],
  'engagement.confirm': () => [engagement],
  'engagement.agree': () => [engagement],
  'engagement.missing': () => [{ ...engagement, note: WORDS }],
  'request.ask-fpm': () => [request],
  'request.ask': () => [
    { ...request, card: 'request-fpm' },
    { ...request, card: 'offer' },
  ],
  'engagement.ask': () => [
    { ...engagement, card: 'expert', topic: 'question' },
    { ...engagement, card: 'kickoff', topic: 'concern' },
  ],
  'question.again': () => [question],
  'question.open': () => [question],
  'question.ask': () => [{ ...question, to: CAST.fpm.id, text: WORDS }],
  'question.discard': () => [question],
  'question.solve': () => [question],
  'question.answer-form': () => [question],
  'question.turn': () => [question],
  'question.answer': () => [{ ...question, text: WORDS }],
  'checkin.turn': () => faces(checkIn, ['front', 'more', 'update', 'move', 'pause']),
  'checkin.answer': () => [
    {
      ...checkIn,
      ...{ progress: WORDS, nextStep: WORDS, blocker: '', blockerOwner: '', 'usage-AADP-P2': '9' },
    },
  ],
  'checkin.nothing-new': () => [checkIn],
  'checkin.request': () => [checkIn],
  'checkin.plan': () => faces(engagement, ['front', 'rhythm', 'pause', 'move', 'workloads']),
  'checkin.rhythm': () => [{ ...engagement, rhythm: 'biweekly', weekday: '2', hour: '14:00' }],
  'checkin.now': ({ ordinal }) => [{ ...engagement, ordinal }],
  'checkin.resume': () => [engagement],
  'checkin.pause': () => [
    { ...engagement, until: '2026-12-24' },
    { ...engagement, on: CHECK_IN, until: '2026-12-24' },
  ],
  'checkin.move': ({ ordinal, day }) => [{ ...engagement, ordinal, to: day }],
  'checkin.csm': () => [{ ...engagement, workload: 'TEAMS' }],
  'checkin.add-workload': () => [{ ...engagement, workload: 'MDATP' }],
  'checkin.solved': () => [{ ...engagement, blocker: 'b1' }],
  'checkin.link': () => [engagement],
  'checkin.unlink': () => [engagement],
  'checkin.meet': () => [engagement],
  'today.next': () => [{}],
  'today.back': () => [{}],
  'today.close-ready': () => [{}],
  'today.page': () => [{ page: 1 }],
  'today.several': () => [{}, { ids: REQUEST }],
  'today.approve-several': () => [{ ticked: REQUEST }],
  'today.close-several': () => [{ ticked: REQUEST }],
  'today.return-several-form': () => [{ ticked: REQUEST }],
  'today.hand-over-several-form': () => [{ ticked: REQUEST }],
  'today.hand-over-several': () => [{ ids: REQUEST, to: CAST.standIn.id, note: WORDS }],
  'today.return-several': () => [
    { ids: REQUEST, reason: 'RETURN_INCORRECT', fields: 'justification', note: WORDS },
  ],
  'today.open': () => [{ id: REQUEST }, { id: ENGAGEMENT }, { id: QUESTION }, { id: CHECK_IN }],
  'away.form': () => [{}],
  'away.show': () => [{}],
  'away.set': () => [
    { from: '2027-03-31', until: '2027-04-02', standIn: CAST.standIn.id, inHand: 'all' },
  ],
  'away.end': () => [{ edition: 1 }],
  'operator.retry': ({ stuck }) => [{ ...request, effect: stuck }],
  'operator.mail': ({ stuck }) => [{ ...request, effect: stuck }],
  'operator.drop-form': ({ stuck }) => [{ ...request, effect: stuck }],
  'operator.drop': ({ stuck }) => [{ ...request, effect: stuck, reason: WORDS }],
  'operator.retry-all': () => [{}],
  'operator.hold': () => [{}],
  'operator.go-on': () => [{}],
  'operator.delivery-form': () => [{}],
  'operator.delivery': () => [{ number: 'SME-1002' }],
};

/** Channels are linked where the button is pressed. */
const ROOMS: Readonly<Partial<Record<Verb, Room>>> = {
  'checkin.link': CHANNEL,
  'checkin.unlink': CHANNEL,
  'checkin.meet': CHANNEL,
  'engagement.say-in-name': GROUP,
};

/** Every press of every verb, valid for the state in which this desk stands. */
export async function pressesOn(desk: Desk): Promise<readonly Press[]> {
  const now = await momentOn(desk);
  return (Object.keys(VERBS) as Verb[]).flatMap((verb) =>
    PAYLOADS[verb](now).map((payload) => {
      const room = ROOMS[verb];
      return {
        verb,
        variant: variantOf(payload),
        payload,
        ...(room === undefined ? {} : { room }),
      };
    }),
  );
}

/** The short values that choose between payloads of one verb. */
function variantOf({ card, face, intent, list, on, running, id }: Payload): string {
  const kind = typeof id === 'string' ? id.split(':')[0] : undefined;
  return [kind, card, face, intent, list, on === undefined ? undefined : 'on', running]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ');
}

async function momentOn(desk: Desk): Promise<Moment> {
  const draft = (await desk.stateOf(REQUEST)) as Request | undefined;
  const running = (await desk.stateOf(ENGAGEMENT)) as Engagement | undefined;
  const next = running?.checkIns.plan?.nextAt ?? desk.clock.now();
  return {
    step: draft?.status === 'Draft' ? draft.step : 'need',
    edition: draft?.status === 'Draft' ? draft.edition : 0,
    ordinal: running === undefined ? 1 : nextOrdinal(running),
    day: new Date(next + 86_400_000).toISOString().slice(0, 10),
    stuck: await desk.stuckOf(REQUEST),
  };
}
