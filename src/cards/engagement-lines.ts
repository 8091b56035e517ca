import type { Completed, Engagement } from '../domain/engagement/engagement';
import type { TextKey } from '../text/words';
import type { CardModel, Section } from './card-model';
import { refusalText, sharedTime, shown, type Drawing, type Picture } from './drawing';
import { isReader } from './people';
import { kickerOf, reachedText, subjectOf } from './record-lines';
import { typedPart } from './typed-part';

const LOOKS = {
  Preparing: { symbol: '◔', tone: 'accent' },
  Active: { symbol: '●', tone: 'good' },
  WrappingUp: { symbol: '◕', tone: 'accent' },
  Completed: { symbol: '✓', tone: 'good' },
} as const;

/** Kicker, heading, status, next step and notice: the same on every card of an engagement. Pure. */
export function engagementHead(
  draw: Drawing,
  picture: Picture<Engagement>,
  kind: TextKey,
): Pick<CardModel, 'language' | 'kicker' | 'title' | 'status' | 'tone' | 'next' | 'notice'> {
  const { state, notice } = picture;
  return {
    language: draw.language,
    kicker: kickerOf(draw, state.number, kind),
    title: subjectOf(state.form),
    status: engagementStatus(draw, state),
    tone: LOOKS[state.status].tone,
    next: engagementNext(draw, state),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
  };
}

/** Symbol and words of where it stands. Pure. */
export function engagementStatus(draw: Drawing, { status }: Engagement): string {
  return `${LOOKS[status].symbol} ${draw.t(`status.engagement.${status}`)}`;
}

/** Which of the three reads the card; `undefined` where all of them do. */
function partOf(draw: Drawing, engagement: Engagement): 'expert' | 'requester' | 'fpm' | undefined {
  return (['expert', 'requester', 'fpm'] as const).find((part) => isReader(draw, engagement[part]));
}

/** Who does what by when; the reader is addressed. Pure. */
export function engagementNext(draw: Drawing, engagement: Engagement): string {
  if (engagement.status === 'Completed') {
    return completedText(draw, engagement);
  }
  return draw.t(nextKey(engagement, partOf(draw, engagement)), {
    expert: shown(engagement.expert.name),
    requester: shown(engagement.requester.name),
    fpm: shown(engagement.fpm.name),
    contactBy: sharedTime(draw, engagement.contactBy),
    confirmBy: 'confirmBy' in engagement ? sharedTime(draw, engagement.confirmBy) : '',
  });
}

function nextKey(
  engagement: Exclude<Engagement, Completed>,
  reader: ReturnType<typeof partOf>,
): TextKey {
  const hasChat = engagement.chats.length > 0;
  switch (engagement.status) {
    case 'Preparing':
      return preparingKey(reader);
    case 'Active':
      return engagement.missing === undefined ? activeKey(reader, hasChat) : sentBackKey(reader);
    case 'WrappingUp':
      return engagement.awaits === 'fpm' ? openCriteriaKey(reader) : confirmKey(reader);
  }
}

function preparingKey(reader: ReturnType<typeof partOf>): TextKey {
  switch (reader) {
    case 'expert':
      return 'next.engagement.preparing-expert';
    case 'requester':
      return 'next.partner.assigned';
    default:
      return 'next.engagement.preparing';
  }
}

/** An expert whose engagement has a chat is told of it: nothing else on the personal card leads there. */
function activeKey(reader: ReturnType<typeof partOf>, hasChat: boolean): TextKey {
  if (reader === 'expert' && hasChat) {
    return 'next.engagement.active-expert-chat';
  }
  return reader === 'expert' || reader === 'requester'
    ? `next.engagement.active-${reader}`
    : 'next.engagement.active';
}

function sentBackKey(reader: ReturnType<typeof partOf>): TextKey {
  return reader === 'expert' ? 'next.engagement.sent-back-expert' : 'next.engagement.sent-back';
}

function openCriteriaKey(reader: ReturnType<typeof partOf>): TextKey {
  return reader === 'fpm' ? 'next.engagement.awaits-fpm-fpm' : 'next.engagement.awaits-fpm';
}

function confirmKey(reader: ReturnType<typeof partOf>): TextKey {
  return reader === 'requester'
    ? 'next.engagement.awaits-requester-requester'
    : 'next.engagement.awaits-requester';
}

/** Who confirmed it and when; the requester reads besides what is still asked afterwards (R6). */
function completedText(draw: Drawing, engagement: Completed): string {
  const isAsked = engagement.trained === undefined && isReader(draw, engagement.requester);
  return [
    confirmedText(draw, engagement),
    ...(isAsked ? [draw.t('next.engagement.trained')] : []),
  ].join(' ');
}

function confirmedText(draw: Drawing, { confirmedBy, completedAt }: Completed): string {
  const date = sharedTime(draw, completedAt);
  if (confirmedBy === 'system') {
    return draw.t('next.engagement.completed-silently', { date });
  }
  return isReader(draw, confirmedBy)
    ? draw.t('next.engagement.completed-by-you', { date })
    : draw.t('next.engagement.completed-by', { name: shown(confirmedBy.name), date });
}

/** The expert's report, as requester, FPM and expert read it; the private feedback is not among it. Pure. */
export function reportSections(draw: Drawing, engagement: Engagement): readonly Section[] {
  if (engagement.status !== 'WrappingUp' && engagement.status !== 'Completed') {
    return [];
  }
  const { report } = engagement;
  const unmet = report.whyUnmet === undefined ? '' : `\n\n${shown(report.whyUnmet.typed)}`;
  return [
    typedPart(draw, draw.t('fact.summary'), report.summary.typed),
    {
      ...typedPart(draw, draw.t('fact.criteria'), report.whyUnmet?.typed ?? ''),
      text: `${draw.t(report.criteriaMet ? 'value.criteria-met' : 'value.criteria-unmet')}${unmet}`,
    },
    typedPart(draw, draw.t('fact.learned'), report.learned.typed),
    { text: draw.t(report.inFtop ? 'value.in-ftop' : 'value.not-in-ftop') },
  ];
}

/** People who were reached by mail only, as a section. Pure. */
export function reachedSections(draw: Drawing, engagement: Engagement): readonly Section[] {
  const people = [engagement.requester, engagement.fpm, engagement.expert];
  const text = reachedText(draw, engagement.reached, people);
  return text === '' ? [] : [{ text: `✉ ${text}` }];
}

/** What somebody said is missing, when a report was sent back. Pure. */
export function missingSections(draw: Drawing, engagement: Engagement): readonly Section[] {
  if (!('missing' in engagement)) {
    return [];
  }
  const { by, note } = engagement.missing;
  const heading = isReader(draw, by)
    ? draw.t('heading.missing-you')
    : draw.t('heading.missing', { name: shown(by.name) });
  return [typedPart(draw, heading, note.typed)];
}
