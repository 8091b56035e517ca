import { ADA, facts, FAY, FRAN, hoursIn, NOW, PAT, SAM } from '../cast';
import {
  APPROVED,
  ASSIGNED,
  CLOSED,
  DENIED,
  given,
  happened,
  IN_TOUCH,
  NOBODY_LEFT,
  OFFERED,
  RETURNED,
  REVIEWED,
  SENT,
  SENT_AGAIN,
  WARNED,
  WITHDRAWN,
} from '../stories';

const MINUTE = 1 / 60;
const TICK = 1 / 3_600_000;

/** What a timer makes of a story at this hour. */
function timer(
  type: 'CheckDecision' | 'CheckReturn' | 'CheckClosing' | 'CheckAcknowledgement',
  story: typeof SENT,
  hours: number,
  world: Parameters<ReturnType<typeof given>['when']>[1] = {},
): ReturnType<ReturnType<typeof given>['when']> {
  return given(...story).when({ type, by: 'system', at: hoursIn(hours) }, world);
}

const LATE = happened({ type: 'DecisionLate', standIn: FAY }, 'system', hoursIn(120));
const REMINDED = happened({ type: 'DecisionDueSoon' }, 'system', hoursIn(101));

describe('a decision that presses', () => {
  test.each([
    { hours: 101 - TICK, events: [] },
    { hours: 101, events: ['DecisionDueSoon'] },
    { hours: 105 - TICK, events: ['DecisionDueSoon'] },
    { hours: 105, events: [] },
    { hours: 120 - TICK, events: [] },
  ])('after $hours h: $events', ({ hours, events }) => {
    const answer = timer('CheckDecision', SENT, hours);

    expect(answer).toMatchObject({ ok: true, events: events.map((type) => ({ type })) });
  });

  test('pings the FPM, whose card moves down, and nobody else', () => {
    expect(timer('CheckDecision', REVIEWED, 101).effects).toEqual([
      {
        type: 'Show',
        copy: 'fpm',
        card: 'request-fpm',
        to: { person: FRAN.id },
        ping: 'P9',
        moveDown: true,
      },
    ]);
  });

  test('pings once', () => {
    expect(timer('CheckDecision', [...SENT, REMINDED], 103)).toMatchObject({
      ok: true,
      events: [],
    });
  });

  test('presses anew after new promises', () => {
    const story = [...SENT, REMINDED, RETURNED.at(-1)!, SENT_AGAIN.at(-1)!];

    expect(timer('CheckDecision', story, 101)).toMatchObject({
      events: [{ type: 'DecisionDueSoon' }],
    });
  });

  test.each([
    ['approved', APPROVED],
    ['offered', OFFERED],
    ['denied', DENIED],
    ['returned', RETURNED],
    ['withdrawn', WITHDRAWN],
    ['assigned', ASSIGNED],
  ])('presses nobody once the request is %s', (_what, story) => {
    expect(timer('CheckDecision', story, 101)).toMatchObject({ ok: true, events: [] });
  });
});

describe('a decision that is late', () => {
  test.each([
    { hours: 120 - TICK, late: false },
    { hours: 120, late: true },
    { hours: 150, late: true },
  ])('after $hours h: $late', ({ hours, late }) => {
    const answer = timer('CheckDecision', [...SENT, REMINDED], hours);

    expect(answer).toMatchObject({ ok: true, events: late ? [{ type: 'DecisionLate' }] : [] });
  });

  test.each([
    ['submitted', SENT],
    ['in review', REVIEWED],
    ['offered to somebody who has not answered', OFFERED],
    ['left by everybody', NOBODY_LEFT],
  ])('is noted on what is %s, with who was told besides the FPM', (_what, story) => {
    expect(timer('CheckDecision', story, 120).after).toMatchObject({
      late: { at: hoursIn(120), standIn: FAY },
    });
  });

  test.each([
    ['denied', DENIED],
    ['returned', RETURNED],
    ['withdrawn', WITHDRAWN],
    ['assigned', ASSIGNED],
    ['closed', CLOSED],
  ])('is none on what is %s', (_what, story) => {
    expect(timer('CheckDecision', story, 400)).toMatchObject({ ok: true, events: [] });
  });

  test('is told once', () => {
    expect(timer('CheckDecision', [...SENT, LATE], 200)).toMatchObject({ ok: true, events: [] });
  });

  test('is told to the requester; FPM and stand-in have a mail, so that what is said is true', () => {
    expect(timer('CheckDecision', SENT, 120).effects).toEqual([
      {
        type: 'Show',
        copy: 'partner',
        card: 'request-partner',
        to: { person: PAT.id },
        ping: 'P14',
        moveDown: true,
      },
      { type: 'SendMail', mail: 'arrival', to: { person: FRAN.id } },
      { type: 'SendMail', mail: 'arrival', to: { person: FAY.id } },
    ]);
  });

  test('is told also where nobody stands in', () => {
    const { standIn: _nobody, ...rest } = facts();

    const answer = timer('CheckDecision', SENT, 120, { facts: rest });

    expect(answer.after).toMatchObject({ late: { at: hoursIn(120) } });
    expect(answer.effects).toHaveLength(2);
  });

  test('by the old date of a request that was sent again is in time by the new one', () => {
    expect(timer('CheckDecision', SENT_AGAIN, 120)).toMatchObject({ ok: true, events: [] });
    expect(timer('CheckDecision', SENT_AGAIN, 121)).toMatchObject({
      events: [{ type: 'DecisionLate' }],
    });
  });

  test('stays late when it is returned and sent again, and is not told twice', () => {
    const story = [...SENT, LATE, { ...RETURNED.at(-1)!, at: hoursIn(130) }, SENT_AGAIN.at(-1)!];

    const answer = timer('CheckDecision', story, 300);

    expect(answer).toMatchObject({ events: [], after: { status: 'Submitted', late: {} } });
  });
});

describe('a return that nobody answers', () => {
  test.each([
    { hours: 240 - TICK, warned: false },
    { hours: 240, warned: true },
  ])('after $hours h its requester is warned: $warned', ({ hours, warned }) => {
    const answer = timer('CheckReturn', RETURNED, hours);

    expect(answer).toMatchObject({ ok: true, events: warned ? [{ type: 'ClosingWarned' }] : [] });
  });

  test('is warned of on the requester’s card, which moves down again, and waits for its end', () => {
    expect(timer('CheckReturn', RETURNED, 240).effects).toEqual([
      {
        type: 'Show',
        copy: 'partner',
        card: 'request-partner',
        to: { person: PAT.id },
        ping: 'P2',
        moveDown: true,
      },
      { type: 'WakeUp', at: hoursIn(360), command: { type: 'CheckReturn' } },
    ]);
  });

  test.each([
    { hours: 240, expired: false },
    { hours: 360 - TICK, expired: false },
    { hours: 360, expired: true },
  ])('once warned, has after $hours h expired: $expired', ({ hours, expired }) => {
    const answer = timer('CheckReturn', WARNED, hours);

    expect(answer).toMatchObject({ ok: true, events: expired ? [{ type: 'RequestExpired' }] : [] });
  });

  test('ends silently, as withdrawn by the house', () => {
    const answer = timer('CheckReturn', WARNED, 360);

    expect(answer).toMatchObject({
      effects: [],
      after: { status: 'Withdrawn', withdrawnBy: 'system', withdrawnAt: hoursIn(360) },
    });
    expect(answer.after).not.toHaveProperty('withdrawal');
  });

  test.each([
    { hours: 360 - TICK, closeBy: 360 },
    { hours: 360, closeBy: 480 },
    { hours: 400, closeBy: 480 },
  ])(
    'never expires unannounced: warned only after $hours h, it ends at $closeBy h',
    ({ hours, closeBy }) => {
      const returned = { warnAt: hoursIn(hours), closeBy: hoursIn(480) };

      const answer = timer('CheckReturn', RETURNED, hours, { facts: facts({ returned }) });

      expect(answer.after).toMatchObject({
        status: 'Returned',
        warned: true,
        closeBy: hoursIn(closeBy),
      });
      expect(answer.effects).toContainEqual({
        type: 'WakeUp',
        at: hoursIn(closeBy),
        command: { type: 'CheckReturn' },
      });
    },
  );

  test('can be answered until the moment it expires', () => {
    const answer = given(...WARNED).when({
      type: 'SendAgain',
      by: PAT,
      at: hoursIn(400),
      answers: {},
    });

    expect(answer.after?.status).toBe('Submitted');
  });

  test('is asked about in vain when it was answered, and the next one is counted by itself', () => {
    const again = [...SENT_AGAIN, { ...RETURNED.at(-1)!, warnAt: hoursIn(500) }] as typeof SENT;

    expect(timer('CheckReturn', SENT_AGAIN, 400)).toMatchObject({ ok: true, events: [] });
    expect(timer('CheckReturn', again, 400)).toMatchObject({ ok: true, events: [] });
  });
});

describe('a receipt of which no delivery is known', () => {
  const unknown = { facts: facts({ acknowledged: false }) };

  test.each([
    { hours: 5 * MINUTE - TICK, missed: false },
    { hours: 5 * MINUTE, missed: true },
    { hours: 3, missed: true },
  ])('after $hours h is missed: $missed', ({ hours, missed }) => {
    const answer = timer('CheckAcknowledgement', SENT, hours, unknown);

    expect(answer).toMatchObject({
      ok: true,
      events: missed ? [{ type: 'AcknowledgementMissed', desk: [ADA] }] : [],
    });
  });

  test('is mailed once more, and FPM and desk are told', () => {
    const answer = timer('CheckAcknowledgement', SENT, 1, unknown);

    expect(answer.after).toMatchObject({ unacknowledgedAt: hoursIn(1) });
    expect(answer.effects).toEqual([
      { type: 'SendMail', mail: 'receipt', to: { person: PAT.id } },
      { type: 'SendMail', mail: 'unacknowledged', to: { person: FRAN.id } },
      { type: 'SendMail', mail: 'unacknowledged', to: { person: ADA.id } },
    ]);
  });

  test('tells nobody twice who is FPM and desk', () => {
    const world = { facts: facts({ acknowledged: false, desk: [FRAN, ADA] }) };

    expect(timer('CheckAcknowledgement', SENT, 1, world).effects).toHaveLength(3);
  });

  test.each([
    ['it is known by then', SENT, facts()],
    [
      'it was missed before',
      [...SENT, happened({ type: 'AcknowledgementMissed', desk: [] })],
      undefined,
    ],
    ['it was withdrawn meanwhile', WITHDRAWN, undefined],
  ])('is let be when %s', (_what, story, known) => {
    const world = known === undefined ? unknown : { facts: known };

    expect(timer('CheckAcknowledgement', story, 5, world)).toMatchObject({ ok: true, events: [] });
  });
});

describe('a request whose contact is confirmed', () => {
  test('closes by itself at the moment that was set then', () => {
    const confirmed = given(...ASSIGNED).when({ type: 'ConfirmContact', by: SAM, at: hoursIn(4) });

    expect(confirmed.after).toMatchObject({ closeAt: hoursIn(124) });
    expect(confirmed.effects).toContainEqual({
      type: 'WakeUp',
      at: hoursIn(124),
      command: { type: 'CheckClosing' },
    });
  });

  test.each([
    { hours: 124 - TICK, closed: false },
    { hours: 124, closed: true },
  ])('after $hours h is closed: $closed', ({ hours, closed }) => {
    const answer = timer('CheckClosing', IN_TOUCH, hours);

    expect(answer).toMatchObject({
      ok: true,
      effects: [],
      after: closed
        ? { status: 'Closed', closed: { by: 'system', at: hoursIn(124) } }
        : { status: 'Assigned' },
    });
  });

  test.each([
    ['that the FPM closed before', CLOSED],
    ['without a contact', ASSIGNED],
    ['without an expert', SENT],
  ])('%s is let be', (_what, story) => {
    expect(timer('CheckClosing', story, 999)).toMatchObject({ ok: true, events: [] });
  });

  test('and was closed by the house: closing it again names nobody', () => {
    const closed = [...IN_TOUCH, happened({ type: 'RequestClosed' }, 'system', hoursIn(124))];

    const answer = given(...closed).when({ type: 'CloseRequest', by: FRAN, at: hoursIn(130) });

    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'already-done', at: hoursIn(124) },
    });
    expect(!answer.ok && answer.refusal).not.toHaveProperty('by');
  });
});

test('a submission is watched: its receipt, the decision that presses, the decision that is late', () => {
  const answer = given(...SENT.slice(0, 1)).when({ type: 'Submit', by: PAT, answers: {} });

  expect(answer.effects.filter(({ type }) => type === 'WakeUp')).toEqual([
    { type: 'WakeUp', at: NOW + 300_000, command: { type: 'CheckAcknowledgement' } },
    { type: 'WakeUp', at: hoursIn(101), command: { type: 'CheckDecision' } },
    { type: 'WakeUp', at: hoursIn(120), command: { type: 'CheckDecision' } },
  ]);
});
