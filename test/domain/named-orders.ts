import fc from 'fast-check';
import type { EngagementOrder } from '../../src/domain/engagement/engagement-messages';
import { CHAT } from './engagement-stories';

const BLANK = { withKickoff: false, withSteps: false, teamsUser: '29:fran' };

/** What becomes of a message in the FPM's name; outcomes come late or for an earlier one. */
export const namedOrder: fc.Arbitrary<EngagementOrder> = fc.constantFrom<EngagementOrder>(
  { type: 'SayInName', edition: 0, line: 'Hello both.', ...BLANK, conversation: CHAT },
  { type: 'SayInName', edition: 0, line: '', ...BLANK, conversation: '' },
  { type: 'GoOnInName' },
  ...[1, 2].flatMap((edition): readonly EngagementOrder[] => [
    { type: 'SayInName', edition, line: '', ...BLANK, withSteps: true, conversation: CHAT },
    { type: 'DiscardInName', edition },
    { type: 'NoteInNamePosted', edition },
    { type: 'NoteSignInNeeded', edition },
    { type: 'NoteInNameLeft', edition, why: 'graph/unclear' },
  ]),
);
