/** The paths about mail and calendars. */
import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { GraphState } from './strict-graph-state';
import { ID, inTenant, refusal, type Route, type RouteAnswer } from './strict-graph-route';
import { MimeProblem, readMime } from './strict-mime';

/** learn.microsoft.com/graph/api/user-sendmail (MIME format) */
const sendMail: Route = {
  name: 'POST /users/{id}/sendMail',
  method: 'POST',
  path: /^\/users\/([^/]+)\/sendMail$/,
  permissions: ['Mail.Send'],
  contentType: 'text/plain',
  answer(state, { ids: [sender = ''], body }) {
    if (inTenant(state, sender)?.kind !== 'member') {
      return refusal(404, 'ErrorInvalidUser');
    }
    const encoded = String(body);
    if (encoded === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) {
      return refusal(400, 'ErrorMimeContentInvalidBase64String');
    }
    try {
      state.mails.push({ ...readMime(Buffer.from(encoded, 'base64').toString('utf8')), sender });
      return { status: 202 };
    } catch (error) {
      if (error instanceof MimeProblem) {
        return refusal(400, 'ErrorMimeContentInvalid', error.message);
      }
      throw error;
    }
  },
};

const moment = z.strictObject({
  dateTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  timeZone: z.literal('UTC'),
});

/** learn.microsoft.com/graph/api/calendar-getschedule */
const scheduleBody = z.strictObject({
  schedules: z.array(z.email()).min(1).max(20),
  startTime: moment,
  endTime: moment,
  availabilityViewInterval: z.number().int().min(5).max(1440),
});

const getSchedule: Route = {
  name: 'POST /users/{id}/calendar/getSchedule',
  method: 'POST',
  path: new RegExp(`^/users/${ID}/calendar/getSchedule$`),
  permissions: ['Calendars.ReadBasic', 'Calendars.ReadWrite'],
  contentType: 'application/json',
  answer(state, { ids: [id], body }) {
    const parsed = scheduleBody.safeParse(body);
    if (!parsed.success) {
      return refusal(400, 'ErrorInvalidParameter', parsed.error.message);
    }
    if (inTenant(state, id) === undefined) {
      return refusal(404, 'ErrorItemNotFound');
    }
    const value = parsed.data.schedules.map((scheduleId) => ({
      scheduleId,
      ...(inTenant(state, scheduleId) === undefined
        ? {
            error: {
              message: 'Mail recipient was not found.',
              responseCode: 'ErrorMailRecipientNotFound',
            },
          }
        : {
            scheduleItems: (state.busy.get(scheduleId) ?? []).map(({ start, end }) => ({
              status: 'busy',
              start: { dateTime: `${start}.0000000`, timeZone: 'UTC' },
              end: { dateTime: `${end}.0000000`, timeZone: 'UTC' },
            })),
          }),
    }));
    return { status: 200, body: { value } };
  },
};

/** learn.microsoft.com/graph/api/user-post-events */
const eventBody = z.strictObject({
  subject: z.string().min(1).max(255),
  body: z.strictObject({ contentType: z.enum(['text', 'html']), content: z.string() }),
  start: moment,
  end: moment,
  attendees: z
    .array(
      z.strictObject({
        emailAddress: z.strictObject({ address: z.email(), name: z.string() }),
        type: z.literal('required'),
      }),
    )
    .min(1),
  isOnlineMeeting: z.literal(true),
  onlineMeetingProvider: z.literal('teamsForBusiness'),
  transactionId: z.string().min(1).max(256),
});

const createEvent: Route = {
  name: 'POST /users/{id}/events',
  method: 'POST',
  path: new RegExp(`^/users/${ID}/events$`),
  permissions: ['Calendars.ReadWrite'],
  contentType: 'application/json',
  answer(state, { ids: [organizer = ''], body }) {
    const parsed = eventBody.safeParse(body);
    if (!parsed.success || parsed.data.start.dateTime >= parsed.data.end.dateTime) {
      return refusal(400, 'ErrorPropertyValidationFailure', parsed.error?.message);
    }
    if (inTenant(state, organizer)?.kind !== 'member') {
      return refusal(404, 'ErrorItemNotFound');
    }
    return madeOnce(state, organizer, parsed.data);
  },
};

/** The same request makes the same event; another one under a name that is taken is refused. */
function madeOnce(
  state: GraphState,
  organizer: string,
  body: z.output<typeof eventBody>,
): RouteAnswer {
  const { transactionId } = body;
  const known = state.events.find((one) => one.transactionId === transactionId);
  if (known !== undefined && !isDeepStrictEqual(known.body, body)) {
    return refusal(409, 'ErrorDuplicateTransactionId');
  }
  const id = known?.id ?? `AAMk${randomInt(1e8).toString().padStart(8, '0')}=`;
  if (known === undefined) {
    state.events.push({ id, organizer, transactionId, body });
  }
  return { status: 201, body: { id, onlineMeeting: onlineMeeting(id) } };
}

function onlineMeeting(id: string): { readonly joinUrl: string } {
  return { joinUrl: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(id)}` };
}

/** Id of an event as part of a path. */
const EVENT = '(AAMk[0-9]{8}=)';

function indexOf(state: GraphState, [organizer, id]: readonly string[]): number {
  return state.events.findIndex((one) => one.organizer === organizer && one.id === id);
}

/** learn.microsoft.com/graph/api/event-update */
const movedBody = z.strictObject({ start: moment, end: moment });

const moveEvent: Route = {
  name: 'PATCH /users/{id}/events/{id}',
  method: 'PATCH',
  path: new RegExp(`^/users/${ID}/events/${EVENT}$`),
  permissions: ['Calendars.ReadWrite'],
  contentType: 'application/json',
  answer(state, { ids, body }) {
    const parsed = movedBody.safeParse(body);
    if (!parsed.success || parsed.data.start.dateTime >= parsed.data.end.dateTime) {
      return refusal(400, 'ErrorPropertyValidationFailure', parsed.error?.message);
    }
    const index = indexOf(state, ids);
    const event = state.events[index];
    if (event === undefined) {
      return refusal(404, 'ErrorItemNotFound');
    }
    state.events[index] = { ...event, body: { ...event.body, ...parsed.data } };
    return { status: 200, body: { id: event.id } };
  },
};

/** learn.microsoft.com/graph/api/event-cancel */
const cancelEvent: Route = {
  name: 'POST /users/{id}/events/{id}/cancel',
  method: 'POST',
  path: new RegExp(`^/users/${ID}/events/${EVENT}/cancel$`),
  permissions: ['Calendars.ReadWrite'],
  contentType: 'application/json',
  answer(state, { ids, body }) {
    if (!z.strictObject({ comment: z.string() }).safeParse(body).success) {
      return refusal(400, 'ErrorInvalidParameter');
    }
    const index = indexOf(state, ids);
    if (index < 0) {
      return refusal(404, 'ErrorItemNotFound');
    }
    state.events.splice(index, 1);
    return { status: 202 };
  },
};

/** learn.microsoft.com/graph/api/user-list-calendarview */
const viewQuery = z.strictObject({
  startDateTime: z.iso.datetime(),
  endDateTime: z.iso.datetime(),
  $select: z.literal('id,transactionId,onlineMeeting'),
  $top: z.string().regex(/^\d{1,3}$/),
});

const calendarView: Route = {
  name: 'GET /users/{id}/calendarView',
  method: 'GET',
  path: new RegExp(`^/users/${ID}/calendarView$`),
  permissions: ['Calendars.ReadBasic', 'Calendars.ReadWrite'],
  answer(state, { ids: [organizer], query }) {
    const parsed = viewQuery.safeParse(query);
    if (!parsed.success) {
      return refusal(400, 'ErrorInvalidParameter', parsed.error.message);
    }
    const { startDateTime, endDateTime } = parsed.data;
    const value = state.events
      .filter(({ organizer: whose, body }) => {
        const { start, end } = body as z.output<typeof eventBody>;
        return (
          whose === organizer &&
          `${start.dateTime}Z` < endDateTime &&
          `${end.dateTime}Z` > startDateTime
        );
      })
      .map(({ id, transactionId }) => ({ id, transactionId, onlineMeeting: onlineMeeting(id) }));
    return { status: 200, body: { value } };
  },
};

/** Routes of this file. */
export const OUTLOOK_ROUTES: readonly Route[] = [
  sendMail,
  getSchedule,
  createEvent,
  moveEvent,
  cancelEvent,
  calendarView,
];
