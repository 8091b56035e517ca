import type { CheckIn } from '../domain/check-in/check-in';
import { isAwaited } from '../domain/engagement/schedule-rules';
import { asked, isForCsm } from '../domain/engagement/scope';
import type { PersonRef, Typed } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import type { Button, CardModel, Section } from './card-model';
import { moveForm, pauseForm, updateForm } from './check-in-forms';
import { blockerSections, usageSection } from './check-in-lines';
import {
  drawingFor,
  refusalText,
  sharedTime,
  shortened,
  shown,
  type Drawing,
  type Picture,
} from './drawing';
import { isReader } from './people';
import { kickerOf, workloadName } from './record-lines';
import { typedPart } from './typed-part';

const LOOKS = {
  Due: { symbol: '◔', tone: 'accent' },
  Answered: { symbol: '✓', tone: 'good' },
  Late: { symbol: '◷', tone: 'emphasis' },
  Skipped: { symbol: '○', tone: 'emphasis' },
} as const;

/**
 * S15: one check-in, in the kickoff chat or in the channel's thread; the lead answers it in place.
 * Verbs: checkin.turn, checkin.answer, checkin.nothing-new, checkin.move, checkin.pause, checkin.csm, checkin.request.
 */
export function checkInCard(picture: Picture<CheckIn>): CardModel {
  const draw = drawingFor(picture.viewer);
  const { state, face, notice } = picture;
  const look = LOOKS[state.status];
  const head: CardModel = {
    language: draw.language,
    kicker: kickerOf(draw, state.number, 'kind.check-in'),
    title: draw.t('check-in.title', {
      k: state.ordinal,
      workloads: draw.list(asked(state.workloads).map(({ id }) => workloadName(id))),
    }),
    status: `${look.symbol} ${statusWord(draw, state)}`,
    tone: look.tone,
    next: nextText(draw, state),
    ...(state.status === 'Due' && face === 'front' ? { mentions: [state.requester] } : {}),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
  };
  switch (isOver(state) ? 'front' : face) {
    case 'update':
      return { ...head, ...updateForm(draw, picture) };
    case 'move':
      return { ...head, ...moveForm(draw, picture, onCard(state)) };
    case 'pause':
      return { ...head, ...pauseForm(draw, picture, onCard(state)) };
    case 'more':
      return { ...head, ...frontSide(draw, state), buttons: moreButtons(draw, state) };
    default:
      return { ...head, ...frontSide(draw, state), buttons: frontButtons(draw, state) };
  }
}

/** What was left out says why. */
function statusWord(draw: Drawing, state: CheckIn): string {
  return state.status === 'Skipped'
    ? draw.t(`status.check-in.${state.why}`)
    : draw.t(`status.check-in.${state.status}`);
}

function isOver({ status, isClosed }: CheckIn): boolean {
  return isClosed || status === 'Skipped';
}

/** What the forms about the schedule send from this card. */
function onCard({ id, engagement, ordinal }: CheckIn): {
  readonly id: string;
  readonly ordinal: number;
  readonly on: string;
} {
  return { id: engagement, ordinal, on: id };
}

function nextText(draw: Drawing, checkIn: CheckIn): string {
  const lead = shown(checkIn.requester.name);
  const isLead = isReader(draw, checkIn.requester);
  const next = sharedTime(draw, checkIn.nextAt);
  switch (checkIn.status) {
    case 'Due': {
      const date = sharedTime(draw, checkIn.answerBy);
      return isLead
        ? draw.t('check-in.next.due-you', { date })
        : draw.t('check-in.next.due', { lead, date });
    }
    case 'Late':
      return isLead ? draw.t('check-in.next.late-you') : draw.t('check-in.next.late', { lead });
    case 'Answered':
      return checkIn.isClosed
        ? draw.t('check-in.next.closed')
        : draw.t('check-in.next.answered', { date: next });
    case 'Skipped':
      return draw.t(`check-in.next.${checkIn.why}`, { date: next });
  }
}

function frontSide(draw: Drawing, checkIn: CheckIn): Partial<CardModel> {
  const { tasks } = checkIn;
  const isTasksOpen = tasks.done < tasks.all;
  const intro = remarks(draw, checkIn);
  return {
    ...(intro === '' ? {} : { intro }),
    facts: [
      ...(isTasksOpen
        ? [{ title: draw.t('fact.teams-first'), value: draw.t('value.of', tasks) }]
        : []),
      ...(isAwaited(checkIn.status)
        ? [{ title: draw.t('fact.next-check-in'), value: sharedTime(draw, checkIn.nextAt) }]
        : []),
    ],
    sections: [
      usageSection(draw, checkIn),
      ...answerSections(draw, checkIn),
      ...blockerSections(draw, checkIn.blockers),
    ],
  };
}

/** That it comes late, what fell out meanwhile, and what was left without an answer. */
function remarks(draw: Drawing, checkIn: CheckIn): string {
  const { isLate, dueAt, skipped, unanswered } = checkIn;
  return [
    ...(isLate ? [draw.t('check-in.late', { date: sharedTime(draw, dueAt) })] : []),
    ...(skipped > 0 ? [draw.t('check-in.left-out', { count: skipped })] : []),
    ...(unanswered === undefined ? [] : [draw.t('check-in.unanswered', { k: unanswered })]),
  ].join(' ');
}

function answerSections(draw: Drawing, checkIn: CheckIn): readonly Section[] {
  if (checkIn.status !== 'Answered') {
    return [];
  }
  const { by, at, progress, nextStep, blocker } = checkIn.answer;
  const when = sharedTime(draw, at);
  const heading = isReader(draw, by)
    ? draw.t('check-in.answer-you', { when })
    : draw.t('check-in.answer', { name: shown(by.name), when });
  return [
    progress === undefined
      ? { heading, text: draw.t('check-in.nothing-new') }
      : typedPart(draw, heading, progress.typed),
    ...(nextStep === undefined
      ? []
      : [typedPart(draw, draw.t('heading.next-step'), nextStep.typed)]),
    ...(blocker === undefined ? [] : [newBlocker(draw, blocker)]),
  ];
}

function newBlocker(
  draw: Drawing,
  { owner, text }: { readonly owner: PersonRef; readonly text: Typed },
): Section {
  const heading = isReader(draw, owner)
    ? draw.t('check-in.blocker-you')
    : draw.t('check-in.blocker', { owner: shown(owner.name) });
  return typedPart(draw, `⚠ ${heading}`, shortened(text.typed, POLICY.blockerMaxChars));
}

function turn(draw: Drawing, checkIn: CheckIn, face: string, title: string): Button {
  return { title, verb: 'checkin.turn', payload: { id: checkIn.id, face } };
}

function frontButtons(draw: Drawing, checkIn: CheckIn): readonly Button[] {
  if (isOver(checkIn)) {
    return [];
  }
  const isOpen = isAwaited(checkIn.status);
  const update: Button = turn(
    draw,
    checkIn,
    'update',
    draw.t(isOpen ? 'button.update' : 'button.change-answer'),
  );
  const nothing: Button = {
    title: draw.t('button.nothing-new'),
    verb: 'checkin.nothing-new',
    payload: { id: checkIn.id },
  };
  const more = turn(draw, checkIn, 'more', draw.t('button.more'));
  return isOpen ? [{ ...update, style: 'positive' }, nothing, more] : [update, more];
}

/** Six at most: three workloads can be a CSM's. */
function moreButtons(draw: Drawing, checkIn: CheckIn): readonly Button[] {
  const csm = asked(checkIn.workloads)
    .filter(({ id }) => isForCsm(id))
    .map(({ id }): Button => {
      const title = draw.t('button.hand-to-csm', { workload: workloadName(id) });
      const payload = { id: checkIn.engagement, on: checkIn.id, workload: id };
      return { title, verb: 'checkin.csm', payload };
    });
  const request: Button = {
    title: draw.t('button.request-sme'),
    tooltip: draw.t('check-in.request-hint'),
    verb: 'checkin.request',
    payload: { id: checkIn.id },
  };
  const move = isAwaited(checkIn.status)
    ? [turn(draw, checkIn, 'move', draw.t('button.move-check-in'))]
    : [];
  return [
    ...move,
    turn(draw, checkIn, 'pause', draw.t('button.pause')),
    ...(csm.length > 2 ? [] : [request]),
    ...csm,
    turn(draw, checkIn, 'front', draw.t('button.back')),
  ];
}
