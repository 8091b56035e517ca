import {
  accept,
  refuse,
  typed,
  type CommandMeta,
  type Decision,
  type PersonId,
  type PersonRef,
  type Refusal,
} from '../kernel';
import type { Policy } from '../policy';
import { textProblem, type TextProblem } from '../text-problem';
import { isFree, rankExperts, type Candidate } from '../matching';
import {
  DENIAL_REASONS,
  type Approved,
  type Assigned,
  type NumberedRequest,
  type Undecided,
  type Withdrawn,
} from './request';
import type { CommandOf, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';

/** Why this actor may not decide on the request; `undefined` when they may. Nobody decides their own request. Pure. */
export function refusalToDecide(
  request: NumberedRequest,
  command: CommandMeta,
): Refusal | undefined {
  if (command.by === 'system') {
    return { code: 'needs-fpm' };
  }
  if (command.by.id === request.requester.id) {
    return { code: 'own-request' };
  }
  return command.by.id === request.form.fpm.id
    ? undefined
    : (refusalOnceHandedOver(request, command.by) ?? { code: 'needs-fpm' });
}

/** To whom somebody gave it away; `undefined` for whoever never had it. */
function refusalOnceHandedOver(
  { handOvers = [], form }: NumberedRequest,
  { id }: PersonRef,
): Refusal | undefined {
  const last = handOvers.findLast(({ from }) => from.id === id);
  return last === undefined ? undefined : { code: 'handed-over', by: form.fpm, at: last.at };
}

/** Who decided already, as a refusal; `undefined` while nobody has. Pure. */
export function refusalOnceDecided(request: NumberedRequest): Refusal | undefined {
  switch (request.status) {
    case 'Submitted':
    case 'InReview':
      return undefined;
    case 'Returned':
      return { code: 'returned', by: request.returnedBy, at: request.returnedAt };
    case 'Withdrawn':
      return withdrawnRefusal(request);
    case 'Denied':
      return { code: 'already-denied', by: request.deniedBy, at: request.deniedAt };
    case 'Approved':
    case 'Assigned':
    case 'Closed':
      return { code: 'already-decided', by: request.approvedBy, at: request.approvedAt };
  }
}

function withdrawnRefusal({ withdrawnBy: by, withdrawnAt: at }: Withdrawn): Refusal {
  return by === 'system' ? { code: 'withdrawn', at } : { code: 'withdrawn', by, at };
}

/** Approves and offers to the chosen expert, or to the best one who is free. Pure. */
export function approve(
  request: Undecided,
  command: CommandOf<'Approve'>,
  facts: RequestFacts,
): Decision<RequestEvent> {
  const offered = offerTo(request, command.expert, facts, command.at);
  if (offered === undefined) {
    return command.expert === undefined
      ? accept({ type: 'RequestApproved' }, { type: 'NobodyLeft' })
      : refuse('expert-missing');
  }
  return accept<RequestEvent>({ type: 'RequestApproved' }, offered);
}

/** Approved, but nobody is asked and nobody is left to ask by itself: the FPM chooses an expert, or denies after all. Pure. */
export function isNobodyLeft(request: NumberedRequest): boolean {
  return request.status === 'Approved' && request.offer === undefined;
}

/** Denies with one of the known reasons and words for the requester; it may be taken back for some days. Pure. */
export function deny(
  command: CommandOf<'Deny'>,
  { facts, policy }: { readonly facts: RequestFacts; readonly policy: Policy },
): Decision<RequestEvent> {
  const reason = DENIAL_REASONS.find((code) => code === command.reason);
  const { reopenBy } = facts;
  const wrongNote = noteProblem(command.note, policy);
  if (reason === undefined || wrongNote !== undefined) {
    return refuse(reason === undefined ? 'reason-missing' : (wrongNote ?? 'note-missing'));
  }
  return accept({
    type: 'RequestDenied',
    reason,
    note: typed(command.note.trim()),
    ...(reopenBy === undefined ? {} : { reopenBy }),
  });
}

/** What is wrong with words that must be written; `undefined` when nothing is. Pure. */
export function noteProblem(
  note: string,
  policy: Policy,
): 'note-missing' | TextProblem | undefined {
  return note.trim() === '' ? 'note-missing' : textProblem(note, policy.textMaxChars);
}

/** Ranks the experts anew; nothing happens when the ranking is the one known. Pure. */
export function rankAgain(
  request: Undecided | Approved,
  command: CommandMeta,
  facts: RequestFacts,
): Decision<RequestEvent> {
  const candidates = ranked(request, facts, command.at);
  return JSON.stringify(candidates) === JSON.stringify(request.candidates)
    ? accept()
    : accept({ type: 'ExpertsRanked', candidates });
}

/** The offer to one expert, or to the best who is free and was not asked before; `undefined` when there is none. Pure. */
export function offerTo(
  request: Undecided | Approved,
  wanted: PersonId | undefined,
  facts: RequestFacts,
  at: number,
): Extract<RequestEvent, { type: 'ExpertOffered' }> | undefined {
  const asked =
    request.status === 'Approved' ? request.turnedDown.map(({ expert }) => expert.id) : [];
  const candidates = ranked(request, facts, at);
  const candidate =
    wanted === undefined
      ? candidates.find((one) => isFree(one) && !asked.includes(one.expert.id))
      : candidates.find((one) => one.expert.id === wanted);
  const answerBy = candidate === undefined ? undefined : facts.answerBy[candidate.expert.id];
  return candidate === undefined || answerBy === undefined
    ? undefined
    : { type: 'ExpertOffered', candidate, answerBy };
}

function ranked(
  request: Undecided | Approved,
  facts: RequestFacts,
  at: number,
): readonly Candidate[] {
  const need = { ...request.form, requesterId: request.requester.id, at };
  return rankExperts(need, facts.experts);
}

/** Closes the request once requester and expert are in touch (R14). Pure. */
export function closeRequest(request: Assigned): Decision<RequestEvent> {
  if (request.status === 'Closed') {
    const { by = 'system', at } = request.closed ?? {};
    return refuse('already-done', {
      ...(by === 'system' ? {} : { by }),
      ...(at === undefined ? {} : { at }),
    });
  }
  return request.contact === undefined ? refuse('not-now') : accept({ type: 'RequestClosed' });
}

/** The person behind a command, or `undefined` for the process itself. Pure. */
export function personOf(command: CommandMeta): PersonRef | undefined {
  return command.by === 'system' ? undefined : command.by;
}
