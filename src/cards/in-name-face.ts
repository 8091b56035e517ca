import type { Engagement } from '../domain/engagement/engagement';
import { isRunning } from '../domain/engagement/schedule-rules';
import { POLICY } from '../domain/policy';
import { kickoffTurn } from './agreement-faces';
import type { Button, CardModel, Field } from './card-model';
import { drawingFor, type Drawing, type Picture } from './drawing';
import { wrongFields } from './wrong-fields';

/** The face of the kickoff card on which the FPM writes in their own name; `undefined` for any other face. Pure. */
export function inNameFace(
  draw: Drawing,
  picture: Picture<Engagement>,
): Partial<CardModel> | undefined {
  const { state, face, notice } = picture;
  if (face !== 'in-name' || !isRunning(state)) {
    return undefined;
  }
  const { inName } = state;
  const fields = fieldsOf(draw, picture);
  return {
    ...(notice === undefined ? {} : wrongFields(draw, fields)),
    intro: draw.t('in-name.intro'),
    sections: waiting(state) === undefined ? [] : [{ text: draw.t('in-name.waits') }],
    fields,
    buttons: [
      {
        title: draw.t('button.post-in-name'),
        verb: 'engagement.say-in-name',
        payload: { id: state.id, edition: inName?.edition ?? 0 },
        style: 'positive',
      },
      kickoffTurn(draw, state, 'front'),
    ],
  };
}

/** The way to that face, where this reader may write in their own name. Pure. */
export function inNameButtons(
  draw: Drawing,
  { state, maySpeak = false }: Picture<Engagement>,
): readonly Button[] {
  return maySpeak && isRunning(state) ? [kickoffTurn(draw, state, 'in-name')] : [];
}

function fieldsOf(draw: Drawing, picture: Picture<Engagement>): readonly Field[] {
  const { state, typed } = picture;
  return [
    {
      ...{ id: 'line', kind: 'long-text', label: draw.t('field.line') },
      value: typed?.['line'] ?? lineOf(state),
      hint: draw.t('hint.line', { max: draw.number(POLICY.namedLineMaxChars) }),
      ...errorOf(draw, picture),
    },
    tick(draw, picture, 'withKickoff'),
    tick(draw, picture, 'withSteps'),
  ];
}

/** What was written and never posted is not typed again. */
function waiting({ inName }: Engagement): Engagement['inName'] {
  return inName?.status === 'SignIn' || inName?.status === 'Left' ? inName : undefined;
}

function lineOf(state: Engagement): string {
  return waiting(state)?.line.typed ?? suggestion(state);
}

/** In the language that the three read, not in that of whoever writes it. */
function suggestion({ language, zone }: Engagement): string {
  return drawingFor({ language, zone }).t('in-name.suggestion');
}

function tick(
  draw: Drawing,
  { state, typed }: Picture<Engagement>,
  id: 'withKickoff' | 'withSteps',
): Field {
  const value = typed?.[id] ?? String(waiting(state)?.[id] ?? false);
  const placeholder = draw.t(`field.${id}.title`);
  return { id, kind: 'tick', label: draw.t(`field.${id}`), placeholder, value };
}

function errorOf(draw: Drawing, { notice }: Picture<Engagement>): Pick<Field, 'error'> {
  switch (notice?.code) {
    case 'text-missing':
      return { error: `⚠ ${draw.t('in-name.missing')}` };
    case 'text-too-long': {
      const max = draw.number(POLICY.namedLineMaxChars);
      return { error: `⚠ ${draw.t('problem.too-long', { max })}` };
    }
    case 'text-unreadable':
      return { error: `⚠ ${draw.t('refusal.text-unreadable')}` };
    default:
      return {};
  }
}
