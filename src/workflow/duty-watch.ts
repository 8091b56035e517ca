import { randomUUID } from 'node:crypto';
import type { PersonId, TodayId } from '../domain/kernel';
import { handleCommand } from './handle-command';
import type { CommandPorts } from './ports';

/** The Today record of a person. Pure. */
export function todayOf(person: PersonId): TodayId {
  return `today:${person.slice('person:'.length)}`;
}

/** Keeps shown Today cards true: whoever's duties may have changed gets their card drawn anew, silently. */
export interface DutyWatch {
  readonly changed: (people: readonly PersonId[]) => void;
  /** Settles when every card asked for so far was looked at. */
  readonly idle: () => Promise<void>;
}

/**
 * Looks at a person's duties once however often they changed meanwhile. A crash loses at most one look: the next change, click or
 * morning makes up for it, and every button is decided on the true state anyway.
 */
export function createDutyWatch(ports: CommandPorts): DutyWatch {
  const waiting = new Set<PersonId>();
  let running: Promise<void> | undefined;

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

  return {
    changed: (people) => {
      people.forEach((person) => waiting.add(person));
      running ??= Promise.resolve().then(lookAtAll);
    },
    idle: async () => {
      while (running !== undefined) {
        await running;
      }
    },
  };
}
