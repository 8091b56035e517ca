import {
  accept,
  refuse,
  typed,
  type Decision,
  type Instant,
  type PersonId,
  type PersonRef,
  type Refusal,
} from '../kernel';
import type { Policy } from '../policy';
import { textProblem } from '../text-problem';
import { refusalOnceDecided, refusalToDecide } from './decide-review';
import type { NumberedRequest } from './request';
import type { CommandOf, RequestFacts } from './request-commands';
import type { Happened, RequestEvent } from './request-events';
import { isFeedbackUnread, peopleOf } from './request-summary';

/** Somebody to whom a request can be handed over. */
export interface FpmChoice {
  readonly person: PersonRef;
  /** Whether they decide for the partner company of the request already. */
  readonly isOfCompany: boolean;
}

/**
 * The FPM hands the request to another one, or an operator does, who may have to when the FPM has left or is ill. No due date moves.
 * Said twice, nothing happens. Pure.
 */
export function handOver(
  request: NumberedRequest,
  command: CommandOf<'HandOver'>,
  { facts, policy }: { readonly facts: RequestFacts; readonly policy: Policy },
): Decision<RequestEvent> {
  if (command.by === 'system') {
    return passOn(request, command, facts);
  }
  const barred = refusalToHandOver(request, command, facts);
  if (barred !== undefined) {
    return { ok: false, refusal: barred };
  }
  if (command.to === request.form.fpm.id) {
    return accept();
  }
  const note = command.note.trim();
  const wrong = textProblem(note, policy.textMaxChars);
  if (wrong !== undefined) {
    return refuse(wrong);
  }
  const { receiver } = facts;
  return receiver === undefined || !mayReceive(request, receiver.id)
    ? refuse('fpm-missing')
    : accept({
        ...{ type: 'RequestHandedOver', from: request.form.fpm, fpm: receiver },
        ...(note === '' ? {} : { note: typed(note) }),
      });
}

/** The FPM's own record says that they are away; by now somebody else may have it, or nothing be left of it. */
function passOn(
  request: NumberedRequest,
  { absent, at }: CommandOf<'HandOver'>,
  { receiver }: RequestFacts,
): Decision<RequestEvent> {
  if (absent?.id !== request.form.fpm.id) {
    return refuse('needs-fpm');
  }
  const over = refusalOnceOver(request, at);
  if (over !== undefined) {
    return { ok: false, refusal: over };
  }
  return receiver === undefined || !mayReceive(request, receiver.id)
    ? refuse('fpm-missing')
    : accept({ type: 'RequestHandedOver', from: request.form.fpm, fpm: receiver, isAway: true });
}

function refusalToHandOver(
  request: NumberedRequest,
  command: CommandOf<'HandOver'>,
  { isOperator = false }: RequestFacts,
): Refusal | undefined {
  const barred = refusalToDecide(request, command);
  const isBarred = barred !== undefined && (!isOperator || barred.code === 'own-request');
  return isBarred ? barred : refusalOnceOver(request, command.at);
}

/** Why there is nothing left to hand over; `undefined` while something may still come to the FPM. */
function refusalOnceOver(request: NumberedRequest, at: Instant): Refusal | undefined {
  switch (request.status) {
    case 'Withdrawn':
      return refusalOnceDecided(request);
    case 'Denied':
      return request.reopenBy === undefined || at >= request.reopenBy
        ? refusalOnceDecided(request)
        : undefined;
    case 'Closed':
      return request.outcome === undefined || isFeedbackUnread(request)
        ? undefined
        : { code: 'not-now' };
    default:
      return undefined;
  }
}

/** Whether something may still come to the FPM, so that handing over makes sense. Pure. */
export function isHandable(request: NumberedRequest, at: Instant): boolean {
  return refusalOnceOver(request, at) === undefined;
}

/** Whether an absent FPM has it in hand: somebody may have to act on it before they are back. Pure. */
export function isInHand(request: NumberedRequest, at: Instant): boolean {
  return request.status !== 'Denied' && isHandable(request, at);
}

/** Whether somebody can be given the request: nobody decides about themselves, and its FPM has it already. Pure. */
export function mayReceive(request: NumberedRequest, person: PersonId): boolean {
  return !peopleOf(request).includes(person);
}

/** The request after it was handed over: everything that was promised stays. Pure. */
export function handedOver(
  request: NumberedRequest,
  { from, fpm, note, isAway, by, at }: Happened<'RequestHandedOver'>,
): NumberedRequest {
  const last = {
    ...{ from, to: fpm, by, at },
    ...(note === undefined ? {} : { note }),
    ...(isAway === undefined ? {} : { isAway }),
  };
  return {
    ...request,
    form: { ...request.form, fpm },
    handOvers: [...(request.handOvers ?? []), last],
  };
}
