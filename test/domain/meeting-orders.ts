import fc from 'fast-check';
import type { EngagementOrder } from '../../src/domain/engagement/engagement-messages';
import { FRAN } from './cast';

const ENTRY = { id: 'event-1', organizer: FRAN.id, joinUrl: 'https://teams.example.com/1' };

/** What becomes of the kickoff meeting; outcomes come late or for an earlier plan. */
export const meetingOrder: fc.Arbitrary<EngagementOrder> = fc.constantFrom<EngagementOrder>(
  { type: 'PlanMeeting', edition: 0, time: '', day: '2026-11-26', hour: '10:00' },
  { type: 'PlanMeeting', edition: 0, time: '1795600000000', day: '', hour: '' },
  { type: 'PlanMeeting', edition: 0, time: '', day: 'soon', hour: 'early' },
  ...[1, 2].flatMap((edition): readonly EngagementOrder[] => [
    { type: 'CancelMeeting', edition },
    { type: 'NoteMeetingBooked', edition, entry: ENTRY },
    { type: 'NoteMeetingLeft', edition, link: 'https://teams.example.com/new' },
    {
      ...{ type: 'NoteMeetingLeft', edition, link: 'https://teams.example.com/new' },
      why: 'graph/refused',
    },
  ]),
);
