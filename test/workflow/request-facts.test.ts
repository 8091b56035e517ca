import type { Denied, Request } from '../../src/domain/request/request';
import type { RequestOrder } from '../../src/domain/request/request-commands';
import type { Copy, HistoryEvent, LiveRecord } from '../../src/workflow/record';
import { madrid } from '../calendar/homes';
import { ADA, FAY, FRAN, hoursIn, PAT } from '../domain/cast';
import {
  DENIED,
  drafted,
  OFFERED,
  requestAfter,
  RETURNED,
  SENT,
  WITHDRAWN,
} from '../domain/stories';
import { PARTNER } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  ANSWERS,
  give,
  given,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';
import { factsFor, recordOf, storyHouse } from '../support/story-house';

const CHECK_DECISION = { type: 'CheckDecision', by: 'system', at: hoursIn(120) } as const;
const CHECK_RECEIPT = { type: 'CheckAcknowledgement', by: 'system', at: hoursIn(1) } as const;

/** The opening of the form and its submission, as the record keeps them. */
const KEPT: readonly HistoryEvent[] = SENT.map((event) => ({ ...event }));

const COPY: Copy = {
  key: 'partner',
  card: 'request-partner',
  to: { person: PAT.id },
  previous: [],
  epoch: 1,
  shownVersion: 0,
};

describe('who stands in for the FPM', () => {
  it.each([
    ['the company’s other FPM', [FRAN, FAY], [ADA], FAY],
    ['somebody of the desk, where there is no other', [FRAN], [ADA], ADA],
    ['somebody of the desk who is not the FPM', [FRAN], [FRAN, ADA], ADA],
    ['nobody, where there is nobody', [FRAN], [], undefined],
    ['never the requester', [FRAN, PAT], [PAT], undefined],
  ])('is %s', async (_who, fpms, operators, standIn) => {
    const house = await storyHouse({ fpm: madrid, fpms, operators });

    const facts = await factsFor(house, recordOf(requestAfter(...SENT)), CHECK_DECISION);

    expect(facts.standIn).toEqual(standIn);
  });
});

test('the desk is everybody who operates the house', async () => {
  const house = await storyHouse({ fpm: madrid, operators: [ADA, FRAN] });

  const { desk } = await factsFor(house, recordOf(requestAfter(...SENT)), CHECK_RECEIPT);

  expect(desk).toHaveLength(2);
  expect(desk).toEqual(expect.arrayContaining([ADA, FRAN]));
});

/** A submitted request whose card was shown to its requester up to this event, counted from 1. */
function shownUpTo(version: number, copy: Partial<Copy> = {}): LiveRecord {
  return recordOf(requestAfter(...SENT), {
    events: KEPT,
    count: KEPT.length,
    copies: [{ ...COPY, shownVersion: version, ...copy }],
  });
}

describe('a receipt has arrived', () => {
  it.each([
    ['once a picture that knows of the submission was shown', shownUpTo(2), true],
    ['not while only the form was shown', shownUpTo(1), false],
    ['not when nothing was shown', shownUpTo(0), false],
    ['not because the FPM was shown theirs', shownUpTo(2, { card: 'request-fpm' }), false],
    ['not because somebody else was shown it', shownUpTo(2, { to: { person: FAY.id } }), false],
    [
      'also where another picture is on its way by now: the first one came',
      { ...shownUpTo(2), count: 3, events: [...KEPT, ...KEPT.slice(-1)] },
      true,
    ],
  ])('%s', async (_when, record, acknowledged) => {
    const house = await storyHouse({ fpm: madrid });

    const facts = await factsFor(house, record, CHECK_RECEIPT);

    expect(facts.acknowledged).toBe(acknowledged);
  });

  it('counts by what ever happened, not by what is still kept of it', async () => {
    const house = await storyHouse({ fpm: madrid });
    const shortened = { ...shownUpTo(8), events: KEPT, count: 9 };

    const before = await factsFor(house, shortened, CHECK_RECEIPT);
    const after = await factsFor(
      house,
      { ...shortened, copies: [{ ...COPY, shownVersion: 9 }] },
      CHECK_RECEIPT,
    );

    expect([before.acknowledged, after.acknowledged]).toEqual([false, true]);
  });
});

/** Minutes after which the delivery is asked about, and what it leads to. */
async function eventsAfterSubmission(house: FakeHouse, ms: number): Promise<readonly string[]> {
  await submitted(house.ports);
  await house.dispatcher.idle();
  house.clock.forward(ms);
  await give(house.ports, REQUEST, {
    type: 'CheckAcknowledgement',
    by: 'system',
    at: house.clock.now(),
    causeId: 'watch',
  });
  return (await stored(house.ports)).events.map(({ type }) => type);
}

describe('the watch over a receipt, in the house', () => {
  it('finds that it arrived where the requester has a chat', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);

    expect(await eventsAfterSubmission(house, 300_000)).not.toContain('AcknowledgementMissed');
  });

  it('misses it where the requester has none', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports, [PARTNER]);

    expect(await eventsAfterSubmission(house, 300_000)).toContain('AcknowledgementMissed');
  });
});

describe('a form that is fixed or changed', () => {
  const revisions: readonly (readonly [string, Request | undefined, RequestOrder])[] = [
    ['sent again', requestAfter(...RETURNED), { type: 'SendAgain', answers: {} }],
    ['changed', requestAfter(...SENT), { type: 'ChangeRequest', answers: {} }],
  ];

  it.each(revisions)('that is %s is seen beside earlier requests', async (_how, state, order) => {
    const house = openHouse();
    await moveIn(house.ports);
    await submitted(house.ports);
    const company = { id: 'partner:fabrikam', name: 'Fabrikam' } as const;
    const record = recordOf(
      state?.status === 'Returned' || state?.status === 'Submitted'
        ? { ...state, requester: PARTNER, form: { ...state.form, company } }
        : state,
    );

    const facts = await factsFor(house, record, { ...order, by: PARTNER, at: hoursIn(50) });

    expect(facts.earlier.map(({ id }) => id)).toEqual([REQUEST]);
    expect(facts.experts).toHaveLength(2);
    expect(facts.requester).toMatchObject({ person: PARTNER, mail: 'partner@example.com' });
    expect(facts.promises === undefined).toBe(order.type === 'ChangeRequest');
  });
});

describe('an earlier request', () => {
  it.each([
    ['Withdraw', { type: 'Withdraw', reason: 'It works now.' }, 'withdrawn'],
    ['nothing', undefined, 'running'],
  ])('after %s is known as such', async (_what, order, result) => {
    const house = openHouse();
    await moveIn(house.ports);
    await submitted(house.ports);
    if (order !== undefined) {
      await give(house.ports, REQUEST, given(house.ports, PARTNER, order));
    }
    await started(house.ports, 'request:r2');

    const facts = await factsFor(house, await stored(house.ports, 'request:r2'), {
      type: 'SaveDraft',
      by: PARTNER,
      at: house.clock.now(),
      answers: ANSWERS,
      go: 'stay',
    });

    expect(facts.earlier).toMatchObject([{ id: REQUEST, result }]);
  });

  it('that was withdrawn asks for no difference', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    await submitted(house.ports);
    await give(
      house.ports,
      REQUEST,
      given(house.ports, PARTNER, { type: 'Withdraw', reason: 'It works now.' }),
    );
    const { difference: _unneeded, ...answers } = ANSWERS;
    await started(house.ports, 'request:r2');

    const again = await give(house.ports, 'request:r2', {
      ...given(house.ports, PARTNER, { type: 'Submit', answers }),
      causeId: 'second',
    });

    expect(again.record.state).toMatchObject({ status: 'Submitted', lookAlikes: [] });
  });
});

describe('nothing is gathered', () => {
  const order = { by: FRAN, at: hoursIn(3) } as const;

  it.each<readonly [string, Request | undefined, RequestOrder]>([
    ['for what does not exist', undefined, { type: 'Approve', expert: undefined }],
    ['of a form, but for its own steps', requestAfter(...drafted()), { type: 'CheckDecision' }],
    ['for what only notes something', requestAfter(...SENT), { type: 'MarkComplete' }],
    ['to reopen what was never denied', requestAfter(...SENT), { type: 'ReopenDenied', note: 'x' }],
    [
      'once it is withdrawn and closing is asked about',
      requestAfter(...WITHDRAWN),
      { type: 'CheckClosing' },
    ],
    ['to withdraw', requestAfter(...OFFERED), { type: 'Withdraw', reason: '' }],
  ])('%s', async (_for, state, told) => {
    const house = await storyHouse({ fpm: madrid });

    const facts = await factsFor(house, recordOf(state), { ...told, ...order });

    expect(facts).toEqual({ earlier: [], experts: [], answerBy: {} });
  });
});

test('a denial that is taken back counts from when it was denied', async () => {
  const house = await storyHouse({ fpm: madrid });
  const denied = requestAfter(...DENIED) as Denied;

  const { promises } = await factsFor(house, recordOf(denied), {
    type: 'ReopenDenied',
    by: FRAN,
    at: hoursIn(50),
    note: 'They lead.',
  });

  expect(promises?.decideBy).toBe(hoursIn(50) + (denied.promises.decideBy - denied.deniedAt));
});
