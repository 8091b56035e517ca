import type { Engagement } from '../domain/engagement/engagement';
import {
  isMeetingPlanned,
  type KickoffMeeting,
  type MeetingTimes,
} from '../domain/engagement/kickoff-meeting';
import { isRunning } from '../domain/engagement/schedule-rules';
import type { Instant, PersonRef } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import { kickoffTurn } from './agreement-faces';
import type { Button, CardModel, Fact, Field, Link, Section } from './card-model';
import { placeOf } from './check-in-lines';
import { drawingFor, sharedTime, type Drawing, type Picture, type Viewer } from './drawing';
import { nameOf } from './people';
import { wrongFields } from './wrong-fields';

/** The choice that stands for the day and hour in the inputs below. */
export const ANOTHER_TIME = 'another';

/** Times of which none was looked for yet. */
const NONE: MeetingTimes = { times: [], fit: [], unseen: [] };

/** The face of the kickoff card on which the meeting is planned, moved or called off; `undefined` for any other face. Pure. */
export function meetingFace(
  draw: Drawing,
  picture: Picture<Engagement>,
): Partial<CardModel> | undefined {
  const { state, face, notice, proposed = NONE } = picture;
  if (face !== 'meeting' || !isRunning(state)) {
    return undefined;
  }
  const { meeting } = state;
  const isPlanned = isMeetingPlanned(meeting);
  // What is typed here is meant in the zone of the engagement, so all times of the face are told in it.
  const there = drawingFor({ language: draw.language, zone: state.zone });
  const fields = fieldsOf(there, picture, proposed);
  return {
    ...(notice === undefined ? {} : wrongFields(draw, fields)),
    intro: draw.t('meeting.intro', {
      zone: placeOf(state.zone),
      minutes: POLICY.meetingMinutes,
    }),
    ...(isPlanned
      ? { facts: [{ title: draw.t('fact.meeting'), value: whenOf(there, meeting) }] }
      : {}),
    sections: proposedSections(draw, proposed),
    fields,
    buttons: [
      {
        title: draw.t(isPlanned ? 'button.move-meeting' : 'button.plan-meeting'),
        verb: 'engagement.plan-meeting',
        payload: { id: state.id, edition: meeting?.edition ?? 0 },
        style: 'positive',
      },
      ...(isPlanned ? [cancelButton(draw, state, meeting)] : []),
      kickoffTurn(draw, state, 'front'),
    ],
  };
}

function cancelButton(draw: Drawing, { id }: Engagement, { edition }: KickoffMeeting): Button {
  return {
    title: draw.t('button.cancel-meeting'),
    verb: 'engagement.cancel-meeting',
    payload: { id, edition },
    style: 'destructive',
  };
}

/** Why these times, and whose calendars say nothing. */
function proposedSections(draw: Drawing, { times, fit, unseen }: MeetingTimes): readonly Section[] {
  const names = (people: readonly PersonRef[]): string =>
    draw.list(people.map((person) => nameOf(draw, person)));
  return [
    {
      text:
        times.length === 0
          ? draw.t('meeting.no-times')
          : draw.t('meeting.fit', { names: names(fit) }),
    },
    ...(unseen.length === 0 ? [] : [{ text: draw.t('meeting.unseen', { names: names(unseen) }) }]),
  ];
}

function fieldsOf(
  draw: Drawing,
  picture: Picture<Engagement>,
  { times }: MeetingTimes,
): readonly Field[] {
  return [
    ...(times.length === 0 ? [] : [timeField(draw, picture, times)]),
    dayField(draw, picture),
    hourField(draw, picture),
  ];
}

function timeField(
  draw: Drawing,
  { typed }: Picture<Engagement>,
  times: MeetingTimes['times'],
): Field {
  const choices = [
    ...times.map((at) => ({ value: String(at), title: sharedTime(draw, at) })),
    { value: ANOTHER_TIME, title: draw.t('meeting.another') },
  ];
  // What was chosen before may not be proposed any more.
  const chosen = choices.find(({ value }) => value === typed?.['time']) ?? choices[0];
  return {
    ...{ id: 'time', label: draw.t('field.meeting-time'), choices },
    kind: 'radio',
    value: chosen?.value ?? ANOTHER_TIME,
  };
}

function dayField(draw: Drawing, { typed, notice }: Picture<Engagement>): Field {
  const day = typed?.['day'] ?? '';
  return {
    ...{ id: 'day', label: draw.t('field.meeting-day') },
    kind: 'date',
    // What is no day cannot stand in the input of a day.
    value: /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : '',
    ...(notice?.code === 'date-wrong' ? { error: `⚠ ${draw.t('problem.meeting-date')}` } : {}),
  };
}

function hourField(draw: Drawing, { typed, notice }: Picture<Engagement>): Field {
  return {
    ...{ id: 'hour', label: draw.t('field.hour'), value: typed?.['hour'] ?? '' },
    kind: 'text',
    ...(notice?.code === 'hour-wrong' ? { error: `⚠ ${draw.t('refusal.hour-wrong')}` } : {}),
  };
}

/** "Kickoff meeting: Tuesday at ten", for the front of the kickoff card. Pure. */
export function meetingFacts(draw: Drawing, state: Engagement): readonly Fact[] {
  const { meeting } = state;
  const isPlanned = isMeetingPlanned(meeting);
  const value = isPlanned ? whenOf(draw, meeting) : draw.t('meeting.none');
  return isPlanned || isRunning(state) ? [{ title: draw.t('fact.meeting'), value }] : [];
}

function whenOf(draw: Drawing, { startAt, status }: KickoffMeeting): string {
  const when = sharedTime(draw, startAt);
  return status === 'Asked' ? draw.t('meeting.asked', { when }) : when;
}

/** What is left to do for the three where the meeting stands in no calendar; once it has begun nobody is invited any more. Pure. */
export function meetingSections(draw: Drawing, state: Engagement, at: Instant): readonly Section[] {
  const { meeting } = state;
  return meeting?.status === 'Left' && at < meeting.startAt && isRunning(state)
    ? [{ heading: draw.t('fact.meeting'), text: draw.t(leftKey(meeting)) }]
    : [];
}

function leftKey({ why }: KickoffMeeting): 'meeting.left' | 'meeting.refused' | 'meeting.unclear' {
  switch (why) {
    case undefined:
      return 'meeting.left';
    case 'graph/unavailable':
    case 'graph/throttled':
      // It may have been made before the line broke for good.
      return 'meeting.unclear';
    default:
      return 'meeting.refused';
  }
}

/** The way into the meeting, or to where it can be sent from. Pure. */
export function meetingLinks(draw: Drawing, state: Engagement, at: Instant): readonly Link[] {
  const { meeting } = state;
  if (!isMeetingPlanned(meeting) || !isRunning(state)) {
    return [];
  }
  const joinUrl = meeting.entry?.joinUrl;
  if (meeting.status === 'Left') {
    return meeting.link === undefined || at >= meeting.startAt
      ? []
      : [{ title: draw.t('button.send-meeting'), url: meeting.link }];
  }
  return joinUrl === undefined ? [] : [{ title: draw.t('button.join-meeting'), url: joinUrl }];
}

/** What the invitation says; no customer in it. Pure. */
export function meetingText(viewer: Viewer, { number }: Engagement): string {
  return drawingFor(viewer).t('meeting.invitation', { number });
}
