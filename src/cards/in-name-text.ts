import { TEAMS_FIRST_TASKS, type Engagement } from '../domain/engagement/engagement';
import { drawingFor, sharedTime, type Drawing } from './drawing';
import { kickerOf, workloadName } from './record-lines';

/**
 * What is posted in the FPM's name: their line, who is who, and the Teams-first steps, as far as they asked for each; in the language of
 * the shared posts. Plain text, so names and words stand in it as they are. Its parts are one message: half of it cannot be posted
 * twice. Pure.
 */
export function inNameText(state: Engagement): string {
  const { language, zone, inName } = state;
  const draw = drawingFor({ language, zone });
  return [
    inName?.line.typed ?? '',
    inName?.withKickoff === true ? kickoffText(draw, state) : '',
    inName?.withSteps === true ? stepsText(draw) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function kickoffText(draw: Drawing, state: Engagement): string {
  const { number, requester, fpm, expert, form } = state;
  const facts = [
    [draw.t('fact.lead'), `${requester.name} · ${form.company.name}`],
    [draw.t('fact.expert'), expert.name],
    [draw.t('fact.fpm'), fpm.name],
    [draw.t('fact.purpose'), draw.t(`purpose.${form.purpose as 'deploy'}`)],
  ] as const;
  return [
    `${kickerOf(draw, number, 'kind.kickoff')} · ${workloadName(form.workloadId)}`,
    ...facts.map(([title, value]) => `${title}: ${value}`),
    nextText(draw, state),
  ].join('\n');
}

function nextText(draw: Drawing, state: Engagement): string {
  if (state.status === 'Preparing') {
    const contactBy = sharedTime(draw, state.contactBy);
    return draw.t('next.engagement.preparing', { expert: state.expert.name, contactBy });
  }
  if (state.status === 'Active' && state.agreement === undefined) {
    return draw.t('next.kickoff.agree');
  }
  return state.status === 'Active' && state.checkIns.plan === undefined
    ? draw.t('next.kickoff.rhythm')
    : draw.t('kickoff.rules');
}

function stepsText(draw: Drawing): string {
  const tasks = TEAMS_FIRST_TASKS.map((task) => `• ${draw.t(`teams-first.task.${task}`)}`);
  return [draw.t('kind.teams-first'), draw.t('teams-first.why'), ...tasks].join('\n');
}
