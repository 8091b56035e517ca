import { randomUUID } from 'node:crypto';
import { DELIVERY_ALARM } from '../domain/alarm/delivery-alarm';
import { handleCommand } from './handle-command';
import type { CommandPorts, RingAfter } from './ports';
import type { Carriage } from './watch-port';

/** Has the delivery looked at when this process saw something fail. */
export interface AlarmWatch {
  /** Never waits, never throws. */
  readonly carried: (carriage: Pick<Carriage, 'id' | 'code'>) => void;
  /** Looks at once where a look is set; settles when it is over. */
  readonly idle: () => Promise<void>;
}

/** However much fails: one look a minute and process at most, in milliseconds. At rest there is none. */
const COLLECTED_MS = 60_000;

/**
 * Sets the first look at a backlog going; from then on the timers of the alarm's own record do, in whichever process. What a process
 * before this one has left behind is found by a look right after the start. A crash within the minute after something was given up
 * loses that look until a process starts, or until anything fails anywhere. What the alarm itself has to send never sets a look going.
 */
export function createAlarmWatch(ports: CommandPorts, ringAfter: RingAfter): AlarmWatch {
  let silence: (() => void) | undefined;
  let running: Promise<void> | undefined;

  async function look(): Promise<void> {
    const causeId = `look:${randomUUID()}`;
    const command = {
      type: 'LookAtBacklog',
      by: 'system',
      at: ports.clock.now(),
      causeId,
    } as const;
    try {
      await handleCommand(ports, DELIVERY_ALARM, { command });
    } catch (error) {
      ports.log.warn(
        { err: error },
        'A look at what is stuck failed; a later one makes up for it.',
      );
      lookLater();
    }
  }

  function begin(): Promise<void> {
    silence?.();
    silence = undefined;
    running = look();
    return running;
  }

  function lookLater(): void {
    silence ??= ringAfter(COLLECTED_MS, () => void begin());
  }

  lookLater();
  return {
    carried: ({ id, code }) => {
      if (code !== undefined && !id.startsWith(`${DELIVERY_ALARM}:`)) {
        lookLater();
      }
    },
    idle: () => (silence === undefined ? (running ?? Promise.resolve()) : begin()),
  };
}
