import { problemsOfStep } from '../../../src/domain/form/validate';
import { POLICY } from '../../../src/domain/policy';
import { contextOf } from '../../../src/domain/request/decide-draft';
import type { Request, RequestForm } from '../../../src/domain/request/request';
import {
  earlier,
  EXPERTS,
  expert,
  facts,
  FAY,
  FORM,
  hoursIn,
  OPTIONS,
  PAT,
  PROMISES,
  WHOLE,
} from '../cast';
import { draftOf, drafted, given } from '../stories';

const SUBMIT = { type: 'Submit', by: PAT, answers: {} } as const;

function formOf(request: Request | undefined): RequestForm | undefined {
  return request?.status === 'Submitted' ? request.form : undefined;
}

/** Company and FPMs as the directory has them at the moment of submission. */
function nowWith(companies: typeof OPTIONS.companies): ReturnType<typeof facts> {
  const options = { ...OPTIONS, companies };
  return facts({ requester: { person: PAT, mail: 'pat@contoso.example', options } });
}

describe('a whole form', () => {
  test('becomes a request with number, form, promises and ranked experts', () => {
    const answer = given(...drafted(WHOLE)).when({ ...SUBMIT, at: hoursIn(1) });

    expect(answer.after).toMatchObject({
      status: 'Submitted',
      number: 1042,
      form: FORM,
      requester: PAT,
      promises: PROMISES,
      submittedAt: hoursIn(1),
      routing: { outcome: 'staffed', rule: 'aadp', reason: 'threshold-met' },
      candidates: EXPERTS.map(({ id, name }) => ({ expert: { id, name } })),
      reached: {},
    });
  });

  test('takes what was typed with the last press', () => {
    const { lead: _unticked, ...rest } = WHOLE;

    const answer = given(...drafted(rest)).when({
      ...SUBMIT,
      answers: { lead: 'true', licences: '1.200' },
    });

    expect(formOf(answer.after)).toEqual({ ...FORM, licences: 1200 });
  });

  test('carries what is asked only sometimes', () => {
    const answers = {
      ...WHOLE,
      role: 'migration',
      workload: 'EXCHANGE-MIGRATION',
      secondLanguage: 'en',
      emailSource: 'Lotus Notes',
      otherInformation: 'Two sites.',
      tenantId: `{${WHOLE.tenantId.toUpperCase()}}`,
    };

    const answer = given(...drafted(answers)).when(SUBMIT);

    expect(formOf(answer.after)).toMatchObject({
      role: 'migration',
      secondLanguage: 'en',
      emailSource: { typed: 'Lotus Notes' },
      otherInformation: { typed: 'Two sites.' },
      tenantId: WHOLE.tenantId,
    });
  });

  test('carries the reason for an exception and the difference from earlier requests', () => {
    const told = {
      exceptionReason: 'The FPM asked us to send it in all the same.',
      difference: 'Another customer, with a hybrid directory.',
    };

    const answer = given(...drafted({ ...WHOLE, licences: '150', ...told })).when(SUBMIT, {
      facts: facts({ earlier: [earlier()] }),
    });

    expect(formOf(answer.after)).toMatchObject({
      exceptionReason: { typed: told.exceptionReason },
      difference: { typed: told.difference },
    });
    expect(answer.after).toMatchObject({
      routing: { outcome: 'not-eligible' },
      lookAlikes: [{ number: 1007 }],
    });
  });

  test('leaves out what is no longer asked for, which nobody has checked', () => {
    const answers = { exceptionReason: '\u0000', difference: 'x'.repeat(10_000) };

    const answer = given(...drafted({ ...WHOLE, ...answers })).when(SUBMIT);

    expect(formOf(answer.after)).toEqual(FORM);
  });

  test('never proposes the requester as the expert', () => {
    const answer = given(...drafted(WHOLE)).when(SUBMIT, {
      facts: facts({ experts: [expert(PAT), ...EXPERTS] }),
    });

    expect(answer).toMatchObject({ after: { candidates: { length: EXPERTS.length } } });
  });
});

describe('a form that is not whole', () => {
  test.each([
    ['licences', 'need'],
    ['tenantId', 'customer'],
    ['justification', 'why'],
    ['lead', 'review'],
  ] as const)('without %s is kept and shown at %s, every step marked', (field, step) => {
    const answer = given(...drafted({ ...WHOLE, [field]: '' })).when({
      ...SUBMIT,
      answers: { otherInformation: 'Typed last.' },
    });

    const draft = draftOf(answer);

    expect(draft).toMatchObject({ step, attempted: ['need', 'customer', 'why', 'review'] });
    expect(draft.answers).toMatchObject({ otherInformation: { typed: 'Typed last.' } });
    expect(answer.effects).toEqual([]);
  });

  test('learns of a look-alike that came in between', () => {
    const answer = given(...drafted(WHOLE)).when(SUBMIT, {
      facts: facts({ earlier: [earlier({ at: hoursIn(-1) })] }),
    });

    expect(draftOf(answer)).toMatchObject({ step: 'why', lookAlikes: [{ number: 1007 }] });
  });

  test('is told of an FPM who has left the company, at the field', () => {
    const answer = given(...drafted(WHOLE)).when(SUBMIT, {
      facts: nowWith([{ id: 'partner:contoso', name: 'Contoso', fpms: [FAY] }]),
    });

    const draft = draftOf(answer);

    expect(draft.step).toBe('why');
    expect(problemsOfStep('why', contextOf(draft, POLICY))).toEqual([
      { field: 'fpm', code: 'unknown-choice' },
    ]);
  });

  test('is told of a company the requester may not request for any more, at the field', () => {
    const answer = given(...drafted(WHOLE)).when(SUBMIT, {
      facts: nowWith([{ id: 'partner:fabrikam', name: 'Fabrikam', fpms: [FAY] }]),
    });

    const draft = draftOf(answer);

    expect(draft.step).toBe('why');
    expect(problemsOfStep('why', contextOf(draft, POLICY))).toContainEqual({
      field: 'company',
      code: 'unknown-choice',
    });
  });
});

describe('the answer of the routing table', () => {
  test.each([
    ['none', 'language'],
    ['fr', 'language'],
    ['en', 'second-language'],
  ])('looks at the second language too: %s', (secondLanguage, reason) => {
    const answers = { ...WHOLE, workload: 'MDATP', language: 'de', secondLanguage };

    const answer = given(...drafted(answers)).when(SUBMIT);

    expect(answer.after).toMatchObject({ routing: { outcome: 'manual', rule: 'mdatp', reason } });
  });
});

describe('the contact of the form', () => {
  test.each([
    ['pat@contoso.example', true],
    ['Pat@Contoso.EXAMPLE', true],
    ['kim@contoso.example', false],
  ])('%s is the requester: %s', (contactMail, isRequester) => {
    const answer = given(...drafted({ ...WHOLE, contactMail })).when(SUBMIT);

    expect(answer.after).toMatchObject({ contactIsRequester: isRequester });
  });
});

describe('a submission that is refused', () => {
  test('by somebody who may not request any more', () => {
    const { requester: _gone, ...rest } = facts();

    const answer = given(...drafted(WHOLE)).when(SUBMIT, { facts: rest });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'unknown-person' } });
  });

  test('to an FPM who would decide the own request', () => {
    const fpms = [PAT, FAY];

    const answer = given(...drafted({ ...WHOLE, fpm: PAT.id })).when(SUBMIT, {
      facts: nowWith([{ id: 'partner:contoso', name: 'Contoso', fpms }]),
    });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'own-request' } });
  });

  test.each(['number', 'promises'] as const)('while there is no %s for it', (missing) => {
    const { [missing]: _missing, ...rest } = facts();

    const answer = given(...drafted(WHOLE)).when(SUBMIT, { facts: rest });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
  });

  test('but an FPM may request for the company when a colleague decides', () => {
    const fpms = [PAT, FAY];

    const answer = given(...drafted({ ...WHOLE, fpm: FAY.id })).when(SUBMIT, {
      facts: nowWith([{ id: 'partner:contoso', name: 'Contoso', fpms }]),
    });

    expect(answer.after).toMatchObject({ status: 'Submitted', form: { fpm: FAY } });
  });
});
