import { accept, refuse, typed, type Decision, type Refusal } from '../kernel';
import type { Policy } from '../policy';
import { textProblem } from '../text-problem';
import { promised } from './decide-clocks';
import { personOf, refusalOnceDecided } from './decide-review';
import type { NumberedRequest } from './request';
import type { CommandOf, RequestCommand, RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';
import { revisionOf, type Revision } from './revision';

interface Context {
  readonly facts: RequestFacts;
  readonly policy: Policy;
}

type RequesterCommand = Extract<
  RequestCommand,
  { type: 'SendAgain' | 'ChangeRequest' | 'Withdraw' }
>;

/** What only the requester may do with a submitted request. Pure. */
export function decideAsRequester(
  request: NumberedRequest,
  command: RequesterCommand,
  context: Context,
): Decision<RequestEvent> {
  if (personOf(command)?.id !== request.requester.id) {
    return refuse('needs-requester');
  }
  switch (command.type) {
    case 'SendAgain':
      return sendAgain(request, command, context);
    case 'ChangeRequest':
      return changeRequest(request, command, context);
    case 'Withdraw':
      return withdraw(request, command, context.policy);
  }
}

/** Answers a return: what is right goes back to the FPM with new due dates, what is not is kept. */
function sendAgain(
  request: NumberedRequest,
  command: CommandOf<'SendAgain'>,
  context: Context,
): Decision<RequestEvent> {
  if (request.status !== 'Returned') {
    return refused(refusalOnceDecided(request), 'already-submitted');
  }
  const revision = revisionOf(request, command, context);
  if (!revision.isWhole) {
    return kept(revision);
  }
  const { promises } = context.facts;
  return promises === undefined
    ? refuse('not-now')
    : accept({
        type: 'RequestSentAgain',
        ...revision.revised,
        promises: promised(promises, command.at, context.policy),
      });
}

/** Adds or changes something while nobody has decided; no due date moves. */
function changeRequest(
  request: NumberedRequest,
  command: CommandOf<'ChangeRequest'>,
  context: Context,
): Decision<RequestEvent> {
  if (request.status !== 'Submitted' && request.status !== 'InReview') {
    return refused(refusalOnceDecided(request), 'not-now');
  }
  const revision = revisionOf(request, command, context);
  if (!revision.isWhole) {
    return kept(revision);
  }
  if (revision.revised.changes.length > 0) {
    return accept({ type: 'RequestChanged', ...revision.revised });
  }
  // Back to what it was: whatever was kept is let go.
  return request.revising === undefined
    ? accept()
    : accept({ type: 'RevisionKept', answers: {}, lookAlikes: [] });
}

function kept({
  answers,
  lookAlikes,
}: Extract<Revision, { isWhole: false }>): Decision<RequestEvent> {
  return accept({ type: 'RevisionKept', answers, lookAlikes });
}

/** Takes the request back; after an approval somebody is busy with it and learns why. */
function withdraw(
  request: NumberedRequest,
  command: CommandOf<'Withdraw'>,
  policy: Policy,
): Decision<RequestEvent> {
  const barred = refusalToWithdraw(request);
  const reason = command.reason.trim();
  if (barred !== undefined) {
    return { ok: false, refusal: barred };
  }
  if (request.status === 'Approved' && reason === '') {
    return refuse('reason-missing');
  }
  const expert = request.status === 'Approved' ? request.offer?.expert : undefined;
  const wrong = textProblem(reason, policy.textMaxChars);
  return wrong !== undefined
    ? refuse(wrong)
    : accept({
        type: 'RequestWithdrawn',
        ...(reason === '' ? {} : { reason: typed(reason) }),
        ...(expert === undefined ? {} : { expert }),
      });
}

/** With an expert assigned the engagement goes on: there is a concern to raise, or an early end to ask for. */
function refusalToWithdraw(request: NumberedRequest): Refusal | undefined {
  switch (request.status) {
    case 'Submitted':
    case 'InReview':
    case 'Returned':
    case 'Approved':
      return undefined;
    case 'Denied':
    case 'Withdrawn':
      return refusalOnceDecided(request);
    case 'Assigned':
    case 'Closed':
      return { code: 'too-late' };
  }
}

function refused(refusal: Refusal | undefined, otherwise: Refusal['code']): Decision<RequestEvent> {
  return { ok: false, refusal: refusal ?? { code: otherwise } };
}
