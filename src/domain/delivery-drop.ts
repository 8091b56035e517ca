import {
  accept,
  refuse,
  typed,
  type CommandMeta,
  type Decision,
  type Stamped,
  type Typed,
} from './kernel';
import type { Effect } from './effects';
import type { Policy } from './policy';
import { textProblem } from './text-problem';

/** An operator gives up what could not be delivered. Every kind of record that sends something takes it. */
export type DropDelivery = CommandMeta & {
  readonly type: 'DropDelivery';
  /** Name of the effect, and what it was to do. */
  readonly effect: string;
  readonly what: Effect['type'];
  readonly reason: string;
};

/** It was given up, with the reason; changes nothing else. */
export interface DeliveryDropped {
  readonly type: 'DeliveryDropped';
  readonly effect: string;
  readonly what: Effect['type'];
  readonly reason: Typed;
}

/** Whether the actor operates the desk, by the directory. */
export interface DropFacts {
  readonly isOperator: boolean;
}

/** Whether a command is one. Pure. */
export function isDrop(command: { readonly type: string }): command is DropDelivery {
  return command.type === 'DropDelivery';
}

/** Whether an event is one. Pure. */
export function isDropped(event: { readonly type: string }): event is Stamped<DeliveryDropped> {
  return event.type === 'DeliveryDropped';
}

/** Only an operator drops, and says why: whoever looks for the message later reads it in the history. Pure. */
export function decideDrop(
  { effect, what, reason }: DropDelivery,
  { isOperator }: DropFacts,
  policy: Policy,
): Decision<DeliveryDropped> {
  if (!isOperator) {
    return refuse('not-yours');
  }
  if (reason.trim() === '') {
    return refuse('reason-missing');
  }
  const problem = textProblem(reason, policy.textMaxChars);
  return problem === undefined
    ? accept({ type: 'DeliveryDropped', effect, what, reason: typed(reason.trim()) })
    : refuse(problem);
}
