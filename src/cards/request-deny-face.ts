import {
  DENIAL_REASONS,
  type DenialReason,
  type NumberedRequest,
  type Request,
} from '../domain/request/request';
import type { Button, CardModel, Field } from './card-model';
import { shown, type Drawing, type Picture } from './drawing';
import { turnButton } from './turn-button';
import { wrongFields } from './wrong-fields';

/** Deny…: reason and note, both required. Where details are missing, a return is offered before it is carried out. Pure. */
export function denyFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const isUndecided = request.status === 'Submitted' || request.status === 'InReview';
  const isReturnOffered = isUndecided && picture.typed?.['offered'] === 'return';
  const fields = [
    reasonField(draw, picture, isUndecided ? '' : 'DENY_NO_CAPACITY'),
    noteField(draw, picture),
  ];
  return {
    ...wrongFields(draw, fields),
    ...(isReturnOffered && picture.notice === undefined
      ? { notice: draw.t('deny.return-first') }
      : {}),
    intro: draw.t(isUndecided ? 'deny.intro' : 'deny.intro-approved', {
      name: shown(request.requester.name),
    }),
    fields,
    buttons: buttonsOf(draw, request, isReturnOffered),
  };
}

function reasonField(
  draw: Drawing,
  picture: Picture<Request>,
  likeliest: '' | DenialReason,
): Field {
  return {
    id: 'reason',
    kind: 'choice',
    label: draw.t('field.reason'),
    value: picture.typed?.['reason'] ?? likeliest,
    placeholder: draw.t('field.choose'),
    choices: DENIAL_REASONS.map((code) => ({ value: code, title: draw.t(`reason-label.${code}`) })),
    ...reasonErrorOf(draw, picture),
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

/** A reason that is none of the offered ones, from an old or a forged card, is marked as well. */
function reasonErrorOf(draw: Drawing, picture: Picture<Request>): Pick<Field, 'error'> {
  const typed = picture.typed?.['reason'] ?? '';
  const isUnknown = typed !== '' && !DENIAL_REASONS.some((code) => code === typed);
  return isUnknown && picture.notice?.code === 'reason-missing'
    ? { error: `⚠ ${draw.t('problem.unknown-choice')}` }
    : errorOf(draw, picture, 'reason');
}

function errorOf(
  draw: Drawing,
  { notice, typed }: Picture<Request>,
  id: 'reason' | 'note',
): Pick<Field, 'error'> {
  const isRefused = notice?.code === 'reason-missing' || notice?.code === 'note-missing';
  return isRefused && (typed?.[id] ?? '').trim() === ''
    ? { error: `⚠ ${draw.t('problem.missing')}` }
    : {};
}

/** The second press carries it out, whatever the reason then is. */
function buttonsOf(
  draw: Drawing,
  request: NumberedRequest,
  isReturnOffered: boolean,
): readonly Button[] {
  const payload = { id: request.id };
  const back: Button = {
    title: draw.t('button.return'),
    verb: 'request.return-form',
    payload,
    style: 'positive',
  };
  return [
    ...(isReturnOffered ? [back] : []),
    {
      title: draw.t('button.deny-and-tell'),
      verb: 'request.deny',
      payload: isReturnOffered ? { ...payload, confirmed: 'yes' } : payload,
      style: 'destructive',
    },
    turnButton(draw, request, 'front', 'button.back'),
  ];
}
