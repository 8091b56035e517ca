import { accept, refuse, type Decision } from '../kernel';
import type { Policy } from '../policy';
import { chooseGuide, isDrafter, isOvertaken, saveDraft, startDraft, submit } from './decide-draft';
import { decideNumbered } from './decide-numbered';
import { personOf } from './decide-review';
import { isNumbered, type Draft, type NumberedRequest, type Request } from './request';
import type { CommandOf, RequestCommand, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';

/** What a decider is given beside state and command. */
export interface RequestContext {
  readonly facts: RequestFacts;
  readonly policy: Policy;
}

/**
 * Decides what a command means for a request. Pure: same arguments, same decision.
 *
 * @param state - The request so far, or `undefined` before its form was opened.
 * @returns Events to append, in order; an empty list means "nothing to do" and is success.
 */
export function decideRequest(
  state: Request | undefined,
  command: RequestCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  if (command.type === 'StartDraft') {
    return state === undefined ? startDraft(command, context.facts) : accept();
  }
  if (state === undefined) {
    return refuse('not-found');
  }
  return isNumbered(state)
    ? decideNumbered(state, command, context)
    : decideDraft(state, command, context);
}

function decideDraft(
  state: Exclude<Request, NumberedRequest>,
  command: RequestCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  const person = personOf(command);
  if (person === undefined || !isDrafter(state, person)) {
    return refuse('not-yours');
  }
  return state.status === 'Draft' ? decideOpenDraft(state, command, context) : refuse('draft-gone');
}

function decideOpenDraft(
  draft: Draft,
  command: RequestCommand,
  context: RequestContext,
): Decision<RequestEvent> {
  switch (command.type) {
    case 'SaveDraft':
    case 'UseGuide':
    case 'Submit':
      return isOvertaken(draft, command)
        ? saveDraft(draft, { ...command, type: 'SaveDraft', go: 'stay' }, context)
        : decideStep(draft, command, context);
    case 'StartOver':
      return accept({ type: 'DraftStartedOver' });
    case 'DiscardDraft':
      return accept({ type: 'DraftDiscarded' });
    // Everything else is about a request that was submitted.
    default:
      return refuse('not-now');
  }
}

function decideStep(
  draft: Draft,
  command: CommandOf<'SaveDraft' | 'UseGuide' | 'Submit'>,
  context: RequestContext,
): Decision<RequestEvent> {
  switch (command.type) {
    case 'SaveDraft':
      return saveDraft(draft, command, context);
    case 'UseGuide':
      return chooseGuide(draft, command);
    case 'Submit':
      return submit(draft, command, context);
  }
}
