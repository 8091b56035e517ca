import { typed } from '../../../src/domain/kernel';
import { DECLINE_REASONS } from '../../../src/domain/request/request';
import { answerBy, expert, facts, FRAN, hoursIn, PAT, SAM, SOL, SUE } from '../cast';
import { given, happened, NOBODY_LEFT, OFFERED, offeredTo } from '../stories';

const DECLINE = {
  type: 'DeclineOffer',
  by: SAM,
  at: hoursIn(5),
  reason: 'DECLINE_LANGUAGE',
} as const;

describe('accepting', () => {
  test('assigns the expert, with the day by which to get in touch and one engagement', () => {
    const answer = given(...OFFERED).when({ type: 'AcceptOffer', by: SAM, at: hoursIn(5) });

    expect(answer.after).toMatchObject({
      status: 'Assigned',
      expert: SAM,
      assignedAt: hoursIn(5),
      contactBy: hoursIn(48),
      engagement: 'engagement:11111111-2222-3333-4444-555555555555',
    });
    expect(answer.after).not.toHaveProperty('offer');
  });

  test('counts after the time to answer too, while nobody else was asked', () => {
    const answer = given(...OFFERED).when({ type: 'AcceptOffer', by: SAM, at: hoursIn(100) });

    expect(answer.after).toMatchObject({ status: 'Assigned', expert: SAM });
  });

  test('is not possible while no day to get in touch is known', () => {
    const { contactBy: _unknown, ...rest } = facts();

    const answer = given(...OFFERED).when({ type: 'AcceptOffer', by: SAM }, { facts: rest });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
  });

  test('comes too late for an expert after whom another was asked', () => {
    const expired = [...OFFERED, happened({ type: 'OfferExpired', expert: SAM }, 'system')];

    const answer = given(...expired, offeredTo(SUE)).when({ type: 'AcceptOffer', by: SAM });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'needs-expert' } });
  });
});

describe('declining', () => {
  test.each(DECLINE_REASONS)('for %s asks the next match and keeps why', (reason) => {
    const answer = given(...OFFERED).when({ ...DECLINE, reason });

    expect(answer.after).toMatchObject({
      status: 'Approved',
      turnedDown: [{ expert: SAM, at: hoursIn(5), reason }],
      offer: { expert: SUE },
    });
  });

  test.each(['', 'DENY_NO_CAPACITY', 'no-answer'])('for the reason "%s" is refused', (reason) => {
    const answer = given(...OFFERED).when({ ...DECLINE, reason });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'reason-missing' } });
  });

  test('goes on down the list, and asks nobody twice', () => {
    const declined = [
      ...OFFERED,
      happened({ type: 'OfferDeclined', expert: SAM, reason: 'DECLINE_ABSENT' }, SAM),
      offeredTo(SUE),
    ];

    const second = given(...declined).when({ ...DECLINE, by: SUE });
    const third = given(
      ...declined,
      happened({ type: 'OfferDeclined', expert: SUE, reason: 'DECLINE_ABSENT' }, SUE),
      offeredTo(SOL),
    ).when({ ...DECLINE, by: SOL });

    expect(second.after).toMatchObject({ offer: { expert: SOL } });
    expect(third).toMatchObject({ events: [{ type: 'OfferDeclined' }, { type: 'NobodyLeft' }] });
    expect(third.after).toMatchObject({
      turnedDown: [{ expert: SAM }, { expert: SUE }, { expert: SOL }],
    });
  });

  test('by the last free expert leaves the choice to the FPM', () => {
    const experts = [expert(SAM), expert(SUE, { openEngagements: 10 })];

    const answer = given(...OFFERED).when(DECLINE, { facts: facts({ experts }) });

    expect(answer).toMatchObject({ events: [{ type: 'OfferDeclined' }, { type: 'NobodyLeft' }] });
    expect(answer.after).not.toHaveProperty('offer');
  });
});

describe('an offer that nobody answers', () => {
  test.each([
    { hours: 25.999, expired: false },
    { hours: 26, expired: true },
    { hours: 26.001, expired: true },
  ])('after $hours h has expired: $expired', ({ hours, expired }) => {
    const answer = given(...OFFERED).when({ type: 'CheckOffer', by: 'system', at: hoursIn(hours) });

    expect(answer).toMatchObject({
      ok: true,
      events: expired ? [{ type: 'OfferExpired' }, { type: 'ExpertOffered' }] : [],
    });
  });

  test('goes to the next match, with a time to answer of its own', () => {
    const answer = given(...OFFERED).when(
      { type: 'CheckOffer', by: 'system', at: hoursIn(26) },
      { facts: facts({ answerBy: answerBy(hoursIn(50)) }) },
    );

    expect(answer.after).toMatchObject({
      turnedDown: [{ expert: SAM, reason: 'no-answer', at: hoursIn(26) }],
      offer: { expert: SUE, answerBy: hoursIn(50) },
    });
  });

  test('asked about again at the old time, the next offer stays', () => {
    const next = [
      ...OFFERED,
      happened({ type: 'OfferExpired', expert: SAM }, 'system', hoursIn(26)),
      offeredTo(SUE, hoursIn(26)),
    ];

    const answer = given(...next).when({ type: 'CheckOffer', by: 'system', at: hoursIn(26) });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('asked about when nobody is asked, nothing happens', () => {
    const answer = given(...NOBODY_LEFT).when({
      type: 'CheckOffer',
      by: 'system',
      at: hoursIn(99),
    });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });
});

describe('a request for which nobody is left to ask', () => {
  const deny = {
    type: 'Deny',
    by: FRAN,
    at: hoursIn(9),
    reason: 'DENY_NO_CAPACITY',
    note: ' Until March. ',
  } as const;

  test('can be denied after all, and then keeps nothing of the approval', () => {
    const { after } = given(...NOBODY_LEFT).when(deny);

    expect(after).toMatchObject({
      status: 'Denied',
      deniedBy: FRAN,
      deniedAt: hoursIn(9),
      reason: 'DENY_NO_CAPACITY',
      note: { typed: 'Until March.' },
      reopenBy: facts().reopenBy,
    });
    expect(
      ['approvedBy', 'approvedAt', 'turnedDown'].filter((field) => field in (after ?? {})),
    ).toEqual([]);
  });

  test('is denied with a reason and a note, as any other', () => {
    const { ok: isNoted } = given(...NOBODY_LEFT).when({ ...deny, note: ' ' });
    const { ok: isReasoned } = given(...NOBODY_LEFT).when({ ...deny, reason: 'because' });

    expect([isNoted, isReasoned]).toEqual([false, false]);
  });

  test('can be denied by nobody but its FPM', () => {
    const answer = given(...NOBODY_LEFT).when({ ...deny, by: SAM });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'needs-fpm' } });
  });

  test('cannot be denied while an expert is asked', () => {
    const answer = given(...OFFERED).when(deny);

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'already-decided' } });
  });

  test('is reviewed anew when the denial is taken back', () => {
    const denied = [
      ...NOBODY_LEFT,
      happened(
        {
          type: 'RequestDenied',
          reason: 'DENY_NO_CAPACITY',
          note: typed('Until March.'),
          reopenBy: hoursIn(99),
        },
        FRAN,
      ),
    ];

    const { after } = given(...denied).when({ type: 'ReopenDenied', by: FRAN, note: 'One is.' });

    expect(after).toMatchObject({ status: 'InReview' });
  });
});

describe('an expert who has declined', () => {
  const left = [
    ...OFFERED,
    happened({ type: 'OfferDeclined', expert: SAM, reason: 'DECLINE_CAPACITY' }, SAM),
    happened({ type: 'NobodyLeft' }, SAM),
  ];

  test('is passed over when the FPM lets the best match be found', () => {
    const answer = given(...left).when({ type: 'OfferTo', by: FRAN, expert: undefined });

    expect(answer.after).toMatchObject({ offer: { expert: SUE } });
  });

  test('can be asked once more by name', () => {
    const answer = given(...left).when({ type: 'OfferTo', by: FRAN, expert: SAM.id });

    expect(answer.after).toMatchObject({ offer: { expert: SAM } });
  });

  test('is no expert of this request any more', () => {
    const answer = given(...left).when({ type: 'ConfirmContact', by: SAM });

    expect(answer).toMatchObject({ ok: false });
  });

  test('cannot decline a second time', () => {
    const answer = given(...left).when({ ...DECLINE, by: SAM });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'needs-expert' } });
  });

  test('is never the requester', () => {
    const answer = given(...left).when(
      { type: 'OfferTo', by: FRAN, expert: PAT.id },
      { facts: facts({ experts: [expert(PAT)] }) },
    );

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'expert-missing' } });
  });
});
