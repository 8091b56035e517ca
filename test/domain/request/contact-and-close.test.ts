import { typed } from '../../../src/domain/kernel';
import { FRAN, hoursIn, PAT, SAM } from '../cast';
import { ASSIGNED, CLOSED, given, happened, IN_TOUCH, requestAfter } from '../stories';

const OUTCOME = {
  completedAt: hoursIn(100),
  summary: typed('Conditional access is live.'),
  criteriaMet: true,
  feedback: typed('They were quick to learn.'),
};

describe('first contact', () => {
  test.each([PAT, SAM])('is confirmed by either side: $name', (by) => {
    const answer = given(...ASSIGNED).when({ type: 'ConfirmContact', by, at: hoursIn(7) });

    expect(answer.after).toMatchObject({ status: 'Assigned', contact: { by, at: hoursIn(7) } });
  });

  test.each([PAT, SAM])('said twice, by $name, changes nothing', (by) => {
    const answer = given(...IN_TOUCH).when({ type: 'ConfirmContact', by, at: hoursIn(7) });

    expect(answer).toMatchObject({ ok: true, events: [], effects: [] });
  });
});

describe('closing the request', () => {
  test('is possible after contact only', () => {
    const before = given(...ASSIGNED).when({ type: 'CloseRequest', by: FRAN });
    const after = given(...IN_TOUCH).when({ type: 'CloseRequest', by: FRAN, at: hoursIn(9) });

    expect(before).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
    expect(after.after).toMatchObject({
      status: 'Closed',
      closed: { by: FRAN, at: hoursIn(9) },
      contact: { by: SAM },
    });
  });
});

describe('the outcome of the engagement', () => {
  const note = { type: 'NoteOutcome', by: 'system', outcome: OUTCOME } as const;

  test.each([
    ['assigned', ASSIGNED, 'Assigned'],
    ['closed', CLOSED, 'Closed'],
  ] as const)('is kept on a request that is %s', (_what, story, status) => {
    const answer = given(...story).when(note);

    expect(answer.after).toMatchObject({ status, outcome: OUTCOME });
  });

  test('told twice, the first one stays', () => {
    const told = [...CLOSED, happened({ type: 'OutcomeNoted', outcome: OUTCOME }, 'system')];

    const answer = given(...told).when({ ...note, outcome: { ...OUTCOME, criteriaMet: false } });

    expect(answer).toMatchObject({ ok: true, events: [], after: { outcome: OUTCOME } });
  });
});

describe('how a person was reached', () => {
  test('is kept, and kept once', () => {
    const note = { type: 'NoteDelivery', by: 'system', person: PAT.id, way: 'mail' } as const;

    const first = given(...CLOSED).when(note);
    const again = given(
      ...CLOSED,
      happened({ type: 'DeliveryNoted', person: PAT.id, way: 'mail' }, 'system'),
    ).when(note);

    expect(first.after).toEqual({ ...requestAfter(...CLOSED), reached: { [PAT.id]: 'mail' } });
    expect(again).toMatchObject({ ok: true, events: [] });
  });
});
