import { typed } from '../../../src/domain/kernel';
import { peopleOf, waitsFor } from '../../../src/domain/request/request-summary';
import type { NumberedRequest } from '../../../src/domain/request/request';
import { ADA, facts, FAY, FRAN, hoursIn, MAX, PAT, SAM } from '../cast';
import {
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
  WITHDRAWN,
} from '../stories';

const TO_FAY = { type: 'HandOver', to: FAY.id, note: '', by: FRAN, at: hoursIn(6) } as const;
const WORLD = { facts: facts({ receiver: FAY }) };
const AS_OPERATOR = { facts: facts({ receiver: FAY, isOperator: true }) };
const AT_FAY = [
  ...SENT,
  happened({ type: 'RequestHandedOver', from: FRAN, fpm: FAY }, FRAN, hoursIn(1)),
];
const OUTCOME = {
  type: 'OutcomeNoted',
  outcome: { completedAt: hoursIn(50), summary: typed('Done.'), criteriaMet: true },
} as const;
const FEEDBACK = {
  ...OUTCOME,
  outcome: { ...OUTCOME.outcome, feedback: typed('Quick.') },
} as const;

function numbered(state: unknown): NumberedRequest {
  return state as NumberedRequest;
}

describe('handing a request over', () => {
  test('gives it to the other FPM, with every promise as it was', () => {
    const { after } = given(...REVIEWED).when({ ...TO_FAY, note: ' I am away. ' }, WORLD);
    const before = given(...REVIEWED).when({ type: 'MarkComplete', by: FRAN }).after;

    expect(after).toMatchObject({ status: 'InReview', form: { fpm: FAY } });
    expect(numbered(after).promises).toEqual(numbered(before).promises);
    expect(numbered(after).handOvers).toEqual([
      { from: FRAN, to: FAY, by: FRAN, at: hoursIn(6), note: typed('I am away.') },
    ]);
    expect(waitsFor(numbered(after))).toEqual([FAY.id]);
    expect(peopleOf(numbered(after))).toEqual([PAT.id, FAY.id]);
  });

  test('leaves a line to whoever had it, and pings whoever has it now on a card of their own', () => {
    const { effects } = given(...SENT).when(TO_FAY, WORLD);

    expect(effects).toEqual([
      { type: 'Retire', copy: 'fpm' },
      {
        ...{ type: 'Show', copy: `fpm:${FAY.id}`, card: 'request-fpm', to: { person: FAY.id } },
        ...{ ping: 'P21', moveDown: true },
      },
    ]);
  });

  test('pings no operator who takes it over', () => {
    const world = { facts: facts({ receiver: ADA, isOperator: true }) };
    const { effects } = given(...SENT).when({ ...TO_FAY, to: ADA.id, by: ADA }, world);

    expect(effects[1]).toMatchObject({ type: 'Show', to: { person: ADA.id } });
    expect(effects[1]).not.toHaveProperty('ping');
  });

  test('and back shows the first FPM their own card again', () => {
    const back = { ...TO_FAY, to: FRAN.id, by: FAY };
    const { effects } = given(...AT_FAY).when(back, { facts: facts({ receiver: FRAN }) });

    expect(effects).toEqual([
      { type: 'Retire', copy: `fpm:${FAY.id}` },
      expect.objectContaining({ type: 'Show', copy: 'fpm', to: { person: FRAN.id }, ping: 'P21' }),
    ]);
  });

  test('sends what presses and what nobody is left for to the one who has it', () => {
    const pressing = given(...AT_FAY).when({
      type: 'CheckDecision',
      by: 'system',
      at: hoursIn(102),
    });

    expect(pressing.effects).toEqual([
      expect.objectContaining({ copy: `fpm:${FAY.id}`, to: { person: FAY.id }, ping: 'P9' }),
    ]);
  });

  test.each([
    ['submitted', SENT],
    ['in review', REVIEWED],
    ['returned', RETURNED],
    ['approved, offered', OFFERED],
    ['approved, nobody left', NOBODY_LEFT],
    ['assigned', ASSIGNED],
    ['in touch', IN_TOUCH],
    ['closed, the engagement running', CLOSED],
    ['closed, the feedback unread', [...CLOSED, happened(FEEDBACK, 'system', hoursIn(5))]],
    ['denied, while it can be taken back', DENIED],
  ])('is possible: %s', (_name, story) => {
    expect(given(...story).when(TO_FAY, WORLD)).toMatchObject({
      ok: true,
      events: [{ type: 'RequestHandedOver', from: FRAN, fpm: FAY }],
    });
  });

  test.each([
    ['withdrawn', WITHDRAWN, 6, 'withdrawn'],
    ['denied for good', DENIED, 122, 'already-denied'],
    ['over', [...CLOSED, happened(OUTCOME, 'system', hoursIn(5))], 6, 'not-now'],
  ] as const)('is refused where nothing can come any more: %s', (_name, story, hours, code) => {
    expect(given(...story).when({ ...TO_FAY, at: hoursIn(hours) }, WORLD)).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  test('is refused to everybody but the FPM and an operator, who may not be its requester', () => {
    const by = (person: typeof MAX, world: typeof WORLD): unknown =>
      given(...SENT).when({ ...TO_FAY, by: person }, world);

    expect(by(MAX, WORLD)).toMatchObject({ refusal: { code: 'needs-fpm' } });
    expect(by(ADA, AS_OPERATOR)).toMatchObject({ ok: true });
    expect(by(PAT, AS_OPERATOR)).toMatchObject({ refusal: { code: 'own-request' } });
  });

  test('tells whoever gave it away who has it now, whatever they press', () => {
    const refused = { ok: false, refusal: { code: 'handed-over', by: FAY, at: hoursIn(1) } };

    expect(given(...AT_FAY).when(TO_FAY, WORLD)).toMatchObject(refused);
    expect(
      given(...AT_FAY).when({ type: 'Approve', by: FRAN, expert: undefined, at: hoursIn(6) }),
    ).toMatchObject(refused);
  });

  test('to the one who has it already does nothing', () => {
    const again = given(...AT_FAY).when({ ...TO_FAY, by: ADA }, AS_OPERATOR);

    expect(again).toMatchObject({ ok: true, events: [] });
  });

  test.each([
    ['nobody', undefined, SENT],
    ['the requester', PAT, SENT],
    ['the asked expert', SAM, OFFERED],
    ['the expert', SAM, ASSIGNED],
  ])('to %s is refused', (_name, receiver, story) => {
    const world = { facts: facts(receiver === undefined ? {} : { receiver }) };

    expect(given(...story).when({ ...TO_FAY, to: receiver?.id }, world)).toMatchObject({
      refusal: { code: 'fpm-missing' },
    });
  });

  test.each([
    ['x'.repeat(2001), 'text-too-long'],
    ['\u0000', 'text-unreadable'],
  ])('with a note that no card can show is refused', (note, code) => {
    expect(given(...SENT).when({ ...TO_FAY, note }, WORLD)).toMatchObject({ refusal: { code } });
  });
});
