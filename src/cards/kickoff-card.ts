import { isAgreed } from '../domain/engagement/agreement';
import { TEAMS_FIRST_TASKS, type Engagement } from '../domain/engagement/engagement';
import { isRunning } from '../domain/engagement/schedule-rules';
import type { PersonRef } from '../domain/kernel';
import type { TextKey } from '../text/words';
import { agreementFace, agreementFact, kickoffTurn, unconfirmedBy } from './agreement-faces';
import { askEngagementButton } from './ask-button';
import type { Button, CardModel, Fact, Portrait, Section } from './card-model';
import { blockerSections, newestSections, rhythmFact } from './check-in-lines';
import { planButton, planFace } from './check-in-plan-faces';
import { drawingFor, sharedTime, shown, type Drawing, type Picture, type Viewer } from './drawing';
import { engagementHead, reachedSections, reportSections } from './engagement-lines';
import { inNameButtons, inNameFace } from './in-name-face';
import { meetingFace, meetingFacts, meetingLinks, meetingSections } from './meeting-face';
import { isReader, nameOf } from './people';
import { kickerOf, languagesOf, workloadName } from './record-lines';

/**
 * S11, S19: one post in the kickoff chat, edited to the end.
 * Verbs: request.contacted, engagement.in-my-language, checkin.plan, checkin.rhythm, checkin.now, checkin.resume, checkin.pause,
 * checkin.move, checkin.csm, checkin.add-workload, engagement.ask, engagement.turn, engagement.propose-agreement,
 * engagement.confirm-agreement, engagement.plan-meeting, engagement.cancel-meeting, engagement.say-in-name.
 */
export function kickoffCard(picture: Picture<Engagement>): CardModel {
  const draw = drawingFor(picture.viewer);
  const { state } = picture;
  const planned =
    agreementFace(draw, picture) ??
    planFace(draw, picture) ??
    meetingFace(draw, picture) ??
    inNameFace(draw, picture) ??
    moreFace(draw, picture);
  if (planned !== undefined) {
    return { ...headOf(draw, picture), ...planned };
  }
  return {
    ...headOf(draw, picture),
    ...(state.status === 'Completed' ? {} : { mentions: mentioned(state) }),
    ...openAgreement(draw, state),
    portraits: portraitsOf(picture),
    facts: frontFacts(draw, state),
    sections: [
      ...newFpmSection(draw, state),
      ...rulesSection(draw, state),
      ...meetingSections(draw, state, picture.at),
      ...(state.status === 'Completed' ? [] : newestSections(draw, state)),
      ...(state.status === 'Completed' ? [] : blockerSections(draw, state.blockers)),
      ...reportSections(draw, state),
      ...reachedSections(draw, state),
    ],
    buttons: buttonsOf(draw, state),
    links: meetingLinks(draw, state, picture.at),
    ...(state.chats.length > 1 ? { footer: draw.t('kickoff.mirrored') } : {}),
  };
}

/** In the order in which the facts name them. */
function portraitsOf({ state, photos = {} }: Picture<Engagement>): readonly Portrait[] {
  return [state.requester, state.expert, state.fpm].flatMap(({ id, name }) => {
    const image = photos[id];
    return image === undefined ? [] : [{ name, image }];
  });
}

/** Teams names nobody who is not in the chat. */
function mentioned({ requester, fpm, expert, isFpmNew }: Engagement): readonly PersonRef[] {
  return isFpmNew === true ? [requester, expert] : [requester, fpm, expert];
}

/** Nobody but those in the chat can add the new FPM to it. */
function newFpmSection(draw: Drawing, { fpm, isFpmNew, status }: Engagement): readonly Section[] {
  return isFpmNew === true && status !== 'Completed'
    ? [{ text: draw.t('kickoff.new-fpm', { name: shown(fpm.name) }) }]
    : [];
}

/** Who still confirms a proposal while the next step is another; else Next says it. */
function openAgreement(draw: Drawing, state: Engagement): Pick<CardModel, 'intro'> {
  const { agreement } = state;
  if (agreement === undefined || !isRunning(state) || stepOf(state) === 'agree') {
    return {};
  }
  const missing = unconfirmedBy(state, agreement);
  return missing.length === 0
    ? {}
    : { intro: confirmText(draw, missing, ['agreement.open-you', 'agreement.open']) };
}

function frontFacts(draw: Drawing, state: Engagement): readonly Fact[] {
  const purpose = draw.t(`purpose.${state.form.purpose as 'deploy'}`);
  const done = TEAMS_FIRST_TASKS.filter((task) => state.teamsFirst[task] !== undefined).length;
  return [
    {
      title: draw.t('fact.lead'),
      value: `${nameOf(draw, state.requester)} · ${shown(state.form.company.name)}`,
    },
    { title: draw.t('fact.expert'), value: nameOf(draw, state.expert) },
    { title: draw.t('fact.fpm'), value: nameOf(draw, state.fpm) },
    { title: draw.t('fact.purpose'), value: purpose },
    { title: draw.t('fact.languages'), value: languagesOf(draw, state.form) },
    contactFact(draw, state),
    ...agreementFacts(draw, state),
    ...meetingFacts(draw, state),
    {
      title: draw.t('fact.teams-first'),
      value: draw.t('value.of', { done, all: TEAMS_FIRST_TASKS.length }),
    },
    ...(isRunning(state) || state.checkIns.plan !== undefined ? [rhythmFact(draw, state)] : []),
  ];
}

/** The name of the kickoff chat: number and workload. It stands in toasts, so no customer is named. Pure. */
export function kickoffTopic(viewer: Viewer, { number, form }: Engagement): string {
  const kicker = kickerOf(drawingFor(viewer), number, 'kind.kickoff');
  return `${kicker} · ${workloadName(form.workloadId)}`;
}

/** What was never agreed is no longer waited for once the work is over. */
function agreementFacts(draw: Drawing, engagement: Engagement): readonly Fact[] {
  return isRunning(engagement) || engagement.agreement !== undefined
    ? [agreementFact(draw, engagement)]
    : [];
}

function contactFact(
  draw: Drawing,
  engagement: Engagement,
): { readonly title: string; readonly value: string } {
  return { title: draw.t('fact.first-contact'), value: contactText(draw, engagement) };
}

function contactText(draw: Drawing, { contact, contactBy }: Engagement): string {
  if (contact === undefined) {
    return draw.t('value.by', { when: sharedTime(draw, contactBy) });
  }
  const when = sharedTime(draw, contact.at);
  return isReader(draw, contact.by)
    ? draw.t('value.contacted-you', { when })
    : draw.t('value.contacted', { name: shown(contact.by.name), when });
}

function rulesSection(draw: Drawing, engagement: Engagement): readonly { readonly text: string }[] {
  return engagement.status === 'Completed'
    ? [{ text: draw.t('kickoff.after') }]
    : [{ text: draw.t('kickoff.rules') }];
}

/** What the three agree on next: the line above and the button that stands out are about the same. */
type Step = 'contact' | 'agree' | 'rhythm' | 'work';

function stepOf(engagement: Engagement): Step {
  if (engagement.status === 'Preparing') {
    return 'contact';
  }
  if (!isRunning(engagement) || engagement.missing !== undefined) {
    return 'work';
  }
  if (!isAgreed(engagement.agreement)) {
    return 'agree';
  }
  return engagement.checkIns.plan === undefined ? 'rhythm' : 'work';
}

function headOf(draw: Drawing, picture: Picture<Engagement>): ReturnType<typeof engagementHead> {
  const head = engagementHead(draw, picture, 'kind.kickoff');
  switch (stepOf(picture.state)) {
    case 'agree':
      return { ...head, next: agreeText(draw, picture.state) };
    case 'rhythm':
      return { ...head, next: draw.t('next.kickoff.rhythm') };
    default:
      return isDoneElsewhere(draw, picture.state)
        ? { ...head, next: `${head.next ?? ''} ${draw.t('kickoff.elsewhere')}` }
        : head;
  }
}

/** Whether the next step is taken on a card that only the person concerned has. */
function isDoneElsewhere(draw: Drawing, engagement: Engagement): boolean {
  switch (engagement.status) {
    case 'Preparing':
      return false;
    case 'Active':
      return engagement.missing !== undefined;
    case 'WrappingUp':
      return true;
    case 'Completed':
      return engagement.trained === undefined && isReader(draw, engagement.requester);
  }
}

function agreeText(draw: Drawing, engagement: Engagement): string {
  const { agreement } = engagement;
  if (agreement === undefined) {
    return draw.t('next.kickoff.agree');
  }
  return confirmText(draw, unconfirmedBy(engagement, agreement), [
    'next.kickoff.confirm-you',
    'next.kickoff.confirm',
  ]);
}

/** Who has yet to confirm, by name; a reader who is among them is addressed instead. */
function confirmText(
  draw: Drawing,
  missing: readonly PersonRef[],
  [you, others]: readonly [TextKey, TextKey],
): string {
  const names = draw.list(missing.map(({ name }) => shown(name)));
  return missing.some((person) => isReader(draw, person))
    ? draw.t(you)
    : draw.t(others, { count: missing.length, names });
}

/** Three buttons and More are in sight; the meeting is planned from More while all three are others. */
function hasRoom(engagement: Engagement): boolean {
  return isRunning(engagement) && stepOf(engagement) !== 'contact';
}

/** What is to be done next stands first, and stands out. */
function buttonsOf(draw: Drawing, engagement: Engagement): readonly Button[] {
  const { id, request, agreement } = engagement;
  const step = stepOf(engagement);
  const contacted: Button = {
    title: draw.t('button.we-are-in-touch'),
    verb: 'request.contacted',
    payload: { id: request, on: id, card: 'kickoff' },
  };
  const agree = kickoffTurn(draw, engagement, 'agreement');
  const plan = planButton(draw, engagement, 'rhythm');
  const running = step === 'rhythm' ? [plan, agree] : [agree, plan];
  const buttons: readonly Button[] = [
    ...(step === 'contact' ? [contacted] : []),
    ...(isRunning(engagement) ? running : []),
    ...(!isRunning(engagement) && agreement !== undefined ? [agree] : []),
    ...(hasRoom(engagement) ? [kickoffTurn(draw, engagement, 'meeting')] : []),
    kickoffTurn(draw, engagement, 'more'),
  ];
  return buttons.map((one, index) =>
    index === 0 && step !== 'work' ? { ...one, style: 'positive' } : one,
  );
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
          ...(isRunning(state) && !hasRoom(state) ? [kickoffTurn(draw, state, 'meeting')] : []),
          ...inNameButtons(draw, picture),
          kickoffTurn(draw, state, 'front'),
        ],
      }
    : undefined;
}
