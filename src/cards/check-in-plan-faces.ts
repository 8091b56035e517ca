import type { Engagement } from '../domain/engagement/engagement';
import { RHYTHMS, weekdayOf, type TypedRhythm } from '../domain/engagement/schedule';
import { isRunning, nextOrdinal } from '../domain/engagement/schedule-rules';
import { isForCsm } from '../domain/engagement/scope';
import { POLICY } from '../domain/policy';
import { WORKLOADS } from '../domain/routing/workloads';
import type { Button, CardModel, Field, Section } from './card-model';
import { moveForm, pauseForm } from './check-in-forms';
import { placeOf, weekdayName } from './check-in-lines';
import type { Drawing, Face, Picture } from './drawing';
import { workloadName } from './record-lines';

/** Start values of a rhythm: Thursday at ten, as most teams begin. */
const USUAL: TypedRhythm = { rhythm: 'weekly', weekday: '4', hour: '10:00' };

/** The faces of the kickoff card about check-ins; `undefined` for any other face, and once nothing can be planned any more. Pure. */
export function planFace(
  draw: Drawing,
  picture: Picture<Engagement>,
): Partial<CardModel> | undefined {
  const { state, face } = picture;
  if (!isRunning(state)) {
    return undefined;
  }
  switch (face) {
    case 'rhythm':
      return rhythmFace(draw, picture);
    case 'pause':
      return pauseForm(draw, picture, { id: state.id });
    case 'move':
      return moveForm(draw, picture, { id: state.id, ordinal: nextOrdinal(state) });
    case 'workloads':
      return workloadsFace(draw, picture);
    default:
      return undefined;
  }
}

/** A button that turns the kickoff card to one of these faces. Pure. */
export function planButton(
  draw: Drawing,
  { id }: Engagement,
  face: Extract<Face, 'front' | 'rhythm' | 'pause' | 'move' | 'workloads'>,
): Button {
  const title = {
    front: 'button.back',
    rhythm: 'button.check-ins',
    pause: 'button.pause',
    move: 'button.move-next',
    workloads: 'button.workloads',
  } as const;
  return { title: draw.t(title[face]), verb: 'checkin.plan', payload: { id, face } };
}

function rhythmFace(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const { state } = picture;
  const where = state.channel === undefined ? 'check-ins.in-chat' : 'check-ins.in-channel';
  return {
    intro: draw.t('check-ins.intro', { zone: placeOf(state.zone) }),
    fields: rhythmFields(draw, picture),
    footer: draw.t(where),
    buttons: [
      {
        title: draw.t('button.save-rhythm'),
        verb: 'checkin.rhythm',
        payload: { id: state.id },
        style: 'positive',
      },
      ...plannedButtons(draw, state),
      planButton(draw, state, 'workloads'),
      planButton(draw, state, 'front'),
    ],
  };
}

function plannedButtons(draw: Drawing, engagement: Engagement): readonly Button[] {
  const { plan } = engagement.checkIns;
  const { id } = engagement;
  if (plan === undefined) {
    return [];
  }
  return plan.pausedUntil === undefined
    ? [
        {
          title: draw.t('button.check-in-now'),
          verb: 'checkin.now',
          payload: { id, ordinal: nextOrdinal(engagement) },
        },
        planButton(draw, engagement, 'move'),
        planButton(draw, engagement, 'pause'),
      ]
    : [{ title: draw.t('button.resume'), verb: 'checkin.resume', payload: { id } }];
}

/** What stands in the inputs: what was just typed, else what is agreed, else what most teams take. */
function rhythmSaid({ state, typed }: Picture<Engagement>): TypedRhythm {
  const rhythm = state.checkIns.plan?.rhythm;
  const known =
    rhythm === undefined
      ? USUAL
      : { rhythm: rhythm.every, weekday: String(weekdayOf(rhythm.from)), hour: rhythm.hour };
  return {
    rhythm: oneOf(typed?.['rhythm'], RHYTHMS) ?? known.rhythm,
    weekday: oneOf(typed?.['weekday'], DAYS) ?? known.weekday,
    hour: typed?.['hour'] ?? known.hour,
  };
}

function rhythmFields(draw: Drawing, picture: Picture<Engagement>): readonly Field[] {
  const said = rhythmSaid(picture);
  const isHourWrong = picture.notice?.code === 'hour-wrong';
  return [
    {
      id: 'rhythm',
      kind: 'radio',
      label: draw.t('field.rhythm'),
      value: said.rhythm,
      choices: RHYTHMS.map((every) => ({ value: every, title: draw.t(`rhythm.${every}`) })),
    },
    {
      id: 'weekday',
      kind: 'choice',
      label: draw.t('field.weekday'),
      value: said.weekday,
      choices: DAYS.map((day) => ({ value: day, title: weekdayName(draw, Number(day)) })),
    },
    {
      id: 'hour',
      kind: 'text',
      label: draw.t('field.hour'),
      value: said.hour,
      ...(isHourWrong ? { error: `⚠ ${draw.t('refusal.hour-wrong')}` } : {}),
    },
  ];
}

const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** A choice that does not exist (any more) would show an empty input. */
function oneOf(value: string | undefined, all: readonly string[]): string | undefined {
  return all.find((one) => one === value);
}

function workloadsFace(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const { state, typed, notice } = picture;
  const left = WORKLOADS.filter(({ id }) => state.workloads.every((one) => one.id !== id));
  const canAdd = state.workloads.length < POLICY.workloadsMax;
  const workload: Field = {
    id: 'workload',
    kind: 'choice',
    label: draw.t('field.add-workload'),
    value:
      oneOf(
        typed?.['workload'],
        left.map(({ id }) => id),
      ) ?? '',
    placeholder: draw.t('field.choose'),
    choices: left.map(({ id, name }) => ({ value: id, title: name })),
    ...(notice?.code === 'workload-missing'
      ? { error: `⚠ ${draw.t('refusal.workload-missing')}` }
      : {}),
  };
  return {
    intro: draw.t('check-ins.workloads.intro'),
    sections: state.workloads.map((one) => workloadSection(draw, state, one)),
    fields: canAdd ? [workload] : [],
    buttons: [
      ...(canAdd
        ? [
            {
              title: draw.t('button.add-workload'),
              verb: 'checkin.add-workload',
              payload: { id: state.id },
            },
          ]
        : []),
      { ...planButton(draw, state, 'rhythm'), title: draw.t('button.back') },
    ],
  };
}

function workloadSection(
  draw: Drawing,
  { id }: Engagement,
  workload: Engagement['workloads'][number],
): Section {
  const { handedOver } = workload;
  const name = workloadName(workload.id);
  const button: Button = {
    title: draw.t('button.hand-to-csm', { workload: name }),
    verb: 'checkin.csm',
    payload: { id, workload: workload.id },
  };
  return {
    heading: name,
    text:
      handedOver === undefined
        ? draw.t('check-ins.asked')
        : draw.t('check-ins.csm-by', { date: draw.date(handedOver.at) }),
    separated: true,
    ...(handedOver === undefined && isForCsm(workload.id) ? { buttons: [button] } : {}),
  };
}
