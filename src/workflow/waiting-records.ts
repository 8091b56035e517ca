import type { Instant, RecordId } from '../domain/kernel';
import type { Clock, RingAfter } from './ports';
import { READ_AGAIN_MS, type SendingHold } from './sending-hold';

/** A record with sends in line is not looked at again before so many milliseconds only because it is still due. */
const LOOK_AGAIN_MS = 10_000;

/** Records with sends that may not go yet: their turn has not come, or all sending is held. */
export interface WaitingRecords {
  readonly noteOf: (record: RecordId) => (isHeld: boolean) => void;
  /** It is looked at now. */
  readonly forget: (record: RecordId) => void;
  /** Whether it was looked at lately and had sends that had to wait. */
  readonly isKnown: (record: RecordId) => boolean;
  /** How many wait for the end of a hold. */
  readonly held: () => number;
  readonly stop: () => void;
}

interface Ports {
  /** Real time. */
  readonly clock: Clock;
  readonly hold: SendingHold;
  readonly ringAfter: RingAfter;
}

/**
 * Remembers them for the dispatcher; while sending is held it looks every second whether that is over, and then kicks what was held.
 * They are in memory only: a sweep finds them as well.
 */
export function createWaitingRecords(
  { clock, hold, ringAfter }: Ports,
  kick: (record: RecordId) => void,
): WaitingRecords {
  /** Each with when it was looked at. */
  const inLine = new Map<RecordId, Instant>();
  const held = new Set<RecordId>();
  let silence: (() => void) | undefined;

  function lookLater(): void {
    silence = ringAfter(READ_AGAIN_MS, () => {
      void look();
    });
  }

  async function look(): Promise<void> {
    const isOver = await hold.now().then(
      (now) => now === undefined,
      () => false,
    );
    if (!isOver) {
      lookLater();
      return;
    }
    silence = undefined;
    const released = [...held];
    held.clear();
    released.forEach(kick);
  }

  return {
    noteOf: (record) => (isHeld) => {
      inLine.set(record, clock.now());
      if (isHeld) {
        held.add(record);
        if (silence === undefined) {
          lookLater();
        }
      }
    },
    forget: (record) => {
      inLine.delete(record);
    },
    isKnown: (record) => isLately(inLine.get(record), clock.now()),
    held: () => held.size,
    stop: () => {
      silence?.();
    },
  };
}

/** Not so after the clock was set back, which says nothing about how long ago it was. */
function isLately(lookedAt: Instant | undefined, now: Instant): boolean {
  return lookedAt !== undefined && lookedAt <= now && now - lookedAt < LOOK_AGAIN_MS;
}
