/** Messages between records only touch the store and go ahead of sends, which wait for the network. */
export type Lane = 'messages' | 'sends';

/** What this process is carrying out, and whether it begins anything more. */
export interface Shift {
  /** Whether work of this lane may be begun. */
  readonly isOn: (lane: Lane) => boolean;
  /** Notes that an effect is under way from now on; false when nothing is begun any more, and then it must not be. */
  readonly begin: (effect: string, lane: Lane) => boolean;
  readonly end: (effect: string) => void;
  readonly isUnderWay: (effect: string) => boolean;
  /** No more sends; messages between records go on, because clicks that are being answered wait for them. */
  readonly endSends: () => void;
  /** Nothing more at all. */
  readonly endAll: () => void;
}

/** Begins the work of a process. */
export function createShift(): Shift {
  const underWay = new Set<string>();
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
    endSends: () => {
      lanes.delete('sends');
    },
    endAll: () => {
      lanes.clear();
    },
  };
}
