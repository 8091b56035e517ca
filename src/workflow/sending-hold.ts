import { EFFECT_REACH } from '../domain/effect-reach';
import type { Instant, RecordId } from '../domain/kernel';
import { SENDING, type Hold, type Sending } from '../domain/setting/sending';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';
import type { PendingEffect } from './record';

/** For so long a process goes by what it has read last, in milliseconds of real time: as long as it goes on sending at most. */
export const READ_AGAIN_MS = 1_000;

/** Whether sending is held at the moment, by anybody, for all processes. */
export interface SendingHold {
  /** The hold, if there is one. @throws TransientError when the store fails. */
  readonly now: () => Promise<Hold | undefined>;
}

/** Reads the setting, once a second at most. */
export function createSendingHold(
  ports: Pick<CommandPorts, 'store' | 'clock' | 'leaseClock'>,
): SendingHold {
  let known: { readonly at: Instant; readonly hold: Promise<Hold | undefined> } | undefined;
  return {
    now: () => {
      const at = ports.leaseClock.now();
      if (known === undefined || Math.abs(at - known.at) >= READ_AGAIN_MS) {
        const read = loadState<Sending>(ports, SENDING).then((sending) => sending?.hold);
        known = { at, hold: read };
        read.catch(() => {
          known = undefined;
        });
      }
      return known.hold;
    },
  };
}

/**
 * Whether a hold concerns an effect: it reaches somebody outside who did not ask for it just now. What the setting itself has to say
 * goes out, or nobody would learn of the hold. Pure.
 */
export function isHoldable(record: RecordId, { order, isAnswer }: PendingEffect): boolean {
  return record !== SENDING && isAnswer !== true && EFFECT_REACH[order.type] === 'outside';
}
