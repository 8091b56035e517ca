import { isAwaited } from '../engagement/schedule-rules';
import type { CheckIn } from './check-in';
import type { CheckInHistory } from './check-in-messages';

/** The check-in after one more event. Pure; an event that does not fit the state leaves it as it is. */
export function evolveCheckIn(
  state: CheckIn | undefined,
  event: CheckInHistory,
): CheckIn | undefined {
  if (event.type === 'CheckInDue') {
    const { type: _due, by: _by, at, causeId: _cause, ...opening } = event;
    return state ?? { ...opening, openedAt: at, isClosed: false, status: 'Due' };
  }
  if (state === undefined) {
    return undefined;
  }
  switch (event.type) {
    case 'CheckInAnswered':
      return answered(state, event);
    case 'CheckInOverdue':
      return state.status === 'Due' ? { ...state, status: 'Late' } : state;
    case 'CheckInSkipped':
      return isAwaited(state.status)
        ? { ...bare(state), status: 'Skipped', why: event.why, nextAt: event.nextAt }
        : state;
    case 'NextNoted':
      return { ...state, nextAt: event.nextAt };
    case 'CheckInClosed':
      return isAwaited(state.status)
        ? { ...bare(state), status: 'Skipped', why: 'unanswered', isClosed: true }
        : { ...state, isClosed: true };
    case 'BlockerCleared':
      return { ...state, blockers: state.blockers.filter(({ id }) => id !== event.blocker) };
    case 'WorkloadRested':
      return {
        ...state,
        workloads: state.workloads.map((one) =>
          one.id === event.workload.id ? event.workload : one,
        ),
      };
  }
}

type Answered = Extract<CheckInHistory, { type: 'CheckInAnswered' }>;

function answered(state: CheckIn, event: Answered): CheckIn {
  if (event.by === 'system' || state.status === 'Skipped') {
    return state;
  }
  const { by, at, usage, progress, nextStep, blocker } = event;
  const answer = {
    ...{ by, at, usage },
    ...(progress === undefined ? {} : { progress }),
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(blocker === undefined ? {} : { blocker }),
  };
  return { ...state, status: 'Answered', answer };
}

/** Without what belongs to its status. */
function bare(state: CheckIn): Omit<CheckIn, 'status'> {
  const { status: _was, ...rest } = state;
  return rest;
}
