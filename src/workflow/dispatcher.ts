import type { RecordId } from '../domain/kernel';
import { runEffects, type Lane } from './run-effects';
import type { EffectPorts } from './ports';

/** Carries effects out in the background, at most one per record and lane at a time. */
export interface Dispatcher {
  /** There may be work in this record. Returns at once. */
  readonly kick: (id: RecordId) => void;
  /** Settles when the messages of this record that are under way have reached the other records. */
  readonly messagesDone: (id: RecordId) => Promise<void>;
  /** Settles when nothing is under way. */
  readonly idle: () => Promise<void>;
  /** Takes no new work; settles when what is under way has ended. */
  readonly stop: () => Promise<void>;
}

/** Starts a dispatcher over these ports; sends, which nobody waits for, may go over more patient ones. */
export function createDispatcher(ports: EffectPorts, sendPorts = ports): Dispatcher {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let isStopped = false;

  function start(id: RecordId, lane: Lane): void {
    const key = `${lane} ${id}`;
    if (running.has(key)) {
      again.add(key);
      return;
    }
    const lanePorts = lane === 'sends' ? sendPorts : ports;
    const run = runEffects(lanePorts, id, lane).then(() => {
      running.delete(key);
      if (again.delete(key) && !isStopped) {
        start(id, lane);
      }
    });
    running.set(key, run);
  }

  function kick(id: RecordId): void {
    if (!isStopped) {
      start(id, 'messages');
      start(id, 'sends');
    }
  }

  async function messagesDone(id: RecordId): Promise<void> {
    const key = `messages ${id}`;
    for (let run = running.get(key); run !== undefined; run = running.get(key)) {
      await run;
    }
  }

  async function idle(): Promise<void> {
    while (running.size > 0) {
      await Promise.all(running.values());
    }
  }

  return {
    kick,
    messagesDone,
    idle,
    stop: () => {
      isStopped = true;
      return idle();
    },
  };
}
