import { STEPS, type FieldId } from '../domain/form/fields';
import { problemsOfStep, type FieldProblem, type FormContext } from '../domain/form/validate';
import { POLICY } from '../domain/policy';
import type { Request, Returned, Undecided } from '../domain/request/request';
import { changeableFields, formContextOf, revisedAnswers } from '../domain/request/revision';
import type { Button, CardModel, Field } from './card-model';
import { shortened, shown, type Drawing, type Picture } from './drawing';
import { fieldModel, problemsLine } from './form-fields';
import { turnButton } from './turn-button';
import { typedLine } from './typed-part';
import { namesOfFields } from './wrong-fields';

/** Longest part of the FPM's note above the fields; the whole of it is on the front. */
const NOTE_SHOWN = 300;
/** Room for the inputs within the 28 KB that Teams takes; in bytes of their models. */
const INPUTS_MAX_BYTES = 17_000;

/** Fix… and Add or change…: the fields of a return, or all, filled with what was sent or typed since. Pure. */
export function fixFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: Returned | Undecided,
): Partial<CardModel> {
  const form = formContextOf(request, revisedAnswers(request, picture.typed), POLICY);
  const wrong = request.revising === undefined ? [] : problemsOf(form);
  const isAll = picture.face === 'fix-all';
  const asked = isAll ? markedFirst(request, form) : fieldsToFix(request, form, wrong);
  const { fields, leftOut } = fitting(draw, asked, { form, wrong, zone: picture.viewer.zone });
  const names = leftOut.map((field) => draw.t(`field.${field}`));
  return {
    intro: introOf(draw, request),
    ...(wrong.length === 0 ? {} : { problems: problemsLine(draw, wrong) }),
    fields,
    ...(leftOut.length === 0
      ? {}
      : { footer: draw.t('fix.left-out', { names: namesOfFields(names) }) }),
    buttons: buttonsOf(draw, request, {
      face: isAll ? 'fix-all' : 'fix',
      hasMore: asked.length < changeableFields(form).length,
    }),
  };
}

function introOf(draw: Drawing, request: Returned | Undecided): string {
  return request.status === 'Returned'
    ? typedLine(draw, draw.t('fact.note'), shortened(request.note.typed, NOTE_SHOWN))
    : draw.t('change.intro', { fpm: shown(request.form.fpm.name) });
}

function problemsOf(form: FormContext): readonly FieldProblem[] {
  const changeable = changeableFields(form);
  return STEPS.flatMap((step) => problemsOfStep(step, form)).filter(({ field }) =>
    changeable.includes(field),
  );
}

/** The fields of the return, and others as soon as something was typed there or is wrong with them. */
function fieldsToFix(
  request: Returned | Undecided,
  form: FormContext,
  wrong: readonly FieldProblem[],
): readonly FieldId[] {
  const touched = Object.keys(request.revising ?? {});
  const wanted = [...markedOf(request), ...touched, ...wrong.map(({ field }) => field)];
  return changeableFields(form).filter((field) => wanted.includes(field));
}

/** All fields; those of a return first. */
function markedFirst(request: Returned | Undecided, form: FormContext): readonly FieldId[] {
  const all = changeableFields(form);
  const marked = markedOf(request);
  return [
    ...all.filter((field) => marked.includes(field)),
    ...all.filter((field) => !marked.includes(field)),
  ];
}

function markedOf(request: Returned | Undecided): readonly FieldId[] {
  return request.status === 'Returned' ? request.fields : [];
}

/** As many inputs as one card can carry: all of them, unless several hold the longest texts of wide characters. */
function fitting(
  draw: Drawing,
  asked: readonly FieldId[],
  context: Parameters<typeof fieldModel>[2],
): { readonly fields: readonly Field[]; readonly leftOut: readonly FieldId[] } {
  const fields: Field[] = [];
  const leftOut: FieldId[] = [];
  let bytes = 0;
  for (const id of asked) {
    const field = fieldModel(draw, id, context);
    const more = Buffer.byteLength(JSON.stringify(field));
    if (bytes + more > INPUTS_MAX_BYTES) {
      leftOut.push(id);
    } else {
      fields.push(field);
      bytes += more;
    }
  }
  return { fields, leftOut };
}

function buttonsOf(
  draw: Drawing,
  request: Returned | Undecided,
  { face, hasMore }: { readonly face: 'fix' | 'fix-all'; readonly hasMore: boolean },
): readonly Button[] {
  const isReturned = request.status === 'Returned';
  const payload = { id: request.id };
  return [
    {
      title: draw.t(isReturned ? 'button.send-again' : 'button.send-change'),
      verb: isReturned ? 'request.send-again' : 'request.change',
      payload: { ...payload, face },
      style: 'positive',
    },
    ...(hasMore
      ? [{ title: draw.t('button.all-fields'), verb: 'request.fix-all-form', payload }]
      : []),
    turnButton(draw, request, 'front', 'button.back'),
  ];
}
