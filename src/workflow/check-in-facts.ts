import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { Engagement } from '../domain/engagement/engagement';
import type { EngagementCommand } from '../domain/engagement/engagement-messages';
import {
  isCalendarDay,
  rhythmFrom,
  type CheckInPlan,
  type OpenedCheckIn,
} from '../domain/engagement/schedule';
import type { MeetingFacts } from '../domain/engagement/schedule-messages';
import type { Instant } from '../domain/kernel';
import { dayIn } from './homes';
import type { CommandPorts } from './ports';

/** Nobody is away so long that more of them would say more. */
const SKIPPED_MAX = 500;

/** The moments that a command about check-ins is decided with; `undefined` for other commands, and for a day or rhythm that is none. */
export function meetingFacts(
  ports: Pick<CommandPorts, 'calendar' | 'policy'>,
  state: Engagement | undefined,
  command: EngagementCommand,
  home: HomeCalendar,
): MeetingFacts | undefined {
  if (state === undefined) {
    return undefined;
  }
  const { calendar, policy } = ports;
  const today = dayIn(state.zone, command.at);
  const answerBy = calendar.workingDaysLater(command.at, policy.checkInWorkingDays, home);
  const moments = momentsOf(ports, state, command, { home, today });
  return moments === undefined ? undefined : { ...moments, today, answerBy };
}

type Moments = Pick<MeetingFacts, 'nextAt' | 'skipped' | 'before'>;

interface Here {
  readonly home: HomeCalendar;
  readonly today: string;
}

function momentsOf(
  ports: Pick<CommandPorts, 'calendar'>,
  state: Engagement,
  command: EngagementCommand,
  here: Here,
): Moments | undefined {
  const { plan, newest } = state.checkIns;
  if (command.type === 'SetRhythm') {
    const rhythm = rhythmFrom(command, here.today, state.zone);
    return rhythm === undefined
      ? undefined
      : only(ports.calendar.nextMeeting(sinceNewest(command.at, newest), rhythm, here.home));
  }
  return plan === undefined ? undefined : plannedMoments(ports, state, { command, plan, ...here });
}

/** What was opened ahead of its day is not opened once more on that day. */
function sinceNewest(at: Instant, newest: OpenedCheckIn | undefined): Instant {
  return Math.max(at, newest?.slotAt ?? at);
}

function plannedMoments(
  { calendar }: Pick<CommandPorts, 'calendar'>,
  { checkIns: { newest } }: Engagement,
  given: Here & { readonly command: EngagementCommand; readonly plan: CheckInPlan },
): Moments | undefined {
  const { command, plan, home } = given;
  const { at } = command;
  const next = (after: Instant): Instant => calendar.nextMeeting(after, plan.rhythm, home);
  const since = sinceNewest(at, newest);
  switch (command.type) {
    case 'OpenCheckIn':
    case 'OpenCheckInNow':
      return { ...following(next, plan, at), before: at };
    case 'ResumeCheckIns':
    case 'SendBack':
    case 'AddWorkload':
      return only(next(since));
    case 'PauseCheckIns': {
      const until = momentOf(calendar, command.until, plan, '00:00');
      return until === undefined ? undefined : only(next(Math.max(since, until - 1)));
    }
    case 'MoveCheckIn': {
      const slotAt = command.ordinal === newest?.ordinal ? newest.slotAt : plan.slotAt;
      const nextAt = momentOf(calendar, command.to, plan, plan.rhythm.hour);
      return nextAt === undefined ? undefined : { nextAt, skipped: 0, before: next(slotAt) };
    }
    default:
      return undefined;
  }
}

/** A time of a day that was typed; `undefined` when there is no such day. */
function momentOf(
  calendar: CommandPorts['calendar'],
  day: string,
  { rhythm }: CheckInPlan,
  hour: string,
): Instant | undefined {
  return isCalendarDay(day) ? calendar.momentOn(day, hour, rhythm.zone) : undefined;
}

function only(nextAt: Instant): Moments {
  return { nextAt, skipped: 0, before: nextAt };
}

/** The regular moment after now, and how many passed unseen since the planned one. */
function following(
  next: (after: Instant) => Instant,
  { slotAt }: CheckInPlan,
  at: Instant,
): Pick<Moments, 'nextAt' | 'skipped'> {
  let nextAt = next(slotAt);
  let skipped = 0;
  while (nextAt <= at && skipped < SKIPPED_MAX) {
    nextAt = next(nextAt);
    skipped += 1;
  }
  return { nextAt, skipped };
}
