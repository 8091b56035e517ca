import type { Face, Picture } from '../../src/cards/drawing';
import type { CardName } from '../../src/domain/effects';
import type { Request } from '../../src/domain/request/request';
import type { RequestOrder } from '../../src/domain/request/request-commands';
import { castOf, tellRequest, type Part, type Texts, type Told } from './cast';
import { choicesOf } from './fpm-choices';
import { noticeOf } from './plain-models';
import type { NamedState } from './states';
import { submittedOf } from './submitted';

/** A request that was given to the other FPM: by its own with a note, and by an operator, who takes it, without one. */
function handedOverStates(texts: Texts, assigned: Told<Request>): readonly NamedState<Request>[] {
  const { fpm, otherFpm } = castOf(texts);
  const scene = { texts, facts: { receiver: otherFpm, isOperator: true } };
  const to = (told: Told<Request>, by: typeof fpm, note: string): Told<Request> => {
    const order: RequestOrder = { type: 'HandOver', to: otherFpm.id, note };
    return tellRequest(told, by, order, scene);
  };
  const passOn = { type: 'HandOver', to: otherFpm.id, note: '', absent: fpm } as const;
  const passed = tellRequest(submittedOf(scene), 'system', passOn, scene);
  return [
    { name: 'handed over', ...to(submittedOf(scene), fpm, texts.note) },
    { name: 'handed over by an operator', ...to(assigned, otherFpm, '') },
    { name: 'passed on for an absence', ...passed },
    { name: 'sent in during an absence', ...submittedOf({ texts, facts: { cover: otherFpm } }) },
  ];
}

/** States in which its faces differ from those of other requests. */
export const TELLING_HAND_OVERS = [
  ...[
    'handed over',
    'handed over by an operator',
    'passed on for an absence',
    'sent in during an absence',
  ],
];

interface HandOverView {
  readonly states: readonly NamedState<Request>[];
  readonly view: {
    readonly card: CardName;
    readonly readers: readonly Part[];
    readonly sides: readonly (readonly [
      Face,
      Pick<Picture<unknown>, 'notice' | 'typed' | 'fpms'>,
    ])[];
  };
}

/** The card of the FPM until then and of the one who has it now, and what operators see of it. */
export function shownHandOvers(texts: Texts, assigned: Told<Request>): readonly HandOverView[] {
  const states = handedOverStates(texts, assigned);
  const { otherFpm } = castOf(texts);
  const fpms = choicesOf(texts, 4);
  const missing = noticeOf('fpm-missing', texts);
  return [
    {
      states,
      view: {
        ...{ card: 'request-fpm', readers: ['fpm', 'otherFpm'] },
        sides: [
          ['more', {}],
          ['history', {}],
          ['hand-over', { fpms: choicesOf(texts, 1) }],
          ['hand-over', { fpms, typed: { to: otherFpm.id, note: texts.note } }],
          ['hand-over', { fpms, notice: missing, typed: { note: texts.note } }],
          ['hand-over', { fpms: [] }],
          ['front', { notice: noticeOf('handed-over', texts) }],
        ],
      },
    },
    {
      states,
      view: { ...{ card: 'request-partner', readers: ['requester'] }, sides: [['history', {}]] },
    },
    {
      states,
      view: {
        ...{ card: 'hand-over', readers: ['fpm', 'misfit'] },
        sides: [
          ['hand-over', { fpms: choicesOf(texts, 3) }],
          ['hand-over', { fpms, typed: { unknown: texts.consentBy } }],
          ['hand-over', { fpms, typed: { several: texts.consentBy } }],
          ['hand-over', { fpms, notice: missing }],
          ['hand-over', { fpms: [] }],
          ['front', { notice: noticeOf('handed-over', texts) }],
        ],
      },
    },
  ];
}
