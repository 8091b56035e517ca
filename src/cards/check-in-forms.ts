import type { CheckIn } from '../domain/check-in/check-in';
import { asked } from '../domain/engagement/scope';
import { POLICY } from '../domain/policy';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Field } from './card-model';
import type { Drawing, Picture } from './drawing';
import { workloadName } from './record-lines';
import { textError, wrongFields } from './wrong-fields';

/** Id of the input for the usage of a workload. Pure. */
export function usageFieldOf(workloadId: string): string {
  return `usage-${workloadId}`;
}

/** Update…: usage, progress, next step, a blocker with its owner. Pure. */
export function updateForm(draw: Drawing, picture: Picture<CheckIn>): Partial<CardModel> {
  const { id } = picture.state;
  const fields = [...usageFields(draw, picture), ...textFields(draw, picture)];
  return {
    ...wrongFields(draw, fields),
    intro: draw.t('check-in.update.intro'),
    fields,
    buttons: [
      {
        title: draw.t('button.post-update'),
        verb: 'checkin.answer',
        payload: { id },
        style: 'positive',
      },
      backTo(draw, id),
    ],
  };
}

function backTo(draw: Drawing, id: string): Button {
  return { title: draw.t('button.back'), verb: 'checkin.turn', payload: { id, face: 'front' } };
}

function usageFields(draw: Drawing, picture: Picture<CheckIn>): readonly Field[] {
  const { state, typed, notice } = picture;
  const given = state.status === 'Answered' ? state.answer.usage : {};
  return asked(state.workloads).map(({ id }): Field => {
    const field = usageFieldOf(id);
    const value = typed?.[field] ?? String(given[id] ?? '');
    const isWrong = notice?.code === 'usage-wrong' && !/^(|100|\d{1,2})$/.test(value.trim());
    return {
      id: field,
      kind: 'number',
      label: draw.t('field.usage', { workload: workloadName(id) }),
      value,
      hint: draw.t('hint.usage'),
      ...(isWrong ? errorOf(draw, 'refusal.usage-wrong') : {}),
    };
  });
}

function errorOf(draw: Drawing, key: TextKey): Pick<Field, 'error'> {
  return { error: `⚠ ${draw.t(key)}` };
}

/** What was answered before, in the inputs' terms. */
function saidBefore(state: CheckIn): Readonly<Record<string, string | undefined>> {
  if (state.status !== 'Answered') {
    return {};
  }
  const { progress, nextStep, blocker } = state.answer;
  return {
    progress: progress?.typed,
    nextStep: nextStep?.typed,
    blocker: blocker?.text.typed,
    blockerOwner: blocker?.owner.id,
  };
}

function textFields(draw: Drawing, picture: Picture<CheckIn>): readonly Field[] {
  const { state, typed, notice } = picture;
  const said = { ...saidBefore(state), ...typed };
  const { textMaxChars, blockerMaxChars } = POLICY;
  const long = (id: 'progress' | 'nextStep' | 'blocker', max = textMaxChars): Field => {
    const value = said[id] ?? '';
    const error = textError(draw, notice, { value, max });
    return { id, kind: 'long-text', label: draw.t(`field.${id}`), value, ...error };
  };
  const missing = notice?.code === 'text-missing' ? errorOf(draw, 'problem.missing') : {};
  return [
    { ...long('progress'), ...missing },
    { ...long('nextStep'), label: draw.t('field.optional', { label: draw.t('field.nextStep') }) },
    {
      ...long('blocker', blockerMaxChars),
      hint: draw.t('hint.blocker', { max: draw.number(blockerMaxChars) }),
    },
    ownerField(draw, picture),
  ];
}

function ownerField(draw: Drawing, picture: Picture<CheckIn>): Field {
  const { state, typed, notice } = picture;
  const people = [state.requester, state.expert, state.fpm];
  const value = { ...saidBefore(state), ...typed }['blockerOwner'] ?? '';
  return {
    id: 'blockerOwner',
    kind: 'choice',
    label: draw.t('field.blockerOwner'),
    value: people.some(({ id }) => id === value) ? value : '',
    placeholder: draw.t('field.choose'),
    choices: people.map(({ id, name }) => ({ value: id, title: name })),
    ...(notice?.code === 'owner-missing' ? errorOf(draw, 'refusal.owner-missing') : {}),
  };
}

/** What a form about the schedule sends: the engagement, and the check-in on whose card it stands. */
export interface SchedulePayload {
  readonly id: string;
  readonly ordinal: number;
  readonly on?: string;
}

/** Move…: one day. Pure. */
export function moveForm(
  draw: Drawing,
  picture: Picture<unknown>,
  { id, ordinal, on }: SchedulePayload,
): Partial<CardModel> {
  const payload = { id, ordinal, ...(on === undefined ? {} : { on }) };
  return {
    intro: draw.t('check-in.move.intro'),
    fields: [dayField(draw, picture, 'to')],
    buttons: [
      { title: draw.t('button.move-now'), verb: 'checkin.move', payload, style: 'positive' },
      backFrom(draw, id, on),
    ],
  };
}

/** Pause…: until a day. Pure. */
export function pauseForm(
  draw: Drawing,
  picture: Picture<unknown>,
  { id, on }: Pick<SchedulePayload, 'id' | 'on'>,
): Partial<CardModel> {
  const payload = { id, ...(on === undefined ? {} : { on }) };
  return {
    intro: draw.t('check-in.pause.intro'),
    fields: [dayField(draw, picture, 'until')],
    buttons: [
      { title: draw.t('button.pause-now'), verb: 'checkin.pause', payload, style: 'positive' },
      backFrom(draw, id, on),
    ],
  };
}

function dayField(draw: Drawing, { typed, notice }: Picture<unknown>, id: 'to' | 'until'): Field {
  const value = typed?.[id] ?? '';
  return {
    id,
    kind: 'date',
    label: draw.t(`field.${id}`),
    value: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '',
    ...(notice?.code === 'date-wrong'
      ? errorOf(draw, id === 'to' ? 'problem.move-date' : 'problem.pause-date')
      : {}),
  };
}

function backFrom(draw: Drawing, engagement: string, on: string | undefined): Button {
  return on === undefined
    ? {
        title: draw.t('button.back'),
        verb: 'checkin.plan',
        payload: { id: engagement, face: 'rhythm' },
      }
    : backTo(draw, on);
}
