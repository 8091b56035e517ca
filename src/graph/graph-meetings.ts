import type { Event as GraphEvent } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import type { Instant, PersonId } from '../domain/kernel';
import { PermanentError } from '../errors';
import type { BusySpan, MeetingPlan, Meetings } from '../workflow/ports';
import type { GraphCall, GraphClient } from './graph-client';
import { createMeetingLinks } from './meeting-link';

/** What somebody does in a stretch of time in which they could come all the same. */
const FREE = ['free', 'workingElsewhere'];
/** Finer than meetings are planned. In minutes. */
const VIEW_MINUTES = 30;
/** Events that may begin at the same moment. */
const LOOKED_AT = 50;
/** Graph's word for an event that is not in the calendar (any more). */
const EVENT_GONE = 'ErrorItemNotFound';
/** A link that is longer is none that we would show. */
const LINK_MAX = 1_500;

const moment = z.object({ dateTime: z.string() });
const schedules = z.object({
  value: z.array(
    z.object({
      scheduleId: z.string(),
      error: z.unknown().optional(),
      scheduleItems: z
        .array(z.object({ status: z.string(), start: moment, end: moment }))
        .optional(),
    }),
  ),
});
const meeting = z.object({ joinUrl: z.url().max(LINK_MAX).nullish().catch(undefined) });
const made = z.object({ id: z.string().min(1).max(500), onlineMeeting: meeting.nullish() });
const found = z.object({
  value: z.array(made.extend({ transactionId: z.string().nullish() })),
});

/** How the calendars are reached. */
export interface MeetingClients {
  readonly graph: GraphClient;
  /** For what somebody waits for: it gives up sooner. */
  readonly hurried: GraphClient;
  /** Where links into Teams lead. */
  readonly teamsHost: string;
}

/**
 * Meetings in the organizer's calendar. The `transactionId` makes the making safe to repeat: the same request brings the same event, and
 * one that Graph takes for another (409) is looked up.
 * Sources: learn.microsoft.com/graph/api/user-post-events, …/event-update, …/event-cancel, …/calendar-getschedule,
 * …/user-list-calendarview; "event resource type", `transactionId`.
 */
export function createGraphMeetings({ graph, hurried, teamsHost }: MeetingClients): Meetings {
  return {
    ...createMeetingLinks(teamsHost),
    busy: (asker, mails, within) => busyTimes(hurried, asker, mails, within),
    book: async (plan) => {
      const { organizer } = plan;
      if (organizer === undefined) {
        return undefined;
      }
      const moved = await move(graph, plan);
      return moved ?? { ...(await create(graph, organizer, plan)), organizer };
    },
    cancel: (event, organizer) => cancel(graph, event, organizer),
  };
}

function mailboxCall(
  person: PersonId,
  { method, name, path }: Pick<GraphCall, 'method' | 'name' | 'path'>,
): Omit<GraphCall, 'body' | 'query'> {
  const mailbox = ['users', person.slice('person:'.length)];
  return { method, name, path: [...mailbox, ...path], area: 'calendar' };
}

async function busyTimes(
  graph: GraphClient,
  asker: PersonId,
  mails: readonly string[],
  { from, until }: BusySpan,
): Promise<ReadonlyMap<string, readonly BusySpan[]>> {
  const call = mailboxCall(asker, {
    ...{ method: 'POST', path: ['calendar', 'getSchedule'] },
    name: 'POST /users/{id}/calendar/getSchedule',
  });
  const body = {
    schedules: mails,
    startTime: utc(from),
    endTime: utc(until),
    availabilityViewInterval: VIEW_MINUTES,
  };
  const { value } = await graph.ask({ ...call, body }, schedules);
  return new Map(
    value
      .filter(({ error, scheduleItems }) => error === undefined && scheduleItems !== undefined)
      .map(({ scheduleId, scheduleItems = [] }) => [
        mails.find((mail) => mail.toLowerCase() === scheduleId.toLowerCase()) ?? scheduleId,
        scheduleItems
          .filter(({ status }) => !FREE.includes(status))
          .map(({ start, end }) => ({ from: instantOf(start), until: instantOf(end) })),
      ]),
  );
}

/** Moves the entry that is there; `undefined` when there is none (any more). */
async function move(
  graph: GraphClient,
  { entry, startAt, endAt }: MeetingPlan,
): Promise<MeetingPlan['entry']> {
  if (entry === undefined) {
    return undefined;
  }
  const call = mailboxCall(entry.organizer, {
    ...{ method: 'PATCH', path: ['events', entry.id] },
    name: 'PATCH /users/{id}/events/{id}',
  });
  return unlessGone(async () => {
    await graph.tell({ ...call, body: { start: utc(startAt), end: utc(endAt) } });
    return entry;
  }, undefined);
}

type Made = Omit<NonNullable<MeetingPlan['entry']>, 'organizer'>;

async function create(graph: GraphClient, organizer: PersonId, plan: MeetingPlan): Promise<Made> {
  const call = mailboxCall(organizer, {
    ...{ method: 'POST', path: ['events'], name: 'POST /users/{id}/events' },
  });
  const body: GraphEvent = {
    subject: plan.subject,
    body: { contentType: 'text', content: plan.text },
    start: utc(plan.startAt),
    end: utc(plan.endAt),
    attendees: plan.invited.map(({ name, mail }) => ({
      emailAddress: { name, address: mail },
      type: 'required',
    })),
    isOnlineMeeting: true,
    onlineMeetingProvider: 'teamsForBusiness',
    transactionId: plan.key,
  };
  try {
    return entryOf(await graph.ask({ ...call, body }, made));
  } catch (error) {
    const isThere = error instanceof PermanentError && error.details['status'] === 409;
    const there = isThere ? await lookUp(graph, organizer, plan) : undefined;
    if (there === undefined) {
      throw error;
    }
    return there;
  }
}

/** What was made under this name before, by a request that Graph takes for another one. */
async function lookUp(
  graph: GraphClient,
  organizer: PersonId,
  { key, startAt, endAt }: MeetingPlan,
): Promise<Made | undefined> {
  const call = mailboxCall(organizer, {
    ...{ method: 'GET', path: ['calendarView'], name: 'GET /users/{id}/calendarView' },
  });
  const query = {
    startDateTime: new Date(startAt).toISOString(),
    endDateTime: new Date(endAt).toISOString(),
    $select: 'id,transactionId,onlineMeeting',
    $top: String(LOOKED_AT),
  };
  const { value } = await graph.ask({ ...call, query }, found);
  const event = value.find(({ transactionId }) => transactionId === key);
  return event === undefined ? undefined : entryOf(event);
}

function entryOf({ id, onlineMeeting }: z.output<typeof made>): Made {
  const joinUrl = onlineMeeting?.joinUrl ?? undefined;
  return { id, ...(joinUrl?.startsWith('https://') === true ? { joinUrl } : {}) };
}

function cancel(graph: GraphClient, event: string, organizer: PersonId): Promise<void> {
  const call = mailboxCall(organizer, {
    ...{ method: 'POST', path: ['events', event, 'cancel'] },
    name: 'POST /users/{id}/events/{id}/cancel',
  });
  return unlessGone(() => graph.tell({ ...call, body: { comment: '' } }), undefined);
}

/** Only the calendar itself can say that an event is gone: a mailbox that cannot be reached is a 404 as well, and its event still stands. */
async function unlessGone<Value>(work: () => Promise<Value>, gone: Value): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PermanentError && error.details['code'] === EVENT_GONE) {
      return gone;
    }
    throw error;
  }
}

function utc(at: Instant): { readonly dateTime: string; readonly timeZone: 'UTC' } {
  return { dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' };
}

/** Graph answers in UTC as long as no other zone is asked for. */
function instantOf({ dateTime }: z.output<typeof moment>): Instant {
  return Date.parse(`${dateTime.slice(0, 19)}Z`);
}
