import { problemsOfStep } from '../../../src/domain/form/validate';
import { STEPS } from '../../../src/domain/form/fields';
import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { answersOfForm } from '../../../src/domain/request/answers-of-form';
import { requestFormOf } from '../../../src/domain/request/request-form';
import type { RequestForm } from '../../../src/domain/request/request';
import { FORM, OPTIONS, WHOLE } from '../cast';

const WHY = typed('The table says guide, but the tenant is a hybrid one.');

const FORMS: readonly (readonly [string, RequestForm])[] = [
  ['the plain one', FORM],
  ['one with a second language', { ...FORM, secondLanguage: 'de' }],
  [
    'a migration',
    { ...FORM, role: 'migration', workloadId: 'EXO', emailSource: typed('Lotus Notes') },
  ],
  ['one with more to say', { ...FORM, otherInformation: typed('They start in May.') }],
  [
    'one that goes on although the table says guide',
    { ...FORM, workloadId: 'AIP-P1', language: 'en', exceptionReason: WHY },
  ],
  ['one that looks like an earlier one', { ...FORM, difference: WHY }],
];

describe.each(FORMS)('the answers of a form, %s', (_which, form) => {
  const context = {
    answers: answersOfForm(form),
    options: OPTIONS,
    policy: POLICY,
    hasLookAlikes: form.difference !== undefined,
  };

  test('lead to that form again', () => {
    expect(requestFormOf(context)).toEqual(form);
  });

  test('have no problems: what was accepted once can be sent as it is', () => {
    expect(STEPS.flatMap((step) => problemsOfStep(step, context))).toEqual([]);
  });
});

test('the answers of a form are those that were typed, in plain form', () => {
  const answers = answersOfForm(FORM);

  expect(Object.fromEntries(Object.entries(answers).map(([id, text]) => [id, text.typed]))).toEqual(
    WHOLE,
  );
});
