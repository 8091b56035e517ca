import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { DENIAL_REASONS } from '../../../src/domain/request/request';
import {
  answerBy,
  expert,
  EXPERTS,
  facts,
  FRAN,
  hoursIn,
  MAX,
  NOW,
  PAT,
  SAM,
  SOL,
  SUE,
} from '../cast';
import { given, NOBODY_LEFT, OFFERED, REVIEWED, SENT } from '../stories';

describe('complete, decide later', () => {
  test('puts the request into review and keeps who looked, and when', () => {
    const answer = given(...SENT).when({ type: 'MarkComplete', by: FRAN, at: hoursIn(1) });

    expect(answer.after).toMatchObject({
      status: 'InReview',
      checked: { by: FRAN, at: hoursIn(1) },
    });
  });

  test('is followed by the same decisions', () => {
    const approved = given(...REVIEWED).when({ type: 'Approve', by: FRAN, expert: undefined });
    const denied = given(...REVIEWED).when({
      type: 'Deny',
      by: FRAN,
      reason: 'DENY_DUPLICATE',
      note: 'See SME-1007.',
    });

    expect([approved.after?.status, denied.after?.status]).toEqual(['Approved', 'Denied']);
  });
});

describe('approving', () => {
  const approve = { type: 'Approve', by: FRAN, at: hoursIn(2), expert: undefined } as const;

  test('offers to the best match who is free', () => {
    const answer = given(...SENT).when(approve);

    expect(answer.after).toMatchObject({
      status: 'Approved',
      approvedBy: FRAN,
      approvedAt: hoursIn(2),
      turnedDown: [],
      offer: { expert: SAM, offeredAt: hoursIn(2), answerBy: hoursIn(24) },
    });
  });

  test('passes over who is away, full, or cannot', () => {
    const experts = [
      expert(SAM, { absences: [{ from: NOW, until: hoursIn(100) }] }),
      expert(MAX, { openEngagements: 10 }),
      expert(SOL, { languages: ['de'] }),
      expert(SUE, { openEngagements: 5 }),
    ];

    const answer = given(...SENT).when(approve, { facts: facts({ experts }) });

    expect(answer.after).toMatchObject({ offer: { expert: SUE } });
  });

  test('offers to the expert whom the FPM chose, free or not', () => {
    const experts = [expert(SAM), expert(SOL, { openEngagements: 10 })];

    const answer = given(...SENT).when(
      { ...approve, expert: SOL.id },
      { facts: facts({ experts }) },
    );

    expect(answer.after).toMatchObject({
      offer: { expert: SOL, candidate: { warnings: [{ code: 'full' }] } },
    });
  });

  test.each([
    ['nobody at all', []],
    ['nobody who is free', [expert(SAM, { openEngagements: 10 })]],
  ])('with %s to be asked approves, and says that nobody is left', (_whom, experts) => {
    const answer = given(...SENT).when(approve, { facts: facts({ experts }) });

    expect(answer).toMatchObject({
      ok: true,
      events: [{ type: 'RequestApproved' }, { type: 'NobodyLeft' }],
    });
    expect(answer.after).not.toHaveProperty('offer');
  });

  test.each([
    ['unknown', MAX.id],
    ['the requester', PAT.id],
  ])('with an expert who is %s is refused, and nothing is decided', (_who, id) => {
    const experts = [...EXPERTS, expert(PAT)];

    const answer = given(...SENT).when({ ...approve, expert: id }, { facts: facts({ experts }) });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'expert-missing' }, effects: [] });
    expect(answer.after?.status).toBe('Submitted');
  });

  test('asks nobody for whom no time to answer is known', () => {
    const answer = given(...SENT).when(approve, { facts: facts({ answerBy: {} }) });

    expect(answer).toMatchObject({
      ok: true,
      events: [{ type: 'RequestApproved' }, { type: 'NobodyLeft' }],
    });
  });
});

describe('denying', () => {
  const deny = { type: 'Deny', by: FRAN, at: hoursIn(2), note: ' Please see the guide. ' } as const;

  test.each(DENIAL_REASONS)('for %s keeps reason, words, who and when', (reason) => {
    const answer = given(...SENT).when({ ...deny, reason });

    expect(answer.after).toMatchObject({
      status: 'Denied',
      reason,
      note: typed('Please see the guide.'),
      deniedBy: FRAN,
      deniedAt: hoursIn(2),
    });
  });

  test.each(['', 'deny_out_of_scope', 'RETURN_INCOMPLETE', 'DECLINE_CAPACITY', 'toString'])(
    'for the reason "%s" is refused',
    (reason) => {
      const answer = given(...SENT).when({ ...deny, reason });

      expect(answer).toMatchObject({ ok: false, refusal: { code: 'reason-missing' } });
    },
  );

  test.each(['', '  \n\t '])('without words (%j) is refused', (note) => {
    const answer = given(...SENT).when({ ...deny, reason: 'DENY_OUT_OF_SCOPE', note });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'note-missing' } });
  });

  test('takes as many words as the policy lets a person send in, and no more', () => {
    const longest = 'x'.repeat(POLICY.textMaxChars);

    const [whole, tooLong] = [` ${longest} `, `${longest}x`].map((note) =>
      given(...SENT).when({ ...deny, reason: 'DENY_OUT_OF_SCOPE', note }),
    );

    expect(whole?.after).toMatchObject({ note: typed(longest) });
    expect(tooLong).toMatchObject({ ok: false, refusal: { code: 'text-too-long' } });
  });
});

describe('looking experts up again', () => {
  test('changes nothing while the ranking is the one known', () => {
    expect(given(...SENT).when({ type: 'RankExperts', by: FRAN })).toMatchObject({ events: [] });
  });

  test('keeps a new ranking', () => {
    const experts = [expert(SUE), expert(SAM, { openEngagements: 3 })];

    const answer = given(...SENT).when(
      { type: 'RankExperts', by: FRAN },
      { facts: facts({ experts }) },
    );

    expect(answer.after).toMatchObject({ candidates: [{ expert: SUE }, { expert: SAM }] });
  });

  test('leaves an offer that is out alone', () => {
    const answer = given(...OFFERED).when(
      { type: 'RankExperts', by: FRAN },
      { facts: facts({ experts: [expert(SUE)] }) },
    );

    expect(answer.after).toMatchObject({ candidates: [{ expert: SUE }], offer: { expert: SAM } });
  });
});

describe('choosing again when nobody was left', () => {
  const offer = { type: 'OfferTo', by: FRAN, at: hoursIn(6), expert: SUE.id } as const;

  test('asks the chosen expert', () => {
    const answer = given(...NOBODY_LEFT).when(offer, {
      facts: facts({ answerBy: answerBy(hoursIn(30)) }),
    });

    expect(answer.after).toMatchObject({
      offer: { expert: SUE, offeredAt: hoursIn(6), answerBy: hoursIn(30) },
    });
  });

  test('without a choice asks the best match', () => {
    const answer = given(...NOBODY_LEFT).when({ ...offer, expert: undefined });

    expect(answer.after).toMatchObject({ offer: { expert: SAM } });
  });

  test('finds that there still is nobody', () => {
    const answer = given(...NOBODY_LEFT).when(
      { ...offer, expert: undefined },
      { facts: facts({ experts: [] }) },
    );

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'expert-missing' } });
  });
});
