import { accept, refuse, type Decision } from '../kernel';
import type { Policy } from '../policy';
import { decideScope } from './decide-scope';
import type { Engagement, Running } from './engagement';
import type { EngagementCommand, EngagementFacts } from './engagement-messages';
import {
  isAwaited,
  isOneOfThree,
  isRunning,
  nextOrdinal,
  resumed,
  skipsOf,
} from './schedule-rules';
import { asked } from './scope';
import {
  isCalendarDay,
  rhythmFrom,
  rhythmProblem,
  type CheckInPlan,
  type MeetingRhythm,
} from './schedule';
import type { MeetingFacts, ScheduleEvent, ScheduleOrder } from './schedule-messages';

/** A command about check-ins. */
type ScheduleCommand = Extract<EngagementCommand, { type: ScheduleOrder['type'] }>;
type Command<Type extends ScheduleCommand['type']> = Extract<ScheduleCommand, { type: Type }>;
type Answer = Decision<ScheduleEvent>;

/** Decides what a command about check-ins, their rhythm, scope or place means. Pure. */
export function decideSchedule(
  state: Engagement,
  command: ScheduleCommand,
  { meeting }: EngagementFacts,
  policy: Policy,
): Answer {
  switch (command.type) {
    case 'OpenCheckIn':
      return opened(state, command, meeting, policy);
    case 'NoteCheckIn':
    case 'SolveBlocker':
    case 'AddWorkload':
    case 'NameCsm':
    case 'LinkChannel':
    case 'UnlinkChannel':
      return decideScope(state, command, meeting, policy);
    default:
      return decidePlan(state, command, meeting, policy);
  }
}

type PlanCommand = Command<
  'SetRhythm' | 'OpenCheckInNow' | 'PauseCheckIns' | 'ResumeCheckIns' | 'MoveCheckIn'
>;

function decidePlan(
  state: Engagement,
  command: PlanCommand,
  meeting: MeetingFacts | undefined,
  policy: Policy,
): Answer {
  if (!isOneOfThree(state, command.by)) {
    return refuse('not-yours');
  }
  if (!isRunning(state) || placesOf(state) === 0) {
    return refuse('not-now');
  }
  if (command.type === 'SetRhythm') {
    return agreed(state, command, meeting);
  }
  const { plan } = state.checkIns;
  if (plan === undefined || meeting === undefined) {
    return refuse(needsDay(state, command) ? 'date-wrong' : 'not-now');
  }
  switch (command.type) {
    case 'OpenCheckInNow':
      return openedNow(state, plan, { command, meeting, policy });
    case 'PauseCheckIns':
      return paused(state, command, meeting);
    case 'ResumeCheckIns':
      return plan.pausedUntil === undefined ? accept() : accept(resumed(state, meeting));
    case 'MoveCheckIn':
      return moved(state, plan, { command, meeting });
  }
}

/** Whether only the day is missing, which could not be read: another one would do. Without a plan there is nothing to move or to pause. */
function needsDay(state: Running, command: PlanCommand): boolean {
  if (state.checkIns.plan === undefined || command.type === 'OpenCheckInNow') {
    return false;
  }
  return command.type !== 'MoveCheckIn' || isUnanswered(state, command) || isNext(state, command);
}

function isUnanswered({ checkIns }: Running, { ordinal }: Command<'MoveCheckIn'>): boolean {
  return checkIns.newest?.ordinal === ordinal && isAwaited(checkIns.newest.status);
}

function isNext(state: Running, { ordinal }: { readonly ordinal: number }): boolean {
  return ordinal === nextOrdinal(state);
}

function placesOf({ chats, channel }: Engagement): number {
  return chats.length + (channel === undefined ? 0 : 1);
}

function agreed(
  state: Engagement,
  command: Command<'SetRhythm'>,
  meeting: MeetingFacts | undefined,
): Answer {
  const problem = rhythmProblem(command);
  if (problem !== undefined) {
    return refuse(problem);
  }
  const rhythm = meeting === undefined ? undefined : rhythmFrom(command, meeting.today, state.zone);
  if (rhythm === undefined || meeting === undefined) {
    return refuse('not-now');
  }
  const { nextAt } = meeting;
  return isPlanned(state.checkIns.plan, rhythm, nextAt)
    ? accept()
    : accept({ type: 'RhythmAgreed', rhythm, nextAt, slotAt: nextAt, ...skipsOf(state, false) });
}

/** Whether just this is planned already, and not paused. */
function isPlanned(plan: CheckInPlan | undefined, rhythm: MeetingRhythm, nextAt: number): boolean {
  const known = { rhythm, nextAt, slotAt: nextAt };
  return plan !== undefined && JSON.stringify({ ...plan }) === JSON.stringify(known);
}

/** Of the timer, which may come early, twice, or weeks late. */
function opened(
  state: Engagement,
  command: Command<'OpenCheckIn'>,
  meeting: MeetingFacts | undefined,
  policy: Policy,
): Answer {
  const { plan } = state.checkIns;
  const isTime =
    plan !== undefined && command.ordinal === nextOrdinal(state) && command.at >= plan.nextAt;
  const isWanted =
    isRunning(state) && placesOf(state) > 0 && asked(state.workloads).length > 0 && isTime;
  return isWanted && meeting !== undefined && command.by === 'system'
    ? accept(openedEvent(state, { plan, meeting, at: command.at, policy }))
    : accept();
}

function openedNow(
  state: Running,
  plan: CheckInPlan,
  given: {
    readonly command: Command<'OpenCheckInNow'>;
    readonly meeting: MeetingFacts;
    readonly policy: Policy;
  },
): Answer {
  const { command, meeting, policy } = given;
  return isNext(state, command) &&
    plan.pausedUntil === undefined &&
    asked(state.workloads).length > 0
    ? accept(openedEvent(state, { plan, meeting, at: command.at, policy }))
    : refuse('not-now');
}

function openedEvent(
  state: Engagement,
  given: {
    readonly plan: CheckInPlan;
    readonly meeting: MeetingFacts;
    readonly at: number;
    readonly policy: Policy;
  },
): ScheduleEvent {
  const { plan, meeting, at, policy } = given;
  const { newest } = state.checkIns;
  const dueAt = Math.min(plan.nextAt, at);
  return {
    type: 'CheckInOpened',
    ordinal: nextOrdinal(state),
    dueAt,
    slotAt: plan.slotAt,
    isLate: at - dueAt > policy.checkInLateMinutes * 60_000,
    skipped: meeting.skipped,
    nextAt: meeting.nextAt,
    answerBy: meeting.answerBy,
    targetPercent: policy.usageTargetPercent,
    ...(newest !== undefined && isAwaited(newest.status) ? { unanswered: newest.ordinal } : {}),
  };
}

function paused(
  state: Running,
  { until }: Command<'PauseCheckIns'>,
  { nextAt, today }: MeetingFacts,
): Answer {
  if (!isCalendarDay(until) || until <= today || until > yearAfter(today)) {
    return refuse('date-wrong');
  }
  return state.checkIns.plan?.pausedUntil === until
    ? accept()
    : accept({
        type: 'CheckInsPaused',
        until,
        nextAt,
        slotAt: nextAt,
        ...skipsOf(state, true),
      });
}

function yearAfter(day: string): string {
  return `${String(Number(day.slice(0, 4)) + 1)}${day.slice(4)}`;
}

function moved(
  state: Running,
  plan: CheckInPlan,
  given: { readonly command: Command<'MoveCheckIn'>; readonly meeting: MeetingFacts },
): Answer {
  const { command, meeting } = given;
  const { newest } = state.checkIns;
  const isNewest = newest !== undefined && isUnanswered(state, command);
  if (!isNewest && !isNext(state, command)) {
    return refuse('not-now');
  }
  const { nextAt, before } = meeting;
  if (nextAt <= command.at || nextAt >= before) {
    return refuse('date-wrong');
  }
  const slotAt = isNewest ? newest.slotAt : plan.slotAt;
  return nextAt === plan.nextAt && slotAt === plan.slotAt
    ? accept()
    : accept({ type: 'CheckInMoved', nextAt, slotAt, ...skipsOf(state, isNewest) });
}
