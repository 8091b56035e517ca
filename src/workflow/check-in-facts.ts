import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { Engagement } from '../domain/engagement/engagement';
import type { EngagementCommand } from '../domain/engagement/engagement-messages';
import { isCalendarDay, rhythmFrom, type CheckInPlan } from '../domain/engagement/schedule';
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
  { calendar }: Pick<CommandPorts, 'calendar'>,
  state: Engagement,
  command: EngagementCommand,
  { home, today }: Here,
): Moments | undefined {
  const { at } = command;
  if (command.type === 'SetRhythm') {
    const rhythm = rhythmFrom(command, today, state.zone);
    return rhythm === undefined ? undefined : only(calendar.nextMeeting(at, rhythm, home));
  }
  const { plan, newest } = state.checkIns;
  if (plan === undefined) {
    return undefined;
  }
  const next = (after: Instant): Instant => calendar.nextMeeting(after, plan.rhythm, home);
  // What was opened ahead of its day is not opened once more on that day.
  const since = Math.max(at, newest?.slotAt ?? at);
  switch (command.type) {
    case 'OpenCheckIn':
    case 'OpenCheckInNow':
      return { ...following(next, plan, at), before: at };
    case 'ResumeCheckIns':
    case 'SendBack':
    case 'AddWorkload':
      return only(next(since));
    case 'PauseCheckIns':
      return isCalendarDay(command.until)
        ? only(next(Math.max(since, calendar.momentOn(command.until, '00:00', state.zone) - 1)))
        : undefined;
    case 'MoveCheckIn': {
      const slotAt = command.ordinal === newest?.ordinal ? newest.slotAt : plan.slotAt;
      return isCalendarDay(command.to)
        ? {
            nextAt: calendar.momentOn(command.to, plan.rhythm.hour, plan.rhythm.zone),
            skipped: 0,
            before: next(slotAt),
          }
        : undefined;
    }
    default:
      return undefined;
  }
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
