import { typed } from '../../../src/domain/kernel';
import { evolveEngagement } from '../../../src/domain/engagement/evolve-engagement';
import { FRAN, PAT } from '../cast';
import {
  ACTIVE,
  AGREED,
  CHATTING,
  COMPLETED,
  engagementAfter,
  happenedThere,
  OPENED,
  REPORTED,
  SENT_BACK,
} from '../engagement-stories';

const [OPENING] = OPENED;
const REPORTING = REPORTED.at(-1)!;
const AGREEING = AGREED.at(-1)!;
const SENDING_BACK = SENT_BACK.at(-1)!;
const COMPLETING = COMPLETED.at(-1)!;

describe('an engagement', () => {
  test('begins with its opening, and with nothing else', () => {
    const others = [...CHATTING.slice(1), REPORTING, AGREEING, SENDING_BACK, COMPLETING];

    expect(evolveEngagement(undefined, OPENING!)).toMatchObject({ status: 'Preparing' });
    expect(others.map((event) => evolveEngagement(undefined, event))).toEqual(
      others.map(() => undefined),
    );
  });

  test.each([
    ['an opening', ACTIVE, OPENING!],
    ['a tick by nobody', ACTIVE, happenedThere({ type: 'TaskTicked', task: '3723' }, 'system')],
    ['an agreement without a report', ACTIVE, AGREEING],
    ['a sending back without a report', ACTIVE, SENDING_BACK],
    [
      'a sending back by nobody',
      REPORTED,
      happenedThere({ type: 'CompletionSentBack', note: typed('No.') }, 'system'),
    ],
    ['a completion without a report', ACTIVE, COMPLETING],
    ['a second report', REPORTED, REPORTING],
    ['a report after the end', COMPLETED, REPORTING],
    ['an agreement after the end', COMPLETED, AGREEING],
    ['a sending back after the end', COMPLETED, SENDING_BACK],
    ['a second completion', COMPLETED, happenedThere({ type: 'EngagementCompleted' }, FRAN)],
  ])('is left as it is by %s', (_what, story, event) => {
    const before = engagementAfter(...story);

    expect(evolveEngagement(before, event)).toBe(before);
  });

  test('is the same whenever its history is read', () => {
    const before = JSON.stringify(COMPLETED);

    expect(engagementAfter(...COMPLETED)).toEqual(engagementAfter(...COMPLETED));
    expect(JSON.stringify(COMPLETED)).toBe(before);
    expect(engagementAfter(...COMPLETED)).toMatchObject({ requester: PAT, fpm: FRAN });
  });
});
