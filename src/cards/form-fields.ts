import { maxCharsOf, type FieldProblem, type FormContext } from '../domain/form/validate';
import { PURPOSES, REGIONS, ROLES, said, SEGMENTS, type FieldId } from '../domain/form/fields';
import { EXPERT_LANGUAGES } from '../domain/routing/expert-languages';
import { WORKLOADS } from '../domain/routing/workloads';
import type { TextKey } from '../text/words';
import type { Choice, Field } from './card-model';
import { shortened, shown, type Drawing } from './drawing';
import { namesOfFields } from './wrong-fields';

/** What the inputs of one picture of the form are drawn from. */
export interface FieldContext {
  readonly form: FormContext;
  readonly wrong: readonly FieldProblem[];
  readonly zone: string;
}

type Shape = Pick<Field, 'kind' | 'choices'>;

/** Up to so many choices are shown at once: one tap less, and nothing hidden. */
const SHOWN_AT_ONCE = 5;

function choiceShape(choices: readonly Choice[]): Shape {
  return { kind: choices.length > SHOWN_AT_ONCE ? 'choice' : 'radio', choices };
}

/** One input of the form: label, what was typed, its hint, and what is wrong with it. Pure. */
export function fieldModel(draw: Drawing, field: FieldId, context: FieldContext): Field {
  const shape = shapeOf(draw, field, context.form);
  const problem = context.wrong.find((one) => one.field === field);
  const label: TextKey = `field.${field}`;
  const hint = hintOf(draw, field);
  return {
    id: field,
    kind: shape.kind,
    label: draw.t(label),
    value: valueOf(field, context.form),
    placeholder:
      field === 'lead'
        ? draw.t('field.lead.title')
        : shape.kind === 'choice'
          ? draw.t('field.choose')
          : '',
    ...(shape.choices === undefined ? {} : { choices: shape.choices }),
    ...(hint === undefined ? {} : { hint }),
    ...(problem === undefined ? {} : { error: problemText(draw, problem, context.form) }),
  };
}

function valueOf(field: FieldId, form: FormContext): string {
  const value = form.answers[field]?.typed ?? '';
  return field === 'lead' && value === '' ? 'false' : value;
}

function problemText(
  draw: Drawing,
  { field, code }: FieldProblem,
  { policy }: FormContext,
): string {
  const key: TextKey = `problem.${code}`;
  return `⚠ ${draw.t(key, {
    max: draw.number(maxCharsOf(field, policy)),
    min: draw.number(policy.justificationMinChars),
  })}`;
}

const HINTED = {
  licences: 'hint.licences',
  exceptionReason: 'hint.exceptionReason',
  tenantId: 'hint.tenantId',
  tenantName: 'hint.tenantName',
  justification: 'hint.justification',
  emailSource: 'hint.emailSource',
  contactMail: 'hint.contactMail',
  difference: 'hint.difference',
} as const satisfies Partial<Record<FieldId, TextKey>>;

function hintOf(draw: Drawing, field: FieldId): string | undefined {
  return field in HINTED ? draw.t(HINTED[field as keyof typeof HINTED]) : undefined;
}

function shapeOf(draw: Drawing, field: FieldId, form: FormContext): Shape {
  switch (field) {
    case 'role':
      return choiceShape(
        ROLES.map((role) => ({ value: role, title: draw.t(`role.${role}.line`) })),
      );
    case 'workload':
      return choiceShape(workloadChoices());
    case 'licences':
      return { kind: 'number' };
    case 'region':
      return choiceShape(
        REGIONS.map((region) => ({ value: region, title: draw.t(`region.${region}`) })),
      );
    case 'language':
      return choiceShape(languageChoices(draw));
    case 'secondLanguage':
      return choiceShape([
        { value: 'none', title: draw.t('value.none') },
        ...languageChoices(draw),
      ]);
    case 'segment':
      return choiceShape(
        SEGMENTS.map((segment) => ({
          value: segment,
          title: draw.t(`segment.${segment}`),
        })),
      );
    case 'purpose':
      return choiceShape(
        PURPOSES.map((purpose) => ({
          value: purpose,
          title: draw.t(`purpose.${purpose}`),
        })),
      );
    case 'lead':
      return { kind: 'tick' };
    default:
      return directoryShape(draw, field, form);
  }
}

function directoryShape(draw: Drawing, field: FieldId, form: FormContext): Shape {
  const { companies, recentCustomers } = form.options;
  switch (field) {
    case 'recentCustomer':
      return choiceShape([
        { value: 'none', title: draw.t('field.recentCustomer.none') },
        ...recentCustomers.map(({ tenantId, name }) => ({ value: tenantId, title: name.typed })),
      ]);
    case 'company':
      return choiceShape(companies.map(({ id, name }) => ({ value: id, title: name })));
    case 'fpm':
      return choiceShape(fpmChoices(form));
    case 'justification':
    case 'otherInformation':
    case 'exceptionReason':
    case 'difference':
      return { kind: 'long-text' };
    default:
      return { kind: 'text' };
  }
}

function fpmChoices(form: FormContext): readonly Choice[] {
  const chosen = form.options.companies.find(({ id }) => id === said(form.answers, 'company'));
  const companies = chosen === undefined ? form.options.companies : [chosen];
  const names = new Map(companies.flatMap(({ fpms }) => fpms.map(({ id, name }) => [id, name])));
  return Array.from(names, ([value, title]) => ({ value, title }));
}

function workloadChoices(): readonly Choice[] {
  return WORKLOADS.map(({ id, name, formerly }) => ({
    value: id,
    title: formerly[0] === undefined ? name : `${name} (${formerly[0]})`,
  }));
}

function languageChoices(draw: Drawing): readonly Choice[] {
  return EXPERT_LANGUAGES.map((code) => ({ value: code, title: draw.languageName(code) })).toSorted(
    (a, b) => a.title.localeCompare(b.title, draw.language),
  );
}

/** The answer to a field in words, whole and not yet escaped. Pure. */
export function plainAnswer(draw: Drawing, field: FieldId, form: FormContext): string {
  const value = said(form.answers, field);
  if (value === '') {
    return draw.t('value.not-given');
  }
  const choice = shapeOf(draw, field, form).choices?.find((one) => one.value === value);
  const role = ROLES.find((one) => field === 'role' && one === value);
  return role === undefined ? (choice?.title ?? value) : draw.t(`role.${role}`);
}

/** The answer to a field as a person reads it, at most `max` characters of what was typed. Pure. */
export function answerText(draw: Drawing, field: FieldId, form: FormContext, max: number): string {
  return shown(shortened(plainAnswer(draw, field, form), max));
}

/** Short titles of the answers; the labels of the inputs are longer. */
const TITLES: Readonly<Record<FieldId, TextKey>> = {
  role: 'fact.role',
  workload: 'fact.workload',
  licences: 'fact.licences',
  region: 'fact.region',
  language: 'fact.language',
  secondLanguage: 'fact.second-language',
  exceptionReason: 'heading.exception-reason',
  recentCustomer: 'field.recentCustomer',
  tenantId: 'fact.tenant-id',
  tenantName: 'fact.tenant-name',
  segment: 'fact.segment',
  purpose: 'fact.purpose',
  justification: 'fact.justification',
  emailSource: 'fact.email-source',
  otherInformation: 'fact.other-information',
  company: 'fact.partner',
  deliveryTeam: 'fact.delivery-team',
  fpm: 'fact.fpm',
  contactMail: 'fact.contact',
  difference: 'heading.difference',
  lead: 'field.lead',
};

/** The short title of a field, where its answer is told and not asked. Pure. */
export function fieldTitle(draw: Drawing, field: FieldId): string {
  return draw.t(TITLES[field]);
}

/** Counts and names the wrong fields. Pure. */
export function problemsLine(draw: Drawing, wrong: readonly FieldProblem[]): string {
  const names = wrong.map(({ field }) => draw.t(`field.${field}`));
  return draw.t('form.problems', { count: wrong.length, names: namesOfFields(names) });
}
