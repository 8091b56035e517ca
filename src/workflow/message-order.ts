import type { PendingEffect } from './record';

/**
 * Whether an effect has to wait for another of its record: messages to one record are carried in order, and one that passes a card
 * on waits until the picture of it that is on its way has arrived. Pure.
 */
export function mustWait(effects: readonly PendingEffect[], effect: PendingEffect): boolean {
  const { order, sequence = 0 } = effect;
  if (order.type !== 'Tell') {
    return false;
  }
  return effects.some(
    (one) =>
      (one.order.type === 'Tell' &&
        one.order.record === order.record &&
        (one.sequence ?? 0) < sequence) ||
      (one.order.type === 'Show' &&
        one.order.copy === order.passing?.copy &&
        one.lease !== undefined),
  );
}
