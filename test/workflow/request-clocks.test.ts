import type { Instant } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { home, madrid, moment, singapore, utc } from '../calendar/homes';
import { FRAN, hoursIn, PAT, SAM, WHOLE } from '../domain/cast';
import { ASSIGNED, DENIED, drafted, requestAfter, RETURNED, SENT } from '../domain/stories';
import { factsFor, recordOf, storyHouse } from '../support/story-house';

const dublin = home('Europe/Dublin', 'IE');

/** Moments as a failed test is to show them. */
function dates(
  facts: Readonly<Record<string, Instant>> | object | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts ?? {}).map(([name, at]) => [name, utc(at as Instant)]),
  );
}

describe('a submission promises', () => {
  it.each([
    // Storyboard, Monday in Madrid: Saturday by the calendar, for the FPM Friday evening.
    [
      'a decision that ends on a free day to the FPM for the working day before',
      dublin,
      '2026-11-23T09:13+01:00',
      ['2026-11-24T08:13+00:00', '2026-11-28T09:13+01:00', '2026-11-27T18:00+00:00'],
    ],
    [
      'the same moment to both when it ends on a working day',
      dublin,
      '2026-05-06T10:00+02:00',
      ['2026-05-07T09:00+01:00', '2026-05-11T10:00+02:00', '2026-05-11T10:00+02:00'],
    ],
    [
      'a check that passes over a public holiday of the FPM',
      dublin,
      '2026-05-01T10:00+02:00',
      ['2026-05-05T09:00+01:00', '2026-05-06T10:00+02:00', '2026-05-06T10:00+02:00'],
    ],
    [
      'the same hour after the clocks were put forward',
      dublin,
      '2026-03-26T10:00+01:00',
      ['2026-03-27T09:00+00:00', '2026-03-31T10:00+02:00', '2026-03-31T10:00+02:00'],
    ],
  ])('%s', async (_what, fpm, at, [checkBy = '', decideBy = '', fpmDecideBy = '']) => {
    const house = await storyHouse({ fpm });
    const draft = recordOf(requestAfter(...drafted(WHOLE)));

    const { promises } = await factsFor(house, draft, {
      type: 'Submit',
      by: PAT,
      at: moment(at),
      answers: {},
    });

    expect(dates(promises)).toEqual({
      checkBy: utc(moment(checkBy)),
      decideBy: utc(moment(decideBy)),
      fpmDecideBy: utc(moment(fpmDecideBy)),
    });
  });
});

describe('a denial', () => {
  it('may be taken back for five working days of the FPM, a bank holiday not counted', async () => {
    const house = await storyHouse({ fpm: dublin });

    const { reopenBy } = await factsFor(house, recordOf(requestAfter(...SENT)), {
      type: 'Deny',
      by: FRAN,
      at: moment('2026-04-30T16:00+01:00'),
      reason: 'DENY_DUPLICATE',
      note: 'See SME-1007.',
    });

    expect(dates({ reopenBy: reopenBy! })).toEqual({
      reopenBy: utc(moment('2026-05-08T16:00+01:00')),
    });
  });

  it.each<
    readonly [string, { at: string; hoursLeft: number; decideBy: string; fpmDecideBy?: string }]
  >([
    [
      'two and a half days',
      { at: '2026-05-06T10:00+01:00', hoursLeft: 60, decideBy: '2026-05-08T22:00+01:00' },
    ],
    [
      'three hours: a working day',
      { at: '2026-05-06T10:00+01:00', hoursLeft: 3, decideBy: '2026-05-07T10:00+01:00' },
    ],
    [
      'nothing, on a Saturday',
      { at: '2026-05-02T12:00+01:00', hoursLeft: -40, decideBy: '2026-05-06T08:00+01:00' },
    ],
    [
      'three days that end on a Sunday',
      {
        at: '2026-05-07T10:00+01:00',
        hoursLeft: 72,
        decideBy: '2026-05-10T10:00+01:00',
        fpmDecideBy: '2026-05-08T18:00+01:00',
      },
    ],
  ])(
    'taken back with %s left is due anew',
    async (_left, { at, hoursLeft, decideBy, fpmDecideBy = decideBy }) => {
      const house = await storyHouse({ fpm: dublin });
      const denied = { ...DENIED.at(-1)!, at: hoursIn(120 - hoursLeft) };
      const record = recordOf(requestAfter(...SENT, denied));

      const { promises } = await factsFor(house, record, {
        type: 'ReopenDenied',
        by: FRAN,
        at: moment(at),
        note: 'They lead.',
      });

      expect(dates(promises)).toEqual({
        checkBy: utc(hoursIn(24)),
        decideBy: utc(moment(decideBy)),
        fpmDecideBy: utc(moment(fpmDecideBy)),
      });
    },
  );
});

describe('a return', () => {
  const order = {
    type: 'ReturnRequest',
    by: FRAN,
    reason: 'RETURN_INCORRECT',
    fields: ['role'],
    note: 'Engineer?',
  } as const;

  it.each([
    // 1 May is free in Madrid.
    ['on a Tuesday', '2026-04-21T10:00+02:00', '2026-05-06T10:00+02:00', '2026-05-13T10:00+02:00'],
    [
      'on a Saturday, from Monday morning on',
      '2026-06-06T12:00+02:00',
      '2026-06-22T08:00+02:00',
      '2026-06-29T08:00+02:00',
    ],
    [
      'before the clocks are put forward',
      '2026-03-23T09:30+01:00',
      '2026-04-08T09:30+02:00',
      '2026-04-15T09:30+02:00',
    ],
  ])('%s warns and ends in the requester’s calendar', async (_when, at, warnAt, closeBy) => {
    const house = await storyHouse({ fpm: singapore });
    const record = recordOf(requestAfter(...SENT));

    const { returned } = await factsFor(house, record, { ...order, at: moment(at) });

    expect(dates(returned)).toEqual({
      warnAt: utc(moment(warnAt)),
      closeBy: utc(moment(closeBy)),
    });
  });

  it('that is warned of only now ends five working days from now', async () => {
    const house = await storyHouse({ fpm: singapore });

    const { returned } = await factsFor(house, recordOf(requestAfter(...RETURNED)), {
      type: 'CheckReturn',
      by: 'system',
      at: moment('2026-04-29T10:00+02:00'),
    });

    expect(dates(returned)).toEqual({
      warnAt: utc(moment('2026-04-29T10:00+02:00')),
      closeBy: utc(moment('2026-05-07T10:00+02:00')),
    });
    expect([POLICY.returnWarnWorkingDays, POLICY.returnCloseWorkingDays]).toEqual([10, 15]);
  });
});

describe('a confirmed contact', () => {
  it.each([
    ['passing over Saint Patrick’s Day', '2026-03-13T09:30+00:00', '2026-03-23T09:30+00:00'],
    ['over the change of the clocks', '2026-03-25T09:30+00:00', '2026-04-01T09:30+01:00'],
  ])('closes the request after five working days of the FPM, %s', async (_over, at, closeAt) => {
    const house = await storyHouse({ fpm: dublin });

    const facts = await factsFor(house, recordOf(requestAfter(...ASSIGNED)), {
      type: 'ConfirmContact',
      by: SAM,
      at: moment(at),
    });

    expect(dates({ closeAt: facts.closeAt! })).toEqual({ closeAt: utc(moment(closeAt)) });
  });
});

test('Pat lives in Madrid, so that the tables mean what they say', () => {
  expect(madrid).toMatchObject({ zone: 'Europe/Madrid', from: '08:00', until: '18:00' });
});
