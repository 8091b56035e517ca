import { FIELDS, type FieldId } from '../../../src/domain/form/fields';
import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { RETURN_REASONS } from '../../../src/domain/request/request';
import { earlier, facts, FORM, FRAN, hoursIn, PAT } from '../cast';
import {
  given,
  happened,
  RETURNED,
  returnedAt,
  REVIEWED,
  SENT,
  SENT_AGAIN,
  sentWith,
} from '../stories';

const RETURN = {
  type: 'ReturnRequest',
  by: FRAN,
  at: hoursIn(2),
  reason: 'RETURN_INCOMPLETE',
  fields: ['justification', 'licences'],
  note: ' Which licences? ',
} as const;

/** The fields that a return of everything is about. */
function returnable(story: typeof SENT): readonly FieldId[] {
  const { after } = given(...story).when({ ...RETURN, fields: FIELDS });
  return after?.status === 'Returned' ? after.fields : [];
}

describe('returning', () => {
  test.each(RETURN_REASONS)('for %s keeps reason, words, fields, who and when', (reason) => {
    const answer = given(...SENT).when({ ...RETURN, reason });

    expect(answer.after).toMatchObject({
      status: 'Returned',
      reason,
      note: typed('Which licences?'),
      fields: ['licences', 'justification'],
      returnedBy: FRAN,
      returnedAt: hoursIn(2),
      rounds: 1,
      warnAt: hoursIn(240),
      closeBy: hoursIn(360),
    });
  });

  test('is possible after the completeness check too', () => {
    expect(given(...REVIEWED).when(RETURN).after?.status).toBe('Returned');
  });

  test.each(['', 'return_incomplete', 'DENY_DUPLICATE', 'toString'])(
    'for the reason "%s" is refused',
    (reason) => {
      const answer = given(...SENT).when({ ...RETURN, reason });

      expect(answer).toMatchObject({ ok: false, refusal: { code: 'reason-missing' } });
    },
  );

  test.each(['', ' \n\t '])('without words (%j) is refused', (note) => {
    const answer = given(...SENT).when({ ...RETURN, note });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'note-missing' } });
  });

  test('takes as many words as the policy allows, and no more', () => {
    const longest = 'x'.repeat(POLICY.textMaxChars);

    const [whole, tooLong] = [` ${longest} `, `${longest}x`].map((note) =>
      given(...SENT).when({ ...RETURN, note }),
    );

    expect(whole?.after).toMatchObject({ note: typed(longest) });
    expect(tooLong).toMatchObject({ ok: false, refusal: { code: 'text-too-long' } });
  });

  test('is not possible while no dates for it are known', () => {
    const { returned: _unknown, ...rest } = facts();

    const answer = given(...SENT).when(RETURN, { facts: rest });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
  });
});

describe('the fields of a return', () => {
  test.each([
    ['none', []],
    ['unknown ones', ['budget', 'toString', '']],
    ['ones that cannot be changed', ['company', 'fpm', 'deliveryTeam', 'lead', 'recentCustomer']],
    ['ones this form does not ask for', ['emailSource', 'difference', 'exceptionReason']],
  ])('%s: the return is refused', (_which, fields) => {
    const answer = given(...SENT).when({ ...RETURN, fields });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'fields-missing' } });
  });

  test('are named once and in the order of the form, whatever was sent', () => {
    const fields = ['tenantId', 'role', 'nonsense', 'tenantId', 'company'];

    const answer = given(...SENT).when({ ...RETURN, fields });

    expect(answer.after).toMatchObject({ fields: ['role', 'tenantId'] });
  });

  test('can be all that the form asked for', () => {
    expect(returnable(SENT)).toEqual([
      'role',
      'workload',
      'licences',
      'region',
      'language',
      'secondLanguage',
      'tenantId',
      'tenantName',
      'segment',
      'purpose',
      'justification',
      'otherInformation',
      'contactMail',
    ]);
  });

  test('include what is asked only of a migration, or where an earlier request looks alike', () => {
    const migration = sentWith({ ...FORM, role: 'migration', emailSource: typed('Notes') });
    const [sent] = SENT.slice(-1);
    const alike = [
      ...SENT.slice(0, -1),
      { ...sent!, lookAlikes: [{ ...earlier(), samePlan: true, sameCustomer: true, daysAgo: 9 }] },
    ] as typeof SENT;

    expect(returnable(migration)).toContain('emailSource');
    expect(returnable(alike)).toContain('difference');
  });

  test('are those of the form as it was sent, not of what its requester is typing', () => {
    const typing = happened({
      type: 'RevisionKept',
      answers: { role: typed('migration') },
      lookAlikes: [],
    });

    expect(returnable([...SENT, typing])).not.toContain('emailSource');
  });
});

describe('the clocks of a returned request', () => {
  test.each([
    { at: 2, left: { check: 22, decide: 118 } },
    { at: 23.999, left: { check: 0.001, decide: 96.001 } },
    { at: 24, left: { check: 0, decide: 96 } },
    { at: 30, left: { check: 0, decide: 90 } },
    { at: 120, left: { check: 0, decide: 0 } },
    { at: 130, left: { check: 0, decide: 0 } },
  ])('after $at h keep what was left of them: $left', ({ at, left }) => {
    const { after } = given(...SENT).when({ ...RETURN, at: hoursIn(at) });

    const kept = after?.status === 'Returned' ? after.left : undefined;

    expect(kept?.check).toBeCloseTo(left.check * 3_600_000, 3);
    expect(kept?.decide).toBeCloseTo(left.decide * 3_600_000, 3);
  });

  test('know of no check once it was done', () => {
    const { after } = given(...REVIEWED).when(RETURN);

    expect(after).toMatchObject({ left: { decide: 118 * 3_600_000 } });
    expect(after?.status === 'Returned' && after.left).not.toHaveProperty('check');
  });
});

describe('the rounds', () => {
  const rounds = (count: number): typeof SENT =>
    Array.from({ length: count }).reduce<typeof SENT>(
      (story) => [...story, returnedAt(hoursIn(2)), SENT_AGAIN.at(-1)!],
      SENT,
    );

  test.each([
    { returned: 2, refused: false },
    { returned: 3, refused: true },
  ])('after $returned returns another is refused: $refused', ({ returned, refused }) => {
    const answer = given(...rounds(returned)).when({ ...RETURN, at: hoursIn(5) });

    expect(answer).toMatchObject(
      refused ? { ok: false, refusal: { code: 'no-more-rounds' } } : { after: { rounds: 3 } },
    );
  });

  test('that are used up leave approving and denying', () => {
    const asked = given(...rounds(3));

    const approved = asked.when({ type: 'Approve', by: FRAN, expert: undefined, at: hoursIn(5) });

    expect(approved.after?.status).toBe('Approved');
  });
});

test('a return moves the requester’s card down, wakes the request for the warning, and mails nobody', () => {
  const { effects } = given(...SENT).when(RETURN);

  expect(effects).toEqual([
    {
      type: 'Show',
      copy: 'partner',
      card: 'request-partner',
      to: { person: PAT.id },
      ping: 'P2',
      moveDown: true,
    },
    { type: 'WakeUp', at: hoursIn(240), command: { type: 'CheckReturn' } },
  ]);
});

test('what the requester was typing outlives the return', () => {
  const typing = happened({
    type: 'RevisionKept',
    answers: { licences: typed('five') },
    lookAlikes: [],
  });

  const { after } = given(...SENT, typing).when(RETURN);

  expect(after).toMatchObject({ status: 'Returned', revising: { licences: typed('five') } });
});

test('a request that is returned was changed nowhere since', () => {
  expect(given(...SENT_AGAIN).when({ ...RETURN, at: hoursIn(5) }).after).toMatchObject({
    changes: [],
    rounds: 2,
  });
});

test('a decision on a returned request is refused with who returned it, and when', () => {
  const answer = given(...RETURNED).when({ type: 'Approve', by: FRAN, expert: undefined });

  expect(answer).toMatchObject({
    ok: false,
    refusal: { code: 'returned', by: FRAN, at: hoursIn(2) },
  });
});
