import type { Instant, RecordId } from '../domain/kernel';
import { UNLIMITED, type Pace } from './pace-port';
import { pacedMessenger } from './paced-messenger';
import type { EffectPorts, RingAfter } from './ports';
import { runEffects } from './run-effects';
import { createSendLines, type Gate, type SendLines } from './send-lines';
import { createWaitingRecords } from './waiting-records';

/** Records whose sends are carried out at the same time. */
const SENDS_AT_ONCE = 16;

/** Carries effects out in the background, at most one per record and lane at a time. */
export interface Dispatcher {
  /** There may be work in this record. Returns at once. */
  readonly kick: (id: RecordId) => void;
  /** The record is still due: a kick, unless it was looked at lately and has sends in line. */
  readonly remind: (id: RecordId) => void;
  /** Settles when the messages of this record that are under way have reached the other records. */
  readonly messagesDone: (id: RecordId) => Promise<void>;
  /** Settles when the sends of this record that are under way have ended; one that waits for its time at Teams is not waited for. */
  readonly sendsDone: (id: RecordId) => Promise<void>;
  /** Settles when nothing is under way and nothing could be; what waits for its time at Teams is not waited for. */
  readonly idle: () => Promise<void>;
  /** Begins nothing more; settles when what is under way has ended. */
  readonly stop: () => Promise<void>;
  readonly figures: () => DispatcherFigures;
}

/** How busy a dispatcher is. Moments are real time. */
export interface DispatcherFigures {
  /** Records whose sends are being carried out. */
  readonly underWay: number;
  /** Records not looked at yet or held, and sends in line for their conversation or their tenant. */
  readonly waiting: number;
  readonly oldestSince?: Instant;
  /** The end of the longest pause that Teams asked for. */
  readonly throttledUntil?: Instant;
}

/** How sends are paced. Without it they go one at a time to each conversation, and those that wait are found by the next sweep. */
export interface Pacing {
  readonly pace: Pace;
  readonly ringAfter: RingAfter;
  /** More patient ports for sends, which nobody waits for; those of the dispatcher unless given. */
  readonly unhurried?: EffectPorts;
}

const UNPACED: Pacing = { pace: UNLIMITED, ringAfter: () => () => undefined };

/**
 * Starts a dispatcher over these ports. Messages between records are carried out at once. Sends are carried out for at most 16
 * records at a time, one after the other within a record and within a conversation, each when its conversation and its tenant may
 * have one; one that may not yet waits in memory, without a lease and without keeping others from going.
 */
export function createDispatcher(ports: EffectPorts, pacing: Pacing = UNPACED): Dispatcher {
  const messages = createMessageLane(ports);
  const sends = createSendLane(pacing.unhurried ?? ports, pacing);
  let isStopped = false;

  function kick(id: RecordId): void {
    if (!isStopped) {
      messages.kick(id);
      sends.kick(id);
    }
  }

  async function idle(): Promise<void> {
    while (messages.underWay.size + sends.underWay.size > 0) {
      await Promise.all([...messages.underWay.values(), ...sends.underWay.values()]);
    }
  }

  return {
    kick,
    remind: (id) => {
      if (!sends.isInLine(id)) {
        kick(id);
      }
    },
    messagesDone: (id) => done(messages, id),
    sendsDone: (id) => done(sends, id),
    idle,
    stop: () => {
      isStopped = true;
      ports.shift.endAll();
      messages.stop();
      sends.stop();
      return idle();
    },
    figures: sends.figures,
  };
}

/** Runs under way by record; a record that is kicked meanwhile is gone through once more. */
interface Lane {
  readonly underWay: ReadonlyMap<RecordId, Promise<void>>;
  readonly kick: (id: RecordId) => void;
  readonly stop: () => void;
}

async function done({ underWay }: Lane, id: RecordId): Promise<void> {
  for (let run = underWay.get(id); run !== undefined; run = underWay.get(id)) {
    await run;
  }
}

function createMessageLane(ports: EffectPorts): Lane {
  const underWay = new Map<RecordId, Promise<void>>();
  const again = new Set<RecordId>();
  let isStopped = false;

  function kick(id: RecordId): void {
    if (underWay.has(id)) {
      again.add(id);
      return;
    }
    const run = runEffects(ports, id, 'messages').then(() => {
      underWay.delete(id);
      if (again.delete(id) && !isStopped) {
        kick(id);
      }
    });
    underWay.set(id, run);
  }

  return {
    underWay,
    kick,
    stop: () => {
      isStopped = true;
    },
  };
}

interface SendLane extends Lane, Pick<Dispatcher, 'figures'> {
  /** Whether the record was looked at lately and has sends in line. */
  readonly isInLine: (id: RecordId) => boolean;
}

function createSendLane(unpaced: EffectPorts, { pace, ringAfter }: Pacing): SendLane {
  const clock = unpaced.leaseClock;
  const lines = createSendLines({ pace, clock });
  const ports = { ...unpaced, messenger: pacedMessenger(unpaced.messenger, pace, lines) };
  const underWay = new Map<RecordId, Promise<void>>();
  /** Records to be looked at, each with when it was kicked. */
  const kicked = new Map<RecordId, Instant>();
  const waiting = createWaitingRecords({ clock, hold: ports.hold, ringAfter }, kick);
  const isBusy = (id: RecordId): boolean => underWay.has(id);
  let isStopped = false;
  let silence = (): void => undefined;

  function goOn(): void {
    silence();
    while (!isStopped && underWay.size < SENDS_AT_ONCE) {
      const id = lines.callNext(isBusy) ?? firstOf(kicked.keys(), isBusy);
      if (id === undefined) {
        const moment = lines.nextCall(isBusy);
        silence = moment === undefined ? silence : ringAfter(moment - clock.now(), goOn);
        return;
      }
      run(id);
    }
  }

  function run(id: RecordId): void {
    kicked.delete(id);
    waiting.forget(id);
    const gate = watched(lines.gateOf(id), waiting.noteOf(id));
    const running = runEffects(ports, id, 'sends', gate).then(() => {
      underWay.delete(id);
      lines.ended(id);
      goOn();
    });
    underWay.set(id, running);
  }

  function kick(id: RecordId): void {
    kicked.set(id, kicked.get(id) ?? clock.now());
    if (underWay.size < SENDS_AT_ONCE) {
      goOn();
    }
  }

  return {
    ...{ underWay, kick },
    isInLine: waiting.isKnown,
    stop: () => {
      isStopped = true;
      silence();
      waiting.stop();
    },
    figures: () => figuresOf({ underWay, kicked, lines, pace, held: waiting.held() }),
  };
}

/** A gate that tells when it makes a send wait, and whether because all sending is held. */
function watched(gate: Gate, noteWaiting: (isHeld: boolean) => void): Gate {
  const told = (mayGo: boolean): boolean => {
    if (!mayGo) {
      noteWaiting(false);
    }
    return mayGo;
  };
  return {
    enter: (effect, place) => told(gate.enter(effect, place)),
    mustWait: (effect) => !told(!gate.mustWait(effect)),
    leave: (effect, againMs) => {
      gate.leave(effect, againMs);
    },
    hold: (effect) => {
      gate.hold(effect);
      noteWaiting(true);
    },
  };
}

function firstOf(ids: Iterable<RecordId>, isBusy: (id: RecordId) => boolean): RecordId | undefined {
  for (const id of ids) {
    if (!isBusy(id)) {
      return id;
    }
  }
  return undefined;
}

function figuresOf({
  underWay,
  kicked,
  lines,
  pace,
  held,
}: {
  readonly underWay: ReadonlyMap<RecordId, unknown>;
  readonly kicked: ReadonlyMap<RecordId, Instant>;
  readonly lines: SendLines;
  readonly pace: Pace;
  readonly held: number;
}): DispatcherFigures {
  const { count, oldestSince } = lines.waiting();
  const since = [...kicked.values(), oldestSince].filter((one) => one !== undefined);
  const throttledUntil = pace.throttledUntil();
  return {
    underWay: underWay.size,
    waiting: kicked.size + count + held,
    ...(since.length === 0 ? {} : { oldestSince: Math.min(...since) }),
    ...(throttledUntil === undefined ? {} : { throttledUntil }),
  };
}
