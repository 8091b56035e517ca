import type { CarriedOut } from './carried-out';

/** Messages between records only touch the store and go ahead of sends, which wait for the network. */
export type Lane = 'messages' | 'sends';

/** Most outcomes kept; only an outage of the store leaves any. */
const OUTCOMES_MAX = 1_000;

/** What this process is carrying out, and whether it begins anything more. */
export interface Shift {
  /** Whether work of this lane may be begun. */
  readonly isOn: (lane: Lane) => boolean;
  /** Notes that an effect is under way from now on; false when nothing is begun any more, and then it must not be. */
  readonly begin: (effect: string, lane: Lane) => boolean;
  readonly end: (effect: string) => void;
  readonly isUnderWay: (effect: string) => boolean;
  /** What came of an effect and could not be written yet: it is written at the next attempt, instead of being done once more. */
  readonly outcomeOf: (effect: string) => CarriedOut | undefined;
  readonly keepOutcome: (effect: string, outcome: CarriedOut) => void;
  readonly dropOutcome: (effect: string) => void;
  /** No more sends; messages between records go on, because clicks that are being answered wait for them. */
  readonly endSends: () => void;
  /** Nothing more at all. */
  readonly endAll: () => void;
}

/** Begins the work of a process. */
export function createShift(): Shift {
  const underWay = new Set<string>();
  const outcomes = new Map<string, CarriedOut>();
  const lanes = new Set<Lane>(['messages', 'sends']);

  return {
    isOn: (lane) => lanes.has(lane),
    begin: (effect, lane) => {
      const mayBegin = lanes.has(lane);
      if (mayBegin) {
        underWay.add(effect);
      }
      return mayBegin;
    },
    end: (effect) => {
      underWay.delete(effect);
    },
    isUnderWay: (effect) => underWay.has(effect),
    outcomeOf: (effect) => outcomes.get(effect),
    keepOutcome: (effect, outcome) => {
      outcomes.set(effect, outcome);
      for (const [oldest] of [...outcomes].slice(0, -OUTCOMES_MAX)) {
        outcomes.delete(oldest);
      }
    },
    dropOutcome: (effect) => {
      outcomes.delete(effect);
    },
    endSends: () => {
      lanes.delete('sends');
    },
    endAll: () => {
      lanes.clear();
    },
  };
}
