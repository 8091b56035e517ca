import { POLICY } from '../domain/policy';
import type { FpmChoice } from '../domain/request/hand-over';
import type { NumberedRequest, Request } from '../domain/request/request';
import type { Button, CardModel, Field } from './card-model';
import { shown, type Drawing, type Picture } from './drawing';
import { inChoice } from './in-choice';
import { turnButton } from './turn-button';
import { textError, wrongFields } from './wrong-fields';

/** People that are looked at without opening a list. */
const RADIOS_MAX = 3;

/** What was typed into the inputs, and why it was refused. */
type Typing = Pick<Picture<unknown>, 'notice' | 'typed'>;

/** Hand over…: to whom, and words for them; the way back leads to the front of the FPM's card. Pure. */
export function handOverFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const back = turnButton(draw, request, 'front', 'button.back');
  if (picture.fpms?.length === 0) {
    return { intro: draw.t('hand-over.nobody'), buttons: [back] };
  }
  const form = handOverForm(draw, picture, request);
  return { ...form, buttons: [...(form.buttons ?? []), back] };
}

/** The form alone, for whoever has no card of the request to go back to. Pure. */
export function handOverForm(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const fields = handOverFields(draw, picture, picture.fpms ?? []);
  const isRunning = request.status === 'Assigned' || request.status === 'Closed';
  const now: Button = {
    title: draw.t('button.hand-over-now'),
    verb: 'request.hand-over',
    payload: { id: request.id },
    style: 'positive',
  };
  return {
    ...wrongFields(draw, fields),
    intro: [
      draw.t('hand-over.intro'),
      ...(isRunning ? [draw.t('hand-over.intro-engagement')] : []),
    ].join(' '),
    fields,
    buttons: [now],
  };
}

/** The inputs, for one request or several: to whom, and words that only FPMs read. Pure. */
export function handOverFields(
  draw: Drawing,
  typing: Typing,
  choices: readonly FpmChoice[],
): readonly Field[] {
  const { to = '', note = '' } = typing.typed ?? {};
  return [
    {
      ...{ id: 'to', kind: choices.length > RADIOS_MAX ? 'choice' : 'radio' },
      ...{ label: draw.t('field.new-fpm'), value: to },
      choices: choices.map(({ person }) => ({ value: person.id, title: inChoice(person.name) })),
      ...choiceError(draw, typing),
    },
    {
      ...{ id: 'note', kind: 'long-text', label: draw.t('field.note-for-fpm'), value: note },
      hint: draw.t('hint.note-for-fpm'),
      ...textError(draw, typing.notice, { value: note, max: POLICY.textMaxChars }),
    },
  ];
}

/** Nobody was chosen; or a name was typed in a command, and it is not the name of exactly one of them. */
function choiceError(draw: Drawing, { notice, typed }: Typing): Pick<Field, 'error'> {
  if (notice?.code === 'fpm-missing') {
    return { error: `⚠ ${draw.t('refusal.fpm-missing')}` };
  }
  const { unknown, several } = typed ?? {};
  if (unknown !== undefined) {
    return { error: `⚠ ${draw.t('hand-over.unknown', { name: shown(unknown) })}` };
  }
  return several === undefined
    ? {}
    : { error: `⚠ ${draw.t('hand-over.several', { name: shown(several) })}` };
}
