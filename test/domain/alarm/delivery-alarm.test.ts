import {
  decideDeliveryAlarm,
  effectsOfDeliveryAlarm,
  evolveDeliveryAlarm,
  summaryOfDeliveryAlarm,
  supersedesInDeliveryAlarm,
  type DeliveryAlarm,
  type DeliveryAlarmEvent,
} from '../../../src/domain/alarm/delivery-alarm';
import type { PersonRef, Stamped } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';

const ADA: PersonRef = { id: 'person:ada', name: 'Ada' };
const FAY: PersonRef = { id: 'person:fay', name: 'Fay' };
const NOON = Date.parse('2026-11-23T12:00:00Z');
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const MORNING = NOON + 20 * 60 * MINUTE;

/** What a look at this moment leads to, when messages do not arrive since these ones. */
function look(
  state: DeliveryAlarm | undefined,
  at: number,
  since: readonly number[],
): readonly DeliveryAlarmEvent[] {
  const command = { type: 'LookAtBacklog', by: 'system', at, causeId: 'look' } as const;
  const facts = { since, operators: [ADA, FAY], nextMorning: MORNING };
  const decision = decideDeliveryAlarm(state, command, facts, POLICY);
  return decision.ok ? decision.events : [];
}

/** The alarm after looks at these moments, each at what does not arrive by then. */
function after(
  ...looks: readonly (readonly [at: number, since: readonly number[]])[]
): DeliveryAlarm | undefined {
  return looks.reduce<DeliveryAlarm | undefined>((state, [at, since]) => {
    const events = look(state, at, since).map((event) => stamped(event, at));
    return events.reduce<DeliveryAlarm | undefined>(evolveDeliveryAlarm, state);
  }, undefined);
}

function stamped(event: DeliveryAlarmEvent, at: number): Stamped<DeliveryAlarmEvent> {
  return { ...event, by: 'system', at, causeId: 'look' };
}

/** One message since noon, of which operators were told a quarter of an hour later. */
const TOLD = after([NOON, [NOON]], [NOON + QUARTER, [NOON]])!;

describe('operators', () => {
  it('are told of nothing while everything arrives', () => {
    expect(look(undefined, NOON, [])).toEqual([]);
  });

  it('are told when something has not arrived for a quarter of an hour, and not a moment sooner', () => {
    const seen = after([NOON + MINUTE, [NOON]]);

    expect(seen?.lookAt).toBe(NOON + QUARTER);
    expect(look(seen, NOON + QUARTER - 1, [NOON])).toEqual([]);
    expect(look(seen, NOON + QUARTER, [NOON])).toEqual([
      {
        ...{ type: 'OperatorsAlarmed', count: 1, oldest: NOON, operators: [ADA, FAY] },
        ...{ remindAt: MORNING, lookAt: NOON + 2 * QUARTER },
      },
    ]);
  });

  it('are told how many are as old as that, and since when the oldest', () => {
    const since = [NOON - 5 * QUARTER, NOON - QUARTER, NOON - QUARTER + 1, NOON];

    expect(look(undefined, NOON, since)).toMatchObject([
      { type: 'OperatorsAlarmed', count: 2, oldest: NOON - 5 * QUARTER },
    ]);
  });

  it('are not told when all has arrived by then', () => {
    const seen = after([NOON, [NOON]]);

    expect(look(seen, NOON + QUARTER, [])).toEqual([{ type: 'BacklogGone', alarmed: [] }]);
  });

  it('are told once of a backlog, however it grows and shrinks while something of it is left', () => {
    const grown = [NOON, NOON + QUARTER + 1, NOON + QUARTER + 2];

    expect(look(TOLD, NOON + 2 * QUARTER, grown)).toEqual([
      { type: 'BacklogSeen', lookAt: NOON + 3 * QUARTER },
    ]);
    const later = after(
      ...([
        [NOON, [NOON]],
        [NOON + QUARTER, [NOON]],
        [NOON + 2 * QUARTER, grown],
      ] as const),
    );
    expect(look(later, NOON + 3 * QUARTER, [NOON + QUARTER + 1])).toMatchObject([
      { type: 'BacklogSeen' },
    ]);
  });

  it('are told again in the morning while something of it is left, and then on the morning after', () => {
    const { raised, ...rest } = TOLD;
    const inTheMorning = { ...rest, raised: raised!, lookAt: MORNING };

    expect(look({ ...inTheMorning, lookAt: MORNING - 1 }, MORNING - 1, [NOON])).toMatchObject([
      { type: 'BacklogSeen' },
    ]);
    expect(look(inTheMorning, MORNING, [NOON])).toMatchObject([
      { type: 'OperatorsAlarmed', count: 1, oldest: NOON },
    ]);
  });

  it('are told of another backlog once the first one is gone', () => {
    const second = NOON + 20 * MINUTE;
    const gone = after([NOON, [NOON]], [NOON + QUARTER, [NOON]], [NOON + 2 * QUARTER, []]);

    expect(gone?.raised).toBeUndefined();
    expect(look(gone, second + QUARTER, [second])).toMatchObject([{ type: 'OperatorsAlarmed' }]);
  });

  it('are told of another backlog though it began before the next look', () => {
    const second = NOON + 20 * MINUTE;

    expect(look(TOLD, NOON + 2 * QUARTER, [second])).toEqual([
      { type: 'BacklogGone', alarmed: [ADA, FAY] },
      { type: 'BacklogSeen', lookAt: second + QUARTER },
    ]);
    expect(look(TOLD, second + QUARTER, [second])).toMatchObject([{ type: 'OperatorsAlarmed' }]);
  });

  it('each get a card that rings, and the next look is set', () => {
    const [event] = look(undefined, NOON, [NOON - QUARTER]);
    const show = { type: 'Show', card: 'alarm', ping: 'P15', moveDown: true };

    expect(effectsOfDeliveryAlarm(stamped(event!, NOON))).toEqual([
      { ...show, copy: `alarm:${ADA.id}`, to: { person: ADA.id } },
      { ...show, copy: `alarm:${FAY.id}`, to: { person: FAY.id } },
      { type: 'WakeUp', at: NOON + QUARTER, command: { type: 'LookAtBacklog' } },
    ]);
  });

  it('keep a card that says so when all has arrived, and no look is set', () => {
    const [event] = look(TOLD, NOON + 2 * QUARTER, []);

    expect(effectsOfDeliveryAlarm(stamped(event!, NOON))).toEqual([
      { type: 'Retire', copy: `alarm:${ADA.id}` },
      { type: 'Retire', copy: `alarm:${FAY.id}` },
    ]);
  });
});

it('a person can give none of its commands', () => {
  const command = { type: 'LookAtBacklog', by: ADA, at: NOON, causeId: 'c' } as const;
  const facts = { since: [NOON - QUARTER], operators: [ADA], nextMorning: MORNING };

  expect(decideDeliveryAlarm(undefined, command, facts, POLICY)).toEqual({
    ...{ ok: false, refusal: { code: 'not-yours' } },
  });
});

it('how its card reached an operator changes nothing', () => {
  const command = { type: 'NoteDelivery', by: 'system', at: NOON, causeId: 'c' } as const;
  const facts = { since: [NOON - QUARTER], operators: [ADA], nextMorning: MORNING };

  expect(decideDeliveryAlarm(undefined, command, facts, POLICY)).toEqual({ ok: true, events: [] });
});

it('the record does not grow: what a later event makes superfluous folds to the same', () => {
  const looks: readonly (readonly [number, readonly number[]])[] = [
    ...([0, 1, 2, 3, 4] as const).map((n) => [NOON + n * QUARTER, [NOON]] as const),
    [NOON + 5 * QUARTER, []],
    [NOON + 6 * QUARTER, [NOON + 6 * QUARTER]],
    [NOON + 7 * QUARTER, [NOON + 6 * QUARTER]],
    [NOON + 8 * QUARTER, [NOON + 6 * QUARTER]],
  ];
  let state: DeliveryAlarm | undefined;
  let kept: readonly Stamped<DeliveryAlarmEvent>[] = [];
  for (const [at, since] of looks) {
    for (const event of look(state, at, since).map((one) => stamped(one, at))) {
      state = evolveDeliveryAlarm(state, event);
      kept = [...kept.filter((earlier) => !supersedesInDeliveryAlarm(event, earlier)), event];
      expect(kept.reduce<DeliveryAlarm | undefined>(evolveDeliveryAlarm, undefined)).toEqual(state);
      expect(kept.length).toBeLessThanOrEqual(2);
    }
  }
  expect(state?.raised?.oldest).toBe(NOON + 6 * QUARTER);
});

it('is listed by its kind alone', () => {
  expect(summaryOfDeliveryAlarm(TOLD, NOON)).toEqual({
    ...{ kind: 'alarm', tags: [], search: '', at: NOON },
  });
});
