import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant, RecordId } from '../domain/kernel';
import type { Log } from '../log';
import type { FastForward, Forwarded, MovableClock } from '../workflow/movable-clock-port';
import type { RecordStore } from '../workflow/store-port';

/** Most records handed over at one stop; what is left is due at the next one. */
const HANDED_OVER_MAX = 100;
/** How long to wait before a record that is still due is handed over once more. Milliseconds. */
const PAUSE_MS = 50;
/** Ten years of a busy desk; ends a journey on which records fall due without end. */
const STOPS_MAX = 100_000;

/** What a fast forward needs. */
export interface FastForwardPorts {
  readonly store: RecordStore;
  readonly clock: MovableClock;
  readonly log: Log;
  readonly kick: (id: RecordId) => void;
  /** Settles when nothing that was kicked is under way. */
  readonly idle: () => Promise<void>;
  /** How long a record may stay due before it is passed over, in real milliseconds: longer than the lease of a process that died. */
  readonly patienceMs: number;
  /** Waits so many real milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Records that are due, each with the moment since when. */
type Due = ReadonlyMap<string, Instant>;

interface Journey {
  readonly target: Instant;
  /** Passed over until their due moment changes. */
  readonly passedOver: Map<string, Instant>;
  readonly isStopped: () => boolean;
}

/**
 * Lets business time pass in the demo: moves the clock from one due moment to the next, at each of them has carried out what is due
 * and waits until nothing is under way, and leaves the clock ahead by exactly what was asked for. "3 days" are 72 hours of the clock:
 * over a change of summer time the wall clock then reads an hour more or less.
 *
 * Every step is kept before it counts: after a crash the clock stands where it was, and what had not been carried out is still due.
 * A record that another process is carrying out is waited for, at most `patienceMs`; then, or when it cannot be carried out at all, it
 * is passed over and stays for the ticker. The ticker may sweep meanwhile. Journeys asked for at once are made one after the other.
 * What expires before the target may be removed at the beginning.
 */
export function createFastForward(ports: FastForwardPorts): {
  /** @throws TransientError when the store fails; the clock then stands on the way. */
  readonly forward: FastForward;
  /** Ends the journey under way at its next stop. */
  readonly stop: () => void;
} {
  let isStopped = false;
  let before: Promise<unknown> = Promise.resolve();

  return {
    forward: (ms) => {
      const journey = before.then(() => travel(ports, ms, () => isStopped));
      before = journey.catch(() => undefined);
      return journey;
    },
    stop: () => {
      isStopped = true;
    },
  };
}

async function travel(
  ports: FastForwardPorts,
  ms: number,
  isStopped: () => boolean,
): Promise<Forwarded> {
  const { clock } = ports;
  const endMs = clock.offsetMs + ms;
  const journey = { target: clock.now() + ms, passedOver: new Map<string, Instant>(), isStopped };
  let carriedOut = 0;
  await ports.idle();
  for (let stops = 0; stops < STOPS_MAX && !isStopped(); stops += 1) {
    const moment = await nextMoment(ports, journey);
    if (moment === undefined) {
      await clock.forward(endMs - clock.offsetMs);
      break;
    }
    carriedOut += await stopAt(ports, journey, moment);
    await breathe(); // Whoever writes or presses meanwhile is answered.
  }
  ports.log.info(
    { carriedOut, passedOver: journey.passedOver.size, offsetMs: clock.offsetMs },
    'The demo clock was moved.',
  );
  return { at: clock.now(), carriedOut };
}

/** The earliest due moment up to the target; absent when there is none but of records that were passed over. */
async function nextMoment(ports: FastForwardPorts, journey: Journey): Promise<Instant | undefined> {
  let found: Instant | undefined;
  let earlier = await firstDue(ports, journey, journey.target);
  while (earlier !== undefined) {
    found = earlier;
    // Asked again: another process may have carried out the first one meanwhile, and its next moment is not the earliest of all.
    earlier = await firstDue(ports, journey, found - 1);
  }
  return found;
}

async function firstDue(
  { store, clock }: FastForwardPorts,
  { passedOver }: Journey,
  until: Instant,
): Promise<Instant | undefined> {
  for (const id of await store.due(until, passedOver.size + HANDED_OVER_MAX)) {
    const dueAt = (await store.read(id, clock.now()))?.record.dueAt;
    if (dueAt !== undefined && dueAt <= until && passedOver.get(id) !== dueAt) {
      return dueAt;
    }
  }
  return undefined;
}

/** Moves the clock to the moment and has everything carried out that is due by then; how many records that were. */
async function stopAt(ports: FastForwardPorts, journey: Journey, moment: Instant): Promise<number> {
  const { clock } = ports;
  // Listed before the clock moves: a sweep of the ticker takes nothing away from the count.
  const due = await dueBy(ports, journey, Math.max(moment, clock.now()));
  await clock.forward(moment - clock.now());
  let left = await carryOut(ports, due);
  for (
    let waited = 0;
    left.size > 0 && waited < ports.patienceMs && !journey.isStopped();
    waited += PAUSE_MS
  ) {
    await ports.pause(PAUSE_MS);
    left = await carryOut(ports, left);
  }
  left.forEach((dueAt, id) => journey.passedOver.set(id, dueAt));
  return due.size - left.size;
}

/** What is due by a moment and was not passed over as it is. */
async function dueBy(
  { store }: FastForwardPorts,
  { passedOver }: Journey,
  moment: Instant,
): Promise<Due> {
  const due = new Map<string, Instant>();
  for (const id of await store.due(moment, passedOver.size + HANDED_OVER_MAX)) {
    const dueAt = (await store.read(id, moment))?.record.dueAt;
    if (dueAt !== undefined && dueAt <= moment && passedOver.get(id) !== dueAt) {
      due.set(id, dueAt);
    }
  }
  return due;
}

/** Has these carried out; those that are due as before. What is due anew is for the next stop. */
async function carryOut(ports: FastForwardPorts, due: Due): Promise<Due> {
  for (const id of due.keys()) {
    ports.kick(id as RecordId);
  }
  await ports.idle();
  const left = new Map<string, Instant>();
  for (const [id, dueAt] of due) {
    if ((await ports.store.read(id, ports.clock.now()))?.record.dueAt === dueAt) {
      left.set(id, dueAt);
    }
  }
  return left;
}
