import { randomUUID } from 'node:crypto';
import type { PersonId, TodayId } from '../domain/kernel';
import { handleCommand } from './handle-command';
import type { CommandPorts, RingAfter } from './ports';

/** The Today record of a person. Pure. */
export function todayOf(person: PersonId): TodayId {
  return `today:${person.slice('person:'.length)}`;
}

/** Keeps shown Today cards true: whoever's duties may have changed gets their card drawn anew, silently. */
export interface DutyWatch {
  readonly changed: (people: readonly PersonId[]) => void;
  /** Looks at what was collected so far without waiting for more; settles when every card was looked at. */
  readonly idle: () => Promise<void>;
}

/**
 * What one click sets off changes the duties of the same people several times within a second, and a look reads everything that waits for
 * a person: the changes of so many milliseconds are one look.
 */
const COLLECTED_MS = 1_000;

/**
 * Looks at a person's duties once however often they changed within a second. A crash loses at most one look: the next change, click or
 * morning makes up for it, and every button is decided on the true state anyway.
 */
export function createDutyWatch(ports: CommandPorts, ringAfter: RingAfter): DutyWatch {
  const waiting = new Set<PersonId>();
  let running: Promise<void> | undefined;
  let silence: (() => void) | undefined;

  async function look(person: PersonId): Promise<void> {
    const causeId = `duties:${randomUUID()}`;
    const command = { type: 'RefreshToday', by: 'system', at: ports.clock.now(), causeId } as const;
    try {
      await handleCommand(ports, todayOf(person), { command });
    } catch (error) {
      ports.log.warn({ err: error }, 'A Today card could not be brought up to date.');
    }
  }

  async function lookAtAll(): Promise<void> {
    for (const [person] of waiting.entries()) {
      waiting.delete(person);
      await look(person);
    }
    running = undefined;
  }

  /** What changes during the looks is looked at with them. */
  function begin(): void {
    silence?.();
    silence = undefined;
    running ??= lookAtAll();
  }

  return {
    changed: (people) => {
      people.forEach((person) => waiting.add(person));
      if (running === undefined) {
        silence ??= ringAfter(COLLECTED_MS, begin);
      }
    },
    idle: async () => {
      while (running !== undefined || waiting.size > 0) {
        begin();
        await running;
      }
    },
  };
}
