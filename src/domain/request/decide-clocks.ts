import { accept, type CommandMeta, type Decision, type Instant } from '../kernel';
import type { Policy } from '../policy';
import type { NumberedRequest, Promises } from './request';
import type { RequestFacts } from './request-commands';
import type { RequestEvent } from './request-events';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Promises with the moment at which the decision presses, if that is still to come. Pure. */
export function promised(
  { checkBy, decideBy, fpmDecideBy }: Promises,
  at: Instant,
  policy: Policy,
): Promises {
  const remindAt = fpmDecideBy - policy.pressingHours * HOUR_MS;
  return { checkBy, decideBy, fpmDecideBy, ...(remindAt > at ? { remindAt } : {}) };
}

/** When the delivery of a receipt is asked about. Pure. */
export function acknowledgeBy(submittedAt: Instant, policy: Policy): Instant {
  return submittedAt + policy.acknowledgeMinutes * MINUTE_MS;
}

/**
 * The FPM is told once that the decision presses, everybody once that it is late: a promise is kept only by a denial or an expert
 * who accepted. Which promise a timer was set for does not matter: it asks about those that hold now. Pure.
 */
export function checkDecision(
  request: NumberedRequest,
  { at }: CommandMeta,
  facts: RequestFacts,
): Decision<RequestEvent> {
  const isUndecided = request.status === 'Submitted' || request.status === 'InReview';
  if ((!isUndecided && request.status !== 'Approved') || request.late !== undefined) {
    return accept();
  }
  if (at >= request.promises.decideBy) {
    const { standIn } = facts;
    return accept({ type: 'DecisionLate', ...(standIn === undefined ? {} : { standIn }) });
  }
  return isUndecided && isPressing(request, at) ? accept({ type: 'DecisionDueSoon' }) : accept();
}

/** Whether the FPM is to be told that the decision presses; once their own due has passed it would come too late. */
function isPressing({ promises, reminded }: NumberedRequest, at: Instant): boolean {
  const { remindAt, fpmDecideBy } = promises;
  return reminded === undefined && remindAt !== undefined && at >= remindAt && at < fpmDecideBy;
}

/**
 * An unanswered return is warned of once, and expires. A warning that comes too late (nobody was there to send it) gives its
 * requester the time between the two anew: nothing expires unannounced. Pure.
 */
export function checkReturn(
  request: NumberedRequest,
  { at }: CommandMeta,
  facts: RequestFacts,
): Decision<RequestEvent> {
  if (request.status !== 'Returned' || at < request.warnAt) {
    return accept();
  }
  if (request.warned === undefined) {
    const later = at < request.closeBy ? undefined : facts.returned?.closeBy;
    return accept({ type: 'ClosingWarned', ...(later === undefined ? {} : { closeBy: later }) });
  }
  return at < request.closeBy ? accept() : accept({ type: 'RequestExpired' });
}

/** A receipt of which no delivery is known in time is sent another way, and others are told. Pure. */
export function checkAcknowledgement(
  request: NumberedRequest,
  { at }: CommandMeta,
  { facts, policy }: { readonly facts: RequestFacts; readonly policy: Policy },
): Decision<RequestEvent> {
  const isMissed =
    facts.acknowledged === false &&
    at >= acknowledgeBy(request.submittedAt, policy) &&
    request.unacknowledgedAt === undefined &&
    request.status !== 'Withdrawn';
  const { assignmentContact: contact } = policy;
  return isMissed
    ? accept({
        ...{ type: 'AcknowledgementMissed', desk: facts.desk ?? [] },
        ...(contact === undefined ? {} : { contact }),
      })
    : accept();
}

/** A request whose first contact is confirmed closes by itself when nobody does it. Pure. */
export function checkClosing(
  request: NumberedRequest,
  { at }: CommandMeta,
): Decision<RequestEvent> {
  const isDue =
    request.status === 'Assigned' && request.closeAt !== undefined && at >= request.closeAt;
  return isDue ? accept({ type: 'RequestClosed' }) : accept();
}
