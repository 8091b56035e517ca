import { accept, refuse, typed, type Decision, type Instant } from '../kernel';
import type { Policy } from '../policy';
import { promised } from './decide-clocks';
import { noteProblem } from './decide-review';
import { RETURN_REASONS, type Denied, type Returned, type Undecided } from './request';
import type { CommandOf, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';
import { returnableFields } from './revision';

/** Sends the request back with the fields to fix and words about them; both clocks rest. Pure. */
export function returnRequest(
  request: Undecided,
  command: CommandOf<'ReturnRequest'>,
  { facts, policy }: { readonly facts: RequestFacts; readonly policy: Policy },
): Decision<RequestEvent> {
  const reason = RETURN_REASONS.find((code) => code === command.reason);
  const fields = returnableFields(request, policy).filter((field) =>
    command.fields.includes(field),
  );
  const wrongNote = noteProblem(command.note, policy);
  if (request.rounds >= policy.returnRoundsMax) {
    return refuse('no-more-rounds');
  }
  if (reason === undefined) {
    return refuse('reason-missing');
  }
  if (fields.length === 0 || wrongNote !== undefined) {
    return refuse(fields.length === 0 ? 'fields-missing' : (wrongNote ?? 'note-missing'));
  }
  return facts.returned === undefined
    ? refuse('not-now')
    : accept({
        type: 'RequestReturned',
        reason,
        note: typed(command.note.trim()),
        fields,
        left: leftOf(request, command.at),
        ...facts.returned,
      });
}

/** What is left of both clocks; the check's only while it still ran, nothing where it was missed. */
function leftOf({ status, promises }: Undecided, at: Instant): Returned['left'] {
  const decide = Math.max(0, promises.decideBy - at);
  return status === 'Submitted'
    ? { check: Math.max(0, promises.checkBy - at), decide }
    : { decide };
}

/** Takes a denial back within the days for it, with words for the requester. Pure. */
export function reopenDenied(
  request: Denied,
  command: CommandOf<'ReopenDenied'>,
  { facts, policy }: { readonly facts: RequestFacts; readonly policy: Policy },
): Decision<RequestEvent> {
  const { at } = command;
  const wrongNote = noteProblem(command.note, policy);
  if (request.reopenBy === undefined || at >= request.reopenBy) {
    return refuse('too-late');
  }
  if (wrongNote !== undefined) {
    return refuse(wrongNote);
  }
  return facts.promises === undefined
    ? refuse('not-now')
    : accept({
        type: 'DenialReopened',
        note: typed(command.note.trim()),
        promises: promised(facts.promises, at, policy),
      });
}
