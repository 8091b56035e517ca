import type { Engagement } from '../../src/domain/engagement/engagement';
import { evolveEngagement } from '../../src/domain/engagement/evolve-engagement';
import type { MeetingEvent, MeetingTimes } from '../../src/domain/engagement/kickoff-meeting';
import { castOf, DAY, MONDAY, type Texts, type Told } from './cast';

const HOUR = 3_600_000;
const LINK = 'https://teams.microsoft.com/l/meeting/new?subject=SME-1042';

/** Names of the states in which the face of the meeting is drawn. */
export const TELLING_MEETINGS = ['asked', 'booked', 'left, refused'].map(
  (name) => `meeting ${name}`,
);

/** Times as they are proposed: some, some without a look into two calendars, none. */
export function proposedTimes(texts: Texts): readonly MeetingTimes[] {
  const { requester, fpm, third } = castOf(texts);
  const times = [3, 4, 5].map((days) => MONDAY + days * DAY);
  return [
    { times, fit: [requester, third, fpm], unseen: [] },
    { times, fit: [requester], unseen: [requester, third] },
    { times: [], fit: [], unseen: [fpm] },
  ];
}

/** An engagement with a kickoff meeting: on its way, in the calendars with and without a link, left to the three, called off. */
export function meetingStates(
  texts: Texts,
  active: Told<Engagement>,
): Readonly<Record<string, Told<Engagement>>> {
  const { requester, fpm } = castOf(texts);
  const startAt = MONDAY + 30 * DAY;
  const planned: MeetingEvent = {
    ...{ type: 'MeetingPlanned', edition: 1, startAt, endAt: startAt + HOUR },
  };
  const entry = { id: 'event-1', organizer: fpm.id };
  const joinUrl = 'https://teams.microsoft.com/l/meetup-join/1';
  const after = (...events: readonly MeetingEvent[]): Told<Engagement> => {
    const kept = events.map((event, index) => {
      const by = event.type === 'MeetingPlanned' ? requester : ('system' as const);
      return { ...event, by, at: MONDAY + (9 + index) * DAY, causeId: `meeting-${String(index)}` };
    });
    const state = kept.reduce<Engagement | undefined>(evolveEngagement, active.state);
    return { state: state ?? active.state, history: [...active.history, ...kept] };
  };
  const booked: MeetingEvent = { type: 'MeetingBooked', edition: 1, entry: { ...entry, joinUrl } };
  const left: MeetingEvent = { type: 'MeetingLeft', edition: 1, link: LINK };
  return {
    'meeting asked': after(planned),
    'meeting booked': after(planned, booked),
    'meeting booked without a link': after(planned, { ...booked, entry }),
    'meeting left': after(planned, left),
    'meeting left, refused': after(planned, { ...left, why: 'graph/refused' }),
    'meeting left, unclear': after(planned, { ...left, why: 'graph/unavailable' }),
    'meeting cancelled': after(planned, booked, { type: 'MeetingCancelled', edition: 1 }),
  };
}
