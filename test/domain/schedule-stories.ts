import type { HomeCalendar } from '../../src/domain/directory/home-calendar';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type {
  EngagementEvent,
  EngagementHistory,
  EngagementOrder,
} from '../../src/domain/engagement/engagement-messages';
import { POLICY } from '../../src/domain/policy';
import { meetingFacts } from '../../src/workflow/check-in-facts';
import { FakeCalendar } from '../support/fake-calendar';
import { NOW, PAT } from './cast';
import {
  CHATTING,
  engagementAfter,
  engagementFacts,
  givenEngagement,
  happenedThere,
} from './engagement-stories';
import type { Answer, Told } from './stories';

/** Thursday 2026-11-26, 10:00 UTC: the first check-in of every story. */
export const FIRST = Date.UTC(2026, 10, 26, 10);
export const WEEK = 7 * 86_400_000;
export const HOUR = 3_600_000;

/** Where nobody has a free day. */
const HOME: HomeCalendar = {
  zone: 'UTC',
  country: 'XX',
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  from: '08:00',
  until: '18:00',
};

type Story = readonly EngagementHistory[];

/** Asks an engagement about its check-ins, with the moments that the calendar of these tests gives. */
export function asking(
  story: Story,
  told: Told<EngagementOrder>,
): Answer<Engagement, EngagementEvent> {
  const command = { at: NOW, causeId: 'asked', ...told };
  const ports = { calendar: new FakeCalendar(), policy: POLICY };
  const meeting = meetingFacts(ports, engagementAfter(...story), command, HOME);
  const facts = engagementFacts(meeting === undefined ? {} : { meeting });
  return givenEngagement(...story).when(told, facts);
}

/** The story after one more command. @throws Error when it is refused. */
export function then(story: Story, told: Told<EngagementOrder>): Story {
  const answer = asking(story, told);
  if (!answer.ok) {
    throw new Error(`${told.type} was refused: ${answer.refusal.code}`);
  }
  const at = told.at ?? NOW;
  return [...story, ...answer.events.map((event) => happenedThere(event, told.by, at))];
}

/** Weekly, Thursdays at ten; agreed on Monday. */
export const PLANNED: Story = then(CHATTING, {
  type: 'SetRhythm',
  ...{ rhythm: 'weekly', weekday: '4', hour: '10:00', by: PAT },
});
/** The first check-in is open and waits for an answer. */
export const ASKED: Story = then(PLANNED, {
  type: 'OpenCheckIn',
  ...{ ordinal: 1, by: 'system', at: FIRST },
});
/** The first one was answered an hour later. */
export const TOLD: Story = then(ASKED, {
  type: 'NoteCheckIn',
  report: { ordinal: 1, status: 'Answered', by: PAT, usage: { 'AADP-P2': 4 } },
  ...{ by: 'system', at: FIRST + HOUR },
});
