import type { FieldId } from '../domain/form/fields';
import type { FormContext } from '../domain/form/validate';
import type { Typed } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import type { NumberedRequest } from '../domain/request/request';
import { formContextOf } from '../domain/request/revision';
import type { Section } from './card-model';
import { shown, type Drawing } from './drawing';
import { answerText, fieldTitle } from './form-fields';

/** Longest part of an old or a new answer. */
const ANSWER_SHOWN = 120;

/** What the requester changed since somebody last looked, old → new; empty when nothing. Pure. */
export function changedSections(draw: Drawing, request: NumberedRequest): readonly Section[] {
  if (request.changes.length === 0) {
    return [];
  }
  const name = shown(request.requester.name);
  const round = { k: request.rounds, max: POLICY.returnRoundsMax, name };
  const heading =
    request.rounds === 0
      ? draw.t('changes.heading', { name })
      : draw.t('changes.heading-round', round);
  const lines = request.changes.map(({ field, from, to }) =>
    draw.t('changes.line', {
      field: fieldTitle(draw, field),
      from: answerAs(draw, request, field, from),
      to: answerAs(draw, request, field, to),
    }),
  );
  return [{ heading, text: lines.join('\n\n') }];
}

function answerAs(draw: Drawing, request: NumberedRequest, field: FieldId, value: Typed): string {
  const form: FormContext = formContextOf(request, { [field]: value }, POLICY);
  return answerText(draw, field, form, ANSWER_SHOWN);
}
