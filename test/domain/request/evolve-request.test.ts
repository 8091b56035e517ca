import { evolveRequest } from '../../../src/domain/request/evolve-request';
import type { Request } from '../../../src/domain/request/request';
import type { RequestHistory } from '../../../src/domain/request/request-events';
import { typed } from '../../../src/domain/kernel';
import { candidate, candidates, FORM, FRAN, ID, OPTIONS, PAT, PROMISES, SAM } from '../cast';
import {
  ASSIGNED,
  CLOSED,
  DENIED,
  drafted,
  happened,
  NOBODY_LEFT,
  OFFERED,
  requestAfter,
  REVIEWED,
  SENT,
} from '../stories';

const ROUTING = { outcome: 'staffed', rule: 'x', version: '1', reason: 'not-listed' } as const;
const OUTCOME = { completedAt: 1, summary: typed('Done.'), criteriaMet: true } as const;

const EVENTS: readonly RequestHistory[] = [
  happened({ type: 'DraftStarted', id: ID, requester: SAM, options: OPTIONS, answers: {} }),
  happened({
    type: 'DraftSaved',
    answers: {},
    step: 'why',
    attempted: [],
    lookAlikes: [],
    putAway: false,
  }),
  happened({ type: 'DraftStartedOver' }),
  happened({ type: 'DraftDiscarded' }),
  happened({ type: 'GuideChosen', workloadId: 'AIP-P1', guideUrl: 'https://example.com' }),
  happened({
    type: 'RequestSubmitted',
    number: 7,
    form: FORM,
    contactIsRequester: true,
    routing: ROUTING,
    lookAlikes: [],
    promises: PROMISES,
    candidates: [],
  }),
  happened({ type: 'CompletenessConfirmed' }, FRAN),
  happened({ type: 'ExpertsRanked', candidates: candidates() }, FRAN),
  happened({ type: 'RequestApproved' }, FRAN),
  happened({ type: 'ExpertOffered', candidate: candidate(SAM), answerBy: 1 }, FRAN),
  happened({ type: 'OfferDeclined', expert: SAM, reason: 'DECLINE_ABSENT' }, SAM),
  happened({ type: 'OfferExpired', expert: SAM }, 'system'),
  happened({ type: 'NobodyLeft' }, 'system'),
  happened({ type: 'RequestDenied', reason: 'DENY_DUPLICATE', note: typed('No.') }, FRAN),
  happened({ type: 'ExpertAssigned', expert: SAM, contactBy: 1, engagement: 'engagement:x' }, SAM),
  happened({ type: 'FirstContactConfirmed' }, SAM),
  happened({ type: 'RequestClosed' }, FRAN),
  happened({ type: 'OutcomeNoted', outcome: OUTCOME }, 'system'),
  happened({ type: 'DeliveryNoted', person: PAT.id, way: 'mail' }, 'system'),
];

const DRAFT_EVENTS = EVENTS.slice(1, 6).map(({ type }) => type);
const ALWAYS = ['ExpertsRanked', 'DeliveryNoted'];

/** Which events mean something in which state; every other one leaves it as it is. */
const FITTING: readonly (readonly [string, readonly RequestHistory[], readonly string[]])[] = [
  ['a draft', drafted(), DRAFT_EVENTS],
  ['a discarded draft', [...drafted(), happened({ type: 'DraftDiscarded' })], []],
  [
    'a submitted request',
    SENT,
    [...ALWAYS, 'CompletenessConfirmed', 'RequestApproved', 'RequestDenied'],
  ],
  ['a request in review', REVIEWED, [...ALWAYS, 'RequestApproved', 'RequestDenied']],
  ['a denied request', DENIED, ALWAYS],
  [
    'an approved request',
    OFFERED,
    [...ALWAYS, 'ExpertOffered', 'OfferDeclined', 'OfferExpired', 'NobodyLeft', 'ExpertAssigned'],
  ],
  [
    'an approved request with nobody left',
    NOBODY_LEFT,
    [...ALWAYS, 'ExpertOffered', 'OfferDeclined', 'OfferExpired', 'ExpertAssigned'],
  ],
  [
    'an assigned request',
    ASSIGNED,
    [...ALWAYS, 'FirstContactConfirmed', 'RequestClosed', 'OutcomeNoted'],
  ],
  [
    'a closed request',
    CLOSED,
    [...ALWAYS, 'FirstContactConfirmed', 'RequestClosed', 'OutcomeNoted'],
  ],
];

describe.each(FITTING)('%s', (_what, story, fitting) => {
  test.each(EVENTS.map((event) => [event.type, event] as const))(
    'after %s is another only if that fits',
    (type, event) => {
      const before = requestAfter(...story);

      const after = evolveRequest(before, event);

      expect(after !== before).toBe(fitting.includes(type));
    },
  );
});

describe('a request', () => {
  test('begins with nothing but its opening', () => {
    const states = EVENTS.map((event) => evolveRequest(undefined, event));

    expect(states.map((state) => state?.status)).toEqual([
      'Draft',
      ...EVENTS.slice(1).map(() => undefined),
    ]);
  });

  test('keeps where its form stood', () => {
    const draft = requestAfter(...drafted(), EVENTS[1]!);

    expect(draft).toMatchObject({ status: 'Draft', step: 'why', edition: 2 });
  });

  test('remembers a decision that the house noted itself', () => {
    const after = requestAfter(...SENT, happened({ type: 'CompletenessConfirmed' }, 'system'));

    expect(after).toMatchObject({ checked: { by: { id: 'person:system' } } });
  });

  test('does not change what it was made from', () => {
    const before = JSON.stringify(SENT);

    const states: readonly (Request | undefined)[] = [requestAfter(...SENT), requestAfter(...SENT)];

    expect(states[0]).toEqual(states[1]);
    expect(JSON.stringify(SENT)).toBe(before);
  });
});
