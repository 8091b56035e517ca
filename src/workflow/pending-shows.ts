import type { CommandPorts } from './ports';
import type { Copy, LiveRecord, PendingEffect } from './record';

/** The copy that an effect draws; `undefined` for another effect, and once the copy is over. Pure. */
export function copyShownBy(
  { copies }: Pick<LiveRecord, 'copies'>,
  { order }: Pick<PendingEffect, 'order'>,
): Copy | undefined {
  return order.type === 'Show' ? copies.find(({ key }) => key === order.copy) : undefined;
}

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
