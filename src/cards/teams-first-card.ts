import {
  TEAMS_FIRST_TASKS,
  type Engagement,
  type TaskDone,
  type TeamsFirstTask,
} from '../domain/engagement/engagement';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Fact, Field } from './card-model';
import { drawingFor, refusalText, sharedTime, shown, type Drawing, type Picture } from './drawing';
import { isReader, nameOf } from './people';
import { kickerOf, subjectOf } from './record-lines';
import { wrongFields } from './wrong-fields';

/**
 * S13: working with the customer in Teams first (PROCESS.md section 11); second post of the kickoff chat.
 * Verbs: engagement.tick, engagement.consent-form, engagement.turn, engagement.in-my-language.
 */
export function teamsFirstCard(picture: Picture<Engagement>): CardModel {
  const draw = drawingFor(picture.viewer);
  const { state, notice } = picture;
  const done = TEAMS_FIRST_TASKS.filter((task) => state.teamsFirst[task] !== undefined).length;
  const isAll = done === TEAMS_FIRST_TASKS.length;
  return {
    language: draw.language,
    kicker: kickerOf(draw, state.number, 'kind.teams-first'),
    title: draw.t('teams-first.title', { subject: subjectOf(state.form) }),
    status: `${isAll ? '✓' : '◔'} ${draw.t('value.of', { done, all: TEAMS_FIRST_TASKS.length })}`,
    tone: isAll ? 'good' : 'accent',
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
    ...(picture.face === 'consent' ? consentSide(draw, picture) : frontSide(draw, state)),
  };
}

function frontSide(draw: Drawing, engagement: Engagement): Partial<CardModel> {
  return {
    next: draw.t(nextKey(engagement)),
    intro: draw.t('teams-first.why'),
    facts: TEAMS_FIRST_TASKS.map((task) => taskFact(draw, engagement, task)),
    buttons: [
      ...buttonsOf(draw, engagement),
      {
        title: draw.t('button.in-my-language'),
        verb: 'engagement.in-my-language',
        payload: { id: engagement.id, card: 'teams-first' },
      },
    ],
  };
}

/** The first task that is open; what may not be done before it is said with it. */
function nextKey({ status, teamsFirst }: Engagement): TextKey {
  if (status === 'Completed' || TEAMS_FIRST_TASKS.every((task) => teamsFirst[task] !== undefined)) {
    return teamsFirst['3624'] === undefined ? 'teams-first.locked' : 'teams-first.unlocked';
  }
  if (teamsFirst['3723'] === undefined) {
    // The consent may come first, and unlocks the team all the same.
    return teamsFirst['3624'] === undefined
      ? 'teams-first.next.pitch'
      : 'teams-first.next.pitch-unlocked';
  }
  return teamsFirst['3624'] === undefined ? 'teams-first.next.consent' : 'teams-first.next.setup';
}

function taskFact(draw: Drawing, engagement: Engagement, task: TeamsFirstTask): Fact {
  const done = engagement.teamsFirst[task];
  const title = draw.t(`teams-first.task.${task}`);
  const status =
    done === undefined ? `○ ${draw.t('status.task.open')}` : `✓ ${doneText(draw, done)}`;
  return { title, value: draw.t('teams-first.in-ftop', { status, task }) };
}

function doneText(draw: Drawing, { by, at, consent }: TaskDone): string {
  const when = sharedTime(draw, at);
  if (consent === undefined) {
    return draw.t('value.done', { name: nameOf(draw, by), when });
  }
  const given = { customer: shown(consent.givenBy.typed), day: draw.day(consent.on), when };
  return isReader(draw, by)
    ? draw.t('value.consent-you', given)
    : draw.t('value.consent', { ...given, name: shown(by.name) });
}

function buttonsOf(draw: Drawing, engagement: Engagement): readonly Button[] {
  if (engagement.status === 'Completed') {
    return [];
  }
  const payload = { id: engagement.id };
  const all: readonly (readonly [TeamsFirstTask, Button])[] = [
    [
      '3723',
      {
        title: draw.t('button.pitch-held'),
        verb: 'engagement.tick',
        payload: { ...payload, task: '3723' },
      },
    ],
    ['3624', { title: draw.t('button.record-consent'), verb: 'engagement.consent-form', payload }],
    [
      '3617',
      {
        title: draw.t('button.teams-set-up'),
        verb: 'engagement.tick',
        payload: { ...payload, task: '3617' },
      },
    ],
  ];
  return all
    .filter(([task]) => engagement.teamsFirst[task] === undefined)
    .map(([, button]) => button);
}

function consentSide(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const { state } = picture;
  const payload = { id: state.id };
  const fields = consentFields(draw, picture);
  return {
    ...wrongFields(draw, fields),
    intro: draw.t('consent.intro'),
    fields,
    buttons: [
      {
        title: draw.t('button.record-consent'),
        verb: 'engagement.tick',
        payload: { ...payload, task: '3624' },
        style: 'positive',
      },
      {
        title: draw.t('button.back'),
        verb: 'engagement.turn',
        payload: { ...payload, card: 'teams-first' },
      },
    ],
  };
}

function consentFields(draw: Drawing, { typed, notice }: Picture<Engagement>): readonly Field[] {
  const consentBy = typed?.['consentBy'] ?? '';
  const consentOn = typed?.['consentOn'] ?? '';
  const isNameMissing = consentBy.trim() === '';
  // Whether a day lies in the future is the decider's to say: with a name, it is the day.
  const isDayWrong = consentOn === '' || !isNameMissing;
  const errorOf = (isWrong: boolean, text: string): Pick<Field, 'error'> =>
    notice?.code === 'consent-missing' && isWrong ? { error: `⚠ ${text}` } : {};
  return [
    {
      id: 'consentBy',
      kind: 'text',
      label: draw.t('field.consentBy'),
      value: consentBy,
      ...errorOf(isNameMissing, draw.t('problem.missing')),
    },
    {
      id: 'consentOn',
      kind: 'date',
      label: draw.t('field.consentOn'),
      value: consentOn,
      ...errorOf(isDayWrong, draw.t('problem.consent')),
    },
  ];
}
