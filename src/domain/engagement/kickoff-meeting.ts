import {
  accept,
  refuse,
  type CommandMeta,
  type Decision,
  type Instant,
  type PersonId,
  type PersonRef,
  type Stamped,
} from '../kernel';
import type { Policy } from '../policy';
import type { Engagement } from './engagement';
import { hourOf, isCalendarDay } from './schedule';
import { isOneOfThree, isRunning } from './schedule-rules';

/** A meeting as it stands in its organizer's calendar. */
export interface CalendarEntry {
  /** Id of the event in Microsoft Graph. */
  readonly id: string;
  readonly organizer: PersonId;
  /** Link into the Teams meeting, where the calendar made one. */
  readonly joinUrl?: string;
}

/** The meeting with which the three begin. */
export interface KickoffMeeting {
  /** Counts how often it was planned; what comes of an earlier plan is not mixed up with a later one. */
  readonly edition: number;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly plannedBy: PersonRef;
  /** `Asked`: on its way into the calendars. `Left`: the three put it there themselves. */
  readonly status: 'Asked' | 'Booked' | 'Left' | 'Cancelled';
  /** Where it stands in a calendar; of an earlier plan while the new one is on its way. */
  readonly entry?: CalendarEntry;
  /** Opens the meeting in Teams, filled in, for somebody to send. */
  readonly link?: string;
  /** Code of the error for which it could not be put into the calendars; absent where nobody tried. */
  readonly why?: string;
}

/** Times that are proposed for a meeting, and whose calendars nobody could look into. */
export interface MeetingTimes {
  /** Within the working hours of those in `fit`, and free in the calendars that were seen; none where they never work at once. */
  readonly times: readonly Instant[];
  readonly fit: readonly PersonRef[];
  readonly unseen: readonly PersonRef[];
}

/** Commands about that meeting, without who, when and why. */
export type MeetingOrder =
  | {
      readonly type: 'PlanMeeting';
      /** Of the plan that its sender saw; 0 for none. */
      readonly edition: number;
      /** A proposed moment in milliseconds, as a text; empty where day and hour are typed. */
      readonly time: string;
      /** `YYYY-MM-DD`. */
      readonly day: string;
      /** As typed, for instance `9:00`. */
      readonly hour: string;
    }
  | { readonly type: 'CancelMeeting'; readonly edition: number }
  /** Outcomes of `BookMeeting`. */
  | {
      readonly type: 'NoteMeetingBooked';
      readonly edition: number;
      readonly entry: CalendarEntry;
    }
  | {
      readonly type: 'NoteMeetingLeft';
      readonly edition: number;
      readonly link: string;
      readonly why?: string;
    };

/** What can have happened to that meeting. */
export type MeetingEvent =
  | {
      readonly type: 'MeetingPlanned';
      readonly edition: number;
      readonly startAt: Instant;
      readonly endAt: Instant;
    }
  | { readonly type: 'MeetingBooked'; readonly edition: number; readonly entry: CalendarEntry }
  | {
      readonly type: 'MeetingLeft';
      readonly edition: number;
      readonly link: string;
      readonly why?: string;
    }
  /** `entry`: what has to be taken out of a calendar. */
  | {
      readonly type: 'MeetingCancelled';
      readonly edition: number;
      readonly entry?: CalendarEntry;
    };

const YEAR_MS = 365 * 86_400_000;
const MINUTE_MS = 60_000;

type Plan = Extract<MeetingOrder, { type: 'PlanMeeting' }> & CommandMeta;
type Cancel = Extract<MeetingOrder, { type: 'CancelMeeting' }> & CommandMeta;

/** Whether the meeting is planned and not called off. Pure. */
export function isMeetingPlanned(
  meeting: KickoffMeeting | undefined,
): meeting is KickoffMeeting & { readonly status: 'Asked' | 'Booked' | 'Left' } {
  return meeting !== undefined && meeting.status !== 'Cancelled';
}

/** Decides what a command about the meeting means; `meetingAt` is the moment that was chosen or typed, if it is one. Pure. */
export function decideMeeting(
  state: Engagement,
  command: MeetingOrder & CommandMeta,
  meetingAt: Instant | undefined,
  policy: Policy,
): Decision<MeetingEvent> {
  switch (command.type) {
    case 'PlanMeeting':
      return plan(state, command, meetingAt, policy);
    case 'CancelMeeting':
      return cancel(state, command);
    case 'NoteMeetingBooked': {
      const { edition, entry } = command;
      return isAwaited(state, edition)
        ? accept({ type: 'MeetingBooked', edition, entry })
        : accept();
    }
    case 'NoteMeetingLeft': {
      const { edition, link, why } = command;
      return isAwaited(state, edition)
        ? accept({ type: 'MeetingLeft', edition, link, ...(why === undefined ? {} : { why }) })
        : accept();
    }
  }
}

function isAwaited({ meeting }: Engagement, edition: number): boolean {
  return meeting?.edition === edition && meeting.status === 'Asked';
}

function plan(
  state: Engagement,
  command: Plan,
  startAt: Instant | undefined,
  { meetingMinutes }: Policy,
): Decision<MeetingEvent> {
  const { meeting } = state;
  const barred = barredFrom(state, command);
  if (barred !== undefined) {
    return refuse(barred);
  }
  const problem = momentProblem(command, startAt);
  if (startAt === undefined || problem !== undefined) {
    return refuse(problem ?? 'date-wrong');
  }
  return isSettled(meeting, startAt, command)
    ? accept()
    : accept(plannedFor(startAt, nextEdition(meeting), meetingMinutes));
}

/** The same time again changes nothing, unless it is tried anew by somebody who saw that it had been left. */
function isSettled(
  meeting: KickoffMeeting | undefined,
  startAt: Instant,
  { edition }: Plan,
): boolean {
  const isTriedAnew = meeting?.status === 'Left' && meeting.edition === edition;
  return isMeetingPlanned(meeting) && meeting.startAt === startAt && !isTriedAnew;
}

function barredFrom(
  state: Engagement,
  { by }: Plan,
): 'not-yours' | 'not-now' | 'meeting-pending' | undefined {
  if (!isOneOfThree(state, by)) {
    return 'not-yours';
  }
  if (!isRunning(state)) {
    return 'not-now';
  }
  return state.meeting?.status === 'Asked' ? 'meeting-pending' : undefined;
}

function nextEdition(meeting: KickoffMeeting | undefined): number {
  return (meeting?.edition ?? 0) + 1;
}

function plannedFor(startAt: Instant, edition: number, minutes: number): MeetingEvent {
  const endAt = startAt + minutes * MINUTE_MS;
  return { type: 'MeetingPlanned', edition, startAt, endAt };
}

function momentProblem(
  { time, day, hour, at }: Plan,
  startAt: Instant | undefined,
): 'date-wrong' | 'hour-wrong' | undefined {
  if (time === '' && isCalendarDay(day) && hourOf(hour) === undefined) {
    return 'hour-wrong';
  }
  const isAhead = startAt !== undefined && startAt > at && startAt < at + YEAR_MS;
  return isAhead ? undefined : 'date-wrong';
}

function cancel(state: Engagement, { by, edition }: Cancel): Decision<MeetingEvent> {
  const { meeting } = state;
  if (!isOneOfThree(state, by)) {
    return refuse('not-yours');
  }
  // Planned anew meanwhile: what was read is not what would be called off.
  if (!isMeetingPlanned(meeting) || meeting.edition !== edition || !isRunning(state)) {
    return refuse('not-now');
  }
  return meeting.status === 'Asked'
    ? refuse('meeting-pending')
    : accept({ type: 'MeetingCancelled', edition, ...entryOf(meeting) });
}

function entryOf({ entry }: KickoffMeeting): Pick<KickoffMeeting, 'entry'> {
  return entry === undefined ? {} : { entry };
}

/** The engagement after one more event about its meeting. Pure. */
export function evolveMeeting(state: Engagement, event: Stamped<MeetingEvent>): Engagement {
  const { meeting } = state;
  if (event.type === 'MeetingPlanned') {
    return event.by === 'system'
      ? state
      : { ...state, meeting: planned(meeting, { ...event, by: event.by }) };
  }
  if (meeting?.edition !== event.edition) {
    return state;
  }
  switch (event.type) {
    case 'MeetingBooked':
      return { ...state, meeting: { ...meeting, status: 'Booked', entry: event.entry } };
    case 'MeetingLeft': {
      const { link, why } = event;
      // An entry that could not be moved still stands where it stood: the next plan moves it, or it is called off.
      const left = { ...meeting, status: 'Left' as const, link };
      return { ...state, meeting: why === undefined ? left : { ...left, why } };
    }
    case 'MeetingCancelled': {
      const { entry: _gone, link: _void, ...rest } = meeting;
      return { ...state, meeting: { ...rest, status: 'Cancelled' } };
    }
  }
}

/** An entry is moved along as long as its meeting has not taken place; afterwards the next one is another meeting. */
function planned(
  before: KickoffMeeting | undefined,
  event: Extract<MeetingEvent, { type: 'MeetingPlanned' }> & {
    readonly by: PersonRef;
    readonly at: Instant;
  },
): KickoffMeeting {
  const { edition, startAt, endAt, by, at } = event;
  return {
    ...{ edition, startAt, endAt, plannedBy: by, status: 'Asked' },
    ...(before !== undefined && before.endAt > at ? entryOf(before) : {}),
  };
}
