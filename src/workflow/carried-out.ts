import type { Order } from '../domain/effects';
import type { CommandMeta } from '../domain/kernel';
import type { EffectPorts } from './ports';
import type { PendingEffect, Result } from './record';

/** What came of an effect: its result, and the command by which the domain hears of it. */
export interface CarriedOut {
  readonly result: Result;
  readonly command?: Order & CommandMeta;
  /** How a message reached its reader; absent where none was sent: an edit is none. */
  readonly way?: 'chat' | 'mail';
}

/** Nothing came back. */
export const DONE: CarriedOut = { result: { kind: 'done' } };

/** A command that an effect brings about: the same cause however often the effect is carried out. */
export function fromEffect(
  ports: EffectPorts,
  effect: PendingEffect,
  command: Order,
): Order & CommandMeta {
  return { ...command, by: 'system', at: ports.clock.now(), causeId: effect.id };
}
