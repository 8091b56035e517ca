import type { Engagement } from './engagement';
import type { EngagementHistory } from './engagement-messages';
import type { CheckInPlan, CheckIns, OpenedCheckIn, ScopedWorkload } from './schedule';
import type { ScheduleEvent } from './schedule-messages';

/** An event about check-ins, as kept. */
type ScheduleHistory = Extract<EngagementHistory, { type: ScheduleEvent['type'] }>;
type Planning = Extract<
  ScheduleHistory,
  { type: 'RhythmAgreed' | 'CheckInsPaused' | 'CheckInsResumed' | 'CheckInMoved' }
>;

/** The engagement after one more event about its check-ins, blockers, workloads or channel. Pure. */
export function evolveSchedule(state: Engagement, event: ScheduleHistory): Engagement {
  switch (event.type) {
    case 'RhythmAgreed':
    case 'CheckInsPaused':
    case 'CheckInsResumed':
    case 'CheckInMoved':
      return { ...state, checkIns: planned(state.checkIns, event) };
    case 'CheckInOpened':
      return { ...state, checkIns: opened(state.checkIns, event) };
    case 'CheckInNoted':
      return { ...state, checkIns: noted(state.checkIns, event) };
    default:
      return evolveScope(state, event);
  }
}

function evolveScope(
  state: Engagement,
  event: Exclude<ScheduleHistory, Planning | { type: 'CheckInOpened' | 'CheckInNoted' }>,
): Engagement {
  switch (event.type) {
    case 'BlockerRaised':
      return {
        ...state,
        blockers: [...state.blockers.filter(({ id }) => id !== event.blocker.id), event.blocker],
      };
    case 'BlockerSolved':
      return { ...state, blockers: state.blockers.filter(({ id }) => id !== event.blocker) };
    case 'WorkloadAdded':
      return { ...state, workloads: [...state.workloads, { id: event.workload }] };
    case 'WorkloadHandedOver':
      return { ...state, workloads: state.workloads.map((one) => handedOver(one, event)) };
    case 'ChannelLinked':
      return { ...state, channel: event.conversation };
    case 'ChannelUnlinked': {
      const { channel: _left, ...rest } = state;
      return rest;
    }
  }
}

function handedOver(
  workload: ScopedWorkload,
  event: Extract<ScheduleHistory, { type: 'WorkloadHandedOver' }>,
): ScopedWorkload {
  return workload.id === event.workload && event.by !== 'system'
    ? { ...workload, handedOver: { by: event.by, at: event.at } }
    : workload;
}

function planned(checkIns: CheckIns, event: Planning): CheckIns {
  const rhythm = event.type === 'RhythmAgreed' ? event.rhythm : checkIns.plan?.rhythm;
  const { nextAt, slotAt, skips } = event;
  const plan: CheckInPlan | undefined =
    rhythm === undefined
      ? undefined
      : {
          rhythm,
          nextAt,
          slotAt,
          ...(event.type === 'CheckInsPaused' ? { pausedUntil: event.until } : {}),
        };
  return {
    ...checkIns,
    ...(plan === undefined ? {} : { plan }),
    ...newestAs(checkIns.newest, skips, 'Skipped'),
  };
}

/** The newest check-in with another status, if it is the one that is meant. */
function newestAs(
  newest: OpenedCheckIn | undefined,
  ordinal: number | undefined,
  status: OpenedCheckIn['status'],
): { readonly newest?: OpenedCheckIn } {
  return newest !== undefined && newest.ordinal === ordinal
    ? { newest: { ...newest, status } }
    : {};
}

function opened(
  checkIns: CheckIns,
  event: Extract<ScheduleHistory, { type: 'CheckInOpened' }>,
): CheckIns {
  const { ordinal, slotAt, nextAt } = event;
  const plan =
    checkIns.plan === undefined
      ? {}
      : { plan: { rhythm: checkIns.plan.rhythm, nextAt, slotAt: nextAt } };
  return { ...checkIns, ...plan, newest: { ordinal, slotAt, status: 'Due' } };
}

function noted(
  checkIns: CheckIns,
  event: Extract<ScheduleHistory, { type: 'CheckInNoted' }>,
): CheckIns {
  const { ordinal, status, usage, answeredBy, progress, nextStep, at } = event;
  const answer =
    answeredBy === undefined
      ? {}
      : {
          answer: {
            ordinal,
            at,
            by: answeredBy,
            ...(progress === undefined ? {} : { progress }),
            ...(nextStep === undefined ? {} : { nextStep }),
          },
        };
  return { ...checkIns, usage, ...newestAs(checkIns.newest, ordinal, status), ...answer };
}
