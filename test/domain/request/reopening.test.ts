import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { facts, FAY, FRAN, hoursIn, PAT } from '../cast';
import { DENIED, given, happened, REOPENED, REVIEWED, SENT } from '../stories';

const REOPEN = { type: 'ReopenDenied', by: FRAN, at: hoursIn(50), note: ' They lead. ' } as const;
const DUE = { checkBy: hoursIn(24), decideBy: hoursIn(168), fpmDecideBy: hoursIn(165) } as const;
const WORLD = { facts: facts({ promises: DUE }) };

const DENIAL = {
  type: 'Deny',
  by: FRAN,
  at: hoursIn(60),
  reason: 'DENY_NO_CAPACITY',
  note: 'Until March.',
} as const;

describe('taking a denial back', () => {
  test('puts the request into review again, with words, new dates and nothing of the denial', () => {
    const { after } = given(...DENIED).when(REOPEN, WORLD);

    expect(after).toMatchObject({
      status: 'InReview',
      promises: { ...DUE, remindAt: hoursIn(161) },
      checked: { by: FRAN, at: hoursIn(50) },
      reopened: { by: FRAN, at: hoursIn(50), note: typed('They lead.') },
    });
    expect(
      ['deniedBy', 'deniedAt', 'reason', 'note', 'reopenBy'].filter((field) => field in after!),
    ).toEqual([]);
  });

  test('keeps who checked it before', () => {
    const denied = [...REVIEWED, DENIED.at(-1)!];

    expect(given(...denied).when(REOPEN, WORLD).after).toMatchObject({
      checked: { by: FRAN, at: hoursIn(1) },
    });
  });

  test('pings the requester and watches the new dates', () => {
    const { effects } = given(...DENIED).when(REOPEN, WORLD);

    expect(effects).toEqual([
      {
        type: 'Show',
        copy: 'partner',
        card: 'request-partner',
        to: { person: PAT.id },
        ping: 'P18',
        moveDown: true,
      },
      { type: 'WakeUp', at: hoursIn(161), command: { type: 'CheckDecision' } },
      { type: 'WakeUp', at: hoursIn(168), command: { type: 'CheckDecision' } },
    ]);
  });

  test.each([
    { hours: 121.999, possible: true },
    { hours: 122, possible: false },
    { hours: 122.001, possible: false },
  ])('after $hours h is possible: $possible', ({ hours, possible }) => {
    const answer = given(...DENIED).when({ ...REOPEN, at: hoursIn(hours) }, WORLD);

    expect(answer).toMatchObject(
      possible ? { after: { status: 'InReview' } } : { ok: false, refusal: { code: 'too-late' } },
    );
  });

  test('of which nobody knows how long it could be is refused', () => {
    const denial = happened(
      { type: 'RequestDenied', reason: 'DENY_DUPLICATE', note: typed('No.') },
      FRAN,
    );

    expect(given(...SENT, denial).when(REOPEN, WORLD)).toMatchObject({
      refusal: { code: 'too-late' },
    });
  });

  test.each([
    ['no words', ' ', 'note-missing'],
    ['too many words', 'x'.repeat(POLICY.textMaxChars + 1), 'text-too-long'],
  ])('with %s is refused', (_what, note, code) => {
    expect(given(...DENIED).when({ ...REOPEN, note }, WORLD)).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  test('needs new dates', () => {
    const { promises: _unknown, ...rest } = facts();

    expect(given(...DENIED).when(REOPEN, { facts: rest })).toMatchObject({
      ok: false,
      refusal: { code: 'not-now' },
    });
  });

  test('is not for the company’s other FPM', () => {
    expect(given(...DENIED).when({ ...REOPEN, by: FAY }, WORLD)).toMatchObject({
      refusal: { code: 'needs-fpm' },
    });
  });
});

describe('a denial', () => {
  test('says until when it may be taken back', () => {
    expect(given(...SENT).when(DENIAL).after).toMatchObject({ reopenBy: hoursIn(122) });
  });

  test('of a request that was reopened is a denial like the first', () => {
    const answer = given(...REOPENED).when(DENIAL);

    expect(answer.after).toMatchObject({ status: 'Denied', reason: 'DENY_NO_CAPACITY' });
    expect(answer.effects).toMatchObject([{ ping: 'P3' }, { mail: 'decision' }]);
  });

  test('of a promise that was broken before: what is promised anew can be broken anew', () => {
    const late = happened({ type: 'DecisionLate' }, 'system', hoursIn(120));
    const reminded = happened({ type: 'DecisionDueSoon' }, 'system', hoursIn(101));
    const story = [...SENT, reminded, late, { ...DENIED.at(-1)!, at: hoursIn(121) }];

    const { after } = given(...story).when({ ...REOPEN, at: hoursIn(121.5) }, WORLD);

    expect(after).not.toHaveProperty('late');
    expect(after).not.toHaveProperty('reminded');
  });
});
