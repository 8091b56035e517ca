import { POLICY } from '../domain/policy';
import { RETURN_REASONS, type Request, type Undecided } from '../domain/request/request';
import { changeableFields, formContextOf, revisedAnswers } from '../domain/request/revision';
import type { CardModel, Choice, Field } from './card-model';
import { shortened, shown, type Drawing, type Picture } from './drawing';
import { fieldTitle, plainAnswer } from './form-fields';
import { inChoice } from './in-choice';
import { turnButton } from './turn-button';
import { valuesOf } from './verb-pieces';
import { textError, wrongFields } from './wrong-fields';

/** Longest part of an answer beside its tick. */
const ANSWER_SHOWN = 60;

/** Return…: why, which fields, and words for the requester; all three required. Pure. */
export function returnFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: Undecided,
): Partial<CardModel> {
  const fields = returnFields(draw, picture, choicesOf(draw, request));
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

/** What was typed into the three inputs, and why it was refused. */
type Typing = Pick<Picture<unknown>, 'notice' | 'typed'>;

/** The inputs of a return, for one request or several: why, which of these fields, and words for the requester. Pure. */
export function returnFields(
  draw: Drawing,
  typing: Typing,
  choices: readonly Choice[],
): readonly Field[] {
  const { reason = '', fields = '', note = '' } = typing.typed ?? {};
  const reasons = RETURN_REASONS.map((code) => ({
    ...{ value: code, title: draw.t(`reason-label.${code}`) },
  }));
  const known = choices.map(({ value }) => value);
  const ticked = valuesOf(fields).filter((one) => known.includes(one));
  return [
    {
      ...{ id: 'reason', kind: 'radio', label: draw.t('field.return-reason'), value: reason },
      choices: reasons,
      ...errorOf(draw, typing, 'reason'),
    },
    {
      ...{ id: 'fields', kind: 'checks', label: draw.t('field.fields'), value: ticked.join(',') },
      ...{ choices, hint: draw.t('hint.fields') },
      ...errorOf(draw, typing, 'fields'),
    },
    {
      ...{ id: 'note', kind: 'long-text', label: draw.t('field.note'), value: note },
      hint: draw.t('hint.note'),
      ...errorOf(draw, typing, 'note'),
      ...textError(draw, typing.notice, { value: note, max: POLICY.textMaxChars }),
    },
  ];
}

/** The fields of a request that may be returned, each with what stands in it. */
function choicesOf(draw: Drawing, request: Undecided): readonly Choice[] {
  const { revising: _unsent, revisingLookAlikes: _too, ...asItStands } = request;
  const form = formContextOf(asItStands, revisedAnswers(asItStands), POLICY);
  return changeableFields(form).map((field): Choice => {
    const answer = inChoice(plainAnswer(draw, field, form));
    return {
      value: field,
      title: `${fieldTitle(draw, field)}: ${shortened(answer, ANSWER_SHOWN)}`,
    };
  });
}

const MISSING_CODES = ['reason-missing', 'fields-missing', 'note-missing'];

/** Everything that is missing is said at once, not only what was refused first. */
function errorOf(
  draw: Drawing,
  { notice, typed }: Typing,
  id: 'reason' | 'fields' | 'note',
): Pick<Field, 'error'> {
  const isRefused = notice !== undefined && MISSING_CODES.includes(notice.code);
  const isEmpty = (typed?.[id] ?? '').trim() === '';
  return isRefused && (isEmpty || notice.code === `${id}-missing`)
    ? { error: `⚠ ${draw.t('problem.missing')}` }
    : {};
}
