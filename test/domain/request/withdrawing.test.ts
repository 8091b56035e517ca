import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { FRAN, hoursIn, PAT, SAM } from '../cast';
import {
  ASSIGNED,
  given,
  happened,
  NOBODY_LEFT,
  OFFERED,
  requestAfter,
  RETURNED,
  REVIEWED,
  SENT,
  WARNED,
  WITHDRAWN,
} from '../stories';

const WITHDRAW = { type: 'Withdraw', by: PAT, at: hoursIn(6), reason: ' It works now. ' } as const;

describe('withdrawing', () => {
  test.each([
    ['submitted', SENT],
    ['in review', REVIEWED],
    ['returned', RETURNED],
    ['offered', OFFERED],
    ['left by everybody', NOBODY_LEFT],
  ])('what is %s ends it, with who, when and why', (_what, story) => {
    const { after } = given(...story).when(WITHDRAW);

    expect(after).toMatchObject({
      status: 'Withdrawn',
      withdrawnBy: PAT,
      withdrawnAt: hoursIn(6),
      withdrawal: typed('It works now.'),
    });
  });

  test('leaves nothing of a return, an approval or an offer on the request', () => {
    const gone = ['returnedBy', 'left', 'closeBy', 'approvedBy', 'turnedDown', 'offer', 'revising'];

    const kept = [RETURNED, OFFERED].map((story) => given(...story).when(WITHDRAW).after ?? {});

    expect(kept.flatMap((request) => gone.filter((field) => field in request))).toEqual([]);
  });

  test.each([
    ['submitted', SENT, true],
    ['returned', RETURNED, true],
    ['offered', OFFERED, false],
    ['left by everybody', NOBODY_LEFT, false],
  ])('what is %s without a reason is possible: %s', (_what, story, possible) => {
    const answer = given(...story).when({ ...WITHDRAW, reason: ' \n' });

    expect(answer).toMatchObject(
      possible
        ? { after: { status: 'Withdrawn' } }
        : { ok: false, refusal: { code: 'reason-missing' } },
    );
    expect(answer.after).not.toHaveProperty('withdrawal');
  });

  test('takes as many words as the policy allows, and no more', () => {
    const longest = 'x'.repeat(POLICY.textMaxChars);

    const [whole, tooLong] = [longest, `${longest}x`].map((reason) =>
      given(...SENT).when({ ...WITHDRAW, reason }),
    );

    expect(whole?.after).toMatchObject({ withdrawal: typed(longest) });
    expect(tooLong).toMatchObject({ ok: false, refusal: { code: 'text-too-long' } });
  });

  test('with an expert assigned comes too late: the engagement goes on', () => {
    expect(given(...ASSIGNED).when(WITHDRAW)).toMatchObject({
      ok: false,
      refusal: { code: 'too-late' },
    });
  });

  test('pings nobody; the card of an expert who was asked rests', () => {
    const [sent, offered, nobody] = [SENT, OFFERED, NOBODY_LEFT].map(
      (story) => given(...story).when(WITHDRAW).effects,
    );

    expect([sent, nobody]).toEqual([[], []]);
    expect(offered).toEqual([{ type: 'Retire', copy: `offer:${SAM.id}` }]);
  });
});

describe('after a withdrawal', () => {
  const refusal = { code: 'withdrawn', by: PAT, at: hoursIn(4) };

  test.each([
    { type: 'Withdraw', by: PAT, reason: '' },
    { type: 'SendAgain', by: PAT, answers: {} },
    { type: 'ChangeRequest', by: PAT, answers: {} },
    { type: 'MarkComplete', by: FRAN },
    { type: 'RankExperts', by: FRAN },
    { type: 'Approve', by: FRAN, expert: undefined },
    { type: 'Deny', by: FRAN, reason: 'DENY_DUPLICATE', note: 'No.' },
    { type: 'ReturnRequest', by: FRAN, reason: 'RETURN_INCORRECT', fields: ['role'], note: 'No.' },
    { type: 'ReopenDenied', by: FRAN, note: 'Yes.' },
    { type: 'OfferTo', by: FRAN, expert: SAM.id },
    { type: 'CloseRequest', by: FRAN },
    { type: 'AcceptOffer', by: SAM },
    { type: 'DeclineOffer', by: SAM, reason: 'DECLINE_ABSENT' },
  ] as const)('$type is refused with who took it back, and when', (command) => {
    const answer = given(...WITHDRAWN).when({ ...command, at: hoursIn(6) });

    expect(answer).toMatchObject({ ok: false, refusal });
  });

  test('of a request that expired, nobody is named', () => {
    const expired = [...WARNED, happened({ type: 'RequestExpired' }, 'system', hoursIn(360))];

    const answer = given(...expired).when({
      type: 'SendAgain',
      by: PAT,
      at: hoursIn(361),
      answers: {},
    });

    expect(answer).toMatchObject({ refusal: { code: 'withdrawn', at: hoursIn(360) } });
    expect(!answer.ok && answer.refusal).not.toHaveProperty('by');
  });

  test.each(['CheckOffer', 'CheckReturn', 'CheckDecision', 'CheckClosing'] as const)(
    'the timer %s changes nothing',
    (type) => {
      const answer = given(...WITHDRAWN).when({ type, by: 'system', at: hoursIn(999) });

      expect(answer).toMatchObject({ ok: true, events: [], after: requestAfter(...WITHDRAWN) });
    },
  );
});
