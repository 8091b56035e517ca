import type { RecordId } from '../domain/kernel';
import { loadRecord } from './load-record';
import type { EffectPorts } from './ports';
import type { PendingEffect } from './record';
import { writeEffects } from './run-effects';

/** Most records looked through. What is beyond them is taken over when its lease has run out. */
const RECORDS_MAX = 1_000;

/**
 * Gives back every lease of this process but those of work that is under way, so that others take it over at once; how many. A send
 * that has begun keeps its lease: given back, it could be sent twice. To be called when nothing is begun any more.
 *
 * @throws TransientError when the store fails; what is left then waits for the end of its lease.
 */
export async function giveBack(ports: EffectPorts): Promise<number> {
  // Leases of ours end within the length of one, and a record is due when its first one ends.
  const ids = await ports.store.due(ports.clock.now() + ports.leaseMs, RECORDS_MAX);
  let count = 0;
  for (const id of ids) {
    count += await giveBackIn(ports, id as RecordId);
  }
  return count;
}

async function giveBackIn(ports: EffectPorts, id: RecordId): Promise<number> {
  for (;;) {
    const record = await loadRecord(ports, id);
    const isIdle = (effect: PendingEffect): boolean =>
      effect.lease?.owner === ports.owner && !ports.shift.isUnderWay(effect.id);
    const count = record.effects.filter(isIdle).length;
    const effects = record.effects.map((effect) => (isIdle(effect) ? unleased(effect) : effect));
    if (count === 0 || (await writeEffects(ports, record, effects))) {
      return count;
    }
  }
}

function unleased({ lease: _back, ...rest }: PendingEffect): PendingEffect {
  return rest;
}
