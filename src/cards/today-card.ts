import type { Instant } from '../domain/kernel';
import { DECISIONS, isOverdue, type Duties, type Duty } from '../domain/today/duty';
import type { Today } from '../domain/today/today';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Section } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Picture, type Viewer } from './drawing';
import { workloadName } from './record-lines';
import { sayButton } from './say-button';
import { absenceIntro } from './today-absences';
import { isTickable } from './several-card';

/** Lines of one page. */
const LINES_PER_PAGE = 8;

/**
 * S5: what waits for one person, worst first; an empty day is one line.
 * Verbs: today.next, today.close-ready, today.page, today.open, home.say.
 */
export function todayCard(picture: Picture<Today>): CardModel {
  const draw = drawingFor(picture.viewer);
  const { duties } = picture.state;
  const page = pageOf(picture, duties);
  const parts = todayParts(draw, duties, picture.at);
  const lines = duties.lines.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE);
  return {
    language: draw.language,
    kicker: draw.t('today.kicker', { date: draw.date(picture.at) }),
    title: parts === '' ? draw.t('today.nothing') : parts,
    ...(picture.notice === undefined ? {} : { notice: refusalText(draw, picture.notice) }),
    ...(picture.typed?.['said'] === undefined ? {} : { status: picture.typed['said'] }),
    ...absenceIntro(draw, duties),
    sections: sectionsOf(draw, lines, picture),
    footer: footerOf(draw, duties, page),
    buttons: buttonsOf(draw, duties, page),
  };
}

/** The notification of a working morning (P8). Pure. */
export function todayPing(today: Today, viewer: Viewer, at: Instant): string {
  const draw = drawingFor(viewer);
  const parts = todayParts(draw, today.duties, at);
  if (parts === '' && today.duties.whileAway !== undefined) {
    return draw.t('ping.P8', { parts: draw.t('today.part.while-away') });
  }
  return parts === '' ? draw.t('today.nothing') : draw.t('ping.P8', { parts });
}

/** Nothing is counted twice: what is overdue is told as such, whether it is to be decided or not. */
function todayParts(draw: Drawing, duties: Duties, at: Instant): string {
  const count = duties.lines.length + duties.more;
  const overdue = duties.lines.filter((duty) => isOverdue(duty, at)).length;
  const toDecide = duties.lines.filter(
    (duty) => DECISIONS.includes(duty.what) && !isOverdue(duty, at),
  ).length;
  const more = count - toDecide - overdue;
  if (more === count) {
    return count === 0 ? '' : draw.t('today.part.things', { count });
  }
  return [
    ...(toDecide === 0 ? [] : [draw.t('today.part.decide', { count: toDecide })]),
    ...(overdue === 0 ? [] : [draw.t('today.part.overdue', { count: overdue })]),
    ...(more === 0 ? [] : [draw.t('today.part.more', { count: more })]),
  ].join(', ');
}

function pageOf({ typed }: Picture<Today>, { lines }: Duties): number {
  const wanted = Number(typed?.['page'] ?? 0);
  const last = Math.max(0, Math.ceil(lines.length / LINES_PER_PAGE) - 1);
  return Number.isInteger(wanted) ? Math.min(Math.max(0, wanted), last) : 0;
}

const GROUPS = ['overdue', 'today', 'later', 'engagement', 'close'] as const;
type Group = (typeof GROUPS)[number];

function groupOf(draw: Drawing, duty: Duty, at: Instant): Group {
  if (duty.what === 'close') {
    return 'close';
  }
  if (isOverdue(duty, at)) {
    return 'overdue';
  }
  if (duty.due !== undefined && draw.date(duty.due) === draw.date(at)) {
    return 'today';
  }
  return duty.record.startsWith('request:') || duty.record.startsWith('question:')
    ? 'later'
    : 'engagement';
}

function sectionsOf(
  draw: Drawing,
  lines: readonly Duty[],
  { at }: Picture<Today>,
): readonly Section[] {
  return GROUPS.flatMap((group) => {
    const members = lines.filter((duty) => groupOf(draw, duty, at) === group);
    return members.map((duty, index): Section => ({
      ...(index === 0 ? { heading: draw.t(`today.group.${group}`), separated: true } : {}),
      text: lineOf(draw, duty, at),
      buttons: [
        {
          title: draw.t('button.open'),
          tooltip: draw.t('button.open-record', { record: recordName(draw, duty) }),
          verb: 'today.open',
          payload: { id: duty.record },
        },
      ],
    }));
  });
}

function recordName(draw: Drawing, { number, what }: Duty): string {
  return number === undefined
    ? draw.t(what === 'concern' ? 'question.kind.concern' : 'question.kind.question')
    : `SME-${String(number)}`;
}

/** "SME-1042 · Contoso · Entra ID P2", and below it "Decide · by Friday 18:00". */
function lineOf(draw: Drawing, duty: Duty, at: Instant): string {
  const about = [
    recordName(draw, duty),
    ...(duty.partner === undefined ? [] : [shown(duty.partner)]),
    ...(duty.workloadId === undefined ? [] : [workloadName(duty.workloadId)]),
  ].join(' · ');
  const what: TextKey = `today.duty.${duty.what}`;
  return `${about}\n${draw.t(what)} · ${dueText(draw, duty, at)}`;
}

function dueText(draw: Drawing, duty: Duty, at: Instant): string {
  if (duty.due === undefined) {
    return draw.t('today.since', { when: draw.date(duty.since) });
  }
  const when = draw.dateTime(duty.due);
  return draw.t(isOverdue(duty, at) ? 'today.overdue' : 'today.due', { when });
}

function pagesOf({ lines }: Duties): number {
  return Math.ceil(lines.length / LINES_PER_PAGE);
}

function footerOf(draw: Drawing, duties: Duties, page: number): string {
  const pages = pagesOf(duties);
  return [
    ...(pages < 2 ? [] : [draw.t('today.page', { page: page + 1, pages })]),
    ...(duties.more > 0 ? [draw.t('list.more', { count: duties.more })] : []),
    ...(duties.waitingForOthers > 0
      ? [draw.t('today.waiting-for-others', { count: duties.waitingForOthers })]
      : []),
  ].join(' ');
}

function buttonsOf(draw: Drawing, duties: Duties, page: number): readonly Button[] {
  const decisions = duties.lines.filter(({ what }) => DECISIONS.includes(what)).length;
  const ready = duties.lines.filter(({ what }) => what === 'close').length;
  const pages = pagesOf(duties);
  return [
    ...(decisions === 0
      ? []
      : [
          {
            title: draw.t('button.decide-next'),
            verb: 'today.next',
            payload: {},
            style: 'positive' as const,
          },
        ]),
    ...(ready === 0
      ? []
      : [
          {
            title: draw.t('button.close-ready', { count: ready }),
            verb: 'today.close-ready',
            payload: {},
          },
        ]),
    ...(duties.lines.filter(isTickable).length < 2
      ? []
      : [{ title: draw.t('button.select-several'), verb: 'today.several', payload: {} }]),
    ...(pages < 2
      ? []
      : [
          {
            title: draw.t(page === pages - 1 ? 'button.first-page' : 'button.more-lines'),
            verb: 'today.page',
            payload: { page: (page + 1) % pages },
          },
        ]),
    sayButton(draw, 'my-requests'),
  ];
}
