import type { Engagement } from '../domain/engagement/engagement';
import type { CardModel, Section } from './card-model';
import { drawingFor, type Drawing, type Face, type Viewer } from './drawing';
import { subjectOf, workloadName } from './record-lines';

/** Teams shows six buttons. */
const ROWS_MAX = 6;

/** What can be said about the place where it is said: check-ins go there, do so no more, or the kickoff does. */
export type LinkAction = 'link' | 'unlink' | 'meet';

/** Several people read it, so no customer is named: number and workload only. Verbs: checkin.link, checkin.unlink, checkin.meet. */
export function linkCard(input: {
  readonly viewer: Viewer;
  readonly action: LinkAction;
  readonly engagements: readonly Engagement[];
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { action, engagements } = input;
  const isEmpty = engagements.length === 0;
  return {
    language: draw.language,
    title: draw.t(`${action}.title`),
    intro: draw.t(isEmpty ? `${action}.none` : `${action}.intro`),
    sections: engagements.slice(0, ROWS_MAX).map(({ id, number, form }) => ({
      heading: `SME-${String(number)} · ${workloadName(form.workloadId)}`,
      separated: true,
      buttons: [
        {
          title: draw.t(`button.${action}-here`, { n: number }),
          verb: `checkin.${action}`,
          payload: { id },
        },
      ],
    })),
  };
}

/** What is no matter of check-ins, and what it is called. */
const OF_KICKOFF = { agreement: 'fact.agreement', meeting: 'fact.meeting' } as const;

function isOfKickoff(face: Face): face is keyof typeof OF_KICKOFF {
  return Object.hasOwn(OF_KICKOFF, face);
}

/** Which engagement a typed command is about; in the own chat of who typed it. Verbs: checkin.plan, engagement.turn. */
export function whichEngagementCard(input: {
  readonly viewer: Viewer;
  readonly engagements: readonly Engagement[];
  readonly face: Face;
  /** `YYYY-MM-DD`, when a day was typed. */
  readonly day: string | undefined;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { engagements, face } = input;
  const none = isOfKickoff(face) ? 'kickoff.nowhere' : 'check-ins.none-running';
  return {
    language: draw.language,
    title: draw.t(isOfKickoff(face) ? OF_KICKOFF[face] : 'fact.check-ins'),
    intro: draw.t(engagements.length === 0 ? none : 'check-ins.choose'),
    sections: engagements.slice(0, ROWS_MAX).map((one) => whichSection(draw, one, input)),
  };
}

function whichSection(
  draw: Drawing,
  { id, number, form }: Engagement,
  { face, day }: { readonly face: Face; readonly day: string | undefined },
): Section {
  const record = `SME-${String(number)}`;
  return {
    heading: `${record} · ${subjectOf(form)}`,
    separated: true,
    buttons: [
      {
        title: draw.t('button.open'),
        tooltip: draw.t('button.open-record', { record }),
        ...(isOfKickoff(face)
          ? { verb: 'engagement.turn', payload: { id, card: 'kickoff', face } }
          : { verb: 'checkin.plan', payload: { id, face, ...(day === undefined ? {} : { day }) } }),
      },
    ],
  };
}
