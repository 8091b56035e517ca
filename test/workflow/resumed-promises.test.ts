import type { HomeCalendar } from '../../src/domain/directory/home-calendar';
import type { Promises, Request, Returned } from '../../src/domain/request/request';
import { berlin, home, moment, singapore, utc } from '../calendar/homes';
import { hoursIn, PAT } from '../domain/cast';
import { requestAfter, returnedAt, SENT } from '../domain/stories';
import { factsFor, recordOf, storyHouse } from '../support/story-house';

const dublin = home('Europe/Dublin', 'IE');
const HOUR = 3_600_000;

/** The request as it was returned, with so much left. */
function returnedWith(left: Returned['left']): Request | undefined {
  return requestAfter(...SENT, returnedAt(hoursIn(2), { left }));
}

/** Check, decision and the FPM's due, as a failed test is to show them. */
function datesOf(promises: Promises | undefined): readonly string[] {
  return promises === undefined
    ? []
    : [promises.checkBy, promises.decideBy, promises.fpmDecideBy].map(utc);
}

/** A request that is sent again: when, with how many hours of check and decision left; check, decision and the FPM's due by then. */
interface Resumed {
  readonly fpm: HomeCalendar;
  readonly at: string;
  readonly left: readonly [number | undefined, number];
  readonly due: readonly [string, string, string];
}

const RESUMED: readonly (readonly [string, Resumed])[] = [
  [
    'in working hours: both go on with what was left',
    {
      fpm: dublin,
      at: '2026-05-06T10:00+01:00',
      left: [5, 48],
      due: ['2026-05-06T15:00+01:00', '2026-05-08T10:00+01:00', '2026-05-08T10:00+01:00'],
    },
  ],
  [
    'after a finished check: it begins anew',
    {
      fpm: dublin,
      at: '2026-05-06T10:00+01:00',
      left: [undefined, 72],
      due: ['2026-05-07T10:00+01:00', '2026-05-09T10:00+01:00', '2026-05-08T18:00+01:00'],
    },
  ],
  [
    'in the afternoon: a check that ends in the evening is due in the morning',
    {
      fpm: dublin,
      at: '2026-05-06T17:00+01:00',
      left: [3, 48],
      due: ['2026-05-07T08:00+01:00', '2026-05-08T17:00+01:00', '2026-05-08T17:00+01:00'],
    },
  ],
  [
    'on a Saturday before a bank holiday, with days left: no day is given or taken',
    {
      fpm: dublin,
      at: '2026-05-02T12:00+01:00',
      left: [undefined, 96],
      due: ['2026-05-06T08:00+01:00', '2026-05-06T12:00+01:00', '2026-05-06T12:00+01:00'],
    },
  ],
  [
    'on a Saturday with hours left: four of them, from the FPM’s next working moment on',
    {
      fpm: dublin,
      at: '2026-05-02T12:00+01:00',
      left: [2, 10],
      due: ['2026-05-05T08:00+01:00', '2026-05-05T12:00+01:00', '2026-05-05T12:00+01:00'],
    },
  ],
  [
    'on a Friday evening with a night and a day left: four hours from there too',
    {
      fpm: dublin,
      at: '2026-05-01T20:00+01:00',
      left: [undefined, 30],
      due: ['2026-05-05T12:00+01:00', '2026-05-05T12:00+01:00', '2026-05-05T12:00+01:00'],
    },
  ],
  [
    'on a Friday afternoon with an hour left: there is still somebody to keep it',
    {
      fpm: dublin,
      at: '2026-05-01T17:30+01:00',
      left: [undefined, 1],
      due: ['2026-05-01T18:30+01:00', '2026-05-01T18:30+01:00', '2026-05-01T18:30+01:00'],
    },
  ],
  [
    'on a Friday afternoon with a day left: the FPM has until the evening',
    {
      fpm: dublin,
      at: '2026-05-01T17:30+01:00',
      left: [undefined, 20],
      due: ['2026-05-01T18:00+01:00', '2026-05-02T13:30+01:00', '2026-05-01T18:00+01:00'],
    },
  ],
  [
    'on a Saturday, until Tuesday morning: not first thing, but four hours later',
    {
      fpm: dublin,
      at: '2026-05-02T12:00+01:00',
      left: [2, 68],
      due: ['2026-05-05T08:00+01:00', '2026-05-05T12:00+01:00', '2026-05-05T12:00+01:00'],
    },
  ],
  [
    'on a Saturday, until Tuesday evening: as promised',
    {
      fpm: dublin,
      at: '2026-05-02T12:00+01:00',
      left: [2, 77],
      due: ['2026-05-05T08:00+01:00', '2026-05-05T17:00+01:00', '2026-05-05T17:00+01:00'],
    },
  ],
  [
    'with nothing left in working hours: due at once',
    {
      fpm: dublin,
      at: '2026-05-06T10:00+01:00',
      left: [0, 0],
      due: ['2026-05-06T10:00+01:00', '2026-05-06T10:00+01:00', '2026-05-06T10:00+01:00'],
    },
  ],
  [
    'with nothing left on a Saturday: due first thing on the next working day',
    {
      fpm: dublin,
      at: '2026-05-02T12:00+01:00',
      left: [0, 0],
      due: ['2026-05-05T08:00+01:00', '2026-05-05T08:00+01:00', '2026-05-05T08:00+01:00'],
    },
  ],
  [
    'on Christmas Eve in Berlin, until the night: the FPM has until the evening',
    {
      fpm: berlin,
      at: '2026-12-24T17:00+01:00',
      left: [0.5, 12],
      due: ['2026-12-24T17:30+01:00', '2026-12-25T05:00+01:00', '2026-12-24T18:00+01:00'],
    },
  ],
  [
    'on Christmas Day in Berlin: it waits for the Monday',
    {
      fpm: berlin,
      at: '2026-12-25T09:00+01:00',
      left: [1, 12],
      due: ['2026-12-28T08:00+01:00', '2026-12-28T12:00+01:00', '2026-12-28T12:00+01:00'],
    },
  ],
  [
    'at noon in Madrid, when the FPM in Singapore has gone home: their morning counts',
    {
      fpm: singapore,
      at: '2026-05-06T13:00+02:00',
      left: [1, 2],
      due: ['2026-05-07T08:00+08:00', '2026-05-07T10:00+08:00', '2026-05-07T10:00+08:00'],
    },
  ],
];

describe('a returned request that is sent again', () => {
  it.each(RESUMED)('%s', async (_what, { fpm, at, left: [check, decide], due }) => {
    const house = await storyHouse({ fpm });
    const left = {
      decide: decide * HOUR,
      ...(check === undefined ? {} : { check: check * HOUR }),
    };

    const { promises } = await factsFor(house, recordOf(returnedWith(left)), {
      type: 'SendAgain',
      by: PAT,
      at: moment(at),
      answers: {},
    });

    expect(datesOf(promises)).toEqual(due.map((text) => utc(moment(text))));
  });

  it('with more left is never due earlier', async () => {
    const house = await storyHouse({ fpm: dublin });
    const at = moment('2026-05-02T12:00+01:00');
    const hours = Array.from({ length: 100 }, (_none, index) => index);

    const dues = await Promise.all(
      hours.map(async (decide) => {
        const record = recordOf(returnedWith({ decide: decide * HOUR }));
        const order = { type: 'SendAgain', by: PAT, at, answers: {} } as const;
        return (await factsFor(house, record, order)).promises?.decideBy ?? 0;
      }),
    );

    expect(dues).toEqual(dues.toSorted((one, other) => one - other));
  });

  it('never gives the FPM a due date in the past, whenever and with whatever left it comes', async () => {
    const house = await storyHouse({ fpm: dublin });
    const start = moment('2026-04-30T00:30+01:00');
    const cases = Array.from({ length: 7 * 24 }, (_none, index) => ({
      at: start + index * HOUR,
      decide: (index % 5) * 13 * HOUR,
    }));

    const early = await Promise.all(
      cases.map(async ({ at, decide }) => {
        const record = recordOf(returnedWith({ decide }));
        const order = { type: 'SendAgain', by: PAT, at, answers: {} } as const;
        const { promises } = await factsFor(house, record, order);
        const isFine =
          promises !== undefined &&
          promises.fpmDecideBy >= at &&
          promises.decideBy >= promises.fpmDecideBy &&
          promises.decideBy >= at + decide &&
          promises.checkBy <= promises.fpmDecideBy;
        return isFine ? [] : [{ at: utc(at), decide, promises }];
      }),
    );

    expect(early.flat()).toEqual([]);
  });
});
