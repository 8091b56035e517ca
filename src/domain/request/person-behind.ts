import type { CommandMeta, PersonRef } from '../kernel';

/** The person behind an event that only people cause. Pure. */
export function personBehind({ by }: Pick<CommandMeta, 'by'>): PersonRef {
  return by === 'system' ? { id: 'person:system', name: '' } : by;
}
