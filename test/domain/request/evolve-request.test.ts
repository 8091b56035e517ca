import { evolveRequest } from '../../../src/domain/request/evolve-request';
import type { Request } from '../../../src/domain/request/request';
import type { RequestHistory } from '../../../src/domain/request/request-events';
import { typed } from '../../../src/domain/kernel';
import {
  candidate,
  candidates,
  FORM,
  FRAN,
  hoursIn,
  ID,
  OPTIONS,
  PAT,
  PROMISES,
  SAM,
} from '../cast';
import {
  ASSIGNED,
  CLOSED,
  DENIED,
  drafted,
  happened,
  NOBODY_LEFT,
  OFFERED,
  REOPENED,
  requestAfter,
  RETURNED,
  returnedAt,
  REVIEWED,
  revisedTo,
  SENT,
  SENT_AGAIN,
  WITHDRAWN,
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
  happened({ type: 'DenialReopened', note: typed('Yes.'), promises: PROMISES }, FRAN),
  returnedAt(hoursIn(2)),
  happened({ type: 'RevisionKept', answers: { role: typed('x') }, lookAlikes: [] }),
  happened({ type: 'RequestSentAgain', ...revisedTo(FORM), promises: PROMISES }),
  happened({ type: 'RequestChanged', ...revisedTo(FORM) }),
  happened({ type: 'ClosingWarned' }, 'system'),
  happened({ type: 'RequestExpired' }, 'system'),
  happened({ type: 'RequestWithdrawn' }),
  happened({ type: 'DecisionDueSoon' }, 'system'),
  happened({ type: 'DecisionLate' }, 'system'),
  happened({ type: 'AcknowledgementMissed', desk: [] }, 'system'),
  happened({ type: 'ExpertAssigned', expert: SAM, contactBy: 1, engagement: 'engagement:x' }, SAM),
  happened({ type: 'FirstContactConfirmed' }, SAM),
  happened({ type: 'RequestClosed' }, FRAN),
  happened({ type: 'OutcomeNoted', outcome: OUTCOME }, 'system'),
  happened({ type: 'FeedbackNoted' }, FRAN),
  happened({ type: 'DeliveryNoted', person: PAT.id, way: 'mail' }, 'system'),
];

const DRAFT_EVENTS = EVENTS.slice(1, 6).map(({ type }) => type);
const ALWAYS = ['ExpertsRanked', 'DeliveryNoted', 'AcknowledgementMissed'];
const UNDECIDED = [
  ...ALWAYS,
  'RequestApproved',
  'RequestDenied',
  'RequestReturned',
  'RevisionKept',
  'RequestChanged',
  'RequestWithdrawn',
  'DecisionDueSoon',
  'DecisionLate',
];
const APPROVAL = [
  ...ALWAYS,
  'ExpertOffered',
  'OfferDeclined',
  'OfferExpired',
  'ExpertAssigned',
  'RequestWithdrawn',
  'DecisionLate',
];

/** Which events mean something in which state; every other one leaves it as it is. */
const FITTING: readonly (readonly [string, readonly RequestHistory[], readonly string[]])[] = [
  ['a draft', drafted(), DRAFT_EVENTS],
  ['a discarded draft', [...drafted(), happened({ type: 'DraftDiscarded' })], []],
  ['a submitted request', SENT, [...UNDECIDED, 'CompletenessConfirmed']],
  ['a request in review', REVIEWED, UNDECIDED],
  ['a denied request', DENIED, [...ALWAYS, 'DenialReopened']],
  ['a reopened request', REOPENED, UNDECIDED],
  [
    'a returned request',
    RETURNED,
    [
      ...ALWAYS,
      'RevisionKept',
      'RequestSentAgain',
      'ClosingWarned',
      'RequestExpired',
      'RequestWithdrawn',
    ],
  ],
  ['a request that was sent again', SENT_AGAIN, [...UNDECIDED, 'CompletenessConfirmed']],
  ['a withdrawn request', WITHDRAWN, ALWAYS],
  ['an approved request', OFFERED, [...APPROVAL, 'NobodyLeft']],
  ['an approved request with nobody left', NOBODY_LEFT, [...APPROVAL, 'RequestDenied']],
  [
    'an assigned request',
    ASSIGNED,
    [...ALWAYS, 'FirstContactConfirmed', 'RequestClosed', 'OutcomeNoted', 'FeedbackNoted'],
  ],
  [
    'a closed request',
    CLOSED,
    [...ALWAYS, 'FirstContactConfirmed', 'RequestClosed', 'OutcomeNoted', 'FeedbackNoted'],
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

  test('begins with no rounds, no changes and nothing late', () => {
    const request = requestAfter(...SENT);

    expect(request).toMatchObject({ rounds: 0, changes: [] });
    expect(request).not.toHaveProperty('late');
  });

  test('says nothing of what was changed any more once the FPM has looked', () => {
    const looks = [
      happened({ type: 'CompletenessConfirmed' }, FRAN),
      happened({ type: 'RequestApproved' }, FRAN),
      DENIED.at(-1)!,
    ];

    const states = looks.map((event) => requestAfter(...SENT_AGAIN, event));

    expect(states).toMatchObject([{ changes: [] }, { changes: [] }, { changes: [] }]);
  });

  test('lets go of what was being typed when it is decided', () => {
    const typing = happened({
      type: 'RevisionKept',
      answers: { licences: typed('some') },
      lookAlikes: [],
    });
    const decisions = [happened({ type: 'RequestApproved' }, FRAN), DENIED.at(-1)!];

    const states = decisions.map((event) => requestAfter(...SENT, typing, event) ?? {});

    expect(states.filter((state) => 'revising' in state || 'revisingLookAlikes' in state)).toEqual(
      [],
    );
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
