import type { Effect } from '../../src/domain/effects';
import { decideEngagement } from '../../src/domain/engagement/decide-engagement';
import type { Engagement } from '../../src/domain/engagement/engagement';
import { effectsOfEngagement } from '../../src/domain/engagement/engagement-effects';
import type {
  EngagementEvent,
  EngagementFacts,
  EngagementHistory,
  EngagementOrder,
} from '../../src/domain/engagement/engagement-messages';
import { evolveEngagement } from '../../src/domain/engagement/evolve-engagement';
import {
  typed,
  type Actor,
  type ConversationId,
  type EngagementId,
  type Instant,
} from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { FORM, FRAN, hoursIn, ID, NOW, PAT, SAM } from './cast';
import type { Answer, Told } from './stories';

export const ENGAGEMENT: EngagementId = 'engagement:11111111-2222-3333-4444-555555555555';
export const CHAT: ConversationId = 'conversation:kickoff';

/** The order with which the request opens its engagement. */
export const OPEN: Extract<EngagementOrder, { type: 'OpenEngagement' }> = {
  type: 'OpenEngagement',
  request: ID,
  number: 1042,
  requester: PAT,
  form: FORM,
  expert: SAM,
  contactBy: hoursIn(48),
};

/** The expert's report with every criterion met. */
export const REPORT: Extract<EngagementOrder, { type: 'ReportCompletion' }> = {
  type: 'ReportCompletion',
  summary: 'Conditional access is live.',
  criteriaMet: 'yes',
  whyUnmet: '',
  learned: 'Two engineers of the partner.',
  inFtop: true,
  feedback: '',
};

/** An event as the history keeps it. */
export function happenedThere(
  event: EngagementEvent,
  by: Actor = 'system',
  at: Instant = NOW,
): EngagementHistory {
  return { ...event, by, at, causeId: 'told' };
}

type Story = readonly EngagementHistory[];

function reported(awaits: 'fpm' | 'requester'): EngagementHistory {
  const criteriaMet = awaits === 'requester';
  return happenedThere(
    {
      type: 'CompletionReported',
      report: {
        summary: typed('Conditional access is live.'),
        criteriaMet,
        learned: typed('Two engineers of the partner.'),
        inFtop: true,
        ...(criteriaMet ? {} : { whyUnmet: typed('The last site moves in May.') }),
      },
      awaits,
      confirmBy: hoursIn(200),
    },
    SAM,
    hoursIn(80),
  );
}

const { type: _order, ...OPENING } = OPEN;

export const OPENED: Story = [
  happenedThere({
    type: 'EngagementOpened',
    id: ENGAGEMENT,
    language: 'es',
    zone: 'Europe/Madrid',
    ...OPENING,
  }),
];
export const CHATTING: Story = [
  ...OPENED,
  happenedThere({ type: 'KickoffChatOpened', chats: [CHAT] }),
];
export const ACTIVE: Story = [
  ...CHATTING,
  happenedThere(
    { type: 'ContactNoted', contact: { by: SAM, at: hoursIn(4) } },
    'system',
    hoursIn(4),
  ),
];
/** Every criterion is met: the partner is asked, until `hoursIn(200)`. */
export const REPORTED: Story = [...ACTIVE, reported('requester')];
/** A criterion is unmet: the FPM is asked first. */
export const UNMET: Story = [...ACTIVE, reported('fpm')];
export const AGREED: Story = [
  ...UNMET,
  happenedThere({ type: 'EndAgreed', confirmBy: hoursIn(210) }, FRAN, hoursIn(90)),
];
export const SENT_BACK: Story = [
  ...REPORTED,
  happenedThere(
    { type: 'CompletionSentBack', note: typed('The handbook is missing.') },
    PAT,
    hoursIn(90),
  ),
];
export const COMPLETED: Story = [
  ...REPORTED,
  happenedThere({ type: 'EngagementCompleted' }, PAT, hoursIn(100)),
];

/** What `decideEngagement` is given; a story names what differs. */
export function engagementFacts(changes: Partial<EngagementFacts> = {}): EngagementFacts {
  return {
    id: ENGAGEMENT,
    language: 'es',
    zone: 'Europe/Madrid',
    confirmBy: hoursIn(200),
    today: '2026-11-23',
    ...changes,
  };
}

/** The engagement after these events. */
export function engagementAfter(...events: Story): Engagement | undefined {
  return events.reduce<Engagement | undefined>(evolveEngagement, undefined);
}

/** An engagement to which this has happened; `when` asks it, and changes nothing. */
export function givenEngagement(...events: Story): {
  readonly when: (
    command: Told<EngagementOrder>,
    facts?: EngagementFacts,
  ) => Answer<Engagement, EngagementEvent>;
} {
  const state = engagementAfter(...events);
  return {
    when: (told, facts = engagementFacts()) => {
      const command = { at: NOW, causeId: 'asked', ...told };
      const decision = decideEngagement(state, command, facts, POLICY);
      const stamped = decision.ok
        ? decision.events.map((event) => happenedThere(event, command.by, command.at))
        : [];
      return { ...decision, ...continued(state, stamped) };
    },
  };
}

function continued(
  state: Engagement | undefined,
  events: Story,
): { readonly after: Engagement | undefined; readonly effects: readonly Effect[] } {
  let after = state;
  const effects = events.flatMap((event) => {
    after = evolveEngagement(after, event);
    return after === undefined ? [] : effectsOfEngagement(event, after);
  });
  return { after, effects };
}
