import type { Engagement } from '../domain/engagement/engagement';
import type { NamedPost } from '../domain/engagement/named-post';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Section, Tone } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Picture } from './drawing';
import { inNameText } from './in-name-text';
import { kickerOf, subjectOf } from './record-lines';

const LOOKS: Readonly<
  Record<NamedPost['status'], { readonly symbol: string; readonly tone: Tone }>
> = {
  Asked: { symbol: '◔', tone: 'accent' },
  SignIn: { symbol: '⚠', tone: 'warning' },
  Posted: { symbol: '✓', tone: 'good' },
  Left: { symbol: '⚠', tone: 'attention' },
  Discarded: { symbol: '✕', tone: 'emphasis' },
};

/**
 * For the FPM alone: what they wrote in their own name, as long as it waits for their sign-in or was left to them to post.
 * Verbs: engagement.sign-in, engagement.discard-in-name.
 */
export function inNameCard({ state, viewer, notice }: Picture<Engagement>): CardModel {
  const draw = drawingFor(viewer);
  const { inName } = state;
  const head = {
    language: draw.language,
    kicker: kickerOf(draw, state.number, 'kind.in-name'),
    title: draw.t('in-name.title', { subject: subjectOf(state.form) }),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
  };
  return inName === undefined ? head : { ...head, ...bodyOf(draw, state, inName) };
}

function bodyOf(draw: Drawing, state: Engagement, inName: NamedPost): Partial<CardModel> {
  const { symbol, tone } = LOOKS[inName.status];
  const which = isUnclear(inName) ? 'unclear' : inName.status;
  return {
    status: `${symbol} ${draw.t(`status.in-name.${which}`)}`,
    tone,
    next: draw.t(`next.in-name.${which}`),
    sections: [...whySections(draw, inName), ...textSections(draw, state, inName)],
    buttons: buttonsOf(draw, state, inName),
  };
}

/** The line broke before the answer was read. */
function isUnclear({ status, why }: NamedPost): boolean {
  return status === 'Left' && why === 'graph/unclear';
}

function whySections(draw: Drawing, inName: NamedPost): readonly Section[] {
  return inName.status === 'Left' && !isUnclear(inName) ? [{ text: draw.t(whyKey(inName)) }] : [];
}

function whyKey({ why }: NamedPost): TextKey {
  switch (why) {
    case undefined:
      return 'in-name.why.off';
    case 'graph/refused':
      return 'in-name.why.refused';
    case 'graph/gone':
      return 'in-name.why.gone';
    case 'graph/unavailable':
    case 'graph/throttled':
    case 'delivery/unavailable':
    case 'delivery/throttled':
      return 'in-name.why.unavailable';
    default:
      return 'in-name.why.faulty';
  }
}

/** As it would stand in the chat, to be looked at or copied. */
function textSections(draw: Drawing, state: Engagement, inName: NamedPost): readonly Section[] {
  return inName.status === 'Posted' || inName.status === 'Discarded'
    ? []
    : [{ heading: draw.t('heading.in-name'), text: shown(inNameText(state)) }];
}

function buttonsOf(
  draw: Drawing,
  { id }: Engagement,
  { status, edition }: NamedPost,
): readonly Button[] {
  const payload = { id, edition };
  const discard: Button = {
    title: draw.t('button.discard'),
    verb: 'engagement.discard-in-name',
    payload,
    style: 'destructive',
  };
  switch (status) {
    case 'SignIn': {
      const title = draw.t('button.sign-in');
      return [{ title, verb: 'engagement.sign-in', payload: { id }, style: 'positive' }, discard];
    }
    case 'Left':
      return [discard];
    default:
      return [];
  }
}
