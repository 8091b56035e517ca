import type { MeetingPlan, Meetings } from '../workflow/ports';

/**
 * A link that opens a new meeting in Teams, filled in; whoever sends it becomes the organizer. Pure.
 * Source: learn.microsoft.com "Deep link to a meeting" (scheduling dialog).
 */
export function meetingLink(teamsHost: string, plan: MeetingPlan): string {
  const { subject, text, startAt, endAt, invited } = plan;
  const values = {
    subject,
    startTime: new Date(startAt).toISOString(),
    endTime: new Date(endAt).toISOString(),
    content: text,
    attendees: invited.map(({ mail }) => mail).join(','),
  };
  const query = Object.entries(values).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `https://${teamsHost}/l/meeting/new?${query.join('&')}`;
}

/** Without Graph nobody looks into calendars or writes there: the three are given the link. */
export function createMeetingLinks(teamsHost: string): Meetings {
  return {
    busy: () => Promise.resolve(new Map()),
    book: () => Promise.resolve(undefined),
    cancel: () => Promise.resolve(),
    linkTo: (plan) => meetingLink(teamsHost, plan),
  };
}
