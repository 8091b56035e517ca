import type { Face, Picture } from '../../src/cards/drawing';
import type { Engagement } from '../../src/domain/engagement/engagement';
import { evolveEngagement } from '../../src/domain/engagement/evolve-engagement';
import type { NamedEvent } from '../../src/domain/engagement/named-post';
import type { CardName } from '../../src/domain/effects';
import { castOf, DAY, MONDAY, type Texts, type Told } from './cast';
import { noticeOf } from './plain-models';
import type { NamedState } from './states';

const CONVERSATION = 'conversation:kickoff';

/** What the FPM wrote, as it waits, was left, was posted or was discarded. */
function inNameStates(texts: Texts, active: Told<Engagement>): readonly NamedState<Engagement>[] {
  const { fpm } = castOf(texts);
  const asked = (parts: Partial<NamedEvent> = {}): NamedEvent => ({
    ...{ type: 'InNameAsked', edition: 1, line: { typed: texts.note }, teamsUser: '29:fpm' },
    ...{ withKickoff: false, withSteps: false, conversation: CONVERSATION, ...parts },
  });
  const told = (name: string, ...events: readonly NamedEvent[]): NamedState<Engagement> => {
    const kept = events.map((event, index) => ({
      ...event,
      by: event.type === 'InNameAsked' ? fpm : ('system' as const),
      at: MONDAY + (9 + index) * DAY,
      causeId: `in-name-${String(index)}`,
    }));
    const state = kept.reduce<Engagement | undefined>(evolveEngagement, active.state);
    return {
      name: `in the FPM's name, ${name}`,
      state: state ?? active.state,
      history: [...active.history, ...kept],
    };
  };
  const needed: NamedEvent = { type: 'InNameNeedsSignIn', edition: 1 };
  const left = (why?: string): NamedEvent => ({
    ...{ type: 'InNameLeft', edition: 1 },
    ...(why === undefined ? {} : { why }),
  });
  const all = asked({ withKickoff: true, withSteps: true });
  return [
    told('on its way', asked()),
    told('needs a sign-in', all, needed),
    told('posted', asked(), { type: 'InNamePosted', edition: 1 }),
    told('discarded', asked(), needed, { type: 'InNameDiscarded', edition: 1 }),
    told('unclear', all, left('graph/unclear')),
    told('refused', asked(), left('graph/refused')),
    told('gone', asked(), left('graph/gone')),
    told('silent', asked(), left('delivery/unavailable')),
    told('faulty', asked(), left('graph/faulty')),
    told('switched off', asked(), left()),
  ];
}

/** The card of the FPM alone, and the side of the kickoff card on which they write. */
export function shownInName(
  texts: Texts,
  active: Told<Engagement>,
): readonly {
  readonly states: readonly NamedState<Engagement>[];
  readonly view: {
    readonly card: CardName;
    readonly readers: readonly ['fpm'];
    readonly sides: readonly (readonly [
      Face,
      Pick<Picture<unknown>, 'notice' | 'typed' | 'maySpeak'>,
    ])[];
  };
}[] {
  const states = inNameStates(texts, active);
  const typed = { line: texts.note, withKickoff: 'true', withSteps: 'false' };
  const maySpeak = true;
  return [
    {
      states,
      view: {
        ...{ card: 'in-name', readers: ['fpm'] },
        sides: [['front', { notice: noticeOf('sign-in-later', texts) }]],
      },
    },
    {
      states,
      view: {
        ...{ card: 'kickoff', readers: ['fpm'] },
        sides: [
          ['more', { maySpeak }],
          ['in-name', { maySpeak }],
          ['in-name', { maySpeak, typed, notice: noticeOf('text-missing', texts) }],
          ['in-name', { maySpeak, typed, notice: noticeOf('text-too-long', texts) }],
          ['in-name', { maySpeak, typed, notice: noticeOf('text-unreadable', texts) }],
          ['in-name', { maySpeak, typed, notice: noticeOf('post-pending', texts) }],
        ],
      },
    },
  ];
}

/** States in which other sides than the front are drawn. */
export const TELLING_IN_NAME = ['needs a sign-in', 'posted'].map(
  (name) => `in the FPM's name, ${name}`,
);
