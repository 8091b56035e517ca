import type { CommandPorts } from './ports';
import type { LiveRecord, PendingEffect } from './record';

/** Whether a pending effect will draw this copy. Pure. */
export function showsCopy(effect: PendingEffect, copy: string): boolean {
  return effect.order.type === 'Show' && effect.order.copy === copy && effect.stuck === undefined;
}

/** A picture that is held back is drawn again now; whether it still has to wait is seen then. */
export function lookedAtAgain(
  ports: Pick<CommandPorts, 'clock'>,
  record: LiveRecord,
  copy: string,
): LiveRecord {
  const effects = record.effects.map((effect) => {
    const { isHeldBack, ...rest } = effect;
    return isHeldBack === true && showsCopy(effect, copy)
      ? { ...rest, notBefore: ports.clock.now() }
      : effect;
  });
  return { ...record, effects };
}
