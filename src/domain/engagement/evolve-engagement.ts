import { withFpm, withFpmSeen } from './change-fpm';
import type { Engagement, Running } from './engagement';
import type { EngagementEvent, EngagementHistory } from './engagement-messages';
import { evolveAgreement } from './evolve-agreement';
import { evolveSchedule } from './evolve-schedule';
import { evolveKickoffChat } from './kickoff-chat';
import { evolveMeeting } from './kickoff-meeting';
import { evolveNamedPost } from './named-post';
import { NO_CHECK_INS } from './schedule';

/** The engagement after one more event. Pure; an event that does not fit the state leaves it as it is. */
export function evolveEngagement(
  state: Engagement | undefined,
  event: EngagementHistory,
): Engagement | undefined {
  if (event.type === 'EngagementOpened') {
    return state ?? opened(event);
  }
  if (state === undefined) {
    return undefined;
  }
  return evolved(withFpmSeen(state, event), event);
}

function evolved(
  state: Engagement,
  event: Exclude<EngagementHistory, { type: 'EngagementOpened' }>,
): Engagement {
  switch (event.type) {
    case 'FpmChanged':
      return withFpm(state, event);
    case 'KickoffChatOpened':
    case 'KickoffChatMade':
      return evolveKickoffChat(state, event);
    case 'MeetingPlanned':
    case 'MeetingBooked':
    case 'MeetingLeft':
    case 'MeetingCancelled':
      return evolveMeeting(state, event);
    case 'InNameAsked':
    case 'InNamePosted':
    case 'InNameNeedsSignIn':
    case 'InNameGoesOn':
    case 'InNameLeft':
    case 'InNameDiscarded':
      return evolveNamedPost(state, event);
    case 'ContactNoted':
      return state.status === 'Preparing'
        ? { ...state, status: 'Active', contact: event.contact }
        : { ...state, contact: event.contact };
    case 'TaskTicked':
      return event.by === 'system' ? state : ticked(state, event, event.by);
    case 'DeliveryNoted':
      return { ...state, reached: { ...state.reached, [event.person]: event.way } };
    case 'CompletionReported':
    case 'EndAgreed':
    case 'CompletionSentBack':
    case 'EngagementCompleted':
      return evolveEnd(state, event);
    case 'AgreementProposed':
    case 'AgreementConfirmed':
    case 'TrainedTold':
      return evolveAgreement(state, event);
    default:
      return evolveSchedule(state, event);
  }
}

function opened(event: Extract<EngagementHistory, { type: 'EngagementOpened' }>): Running {
  const { id, request, number, requester, form, expert, contactBy, language, zone } = event;
  return {
    ...{ id, request, number, requester, form, expert, contactBy, language, zone },
    status: 'Preparing',
    fpm: form.fpm,
    openedAt: event.at,
    chats: [],
    teamsFirst: {},
    reached: {},
    workloads: [{ id: form.workloadId }],
    checkIns: NO_CHECK_INS,
    blockers: [],
  };
}

function ticked(
  state: Engagement,
  event: Extract<EngagementHistory, { type: 'TaskTicked' }>,
  by: Running['expert'],
): Engagement {
  const done = {
    by,
    at: event.at,
    ...(event.consent === undefined ? {} : { consent: event.consent }),
  };
  return { ...state, teamsFirst: { ...state.teamsFirst, [event.task]: done } };
}

type EndEvent = Extract<
  EngagementEvent,
  { type: 'CompletionReported' | 'EndAgreed' | 'CompletionSentBack' | 'EngagementCompleted' }
>;

function evolveEnd(state: Engagement, event: Extract<EngagementHistory, EndEvent>): Engagement {
  switch (event.type) {
    case 'CompletionReported': {
      if (state.status === 'WrappingUp' || state.status === 'Completed') {
        return state;
      }
      const { missing: _answered, ...rest } = state;
      const { awaits, confirmBy } = event;
      return {
        ...rest,
        status: 'WrappingUp',
        report: { ...event.report, at: event.at },
        awaits,
        confirmBy,
      };
    }
    case 'EndAgreed':
      return state.status === 'WrappingUp'
        ? { ...state, awaits: 'requester', confirmBy: event.confirmBy }
        : state;
    case 'CompletionSentBack': {
      if (state.status !== 'WrappingUp' || event.by === 'system') {
        return state;
      }
      const { report, awaits: _awaits, confirmBy: _confirmBy, ...rest } = state;
      return {
        ...rest,
        status: rest.contact === undefined ? 'Preparing' : 'Active',
        missing: { by: event.by, at: event.at, note: event.note, report },
      };
    }
    case 'EngagementCompleted': {
      if (state.status !== 'WrappingUp') {
        return state;
      }
      const { awaits: _awaits, confirmBy: _confirmBy, ...rest } = state;
      return { ...rest, status: 'Completed', completedAt: event.at, confirmedBy: event.by };
    }
  }
}
