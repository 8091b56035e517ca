import { isAgreed } from '../domain/engagement/agreement';
import { TEAMS_FIRST_TASKS, type Engagement } from '../domain/engagement/engagement';
import { isRunning } from '../domain/engagement/schedule-rules';
import { agreementFace, agreementFact, kickoffTurn } from './agreement-faces';
import { askEngagementButton } from './ask-button';
import type { Button, CardModel } from './card-model';
import { blockerSections, newestSections, rhythmFact } from './check-in-lines';
import { planButton, planFace } from './check-in-plan-faces';
import { drawingFor, sharedTime, shown, type Drawing, type Picture, type Viewer } from './drawing';
import { engagementHead, reachedSections, reportSections } from './engagement-lines';
import { kickerOf, languagesOf, workloadName } from './record-lines';

/**
 * S11, S19: one post in the kickoff chat, edited to the end.
 * Verbs: request.contacted, engagement.in-my-language, checkin.plan, checkin.rhythm, checkin.now, checkin.resume, checkin.pause,
 * checkin.move, checkin.csm, checkin.add-workload, engagement.ask, engagement.turn, engagement.propose-agreement,
 * engagement.confirm-agreement.
 */
export function kickoffCard(picture: Picture<Engagement>): CardModel {
  const draw = drawingFor(picture.viewer);
  const { state } = picture;
  const planned =
    agreementFace(draw, picture) ?? planFace(draw, picture) ?? moreFace(draw, picture);
  if (planned !== undefined) {
    return { ...engagementHead(draw, picture, 'kind.kickoff'), ...planned };
  }
  const purpose = draw.t(`purpose.${state.form.purpose as 'deploy'}`);
  const done = TEAMS_FIRST_TASKS.filter((task) => state.teamsFirst[task] !== undefined).length;
  return {
    ...engagementHead(
      draw,
      picture,
      state.status === 'Completed' ? 'kind.completed' : 'kind.kickoff',
    ),
    ...(state.status === 'Completed'
      ? {}
      : { mentions: [state.requester, state.fpm, state.expert] }),
    facts: [
      {
        title: draw.t('fact.lead'),
        value: `${shown(state.requester.name)} · ${shown(state.form.company.name)}`,
      },
      { title: draw.t('fact.expert'), value: shown(state.expert.name) },
      { title: draw.t('fact.fpm'), value: shown(state.fpm.name) },
      { title: draw.t('fact.purpose'), value: purpose },
      { title: draw.t('fact.languages'), value: languagesOf(draw, state.form) },
      contactFact(draw, state),
      agreementFact(draw, state),
      {
        title: draw.t('fact.teams-first'),
        value: draw.t('value.of', { done, all: TEAMS_FIRST_TASKS.length }),
      },
      ...(state.status === 'Completed' ? [] : [rhythmFact(draw, state)]),
    ],
    sections: [
      ...rulesSection(draw, state),
      ...(state.status === 'Completed' ? [] : newestSections(draw, state)),
      ...(state.status === 'Completed' ? [] : blockerSections(draw, state.blockers)),
      ...reportSections(draw, state),
      ...reachedSections(draw, state),
    ],
    buttons: buttonsOf(draw, state),
    ...(state.chats.length > 1 ? { footer: draw.t('kickoff.mirrored') } : {}),
  };
}

/** The name of the kickoff chat: number and workload. It stands in toasts, so no customer is named. Pure. */
export function kickoffTopic(viewer: Viewer, { number, form }: Engagement): string {
  const kicker = kickerOf(drawingFor(viewer), number, 'kind.kickoff');
  return `${kicker} · ${workloadName(form.workloadId)}`;
}

function contactFact(
  draw: Drawing,
  engagement: Engagement,
): { readonly title: string; readonly value: string } {
  const value =
    engagement.contact === undefined
      ? draw.t('value.by', { when: sharedTime(draw, engagement.contactBy) })
      : draw.t('value.contacted', {
          name: shown(engagement.contact.by.name),
          when: sharedTime(draw, engagement.contact.at),
        });
  return { title: draw.t('fact.first-contact'), value };
}

function rulesSection(draw: Drawing, engagement: Engagement): readonly { readonly text: string }[] {
  return engagement.status === 'Completed'
    ? [{ text: draw.t('kickoff.after') }]
    : [{ text: draw.t('kickoff.rules') }];
}

/** The first of what is still to be done stands out. */
function buttonsOf(draw: Drawing, engagement: Engagement): readonly Button[] {
  const { id, request, status, agreement, checkIns } = engagement;
  const contacted: Button = {
    title: draw.t('button.we-are-in-touch'),
    verb: 'request.contacted',
    payload: { id: request, on: id, card: 'kickoff' },
  };
  const agree = kickoffTurn(draw, engagement, 'agreement');
  const isAwaited = status === 'Preparing';
  const isUnagreed = !isAgreed(agreement);
  const buttons: readonly Button[] = [
    ...(isAwaited ? [contacted] : []),
    ...(isRunning(engagement) || agreement !== undefined ? [agree] : []),
    ...(isRunning(engagement) ? [planButton(draw, engagement, 'rhythm')] : []),
  ];
  const first =
    isAwaited || (isRunning(engagement) && isUnagreed)
      ? buttons[0]
      : checkIns.plan === undefined && isRunning(engagement)
        ? buttons.at(-1)
        : undefined;
  return [
    ...buttons.map((one) => (one === first ? { ...one, style: 'positive' as const } : one)),
    kickoffTurn(draw, engagement, 'more'),
  ];
}

function moreFace(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> | undefined {
  const { state, face } = picture;
  return face === 'more'
    ? {
        buttons: [
          {
            title: draw.t('button.in-my-language'),
            verb: 'engagement.in-my-language',
            payload: { id: state.id, card: 'kickoff' },
          },
          askEngagementButton(draw, state, 'concern'),
          kickoffTurn(draw, state, 'front'),
        ],
      }
    : undefined;
}
