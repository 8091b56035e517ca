import { FIELDS, OFFICIAL_ORDER, said, type FieldId } from '../../../src/domain/form/fields';
import { fieldsAsked, problemsOfStep, type ProblemCode } from '../../../src/domain/form/validate';
import { WORKLOADS } from '../../../src/domain/routing/workloads';
import { POLICY } from '../../../src/domain/policy';
import { contextOf, stepOf } from '../../../src/domain/request/decide-draft';
import type { Draft } from '../../../src/domain/request/request';
import type { TypedAnswers } from '../../../src/domain/request/request-commands';
import { earlier, facts, FRAN, MAX, OPTIONS, PAT, WHOLE } from '../cast';
import { draftOf, drafted, given } from '../stories';

/** What makes the form ask for a field that it does not always ask for. */
const ASKED_WHEN: Partial<Record<FieldId, TypedAnswers>> = {
  exceptionReason: { workload: 'AIP-P1', language: 'en' },
  emailSource: { role: 'migration' },
};

function savedWith(answers: TypedAnswers, alike = false): Draft {
  const world = { facts: facts({ earlier: alike ? [earlier()] : [] }) };
  return draftOf(
    given(...drafted(WHOLE)).when({ type: 'SaveDraft', by: PAT, answers, go: 'stay' }, world),
  );
}

function problemWith(
  field: FieldId,
  text: string,
  more: TypedAnswers = {},
): ProblemCode | undefined {
  const draft = savedWith({ ...ASKED_WHEN[field], ...more, [field]: text }, field === 'difference');
  const problems = problemsOfStep(stepOf(field), contextOf(draft, POLICY));
  return problems.find((problem) => problem.field === field)?.code;
}

function codeIn(field: FieldId): ProblemCode | undefined {
  switch (field) {
    case 'tenantName':
    case 'emailSource':
    case 'justification':
    case 'exceptionReason':
    case 'difference':
    case 'otherInformation':
      return undefined;
    case 'licences':
      return 'not-a-number';
    case 'tenantId':
      return 'not-a-guid';
    case 'contactMail':
      return 'not-a-mail';
    case 'lead':
      return 'not-ticked';
    default:
      return 'unknown-choice';
  }
}

const OPTIONAL: readonly FieldId[] = ['secondLanguage', 'otherInformation', 'recentCustomer'];

describe('an answer that is not there', () => {
  test.each(FIELDS.map((field) => ({ field, text: '' })))(
    '$field left empty',
    ({ field, text }) => {
      const expected = field === 'lead' ? 'not-ticked' : 'missing';

      const problem = problemWith(field, text);

      expect(problem).toBe(OPTIONAL.includes(field) ? undefined : expected);
    },
  );

  test.each(FIELDS)('only blanks count as empty: %s', (field) => {
    expect(problemWith(field, ' \t\n\u00a0 ')).toBe(problemWith(field, ''));
  });

  test('a line that was unticked again asks for the tick, as an untouched one does', () => {
    expect(problemWith('lead', 'false')).toBe('not-ticked');
  });
});

const STRANGE: readonly (readonly [string, string])[] = [
  ['emoji', '👩🏽‍🚀 rollout stops 🚧 at the pilot group'],
  ['right to left', 'ممنوع الوصول إلى المجموعة الثانية \u202eabc'],
  ['a mention', '<at>Everybody</at> please look at this'],
  ['a template', '${customer} is not ${$root.secret} here'],
  ['HTML', '<script>alert("x")</script><b>bold claim</b>'],
  ['quotes', '\'; DROP TABLE requests; -- "and" \\ so on'],
];

describe.each(STRANGE)('%s', (_what, text) => {
  test.each(FIELDS)('in %s is a text like any other, or not among the choices', (field) => {
    expect(problemWith(field, text)).toBe(codeIn(field));
  });

  test('is kept as it was typed', () => {
    const draft = savedWith({ justification: text, tenantName: text });

    expect([draft.answers.justification, draft.answers.tenantName]).toEqual([
      { typed: text },
      { typed: text },
    ]);
  });
});

describe('a text out of bounds', () => {
  test.each(FIELDS)('10,000 characters are too long for %s', (field) => {
    expect(problemWith(field, 'x'.repeat(10_000))).toBe('too-long');
  });

  test.each(FIELDS)('a NUL cannot be read in %s', (field) => {
    expect(problemWith(field, 'a text with a NUL \u0000 in its middle')).toBe('unreadable');
  });

  test.each(['\u0007', '\u001b', '\u007f'])('nor can the control character %j', (char) => {
    expect(problemWith('tenantName', `Adventure${char}Works`)).toBe('unreadable');
  });

  test('line ends and tabs are text', () => {
    expect(problemWith('justification', 'First line.\r\nSecond line.\tThird.')).toBeUndefined();
  });

  test.each([
    ['justification', POLICY.textMaxChars],
    ['otherInformation', POLICY.textMaxChars],
    ['exceptionReason', POLICY.textMaxChars],
    ['difference', POLICY.textMaxChars],
    ['tenantName', 200],
    ['emailSource', 200],
  ] as const)('%s takes up to %i characters', (field, max) => {
    expect([problemWith(field, 'x'.repeat(max)), problemWith(field, 'x'.repeat(max + 1))]).toEqual([
      undefined,
      'too-long',
    ]);
  });

  test.each(['justification', 'exceptionReason', 'difference'] as const)(
    '%s says at least something',
    (field) => {
      const min = POLICY.justificationMinChars;

      expect([
        problemWith(field, 'x'.repeat(min - 1)),
        problemWith(field, 'x'.repeat(min)),
      ]).toEqual(['too-short', undefined]);
    },
  );
});

describe('F1, the tenant id', () => {
  test.each([
    ['with braces', '{0f8fad5b-d9cb-469f-a165-70867728950e}'],
    ['in capitals and with blanks', '  { 0F8FAD5B-D9CB-469F-A165-70867728950E } '],
  ])('pasted %s is kept in its plain form', (_how, text) => {
    const draft = savedWith({ tenantId: text });

    expect(said(draft.answers, 'tenantId')).toBe(WHOLE.tenantId);
    expect(problemWith('tenantId', text)).toBeUndefined();
  });

  test.each(['contoso.onmicrosoft.com', '0f8fad5b-d9cb-469f-a165', `${WHOLE.tenantId}0`, '{}'])(
    '%s is not one',
    (text) => {
      expect(problemWith('tenantId', text)).toBe('not-a-guid');
    },
  );
});

describe('F4, the licences', () => {
  test.each([
    ['0', undefined],
    ['1', undefined],
    [' 400 ', undefined],
    ['1.200', undefined],
    ['1,200', undefined],
    ['1 200', undefined],
    ["1'200", undefined],
    ['10000000', undefined],
    ['10000001', 'too-large'],
    ['9'.repeat(40), 'too-large'],
    ['-1', 'negative'],
    ['-1.5', 'negative'],
    ['1.5', 'not-whole'],
    ['1,5', 'not-whole'],
    ['0.25', 'not-whole'],
    ['0.500', 'not-whole'],
    ['four hundred', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['٤٠٠', 'not-a-number'],
  ] as const)('%s', (text, expected) => {
    expect(problemWith('licences', text)).toBe(expected);
  });

  test('are kept as plain digits', () => {
    expect(savedWith({ licences: '1.200' }).answers.licences).toEqual({ typed: '1200' });
  });
});

describe('F8, the contact', () => {
  test.each([
    ['pat@contoso.example', undefined],
    ["o'hara+sme@mail.contoso.example", undefined],
    ['pat', 'not-a-mail'],
    ['pat@contoso', 'not-a-mail'],
    ['pat@@contoso.example', 'not-a-mail'],
    ['Pat <pat@contoso.example>', 'not-a-mail'],
    ['pat@contoso.example, fran@contoso.example', 'not-a-mail'],
    ['pat@contoso.example\nBcc: all@contoso.example', 'not-a-mail'],
  ])('%j', (text, expected) => {
    expect(problemWith('contactMail', text)).toBe(expected);
  });
});

describe('choices that hang together', () => {
  test('F9 "not sure" leads to the FPM, not into a request', () => {
    expect(problemWith('role', 'not-sure')).toBe('role-unsure');
  });

  test('F12 is none, or another language than F11', () => {
    const answers = ['none', 'en', 'es', 'tlh'];

    const problems = answers.map((text) => problemWith('secondLanguage', text));

    expect(problems).toEqual([undefined, undefined, 'same-language', 'unknown-choice']);
  });

  test('the FPM is one of the chosen company', () => {
    expect(problemWith('fpm', 'person:fay')).toBeUndefined();
    expect(problemWith('fpm', PAT.id)).toBe('unknown-choice');
    expect(problemWith('company', 'partner:elsewhere')).toBe('unknown-choice');
  });

  test.each([
    ['partner:contoso', FRAN.id, undefined],
    ['partner:contoso', MAX.id, 'unknown-choice'],
    ['partner:fabrikam', MAX.id, undefined],
    ['partner:fabrikam', FRAN.id, 'unknown-choice'],
    ['', MAX.id, undefined],
  ] as const)('of two companies, "%s" has %s: %s', (company, fpm, expected) => {
    const fabrikam = { id: 'partner:fabrikam', name: 'Fabrikam', fpms: [MAX] } as const;
    const options = { ...OPTIONS, companies: [...OPTIONS.companies, fabrikam] };
    const answers = { company: { typed: company }, fpm: { typed: fpm } };

    const problems = problemsOfStep('why', {
      answers,
      options,
      policy: POLICY,
      hasLookAlikes: false,
    });

    expect(problems.find(({ field }) => field === 'fpm')?.code).toBe(expected);
  });

  test('a choice differs from its neighbours by letter case too', () => {
    expect(problemWith('region', 'emea')).toBe('unknown-choice');
    expect(problemWith('segment', 'smc')).toBe('unknown-choice');
  });
});

describe('the role', () => {
  const withWorkload = (role: string): readonly (readonly [string, ProblemCode | undefined])[] =>
    WORKLOADS.map(({ id }) => [id, problemWith('role', role, { workload: id })]);

  test('of a migration fits Exchange Online and the Exchange migration alone', () => {
    expect(withWorkload('migration')).toEqual(
      WORKLOADS.map(({ id }) => [
        id,
        ['EXO', 'EXCHANGE-MIGRATION'].includes(id) ? undefined : 'role-not-fitting',
      ]),
    );
  });

  test('of an engineer fits every workload', () => {
    expect(withWorkload('engineer').filter(([, code]) => code !== undefined)).toEqual([]);
  });

  test.each(['', 'NOPE'])('is not judged by a workload that is wrong itself: "%s"', (workload) => {
    expect(problemWith('role', 'migration', { workload })).toBeUndefined();
  });

  test('that does not fit keeps the form on its step, with everything as it was typed', () => {
    const answers = { ...WHOLE, role: 'migration', workload: 'TEAMS' };
    const answer = given(...drafted(answers)).when({
      ...{ type: 'SaveDraft', by: PAT, answers: { licences: '300' }, go: 'next' },
    });

    expect(draftOf(answer)).toMatchObject({
      step: 'need',
      answers: {
        role: { typed: 'migration' },
        workload: { typed: 'TEAMS' },
        licences: { typed: '300' },
      },
    });
  });
});

describe('what is asked', () => {
  const form = { answers: {}, hasLookAlikes: false };

  test('the e-mail source only for a migration, by role or by purpose', () => {
    const asking = [{}, { role: { typed: 'migration' } }, { purpose: { typed: 'migration' } }];

    const asked = asking.map((answers) =>
      fieldsAsked('why', { ...form, answers }).includes('emailSource'),
    );

    expect(asked).toEqual([false, true, true]);
  });

  test.each([
    ['a guide', { workload: 'AIP-P1', language: 'en' }, true],
    ['too few licences', { licences: '150' }, true],
    [
      'exactly the threshold of both',
      { workload: 'MCAS', language: 'en', licences: '10000' },
      false,
    ],
    ['an exception', { workload: 'MIG-P1', language: 'en', licences: '5001' }, false],
    ['enough licences', { licences: '151' }, false],
    ['another language than the table has', { workload: 'MDATP', language: 'de' }, false],
  ] as const)('a reason to go on, when the table says %s: %#', (_what, answers, expected) => {
    const { answers: kept } = savedWith({ ...answers, region: 'EMEA' });

    expect(fieldsAsked('need', { ...form, answers: kept }).includes('exceptionReason')).toBe(
      expected,
    );
  });

  test('every official field, F1 to F13, is asked by one of the steps', () => {
    const ours = OFFICIAL_ORDER.flatMap(([, fields]) => fields);

    expect(OFFICIAL_ORDER.map(([name]) => name)).toEqual(
      Array.from({ length: 13 }, (_, index) => `F${String(index + 1)}`),
    );
    expect(ours.filter((field) => !FIELDS.includes(field))).toEqual([]);
  });
});
