import { said } from '../../../src/domain/form/fields';
import { problemsOfStep } from '../../../src/domain/form/validate';
import { POLICY } from '../../../src/domain/policy';
import { contextOf } from '../../../src/domain/request/decide-draft';
import type { TypedAnswers } from '../../../src/domain/request/request-commands';
import { earlier, facts, hoursIn, PAT, TENANT, WHOLE } from '../cast';
import { draftOf, drafted, given } from '../stories';

function save(answers: TypedAnswers): {
  readonly type: 'SaveDraft';
  readonly by: typeof PAT;
  readonly answers: TypedAnswers;
  readonly go: 'stay';
} {
  return { type: 'SaveDraft', by: PAT, answers, go: 'stay' };
}

describe('a recent customer', () => {
  test('fills tenant id, name and segment, over what was typed', () => {
    const answer = given(...drafted({ tenantName: 'Typed before' })).when(
      save({ recentCustomer: TENANT, tenantName: 'Typed now', segment: 'SMC' }),
    );

    expect(draftOf(answer).answers).toMatchObject({
      recentCustomer: { typed: TENANT },
      tenantId: { typed: TENANT },
      tenantName: { typed: 'Adventure Works' },
      segment: { typed: 'Enterprise' },
    });
  });

  test('chosen before, it leaves later corrections alone', () => {
    const answer = given(
      ...drafted({ recentCustomer: TENANT, tenantName: 'Adventure Works' }),
    ).when(save({ recentCustomer: TENANT, tenantName: 'Adventure Works Ltd' }));

    expect(said(draftOf(answer).answers, 'tenantName')).toBe('Adventure Works Ltd');
  });

  test.each(['none', 'somebody-else'])('%s fills nothing', (recentCustomer) => {
    const answer = given(...drafted()).when(save({ recentCustomer }));

    expect(Object.keys(draftOf(answer).answers)).toEqual(['recentCustomer']);
  });
});

describe('requests that look alike', () => {
  const alike = { facts: facts({ earlier: [earlier()] }) };

  test('are found as soon as company and workload are known', () => {
    const answer = given(...drafted({ company: 'partner:contoso' })).when(
      save({ workload: 'AADP-P2' }),
      alike,
    );

    expect(draftOf(answer).lookAlikes).toMatchObject([
      { number: 1007, samePlan: false, sameCustomer: false, daysAgo: 10 },
    ]);
  });

  test.each([
    ['without a workload', { company: 'partner:contoso', workload: '' }],
    ['without a company of theirs', { company: 'partner:elsewhere', workload: 'AADP-P2' }],
    ['for a migration', { ...WHOLE, role: 'migration' }],
    ['for the migration workload', { ...WHOLE, workload: 'EXCHANGE-MIGRATION' }],
  ])('are not looked for %s', (_when, answers) => {
    const world = { facts: facts({ earlier: [earlier({ workloadId: answers.workload })] }) };

    const answer = given(...drafted(answers)).when(save({}), world);

    expect(draftOf(answer).lookAlikes).toEqual([]);
  });

  test.each([
    [POLICY.lookAlikeDays * 24, 1],
    [POLICY.lookAlikeDays * 24 + 0.1, 0],
  ])('from %s hours ago: %s', (hours, found) => {
    const world = { facts: facts({ earlier: [earlier({ at: hoursIn(-hours) })] }) };

    const answer = given(...drafted(WHOLE)).when(save({}), world);

    expect(draftOf(answer).lookAlikes).toHaveLength(found);
  });

  test('ask what is different', () => {
    const answer = given(...drafted(WHOLE)).when(
      { type: 'SaveDraft', by: PAT, answers: {}, go: 'review' },
      alike,
    );

    const draft = draftOf(answer);

    expect(draft.step).toBe('why');
    expect(problemsOfStep('why', contextOf(draft, POLICY))).toEqual([
      { field: 'difference', code: 'missing' },
    ]);
  });

  test('let the form go on once the difference is told', () => {
    const answer = given(...drafted(WHOLE)).when(
      {
        type: 'SaveDraft',
        by: PAT,
        answers: { difference: 'Another customer, with a hybrid directory.' },
        go: 'review',
      },
      alike,
    );

    expect(draftOf(answer).step).toBe('review');
  });
});

describe('the published guide', () => {
  const guided = { ...WHOLE, workload: 'AIP-P1', language: 'en' };

  test('can be taken instead of an expert, and ends the draft', () => {
    const answer = given(...drafted(guided)).when({
      type: 'UseGuide',
      by: PAT,
      at: hoursIn(1),
      answers: {},
    });

    expect(answer.after).toMatchObject({
      status: 'Deflected',
      workloadId: 'AIP-P1',
      guideUrl: expect.stringMatching(/^https:.*azure\/information-protection/),
      endedAt: hoursIn(1),
    });
  });

  test('is found by what was typed with the same press', () => {
    const answer = given(...drafted(WHOLE)).when({
      type: 'UseGuide',
      by: PAT,
      answers: { workload: 'AIP-P1', language: 'en' },
    });

    expect(answer.after).toMatchObject({ status: 'Deflected' });
  });

  test('is not there for what an expert does', () => {
    const answer = given(...drafted(WHOLE)).when({ type: 'UseGuide', by: PAT, answers: {} });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
  });

  test.each([
    ['guide', guided],
    ['not eligible', { ...WHOLE, licences: '150' }],
  ])('to go on in spite of the answer "%s" needs a reason', (_outcome, answers) => {
    const without = given(...drafted(answers)).when({
      type: 'SaveDraft',
      by: PAT,
      answers: {},
      go: 'next',
    });
    const withReason = given(...drafted(answers)).when({
      type: 'SaveDraft',
      by: PAT,
      answers: { exceptionReason: 'The FPM asked us to send it in all the same.' },
      go: 'next',
    });

    expect([draftOf(without).step, draftOf(withReason).step]).toEqual(['need', 'customer']);
  });
});
