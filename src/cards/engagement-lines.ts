import type { Engagement } from '../domain/engagement/engagement';
import type { TextKey } from '../text/words';
import type { CardModel, Section } from './card-model';
import { refusalText, sharedTime, shown, type Drawing, type Picture } from './drawing';
import { kickerOf, reachedText, subjectOf } from './record-lines';

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
  const look = LOOKS[state.status];
  return {
    language: draw.language,
    kicker: kickerOf(draw, state.number, kind),
    title: subjectOf(state.form),
    status: `${look.symbol} ${draw.t(`status.engagement.${state.status}`)}`,
    tone: look.tone,
    next: nextText(draw, state),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
  };
}

/** Who does what by when. Pure. */
function nextText(draw: Drawing, engagement: Engagement): string {
  const names = {
    expert: shown(engagement.expert.name),
    requester: shown(engagement.requester.name),
    fpm: shown(engagement.fpm.name),
  };
  switch (engagement.status) {
    case 'Preparing':
      return draw.t('next.engagement.preparing', {
        ...names,
        contactBy: sharedTime(draw, engagement.contactBy),
      });
    case 'Active':
      return draw.t(
        engagement.missing === undefined ? 'next.engagement.active' : 'next.engagement.sent-back',
        names,
      );
    case 'WrappingUp':
      return draw.t(
        engagement.awaits === 'fpm'
          ? 'next.engagement.awaits-fpm'
          : 'next.engagement.awaits-requester',
        {
          ...names,
          confirmBy: sharedTime(draw, engagement.confirmBy),
        },
      );
    case 'Completed':
      return draw.t('next.engagement.completed', {
        date: sharedTime(draw, engagement.completedAt),
      });
  }
}

/** The expert's report, as requester, FPM and expert read it; the private feedback is not among it. Pure. */
export function reportSections(draw: Drawing, engagement: Engagement): readonly Section[] {
  if (engagement.status !== 'WrappingUp' && engagement.status !== 'Completed') {
    return [];
  }
  const { report } = engagement;
  const unmet = report.whyUnmet === undefined ? '' : `\n\n${shown(report.whyUnmet.typed)}`;
  return [
    { heading: draw.t('fact.summary'), text: shown(report.summary.typed) },
    {
      heading: draw.t('fact.criteria'),
      text: `${draw.t(report.criteriaMet ? 'value.criteria-met' : 'value.criteria-unmet')}${unmet}`,
    },
    { heading: draw.t('fact.learned'), text: shown(report.learned.typed) },
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
  return [
    {
      heading: draw.t('heading.missing', { name: shown(by.name) }),
      text: shown(note.typed),
    },
  ];
}
