import { POLICY } from '../domain/policy';
import { RETURN_REASONS, type Request, type Undecided } from '../domain/request/request';
import { changeableFields, formContextOf, revisedAnswers } from '../domain/request/revision';
import type { CardModel, Choice, Field } from './card-model';
import { shortened, shown, type Drawing, type Picture } from './drawing';
import { fieldTitle, plainAnswer } from './form-fields';
import { inChoice } from './in-choice';
import { turnButton } from './turn-button';
import { wrongFields } from './wrong-fields';

/** Longest part of an answer beside its tick. */
const ANSWER_SHOWN = 60;

/** Return…: why, which fields, and words for the requester; all three required. Pure. */
export function returnFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: Undecided,
): Partial<CardModel> {
  const fields = [
    reasonField(draw, picture),
    fieldsField(draw, picture, request),
    noteField(draw, picture),
  ];
  return {
    ...wrongFields(draw, fields),
    intro: draw.t('return.intro', { name: shown(request.requester.name) }),
    fields,
    buttons: [
      {
        title: draw.t('button.return-to-partner'),
        verb: 'request.return',
        payload: { id: request.id },
        style: 'positive',
      },
      turnButton(draw, request, 'front', 'button.back'),
    ],
  };
}

function reasonField(draw: Drawing, picture: Picture<Request>): Field {
  return {
    id: 'reason',
    kind: 'radio',
    label: draw.t('field.return-reason'),
    value: picture.typed?.['reason'] ?? '',
    choices: RETURN_REASONS.map((code) => ({
      value: code,
      title: draw.t(`reason-label.${code}`),
    })),
    ...errorOf(draw, picture, 'reason'),
  };
}

function fieldsField(draw: Drawing, picture: Picture<Request>, request: Undecided): Field {
  const { revising: _unsent, revisingLookAlikes: _too, ...asItStands } = request;
  const form = formContextOf(asItStands, revisedAnswers(asItStands), POLICY);
  const choices = changeableFields(form).map((field): Choice => {
    const answer = inChoice(plainAnswer(draw, field, form));
    return {
      value: field,
      title: `${fieldTitle(draw, field)}: ${shortened(answer, ANSWER_SHOWN)}`,
    };
  });
  const known = choices.map(({ value }) => value);
  const ticked = (picture.typed?.['fields'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => known.includes(one));
  return {
    id: 'fields',
    kind: 'checks',
    label: draw.t('field.fields'),
    value: ticked.join(','),
    choices,
    hint: draw.t('hint.fields'),
    ...errorOf(draw, picture, 'fields'),
  };
}

function noteField(draw: Drawing, picture: Picture<Request>): Field {
  return {
    id: 'note',
    kind: 'long-text',
    label: draw.t('field.note'),
    value: picture.typed?.['note'] ?? '',
    hint: draw.t('hint.note'),
    ...errorOf(draw, picture, 'note'),
  };
}

const MISSING_CODES = ['reason-missing', 'fields-missing', 'note-missing'];

/** Everything that is missing is said at once, not only what was refused first. */
function errorOf(
  draw: Drawing,
  { notice, typed }: Picture<Request>,
  id: 'reason' | 'fields' | 'note',
): Pick<Field, 'error'> {
  const isRefused = notice !== undefined && MISSING_CODES.includes(notice.code);
  const isEmpty = (typed?.[id] ?? '').trim() === '';
  return isRefused && (isEmpty || notice.code === `${id}-missing`)
    ? { error: `⚠ ${draw.t('problem.missing')}` }
    : {};
}
