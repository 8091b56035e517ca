import { OFFICIAL_ORDER, STEPS, type FieldId, type Step } from '../domain/form/fields';
import { fieldsAsked, type FormContext } from '../domain/form/validate';
import { POLICY } from '../domain/policy';
import type { Draft } from '../domain/request/request';
import type { Button, Fact, Section } from './card-model';
import type { Drawing } from './drawing';
import { answerText, fieldTitle } from './form-fields';

/** Longest part of an answer in the review. */
const ANSWER_SHOWN = 300;

/** Where each group of the official order is changed. */
const GROUPS: readonly { readonly step: Step; readonly fields: readonly string[] }[] = [
  { step: 'customer', fields: ['F1', 'F2', 'F3'] },
  { step: 'need', fields: ['F4', 'F7', 'F9', 'F10', 'F11', 'F12'] },
  { step: 'why', fields: ['F5', 'F6', 'F8', 'F13'] },
];

/** F1 to F13 as they will be sent, by group, each with its Change button. Pure. */
export function reviewSections(draw: Drawing, draft: Draft): readonly Section[] {
  const form: FormContext = {
    answers: draft.answers,
    options: draft.options,
    policy: POLICY,
    hasLookAlikes: draft.lookAlikes.length > 0,
  };
  return GROUPS.map(({ step, fields }) => ({
    heading: draw.t(`form.step.${step}`),
    facts: OFFICIAL_ORDER.filter(([code]) => fields.includes(code)).flatMap(([, parts]) =>
      factsOf(draw, parts, form),
    ),
    buttons: [changeButton(draw, draft, step)],
    separated: true,
  }));
}

function changeButton(draw: Drawing, draft: Draft, to: Step): Button {
  return {
    title: draw.t('form.button.change'),
    tooltip: draw.t('form.button.change-group', { group: draw.t(`form.step.${to}`) }),
    verb: 'form.go',
    payload: { id: draft.id, step: draft.step, edition: draft.edition, to },
  };
}

function factsOf(draw: Drawing, fields: readonly FieldId[], form: FormContext): readonly Fact[] {
  const asked = STEPS.flatMap((step) => fieldsAsked(step, form));
  return fields
    .filter((field) => asked.includes(field))
    .map((field) => ({
      title: fieldTitle(draw, field),
      value: answerText(draw, field, form, ANSWER_SHOWN),
    }));
}
