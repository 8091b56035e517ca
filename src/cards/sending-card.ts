import type { Sending } from '../domain/setting/sending';
import type { CardModel } from './card-model';
import { drawingFor, shown, type Picture, type Viewer } from './drawing';
import { sayButton } from './say-button';

/** That all sending is held, for operators: since when, by whom, and how to go on. Verbs: operator.go-on, home.say. */
export function sendingCard({ state, viewer }: Picture<Sending>): CardModel {
  const draw = drawingFor(viewer);
  const { hold } = state;
  const lookAround = sayButton(draw, 'stuck', { title: draw.t('button.health') });
  if (hold === undefined) {
    return { language: draw.language, title: draw.t('sending.on'), buttons: [lookAround] };
  }
  const when = draw.dateTime(hold.at);
  return {
    language: draw.language,
    title: draw.t('sending.held'),
    status: draw.t('sending.since', { when, name: shown(hold.by.name) }),
    tone: 'attention',
    intro: draw.t('sending.intro'),
    buttons: [
      {
        title: draw.t('button.go-on-sending'),
        verb: 'operator.go-on',
        payload: {},
        style: 'positive',
      },
      lookAround,
    ],
  };
}

/** Whether to hold all sending, for an operator who typed so: a word alone holds nothing. Verbs: operator.hold, home.say. */
export function holdCard({ viewer }: { readonly viewer: Viewer }): CardModel {
  const draw = drawingFor(viewer);
  return {
    language: draw.language,
    kicker: draw.t('health.kicker'),
    title: draw.t('sending.ask'),
    intro: draw.t('sending.intro'),
    buttons: [
      {
        ...{ title: draw.t('button.hold-sending'), verb: 'operator.hold', payload: {} },
        style: 'positive',
      },
      sayButton(draw, 'stuck', { title: draw.t('button.back') }),
    ],
  };
}

/** The reminder (P20); `undefined` when sending goes on by now. Pure. */
export function sendingPing({
  state,
  viewer,
}: Pick<Picture<Sending>, 'state' | 'viewer'>): string | undefined {
  const draw = drawingFor(viewer);
  return state.hold === undefined
    ? undefined
    : draw.t('ping.P20', { when: draw.dateTime(state.hold.at) });
}
