import {
  isAway,
  returnOf,
  type AbsenceEvent,
  type AbsenceFacts,
  type AbsenceOrder,
} from '../../../src/domain/directory/absence';
import {
  decidePerson,
  effectsOfPerson,
  evolvePerson,
  summaryOfPerson,
  supersedesInPerson,
  type Person,
  type PersonEvent,
} from '../../../src/domain/directory/person';
import type { Actor, Instant, RefusalCode, Stamped } from '../../../src/domain/kernel';
import { FAY, FRAN, hoursIn, NOW, PAT } from '../cast';

const FPM: Person = {
  ...{ id: FRAN.id, name: FRAN.name, mail: 'fran@contoso.example', language: 'en' },
  home: {
    ...{ zone: 'Europe/Madrid', country: 'ES', workingDays: [1, 2, 3, 4, 5] },
    ...{ from: '08:00', until: '18:00' },
  },
  ...{ contactOf: [], fpmOf: ['partner:contoso'], isExpert: false, isOperator: false },
};
const EXPERT: Person = { ...FPM, fpmOf: [], isExpert: true };
const PARTNER: Person = { ...FPM, fpmOf: [], contactOf: ['partner:contoso'] };

const TODAY = '2026-11-23';
const FROM = hoursIn(24);
const UNTIL = hoursIn(24 * 5);
const FACTS: AbsenceFacts = {
  today: TODAY,
  span: { from: FROM, until: UNTIL },
  standIn: FAY,
  hasChoice: true,
};
const SET: AbsenceOrder = {
  ...{ type: 'SetAbsence', from: '2026-11-24', until: '2026-11-27' },
  ...{ standIn: FAY.id, inHand: 'all' },
};

interface Given {
  readonly at?: Instant;
  readonly by?: Actor;
  readonly facts?: AbsenceFacts;
}

interface Came {
  readonly person: Person;
  readonly events: readonly PersonEvent[];
  readonly refusal?: RefusalCode;
  readonly effects: readonly unknown[];
}

/** What comes of one order. */
function order(
  person: Person,
  what: AbsenceOrder,
  { at = NOW, by = FRAN, facts = FACTS }: Given = {},
): Came {
  const meta = { by, at, causeId: 'asked' };
  const decision = decidePerson(person, { ...what, ...meta }, facts);
  if (!decision.ok) {
    return { person, events: [], refusal: decision.refusal.code, effects: [] };
  }
  const stamped = decision.events.map((event) => ({ ...event, ...meta }));
  const after = stamped.reduce<Person>((one, event) => evolvePerson(one, event) ?? one, person);
  return {
    ...{ person: after, events: decision.events },
    effects: stamped.flatMap((event) => effectsOfPerson(event, after)),
  };
}

const AWAY = order(FPM, SET).person;
const IN_HAND = { inHand: { requests: ['request:one', 'request:two'] } } as const;
const BEGIN: AbsenceOrder = { type: 'BeginAbsence', edition: 1 };
const CLOSE: AbsenceOrder = { type: 'CloseAbsence', edition: 1 };

/** What a timer comes to at this moment. */
function ring(person: Person, what: AbsenceOrder, at: Instant, facts: object = IN_HAND): Came {
  return order(person, what, { at, by: 'system', facts: { today: TODAY, ...facts } });
}

describe('setting an absence', () => {
  test('keeps days, moments and stand-in, and is woken at both ends', () => {
    const { person, effects } = order(FPM, SET);

    expect(person.absence).toEqual({
      ...{ edition: 1, fromDay: '2026-11-24', untilDay: '2026-11-27' },
      ...{ from: FROM, until: UNTIL, standIn: FAY, inHand: 'all' },
    });
    expect(effects).toEqual([
      { type: 'WakeUp', at: FROM, command: BEGIN },
      { type: 'WakeUp', at: UNTIL, command: CLOSE },
    ]);
  });

  test('for new requests only needs no waking at its beginning', () => {
    const { effects } = order(FPM, { ...SET, inHand: 'new' });

    expect(effects).toEqual([{ type: 'WakeUp', at: UNTIL, command: CLOSE }]);
  });

  test('twice in the same words changes nothing', () => {
    expect(order(AWAY, SET)).toMatchObject({ events: [], person: AWAY });
  });

  test.each([
    ['another person', { by: PAT }],
    ['the process', { by: 'system' }],
  ] as const)('is nothing that %s can do', (_who, given) => {
    expect(order(FPM, SET, given).refusal).toBe('not-yours');
  });

  test('is for those to whom work comes by itself', () => {
    expect(order(PARTNER, SET).refusal).toBe('away-for-whom');
    expect(order(EXPERT, { ...SET, standIn: undefined, inHand: '' }).person.absence).toEqual(
      expect.objectContaining({ inHand: 'new' }),
    );
  });

  test('keeps no stand-in of somebody who cannot have one', () => {
    expect(order(EXPERT, SET).person.absence).not.toHaveProperty('standIn');
  });

  test('by the only FPM there is needs no stand-in', () => {
    const facts = { today: TODAY, span: { from: FROM, until: UNTIL }, hasChoice: false };

    const { person, effects } = order(FPM, { ...SET, standIn: undefined }, { facts });

    expect(person.absence).toMatchObject({ inHand: 'new' });
    expect(effects).toHaveLength(1);
  });

  test.each([
    ['no stand-in', { standIn: undefined }, { ...FACTS, standIn: undefined }],
    ['no word on what is in hand', { inHand: '' }, FACTS],
    ['a last day before the first', { until: '2026-11-23' }, FACTS],
    ['a first day that is past', { from: '2026-11-22' }, FACTS],
    ['no last day', { until: '' }, FACTS],
    ['a day that there is not', { until: '2026-11-31' }, FACTS],
    ['more than a year ahead', { until: '2027-11-24' }, FACTS],
  ])('with %s is refused', (_what, wrong, facts) => {
    expect(order(FPM, { ...SET, ...wrong }, { facts: facts as never }).refusal).toBe(
      'absence-wrong',
    );
  });
});

describe('an absence', () => {
  test('begins with the first moment of its first day and ends with the last of its last', () => {
    const at = [FROM - 1, FROM, UNTIL - 1, UNTIL].map((moment) => isAway(AWAY, moment));

    expect(at).toEqual([false, true, true, false]);
  });

  test('hands over what is in hand when it begins, not a moment before', () => {
    expect(ring(AWAY, BEGIN, FROM - 1).events).toEqual([]);
    const { events, effects, person } = ring(AWAY, BEGIN, FROM);

    expect(events).toEqual([
      {
        ...{ type: 'RequestsPassed', edition: 1, standIn: FAY },
        requests: ['request:one', 'request:two'],
      },
    ]);
    const command = {
      ...{ type: 'HandOver', to: FAY.id, note: '' },
      absent: { id: FRAN.id, name: FRAN.name },
    };
    expect(effects).toEqual([
      { type: 'Tell', record: 'request:one', command },
      { type: 'Tell', record: 'request:two', command },
    ]);
    expect(person.absence).toEqual({ ...AWAY.absence, hasPassed: true });
  });

  test('goes on with the next ones where there are more', () => {
    const { effects, person } = ring(AWAY, BEGIN, FROM, {
      inHand: { ...IN_HAND.inHand, after: 1002 },
    });

    expect(effects.at(-1)).toEqual({
      ...{ type: 'WakeUp', at: FROM },
      command: { type: 'BeginAbsence', edition: 1, after: 1002 },
    });
    expect(person).toEqual(AWAY);
  });

  test('with nothing in hand leaves no trace of its beginning', () => {
    expect(ring(AWAY, BEGIN, FROM, { inHand: { requests: [] } }).events).toEqual([]);
  });

  test('over which the clock has jumped hands nothing over', () => {
    expect(ring(AWAY, BEGIN, UNTIL).events).toEqual([]);
  });

  test('is over at its end, not a moment before, and once', () => {
    expect(ring(AWAY, CLOSE, UNTIL - 1).events).toEqual([]);
    const { person } = ring(AWAY, CLOSE, UNTIL);

    expect(person).not.toHaveProperty('absence');
    expect(person.lastAbsence).toEqual({ absence: AWAY.absence, endedAt: UNTIL });
    expect(ring(person, CLOSE, UNTIL).events).toEqual([]);
  });

  test('that ended while the process was down ended when it was to', () => {
    expect(ring(AWAY, CLOSE, UNTIL + 1_000_000).person.lastAbsence?.endedAt).toBe(UNTIL);
  });

  test('that was set anew is not ended or begun by the timers of the earlier one', () => {
    const later = { ...SET, until: '2026-12-01' } as AbsenceOrder;
    const span = { from: FROM, until: hoursIn(24 * 9) };
    const { person } = order(AWAY, later, { facts: { ...FACTS, span } });

    expect(ring(person, CLOSE, UNTIL).events).toEqual([]);
    expect(ring(person, BEGIN, FROM).events).toEqual([]);
    expect(ring(person, { ...BEGIN, edition: 2 }, FROM).events).toHaveLength(1);
  });
});

describe('changing an absence that runs', () => {
  const PASSED = ring(AWAY, BEGIN, FROM).person;
  const change = (more: object, by: Partial<AbsenceFacts> = {}, person = PASSED): Came =>
    order(
      person,
      { ...SET, ...more },
      {
        at: FROM + 1,
        facts: { ...FACTS, today: '2026-11-25', ...by },
      },
    );

  test('keeps its first day though it is past, and passes nothing on a second time', () => {
    const span = { from: FROM, until: UNTIL + 1 };
    const { events } = change({ until: '2026-11-28' }, { span });

    expect(events).toEqual([expect.objectContaining({ type: 'AbsenceSet' })]);
    expect(events[0]).not.toHaveProperty('passes');
  });

  test('before anything was passed on leaves that to its new beginning', () => {
    const { events } = change({ until: '2026-11-28' }, { span: { from: FROM, until: 9e14 } }, AWAY);

    expect(events).toMatchObject([{ type: 'AbsenceSet', passes: true }]);
  });

  test('to another stand-in passes on what is in hand by then', () => {
    const { events } = change({ standIn: PAT.id }, { standIn: PAT });

    expect(events).toMatchObject([{ type: 'AbsenceSet', passes: true }]);
  });

  test('to new requests only passes nothing on', () => {
    expect(change({ inHand: 'new' }).events[0]).not.toHaveProperty('passes');
  });
});

describe('coming back', () => {
  const END: AbsenceOrder = { type: 'EndAbsence' };

  test('ends the absence at once', () => {
    const { person, events } = order(AWAY, END, { at: FROM + 5 });

    expect(events).toEqual([{ type: 'AbsenceEnded', absence: AWAY.absence }]);
    expect(person.lastAbsence).toMatchObject({ endedAt: FROM + 5 });
    expect(order(person, END, { at: FROM + 6 }).refusal).toBe('not-away');
  });

  test('before it began calls it off, and there is nothing to tell', () => {
    const { person, events } = order(AWAY, END, { at: FROM - 1 });

    expect(events).toEqual([{ type: 'AbsenceCalledOff', edition: 1 }]);
    expect(person).not.toHaveProperty('absence');
    expect(person).not.toHaveProperty('lastAbsence');
    expect(ring(person, BEGIN, FROM).events).toEqual([]);
    expect(order(person, SET).person.absence).toMatchObject({ edition: 2 });
  });

  test.each([
    ['by somebody else', { by: PAT, at: FROM + 5 }, 'not-yours'],
    ['without an absence', { at: UNTIL }, 'not-away'],
  ] as const)('%s is refused', (_what, given, code) => {
    expect(order(AWAY, END, given).refusal).toBe(code);
  });

  test('on the card of an earlier absence ends nothing', () => {
    expect(order(AWAY, { ...END, edition: 0 }, { at: FROM + 5 }).refusal).toBe('not-away');
  });

  test('is told once, until the next morning', () => {
    const back = ring(AWAY, CLOSE, UNTIL).person;
    const told = ring(back, { type: 'NoteReturnTold', hideAt: hoursIn(200) }, UNTIL + 9);

    expect(told.person.lastAbsence).toMatchObject({ hideAt: hoursIn(200) });
    const again = { type: 'NoteReturnTold', hideAt: hoursIn(300) } as const;
    expect(ring(told.person, again, UNTIL + 99).events).toEqual([]);
    expect(ring(FPM, again, UNTIL).events).toEqual([]);
  });

  test('is told also where the timer of the end has not rung yet', () => {
    const { person } = ring(AWAY, { type: 'NoteReturnTold', hideAt: hoursIn(200) }, UNTIL);

    expect(returnOf(AWAY, UNTIL)).toEqual({ absence: AWAY.absence, endedAt: UNTIL });
    expect(returnOf(AWAY, UNTIL - 1)).toBeUndefined();
    expect(person.lastAbsence).toMatchObject({ endedAt: UNTIL, hideAt: hoursIn(200) });
    expect(person).not.toHaveProperty('absence');
  });
});

describe('the record of somebody who is away', () => {
  test('is found by the stand-in, until they leave the directory', () => {
    const left = { type: 'PersonLeft', by: 'system', at: NOW, causeId: 'import' } as const;
    const gone = evolvePerson(AWAY, left);

    expect(summaryOfPerson(AWAY, NOW).tags).toEqual([`waits:${FAY.id}`]);
    expect(summaryOfPerson(gone ?? AWAY, NOW).tags).toEqual([]);
  });

  test('does not grow: an end makes everything before it superfluous', () => {
    const absence = AWAY.absence!;
    const happened = (event: AbsenceEvent): Stamped<AbsenceEvent> => ({
      ...{ ...event, by: FRAN, at: NOW, causeId: 'asked' },
    });
    const ended = happened({ type: 'AbsenceEnded', absence });
    const earlier = [
      happened({ type: 'AbsenceSet', absence }),
      happened({ type: 'RequestsPassed', edition: 1, standIn: FAY, requests: [] }),
      happened({ type: 'AbsenceCalledOff', edition: 1 }),
      happened({ type: 'ReturnTold', hideAt: NOW }),
      ended,
    ];

    expect(earlier.map((event) => supersedesInPerson(ended, event))).toEqual(
      earlier.map(() => true),
    );
    expect(
      supersedesInPerson(ended, {
        ...{ type: 'LanguageChosen', language: 'de', by: FRAN, at: NOW, causeId: 'asked' },
      }),
    ).toBe(false);
  });
});
