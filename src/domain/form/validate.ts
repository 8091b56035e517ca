import type { Policy } from '../policy';
import { isKnownLanguage, isKnownWorkload } from '../routing/known';
import { isOfMigration, workloadOf } from '../routing/workloads';
import { plainCount, plainGuid } from './plain-values';
import { routeOfAnswers } from './route-of-answers';
import {
  DELIVERY_TEAMS,
  FIELDS_OF_STEP,
  PURPOSES,
  REGIONS,
  ROLES,
  said,
  SEGMENTS,
  type Answers,
  type FieldId,
  type FormOptions,
  type Step,
} from './fields';

/** What is wrong with one field; each code has its own sentence in every language. */
export type ProblemCode =
  | 'missing'
  | 'too-long'
  | 'too-short'
  | 'not-a-guid'
  | 'not-a-number'
  | 'negative'
  | 'not-whole'
  | 'too-large'
  | 'unknown-choice'
  | 'not-a-mail'
  | 'same-language'
  | 'role-unsure'
  | 'role-not-fitting'
  | 'not-ticked'
  | 'unreadable';

/** A wrong field and why. */
export interface FieldProblem {
  readonly field: FieldId;
  readonly code: ProblemCode;
}

/** Everything the checks of one form need. */
export interface FormContext {
  readonly answers: Answers;
  readonly options: FormOptions;
  readonly policy: Policy;
  /** Whether earlier requests look alike, so that the difference must be told. */
  readonly hasLookAlikes: boolean;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAIL = /^[^\s@<>"(),:;[\]\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}$/i;
const LICENCES_MAX = 10_000_000;
/** Whether the e-mail source must be told: only for migrations (PROCESS.md F13c). Pure. */
export function asksEmailSource(answers: Answers): boolean {
  return said(answers, 'role') === 'migration' || said(answers, 'purpose') === 'migration';
}

/** Whether step 1 asks why the request goes on although the table says otherwise. Pure. */
export function asksExceptionReason(answers: Answers): boolean {
  const outcome = routeOfAnswers(answers)?.outcome;
  return outcome === 'guide' || outcome === 'not-eligible';
}

/** The fields of one step that this form really asks for. Pure. */
export function fieldsAsked(
  step: Step,
  form: Pick<FormContext, 'answers' | 'hasLookAlikes'>,
): readonly FieldId[] {
  return FIELDS_OF_STEP[step].filter((field) => ASKED_ONLY_IF[field]?.(form) ?? true);
}

/** Fields that only some forms ask for. */
const ASKED_ONLY_IF: Readonly<
  Partial<Record<FieldId, (form: Pick<FormContext, 'answers' | 'hasLookAlikes'>) => boolean>>
> = {
  emailSource: ({ answers }) => asksEmailSource(answers),
  exceptionReason: ({ answers }) => asksExceptionReason(answers),
  difference: ({ hasLookAlikes }) => hasLookAlikes,
};

/** Every wrong field of one step, in the order in which they are asked. Pure. */
export function problemsOfStep(step: Step, form: FormContext): readonly FieldProblem[] {
  return fieldsAsked(step, form).flatMap((field) => {
    const code = problemOf(field, form);
    return code === undefined ? [] : [{ field, code }];
  });
}

/** A name, and what else is one line. */
const LINE_MAX_CHARS = 200;

/** Longest answer to a field, in UTF-16 units. Pure. */
export function maxCharsOf(field: FieldId, policy: Policy): number {
  return field === 'tenantName' || field === 'emailSource' ? LINE_MAX_CHARS : policy.textMaxChars;
}

const OPTIONAL: readonly FieldId[] = ['secondLanguage', 'otherInformation', 'recentCustomer'];

function problemOf(field: FieldId, form: FormContext): ProblemCode | undefined {
  const value = said(form.answers, field);
  if (value === '') {
    return emptyProblem(field);
  }
  if (value.length > maxCharsOf(field, form.policy)) {
    return 'too-long';
  }
  return isReadable(value) ? CHECKS[field](value, form) : 'unreadable';
}

function emptyProblem(field: FieldId): ProblemCode | undefined {
  if (field === 'lead') {
    return 'not-ticked';
  }
  return OPTIONAL.includes(field) ? undefined : 'missing';
}

/** Whether a text is free of control characters (tab and line ends are fine): nobody types them, and they break what shows them. Pure. */
export function isReadable(text: string): boolean {
  return !Array.from(text).some((char) => {
    const code = char.codePointAt(0) ?? 0;
    return code === 0x7f || (code < 0x20 && !'\t\n\r'.includes(char));
  });
}

type Check = (value: string, form: FormContext) => ProblemCode | undefined;

const free: Check = () => undefined;

function oneOf(choices: readonly string[]): Check {
  return (value) => choiceProblem(choices, value);
}

function choiceProblem(choices: readonly string[], value: string): ProblemCode | undefined {
  return choices.includes(value) ? undefined : 'unknown-choice';
}

/** Migration resources answer Exchange migration questions; every other workload is for engineers (PROCESS.md F9). */
function role(value: string, { answers }: FormContext): ProblemCode | undefined {
  if (value === 'not-sure') {
    return 'role-unsure';
  }
  const workload = workloadOf(said(answers, 'workload'));
  return value === 'migration' && workload !== undefined && !isOfMigration(workload)
    ? 'role-not-fitting'
    : choiceProblem(ROLES, value);
}

function licences(value: string): ProblemCode | undefined {
  const digits = plainCount(value);
  if (/^-\d/.test(digits)) {
    return 'negative';
  }
  if (/^\d+[.,]\d+$/.test(digits)) {
    return 'not-whole';
  }
  if (!/^\d+$/.test(digits)) {
    return 'not-a-number';
  }
  return Number(digits) > LICENCES_MAX ? 'too-large' : undefined;
}

function secondLanguage(value: string, form: FormContext): ProblemCode | undefined {
  if (value === 'none') {
    return undefined;
  }
  if (!isKnownLanguage(value)) {
    return 'unknown-choice';
  }
  return value === said(form.answers, 'language') ? 'same-language' : undefined;
}

function justification(value: string, form: FormContext): ProblemCode | undefined {
  return value.length < form.policy.justificationMinChars ? 'too-short' : undefined;
}

const CHECKS: Readonly<Record<FieldId, Check>> = {
  role,
  workload: (value) => (isKnownWorkload(value) ? undefined : 'unknown-choice'),
  licences,
  region: oneOf(REGIONS),
  language: (value) => (isKnownLanguage(value) ? undefined : 'unknown-choice'),
  secondLanguage,
  exceptionReason: justification,
  recentCustomer: (value, form) =>
    choiceProblem(['none', ...form.options.recentCustomers.map(({ tenantId }) => tenantId)], value),
  tenantId: (value) => (GUID.test(plainGuid(value)) ? undefined : 'not-a-guid'),
  tenantName: free,
  segment: oneOf(SEGMENTS),
  purpose: oneOf(PURPOSES),
  justification,
  emailSource: free,
  otherInformation: free,
  company: (value, form) =>
    choiceProblem(
      form.options.companies.map(({ id }) => id),
      value,
    ),
  deliveryTeam: oneOf(DELIVERY_TEAMS),
  fpm: (value, form) =>
    choiceProblem(
      fpmsOf(form).map(({ id }) => id),
      value,
    ),
  contactMail: (value) => (MAIL.test(value) ? undefined : 'not-a-mail'),
  difference: justification,
  lead: (value) => (value === 'true' ? undefined : 'not-ticked'),
};

function fpmsOf(form: FormContext): FormOptions['companies'][number]['fpms'] {
  const company = form.options.companies.find(({ id }) => id === said(form.answers, 'company'));
  return company?.fpms ?? form.options.companies.flatMap(({ fpms }) => fpms);
}
