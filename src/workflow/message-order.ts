import type { Recipient } from '../domain/effects';
import type { PendingEffect } from './record';

/**
 * Whether an effect has to wait for another of its record: messages to one record are carried in order, and one that passes a card
 * on waits until the picture of it that is on its way has arrived; cards come to their reader in the order in which they were ordered,
 * and two pictures of one card never at the same time. Pure.
 */
export function mustWait(effects: readonly PendingEffect[], effect: PendingEffect): boolean {
  return effect.order.type === 'Show'
    ? hasEarlierCard(effects, effect) || isCopyTaken(effects, effect)
    : hasEarlierTell(effects, effect);
}

/**
 * Another picture of the copy is on its way, since this one was stuck and is tried again, or the copy is being passed on. What is taken
 * itself goes on, or both would wait for each other.
 */
function isCopyTaken(
  effects: readonly PendingEffect[],
  { id, order, lease }: PendingEffect,
): boolean {
  if (order.type !== 'Show' || lease !== undefined) {
    return false;
  }
  return effects.some((one) => {
    const isOther = one.id !== id && one.stuck === undefined;
    return isOther && one.order.type === 'Show'
      ? one.order.copy === order.copy && one.lease !== undefined
      : isOther && one.order.type === 'Tell' && one.order.passing?.copy === order.copy;
  });
}

function hasEarlierTell(effects: readonly PendingEffect[], effect: PendingEffect): boolean {
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

/** One that Teams did not take yet; not one that was given up, nor a ping that waits for the morning. */
function hasEarlierCard(effects: readonly PendingEffect[], { id, order }: PendingEffect): boolean {
  if (order.type !== 'Show') {
    return false;
  }
  const before = effects.slice(
    0,
    effects.findIndex((one) => one.id === id),
  );
  return before.some(
    (one) =>
      one.order.type === 'Show' &&
      placeOf(one.order.to) === placeOf(order.to) &&
      one.attempts > 0 &&
      one.stuck === undefined,
  );
}

/** A chat, or a thread in it: a reply waits for its root by itself and must not keep it waiting. */
function placeOf(to: Recipient): string {
  return 'person' in to ? to.person : `${to.conversation} ${to.under?.copy ?? ''}`;
}
