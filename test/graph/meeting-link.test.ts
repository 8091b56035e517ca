import { createMeetingLinks, meetingLink } from '../../src/graph/meeting-link';
import type { MeetingPlan } from '../../src/workflow/ports';

const PLAN: MeetingPlan = {
  key: 'engagement:r1:4:0',
  subject: 'SME-1042 · Kickoff & more',
  text: 'Who? What?',
  startAt: Date.parse('2026-11-25T09:00:00Z'),
  endAt: Date.parse('2026-11-25T10:00:00Z'),
  invited: [
    { name: 'Pat', mail: 'pat@contoso.example' },
    { name: 'Sam', mail: 'sam+x@fabrikam.example' },
  ],
};

test('the link opens the meeting in Teams of the cloud, filled in', () => {
  const link = new URL(meetingLink('gov.teams.microsoft.us', PLAN));

  expect(link.host + link.pathname).toBe('gov.teams.microsoft.us/l/meeting/new');
  expect(Object.fromEntries(link.searchParams)).toEqual({
    subject: PLAN.subject,
    startTime: '2026-11-25T09:00:00.000Z',
    endTime: '2026-11-25T10:00:00.000Z',
    content: PLAN.text,
    attendees: 'pat@contoso.example,sam+x@fabrikam.example',
  });
});

test('without Graph nothing is booked and no calendar is seen', async () => {
  const { book, busy, cancel } = createMeetingLinks('teams.microsoft.com');

  expect(await book(PLAN)).toBeUndefined();
  expect(await busy('person:a', ['a@contoso.example'], { from: 0, until: 1 })).toEqual(new Map());
  await expect(cancel('event', 'person:a')).resolves.toBeUndefined();
});
