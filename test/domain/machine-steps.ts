import fc from 'fast-check';
import type {
  EngagementFacts,
  EngagementOrder,
} from '../../src/domain/engagement/engagement-messages';
import { typed } from '../../src/domain/kernel';
import type {
  RequestFacts,
  RequestOrder,
  TypedAnswers,
} from '../../src/domain/request/request-commands';
import {
  answerBy,
  earlier,
  expert,
  facts,
  FAY,
  FRAN,
  hoursIn,
  ID,
  MAX,
  OPTIONS,
  PAT,
  SAM,
  SOL,
  SUE,
  WHOLE,
} from './cast';
import { ENGAGEMENT, engagementFacts, REPORT } from './engagement-stories';
import type { Step, Stimulus } from './machine';
import { meetingOrder } from './meeting-orders';
import { namedOrder } from './named-orders';

const answers: fc.Arbitrary<TypedAnswers> = fc.constantFrom<TypedAnswers>(
  {},
  WHOLE,
  { ...WHOLE, fpm: PAT.id },
  { ...WHOLE, difference: 'Another customer, with a hybrid directory.' },
  { workload: 'AIP-P1', language: 'en' },
  { licences: 'four' },
  { role: 'not-sure', lead: 'false' },
  { justification: '<at>x</at> ${y} \u202e \u0000' },
);

/** What is typed into a form that was submitted already. */
const revised: fc.Arbitrary<TypedAnswers> = fc.oneof(
  answers,
  fc.constantFrom<TypedAnswers>(
    { licences: '500', tenantName: 'Wide World' },
    { licences: '400', fpm: FAY.id, company: 'partner:x' },
    { licences: 'some' },
    { otherInformation: 'In May.', contactMail: 'kim@contoso.example' },
    { otherInformation: '', contactMail: 'nowhere' },
    { workload: 'MDATP', language: 'en', difference: 'Another customer, with a hybrid one.' },
  ),
);

const someone = fc.constantFrom(undefined, SAM.id, SUE.id, SOL.id, PAT.id, MAX.id);

const requestOrder: fc.Arbitrary<RequestOrder> = fc.oneof(
  fc.record({ type: fc.constant('StartDraft' as const), id: fc.constant(ID), answers }),
  fc.record({
    type: fc.constant('SaveDraft' as const),
    answers,
    go: fc.constantFrom('next', 'back', 'stay', 'away', 'why', 'review'),
  }),
  fc.constantFrom<RequestOrder>(
    { type: 'StartOver' },
    { type: 'DiscardDraft' },
    { type: 'MarkComplete' },
    { type: 'RankExperts' },
    { type: 'CheckOffer' },
    { type: 'CheckReturn' },
    { type: 'CheckDecision' },
    { type: 'CheckAcknowledgement' },
    { type: 'CheckClosing' },
    { type: 'CloseRequest' },
    { type: 'NoteFeedback' },
    // To whoever the facts name.
    { type: 'HandOver', to: undefined, note: 'I am away.' },
    { type: 'HandOver', to: undefined, note: '', absent: FRAN },
    { type: 'NoteDelivery', person: PAT.id, way: 'mail' },
    {
      type: 'NoteOutcome',
      outcome: { completedAt: hoursIn(9), summary: typed('Done.'), criteriaMet: true },
    },
  ),
  fc.record({ type: fc.constantFrom('UseGuide' as const, 'Submit' as const), answers }),
  fc.record({ type: fc.constantFrom('Approve' as const, 'OfferTo' as const), expert: someone }),
  fc.record({
    type: fc.constant('Deny' as const),
    reason: fc.constantFrom('DENY_NO_CAPACITY', 'no such reason'),
    note: fc.constantFrom('Until March.', ' '),
  }),
  fc.record({
    type: fc.constant('ReturnRequest' as const),
    reason: fc.constantFrom('RETURN_INCORRECT', 'RETURN_INCOMPLETE', 'no such reason'),
    fields: fc.constantFrom(['licences'], ['role', 'tenantId', 'fpm'], ['company'], []),
    note: fc.constantFrom('Which licences?', 'Please correct.', ' '),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('SendAgain' as const, 'ChangeRequest' as const),
      answers: revised,
    }),
  },
  fc.record({
    type: fc.constantFrom('Withdraw' as const),
    reason: fc.constantFrom('It works now.', ' '),
  }),
  fc.record({
    type: fc.constant('ReopenDenied' as const),
    note: fc.constantFrom('They lead after all.', ''),
  }),
  { weight: 2, arbitrary: fc.constantFrom({ type: 'AcceptOffer' }, { type: 'ConfirmContact' }) },
  fc.record({
    type: fc.constant('DeclineOffer' as const),
    reason: fc.constantFrom('DECLINE_ABSENT', 'no such reason'),
  }),
);

const engagementOrder: fc.Arbitrary<EngagementOrder> = fc.oneof(
  fc.constantFrom<EngagementOrder>(
    { type: 'AgreeToEnd' },
    { type: 'ConfirmCompletion' },
    { type: 'CheckConfirmation' },
    { type: 'NoteContact', contact: { by: SAM, at: hoursIn(5) } },
    { type: 'NoteDelivery', person: PAT.id, way: 'none' },
    REPORT,
    { ...REPORT, criteriaMet: 'no', whyUnmet: 'The last site moves in May.', feedback: 'Quick.' },
    { ...REPORT, summary: '' },
  ),
  fc.record({ type: fc.constant('SendBack' as const), note: fc.constantFrom('Wait.', '') }),
  fc.record({
    type: fc.constant('TickTask' as const),
    task: fc.constantFrom('3723', '3624', '3617', '0'),
    consentBy: fc.constantFrom('Kim', ''),
    consentOn: fc.constantFrom('2026-11-20', '2027-01-01', ''),
  }),
);

const AGREEMENT = {
  ...{ outcomes: 'All of it', criteria: 'Every sign-in', startOn: '', endOn: '2027-01-29' },
  ...{ release: '', learners: 'Two engineers', partnerPart: 'Leads', expertPart: 'Assists' },
};

/** What the three agree on, and what is told after the end. */
const agreementOrder: fc.Arbitrary<EngagementOrder> = fc.constantFrom<EngagementOrder>(
  { type: 'ProposeAgreement', ...AGREEMENT },
  { type: 'ProposeAgreement', ...AGREEMENT, endOn: '2027-02-12', learners: 'Three engineers' },
  { type: 'ProposeAgreement', ...AGREEMENT, criteria: ' ' },
  { type: 'ProposeAgreement', ...AGREEMENT, startOn: '2027-02-30' },
  { type: 'ConfirmAgreement', edition: 1 },
  { type: 'ConfirmAgreement', edition: 2 },
  { type: 'TellTrained', names: 'Ann and Bo' },
  { type: 'TellTrained', names: '' },
);

/** What people and timers do to check-ins; what comes of it in detail is `engagement/supersedes.test.ts`. */
const scheduleOrder: fc.Arbitrary<EngagementOrder> = fc.constantFrom<EngagementOrder>(
  { type: 'SetRhythm', rhythm: 'weekly', weekday: '4', hour: '10:00' },
  { type: 'SetRhythm', rhythm: 'daily', weekday: '0', hour: 'soon' },
  ...[1, 2].flatMap((ordinal): readonly EngagementOrder[] => [
    { type: 'OpenCheckIn', ordinal },
    { type: 'OpenCheckInNow', ordinal },
    { type: 'MoveCheckIn', ordinal, to: '2026-11-25' },
    {
      type: 'NoteCheckIn',
      report: {
        ...{ ordinal, status: 'Answered', by: PAT, usage: { TEAMS: 5 } },
        blocker: { text: typed('No licences.'), owner: SAM },
      },
    },
  ]),
  { type: 'PauseCheckIns', until: '2026-12-24' },
  { type: 'ResumeCheckIns' },
  { type: 'SolveBlocker', blocker: 'b1' },
  { type: 'AddWorkload', workload: 'TEAMS' },
  { type: 'NameCsm', workload: 'TEAMS' },
  { type: 'LinkChannel', conversation: 'conversation:channel' },
  { type: 'LinkKickoffChat', conversation: 'conversation:kickoff' },
  { type: 'UnlinkChannel', conversation: 'conversation:channel' },
);

const requester: fc.Arbitrary<Pick<RequestFacts, 'requester'>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ requester: facts().requester! }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom([PAT, FAY], [FAY]).map((fpms) => {
      const companies = [{ id: 'partner:contoso', name: 'Contoso', fpms } as const];
      return {
        requester: { person: PAT, mail: 'pat@contoso.example', options: { ...OPTIONS, companies } },
      };
    }),
  },
  { weight: 1, arbitrary: fc.constant({}) },
);

const experts = fc
  .tuple(fc.subarray([SAM, SUE, SOL, PAT]), fc.constantFrom(0, 5, 10))
  .map(([people, openEngagements]) => people.map((one) => expert(one, { openEngagements })));

const requestFacts: fc.Arbitrary<RequestFacts> = fc
  .record({
    base: fc.constant(facts()),
    who: requester,
    experts,
    earlier: fc.constantFrom([], [], [earlier()]),
    answerBy: fc.constantFrom(answerBy(hoursIn(20)), answerBy(hoursIn(60)), {}),
    acknowledged: fc.boolean(),
    isKnown: fc.boolean(),
  })
  .map(({ base, who, isKnown, ...rest }) => {
    const { requester: _somebody, number, promises, contactBy, returned, ...others } = base;
    const known = {
      number: number!,
      promises: promises!,
      contactBy: contactBy!,
      returned: returned!,
    };
    const handOver = { receiver: isKnown ? FAY : FRAN, isOperator: rest.acknowledged };
    return { ...others, ...(isKnown ? known : {}), ...who, ...rest, ...handOver };
  });

const engagementWorld: fc.Arbitrary<EngagementFacts> = fc.constantFrom(
  engagementFacts(),
  engagementFacts({ confirmBy: hoursIn(400) }),
  engagementFacts({
    meeting: {
      ...{ nextAt: hoursIn(73), before: hoursIn(241), skipped: 0 },
      ...{ answerBy: hoursIn(120), today: '2026-11-23' },
    },
    meetingAt: hoursIn(73),
  }),
  { id: ENGAGEMENT, language: 'en', zone: 'UTC' },
);

const stimulus: fc.Arbitrary<Stimulus> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      to: fc.constant('request' as const),
      order: requestOrder,
      facts: requestFacts,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      to: fc.constant('engagement' as const),
      order: fc.oneof(
        { weight: 5, arbitrary: engagementOrder },
        { weight: 1, arbitrary: scheduleOrder },
        { weight: 1, arbitrary: agreementOrder },
        { weight: 1, arbitrary: meetingOrder },
        { weight: 1, arbitrary: namedOrder },
      ),
      facts: engagementWorld,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      to: fc.constant('delivery' as const),
      request: requestFacts,
      engagement: engagementWorld,
    }),
  },
);

const step: fc.Arbitrary<Step> = fc.record({
  stimulus,
  by: fc.oneof(
    { weight: 3, arbitrary: fc.constant('fitting' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(PAT, FRAN, FAY, SAM, SUE, SOL, MAX, 'system' as const),
    },
  ),
  afterHours: fc.constantFrom(0, 1, 6, 30),
  nth: fc.nat({ max: 3 }),
  twice: fc.boolean(),
});

const PLAIN = { by: 'fitting', afterHours: 0, nth: 0, twice: false } as const;
const DELIVERED: Step = {
  ...PLAIN,
  stimulus: { to: 'delivery', request: facts(), engagement: engagementFacts() },
};

function told(order: RequestOrder): Step {
  return { ...PLAIN, stimulus: { to: 'request', order, facts: facts() } };
}

const START: readonly Step[] = [told({ type: 'StartDraft', id: ID, answers: {} })];
const SUBMITTED: readonly Step[] = [...START, told({ type: 'Submit', answers: WHOLE })];
const OFFERED: readonly Step[] = [...SUBMITTED, told({ type: 'Approve', expert: undefined })];
const OPENED: readonly Step[] = [...OFFERED, told({ type: 'AcceptOffer' }), DELIVERED, DELIVERED];
const RETURNED: readonly Step[] = [
  ...SUBMITTED,
  told({
    type: 'ReturnRequest',
    reason: 'RETURN_INCOMPLETE',
    fields: ['licences'],
    note: 'Which licences?',
  }),
];
const DENIED: readonly Step[] = [
  ...SUBMITTED,
  told({ type: 'Deny', reason: 'DENY_OUT_OF_SCOPE', note: 'An expert cannot lead.' }),
];
const REPORTED: readonly Step[] = [
  ...OPENED,
  { ...PLAIN, stimulus: { to: 'engagement', order: REPORT, facts: engagementFacts() } },
];

const BEGINNINGS = [[], START, SUBMITTED, RETURNED, DENIED, OFFERED, OPENED, REPORTED];

/** Anything that people, timers and other records can do to a request; runs begin at several points of its life. */
export const scripts: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.constantFrom(...BEGINNINGS), fc.array(step, { maxLength: 50, size: 'max' }))
  .map(([beginning, steps]) => [...beginning, ...steps]);
