import fc from 'fast-check';
import type { Stamped } from '../../src/domain/kernel';
import type { AbsenceEvent } from '../../src/domain/directory/absence';
import type { TodayEvent } from '../../src/domain/today/today';
import { kindOfRecord } from '../../src/workflow/kinds';
import { FRAN, hoursIn, ID, NOW, PAT, SAM } from '../domain/cast';
import { ENGAGEMENT } from '../domain/engagement-stories';
import { engagementEvents, requestEvents, whatever } from '../domain/moves';

/** What the two ways of keeping a history fold to, after each of its events. */
interface Folded {
  readonly all: readonly unknown[];
  readonly kept: readonly unknown[];
  /** Most events that were kept at a time. */
  readonly most: number;
}

function folded(id: string, history: readonly unknown[]): Folded {
  const kind = kindOfRecord(id);
  if (kind === undefined) {
    throw new Error(`${id} is of no kind`);
  }
  const fold = (events: readonly unknown[]): unknown =>
    events.reduce<unknown>((state, event) => kind.evolve(state, event), undefined);
  let kept: readonly unknown[] = [];
  let most = 0;
  const states = history.map((event, index) => {
    kept = [...kept.filter((earlier) => !kind.supersedes(event, earlier)), event];
    most = Math.max(most, kept.length);
    return [fold(history.slice(0, index + 1)), fold(kept)] as const;
  });
  return { all: states.map(([all]) => all), kept: states.map(([, one]) => one), most };
}

const duties = fc.record({
  lines: fc.constantFrom([], [{ what: 'decide' as const, record: ID, number: 1042, since: NOW }]),
  more: fc.nat({ max: 2 }),
  waitingForOthers: fc.nat({ max: 2 }),
});
const moment = fc.nat({ max: 500 }).map(hoursIn);
const day = fc.constantFrom('2026-11-23', '2026-11-24', '2026-11-25');
const todayEvent: fc.Arbitrary<TodayEvent> = fc.oneof(
  fc.record({ type: fc.constant('DayBegun' as const), day, duties, nextAt: moment }),
  fc.record({ type: fc.constant('DayPassed' as const), duties, nextAt: moment }),
  fc.record({ type: fc.constant('TodayOpened' as const), day, duties }),
  fc.record({ type: fc.constantFrom('DutiesChanged' as const, 'QueueEnded' as const), duties }),
  fc.record({ type: fc.constant('QueueBegun' as const), until: moment }),
);

const absence = fc.record({
  edition: fc.nat({ max: 3 }),
  fromDay: day,
  untilDay: day,
  from: moment,
  until: moment,
  standIn: fc.constantFrom(PAT, SAM),
  inHand: fc.constantFrom('all' as const, 'new' as const),
});
const absenceEvent: fc.Arbitrary<AbsenceEvent> = fc.oneof(
  fc.record({ type: fc.constant('AbsenceSet' as const), absence }),
  fc.record({
    type: fc.constant('RequestsPassed' as const),
    ...{ edition: fc.nat({ max: 3 }), standIn: fc.constant(PAT), requests: fc.constant([ID]) },
  }),
  fc.record({ type: fc.constant('AbsenceEnded' as const), absence }),
  fc.record({ type: fc.constant('AbsenceCalledOff' as const), edition: fc.nat({ max: 3 }) }),
  fc.record({ type: fc.constant('ReturnTold' as const), hideAt: moment }),
);
const IMPORTED = { type: 'PersonImported', id: FRAN.id, entry: { name: FRAN.name } };

function stamped(event: TodayEvent, index: number): Stamped<TodayEvent> {
  return { ...event, by: 'system', at: NOW + index, causeId: `cause-${String(index)}` };
}

describe('a history without the events that later ones supersede', () => {
  it('leads every request to the same state, at every moment', () => {
    whatever((happened) => {
      const { all, kept } = folded(ID, requestEvents(happened));

      expect(kept).toEqual(all);
    });
  });

  it('leads every engagement to the same state, at every moment', () => {
    whatever((happened) => {
      const { all, kept } = folded(ENGAGEMENT, engagementEvents(happened));

      expect(kept).toEqual(all);
    });
  });

  it('leads every Today to the same state, at every moment, and stays small', () => {
    const started: TodayEvent = {
      type: 'TodayStarted',
      id: 'today:fran',
      person: FRAN,
      nextAt: NOW,
    };
    fc.assert(
      fc.property(fc.array(todayEvent, { maxLength: 40 }), (events) => {
        const { all, kept, most } = folded('today:fran', [started, ...events].map(stamped));

        expect(kept).toEqual(all);
        expect(most).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('leads every person to the same state, at every moment, and stays small', () => {
    fc.assert(
      fc.property(fc.array(absenceEvent, { maxLength: 40 }), (events) => {
        const history = [IMPORTED, ...events].map((event, index) => ({
          ...{ ...event, by: 'system', at: NOW + index, causeId: `cause-${String(index)}` },
        }));
        const { all, kept, most } = folded(FRAN.id, history);

        expect(kept).toEqual(all);
        expect(most).toBeLessThanOrEqual(8);
      }),
    );
  });

  it.each(['request', 'person', 'conversation', 'question', 'checkin', 'partner', 'expert'])(
    'is the whole history of a %s',
    (kind) => {
      const event = { type: 'DutiesChanged', by: 'system', at: NOW, causeId: 'cause' };

      expect(kindOfRecord(`${kind}:1`)?.supersedes(event, event)).toBe(false);
    },
  );
});
