import { typed, type PersonRef } from '../../../src/domain/kernel';
import { decideDrop } from '../../../src/domain/delivery-drop';
import { POLICY } from '../../../src/domain/policy';
import {
  decideSending,
  effectsOfSending,
  evolveSending,
  type Sending,
  type SendingCommand,
  type SendingEvent,
} from '../../../src/domain/setting/sending';

const OPS: PersonRef = { id: 'person:ops', name: 'Olga Ops' };
const OTHER: PersonRef = { id: 'person:oscar', name: 'Oscar Ops' };
const FRAN: PersonRef = { id: 'person:fran', name: 'Fran' };
const NOON = Date.parse('2026-11-23T12:00:00Z');
const FOUR_HOURS = 4 * 3_600_000;

type Order = SendingCommand extends infer Command
  ? Command extends SendingCommand
    ? Omit<Command, 'by' | 'at' | 'causeId'>
    : never
  : never;

function decide(
  state: Sending | undefined,
  order: Order,
  by: PersonRef | 'system' = OPS,
  at = NOON,
): ReturnType<typeof decideSending> {
  const command = { ...order, by, at, causeId: 'c' } as SendingCommand;
  return decideSending(state, command, { operators: [OPS, OTHER] }, POLICY);
}

function after(state: Sending | undefined, event: SendingEvent): Sending | undefined {
  return evolveSending(state, { ...event, by: OPS, at: NOON, causeId: 'c' });
}

const HELD: SendingEvent = {
  ...{ type: 'SendingHeld', operators: [OPS, OTHER], remindAt: NOON + FOUR_HOURS },
};
const held = after(undefined, HELD)!;

it('is held by an operator, and a second one learns by whom and since when', () => {
  expect(decide(undefined, { type: 'HoldSending' })).toEqual({ ok: true, events: [HELD] });
  expect(decide(held, { type: 'HoldSending' }, OTHER)).toEqual({
    ...{ ok: false, refusal: { code: 'already-done', by: OPS, at: NOON } },
  });
});

it.each(['HoldSending', 'ReleaseSending'] as const)('is nothing for others: %s', (type) => {
  expect(decide(held, { type }, FRAN)).toEqual({ ok: false, refusal: { code: 'not-yours' } });
});

it('goes on at the word of any operator; what goes on already is left alone', () => {
  const released = after(held, { type: 'SendingReleased' });

  expect(decide(held, { type: 'ReleaseSending' }, OTHER)).toEqual({
    ...{ ok: true, events: [{ type: 'SendingReleased' }] },
  });
  expect(released).toEqual({ told: [OPS, OTHER] });
  expect(decide(released, { type: 'ReleaseSending' })).toEqual({ ok: true, events: [] });
  expect(decide(undefined, { type: 'ReleaseSending' })).toEqual({ ok: true, events: [] });
});

it('reminds again and again, of this hold and not of an earlier one', () => {
  const remind = (state: Sending | undefined, since: number): unknown =>
    decide(state, { type: 'RemindOfHold', since }, 'system', NOON + FOUR_HOURS);

  expect(remind(held, NOON)).toMatchObject({
    events: [{ type: 'HoldReminded', remindAt: NOON + 2 * FOUR_HOURS }],
  });
  expect(remind(held, NOON - 1)).toEqual({ ok: true, events: [] });
  expect(remind(after(held, { type: 'SendingReleased' }), NOON)).toEqual({ ok: true, events: [] });
  expect(remind(undefined, NOON)).toEqual({ ok: true, events: [] });
});

it('shows every operator a card that pings, and takes leave of it at the end', () => {
  const stamp = { by: OPS, at: NOON, causeId: 'c' };

  expect(effectsOfSending({ ...HELD, ...stamp }, held)).toMatchObject([
    { type: 'Show', copy: 'hold:person:ops', ping: 'P20', to: { person: OPS.id } },
    { type: 'Show', copy: 'hold:person:oscar', ping: 'P20', to: { person: OTHER.id } },
    { type: 'WakeUp', at: NOON + FOUR_HOURS, command: { type: 'RemindOfHold', since: NOON } },
  ]);
  expect(effectsOfSending({ type: 'SendingReleased', ...stamp }, held)).toEqual([
    { type: 'Retire', copy: 'hold:person:ops' },
    { type: 'Retire', copy: 'hold:person:oscar' },
  ]);
});

describe('to drop a delivery', () => {
  const drop = (reason: string, isOperator = true): unknown =>
    decideDrop(
      {
        ...{ type: 'DropDelivery', effect: 'request:r:0:0', what: 'Show', reason },
        ...{ by: OPS, at: NOON, causeId: 'c' },
      },
      { isOperator },
      POLICY,
    );

  it('needs an operator and a reason that can be kept', () => {
    const refusedBy = (code: string): unknown => ({ ok: false, refusal: { code } });

    expect(drop('Moved.', false)).toEqual(refusedBy('not-yours'));
    expect(drop(' \n ')).toEqual(refusedBy('reason-missing'));
    expect(drop('x'.repeat(POLICY.textMaxChars + 1))).toEqual(refusedBy('text-too-long'));
  });

  it('keeps the reason as it was typed', () => {
    expect(drop(' Moved to another desk. ')).toEqual({
      ok: true,
      events: [
        {
          ...{ type: 'DeliveryDropped', effect: 'request:r:0:0', what: 'Show' },
          reason: typed('Moved to another desk.'),
        },
      ],
    });
  });
});
