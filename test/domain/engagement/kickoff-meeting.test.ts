import type { EngagementHistory } from '../../../src/domain/engagement/engagement-messages';
import type { MeetingEvent } from '../../../src/domain/engagement/kickoff-meeting';
import type { Actor } from '../../../src/domain/kernel';
import { FAY, FRAN, hoursIn, NOW, PAT, SAM } from '../cast';
import {
  ACTIVE,
  CHATTING,
  COMPLETED,
  engagementAfter,
  engagementFacts,
  givenEngagement,
  happenedThere,
  REPORTED,
} from '../engagement-stories';

const START = hoursIn(48);
const HOUR = 3_600_000;
const PLANNED = {
  type: 'MeetingPlanned',
  edition: 1,
  startAt: START,
  endAt: START + HOUR,
} as const;
const ENTRY = { id: 'event-1', organizer: FRAN.id, joinUrl: 'https://teams.example.com/1' };
const LINK = 'https://teams.microsoft.com/l/meeting/new';
const BOOKED = { type: 'MeetingBooked', edition: 1, entry: ENTRY } as const;
const LEFT = { type: 'MeetingLeft', edition: 1, link: LINK, why: 'graph/refused' } as const;

type Story = readonly EngagementHistory[];

function met(...events: readonly MeetingEvent[]): Story {
  return [
    ...ACTIVE,
    ...events.map((event, index) => {
      const by: Actor = event.type === 'MeetingPlanned' ? SAM : 'system';
      return happenedThere(event, by, hoursIn(5) + index);
    }),
  ];
}

const ASKED_STORY = met(PLANNED);
const BOOKED_STORY = met(PLANNED, BOOKED);
const LEFT_STORY = met(PLANNED, LEFT);
const PLAN = { type: 'PlanMeeting', edition: 0, time: String(START), day: '', hour: '' } as const;

function planAt(meetingAt: number | undefined): ReturnType<typeof engagementFacts> {
  return engagementFacts(meetingAt === undefined ? {} : { meetingAt });
}

describe('a kickoff meeting', () => {
  test.each([PAT, FRAN, SAM])('is planned by $name for an hour, and put into calendars', (by) => {
    const answer = givenEngagement(...CHATTING).when({ ...PLAN, by }, planAt(START));

    expect(answer).toMatchObject({
      events: [PLANNED],
      effects: [{ type: 'BookMeeting', edition: 1 }],
      after: { meeting: { status: 'Asked', startAt: START, plannedBy: by } },
    });
  });

  test.each<[string, Story, Actor, string]>([
    ['somebody else plans it', ACTIVE, FAY, 'not-yours'],
    ['nobody plans it', ACTIVE, 'system', 'not-yours'],
    ['completion is reported', REPORTED, SAM, 'not-now'],
    ['all is over', COMPLETED, FRAN, 'not-now'],
    ['another one is on its way', ASKED_STORY, PAT, 'meeting-pending'],
  ])('is refused when %s', (_when, story, by, code) => {
    const answer = givenEngagement(...story).when({ ...PLAN, by }, planAt(START + HOUR));

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test.each([
    ['a moment that is none', { time: 'soon' }, undefined, 'date-wrong'],
    [
      'a day that does not exist',
      { time: '', day: '2026-02-30', hour: '9:00' },
      undefined,
      'date-wrong',
    ],
    [
      'an hour that does not exist',
      { time: '', day: '2026-11-26', hour: '25:00' },
      undefined,
      'hour-wrong',
    ],
    ['this very moment', {}, NOW, 'date-wrong'],
    ['a moment a year ahead', {}, NOW + 365 * 24 * HOUR, 'date-wrong'],
  ])('is not planned for %s', (_what, typed, meetingAt, code) => {
    const answer = givenEngagement(...ACTIVE).when(
      { ...PLAN, ...typed, by: SAM },
      planAt(meetingAt),
    );

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('may begin in a millisecond, and a millisecond before a year has passed', () => {
    for (const at of [NOW + 1, NOW + 365 * 24 * HOUR - 1]) {
      expect(givenEngagement(...ACTIVE).when({ ...PLAN, by: SAM }, planAt(at)).ok).toBe(true);
    }
  });

  test('that is planned for the same moment once more stays as it is', () => {
    const answer = givenEngagement(...BOOKED_STORY).when({ ...PLAN, by: PAT }, planAt(START));

    expect(answer).toMatchObject({ ok: true, events: [] });
  });
});

describe('what comes of it', () => {
  test('is kept: where it stands, and how to join', () => {
    const told = { type: 'NoteMeetingBooked', edition: 1, entry: ENTRY, by: 'system' } as const;

    expect(givenEngagement(...ASKED_STORY).when(told)).toMatchObject({
      events: [BOOKED],
      after: { meeting: { status: 'Booked', entry: ENTRY } },
    });
  });

  test('is kept: that the three have to do it themselves, and why', () => {
    const told = { ...LEFT, type: 'NoteMeetingLeft', by: 'system' } as const;

    expect(givenEngagement(...ASKED_STORY).when(told)).toMatchObject({
      events: [LEFT],
      after: { meeting: { status: 'Left', link: LINK, why: 'graph/refused' } },
    });
  });

  test.each<[string, Story]>([
    ['it is told a second time', BOOKED_STORY],
    ['it is about an earlier plan', met(PLANNED, BOOKED, { ...PLANNED, edition: 2 })],
    ['nothing was planned', ACTIVE],
  ])('is let go when %s', (_when, story) => {
    const booked = { type: 'NoteMeetingBooked', edition: 1, entry: ENTRY, by: 'system' } as const;
    const left = { ...LEFT, type: 'NoteMeetingLeft', by: 'system' } as const;

    expect(givenEngagement(...story).when(booked)).toMatchObject({ ok: true, events: [] });
    expect(givenEngagement(...story).when(left)).toMatchObject({ ok: true, events: [] });
  });
});

describe('another time', () => {
  const later = planAt(START + HOUR);

  test('moves what stands in the calendar', () => {
    const { after, effects } = givenEngagement(...BOOKED_STORY).when({ ...PLAN, by: PAT }, later);

    expect(after?.meeting).toMatchObject({ edition: 2, status: 'Asked', entry: ENTRY });
    expect(effects).toEqual([{ type: 'BookMeeting', edition: 2 }]);
  });

  test('after a meeting that took place is another meeting', () => {
    const command = { ...PLAN, by: PAT, at: START + HOUR };

    const { after } = givenEngagement(...BOOKED_STORY).when(command, planAt(START + 9 * HOUR));

    expect(after?.meeting).not.toHaveProperty('entry');
  });

  test('that the calendar did not take leaves the entry to be moved or called off later', () => {
    const replanned = { ...PLANNED, edition: 2, startAt: START + HOUR, endAt: START + 2 * HOUR };
    const story = met(PLANNED, BOOKED, replanned, { ...LEFT, edition: 2 });

    const moved = givenEngagement(...story).when({ ...PLAN, edition: 2, by: PAT }, later);
    const off = givenEngagement(...story).when({ type: 'CancelMeeting', edition: 2, by: PAT });

    expect(moved.after?.meeting).toMatchObject({ edition: 3, status: 'Asked', entry: ENTRY });
    expect(off.effects).toMatchObject([{ type: 'CancelMeeting', event: ENTRY.id }]);
  });

  test('is not tried anew for the same time by whoever had not seen that it was left', () => {
    const answer = givenEngagement(...LEFT_STORY).when({ ...PLAN, by: PAT }, planAt(START));

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test.each([
    ['another time', START + HOUR],
    ['the same time', START],
  ])('after one that was left is tried anew for %s', (_which, startAt) => {
    const again = { ...PLAN, edition: 1, by: PAT };
    const { after } = givenEngagement(...LEFT_STORY).when(again, planAt(startAt));

    expect(after?.meeting).toEqual({
      ...{ edition: 2, status: 'Asked', plannedBy: PAT },
      ...{ startAt, endAt: startAt + HOUR },
    });
  });
});

describe('calling it off', () => {
  const off = { type: 'CancelMeeting', edition: 1 } as const;

  test.each([PAT, FRAN, SAM])('is open to $name, and takes it out of the calendar', (by) => {
    const { after, effects } = givenEngagement(...BOOKED_STORY).when({ ...off, by });

    expect(after?.meeting?.status).toBe('Cancelled');
    expect(after?.meeting).not.toHaveProperty('entry');
    expect(effects).toEqual([
      { type: 'CancelMeeting', event: ENTRY.id, organizer: ENTRY.organizer },
    ]);
  });

  test('of one that stands in no calendar leaves nothing to do', () => {
    const { after, effects } = givenEngagement(...LEFT_STORY).when({ ...off, by: PAT });

    expect(after?.meeting?.status).toBe('Cancelled');
    expect(effects).toEqual([]);
  });

  test.each<[string, Story, Actor, string]>([
    ['somebody else', BOOKED_STORY, FAY, 'not-yours'],
    ['who saw an earlier plan', met(PLANNED, BOOKED, { ...PLANNED, edition: 2 }), PAT, 'not-now'],
    ['where nothing is planned', ACTIVE, PAT, 'not-now'],
    ['while it is on its way', ASKED_STORY, PAT, 'meeting-pending'],
    [
      'who did it before',
      met(PLANNED, BOOKED, { type: 'MeetingCancelled', edition: 1 }),
      PAT,
      'not-now',
    ],
  ])('is refused to %s', (_whom, story, by, code) => {
    expect(givenEngagement(...story).when({ ...off, by })).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  test('leaves room for another one, under a number of its own', () => {
    const story = met(PLANNED, BOOKED, { type: 'MeetingCancelled', edition: 1 });

    const { after } = givenEngagement(...story).when({ ...PLAN, by: PAT }, planAt(START));

    expect(after?.meeting).toMatchObject({ edition: 2, status: 'Asked' });
    expect(engagementAfter(...story)?.meeting?.status).toBe('Cancelled');
  });
});
