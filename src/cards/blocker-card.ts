import type { Engagement } from '../domain/engagement/engagement';
import type { Blocker } from '../domain/engagement/schedule';
import { POLICY } from '../domain/policy';
import type { CardModel, Section } from './card-model';
import { drawingFor, refusalText, shortened, type Drawing, type Picture } from './drawing';
import { kickerOf, subjectOf } from './record-lines';
import { typedPart } from './typed-part';

/** Each has a button, and Teams shows six. */
const SHOWN_MAX = 5;

/** The open blockers of one owner, in their own chat. Verb: checkin.solved. */
export function blockerCard(picture: Picture<Engagement>): CardModel {
  const draw = drawingFor(picture.viewer);
  const { state, viewer, notice } = picture;
  const own = state.blockers.filter(({ owner }) => owner.id === viewer.person);
  const isClear = own.length === 0;
  const more = own.length - SHOWN_MAX;
  return {
    language: draw.language,
    kicker: kickerOf(draw, state.number, 'kind.blocker'),
    title: subjectOf(state.form),
    status: isClear
      ? `✓ ${draw.t('blocker.none')}`
      : `⚠ ${draw.t('blocker.status', { count: own.length })}`,
    tone: isClear ? 'good' : 'attention',
    ...(isClear ? {} : { next: draw.t('blocker.next', { count: own.length }) }),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
    sections: own.slice(0, SHOWN_MAX).map((blocker) => blockerSection(draw, state, blocker)),
    ...(more > 0 ? { footer: draw.t('blocker.more', { count: more }) } : {}),
  };
}

function blockerSection(draw: Drawing, engagement: Engagement, blocker: Blocker): Section {
  const date = draw.date(blocker.since);
  return {
    ...typedPart(
      draw,
      draw.t('blocker.since', { date }),
      shortened(blocker.text.typed, POLICY.blockerMaxChars),
    ),
    separated: true,
    buttons: [
      {
        title: draw.t('button.solved'),
        tooltip: draw.t('button.solved-one', { date }),
        verb: 'checkin.solved',
        payload: { id: engagement.id, blocker: blocker.id },
      },
    ],
  };
}
