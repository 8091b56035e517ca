import { z } from 'zod';
import { AGREEMENT_LINES, type AgreementLine } from '../domain/engagement/agreement';
import { ANOTHER_TIME } from './meeting-face';
import { engagementOrder, ofEngagement, text, verb, type VerbReader } from './verb-pieces';

const agreementLines = Object.fromEntries(AGREEMENT_LINES.map((line) => [line, text])) as Record<
  AgreementLine,
  typeof text
>;
const engagementCard = z.enum(['expert', 'kickoff', 'teams-first', 'completion']);

/** Verbs of an engagement's cards. */
export const ENGAGEMENT_VERBS = {
  'engagement.turn': verb(
    ofEngagement.extend({
      card: engagementCard,
      face: z
        .enum(['front', 'more', 'agreement', 'agreement-form', 'trained', 'meeting', 'in-name'])
        .default('front'),
    }),
    ({ id, card, face }) => ({ kind: 'turn', id, card, face }),
  ),
  'engagement.propose-agreement': verb(ofEngagement.extend(agreementLines), ({ id, ...sent }) => {
    const order = { type: 'ProposeAgreement', ...sent };
    return { kind: 'command', id, order, card: 'kickoff', face: 'agreement-form', typed: sent };
  }),
  'engagement.confirm-agreement': verb(
    ofEngagement.extend({ edition: z.coerce.number().int().min(1) }),
    ({ id, edition }) => ({
      kind: 'command',
      id,
      order: { type: 'ConfirmAgreement', edition },
      card: 'kickoff',
      face: 'agreement',
      typed: {},
    }),
  ),
  'engagement.plan-meeting': verb(
    ofEngagement.extend({
      ...{ time: text, day: text, hour: text },
      edition: z.coerce.number().int().min(0).default(0),
    }),
    ({ id, edition, ...typed }) => {
      const time = typed.time === ANOTHER_TIME ? '' : typed.time;
      const order = { type: 'PlanMeeting', edition, ...typed, time };
      return { kind: 'command', id, order, card: 'kickoff', face: 'meeting', typed };
    },
  ),
  'engagement.cancel-meeting': verb(
    ofEngagement.extend({ edition: z.coerce.number().int().min(1) }),
    ({ id, edition }) => ({
      kind: 'command',
      id,
      order: { type: 'CancelMeeting', edition },
      card: 'kickoff',
      face: 'meeting',
      typed: {},
    }),
  ),
  'engagement.say-in-name': verb(
    ofEngagement.extend({
      ...{ line: text, withKickoff: text, withSteps: text },
      edition: z.coerce.number().int().min(0).default(0),
    }),
    ({ id, edition, ...typed }) => {
      const ticked = {
        withKickoff: typed.withKickoff === 'true',
        withSteps: typed.withSteps === 'true',
      };
      const order = { type: 'SayInName', edition, line: typed.line, ...ticked };
      return { kind: 'command', id, order, card: 'kickoff', face: 'in-name', typed };
    },
  ),
  'engagement.discard-in-name': verb(
    ofEngagement.extend({ edition: z.coerce.number().int().min(1) }),
    ({ id, edition }) => ({
      kind: 'command',
      id,
      order: { type: 'DiscardInName', edition },
      card: 'in-name',
      face: 'front',
      typed: {},
    }),
  ),
  'engagement.sign-in': verb(ofEngagement, ({ id }) => ({ kind: 'sign-in', id })),
  'engagement.tell-trained': verb(ofEngagement.extend({ names: text }), ({ id, names }) => ({
    kind: 'command',
    id,
    order: { type: 'TellTrained', names },
    card: 'completion',
    face: 'trained',
    typed: { names },
  })),
  'engagement.in-my-language': verb(
    ofEngagement.extend({ card: engagementCard }),
    ({ id, card }) => ({
      kind: 'turn',
      id,
      card,
      face: 'front',
      own: true,
    }),
  ),
  'engagement.consent-form': verb(ofEngagement, ({ id }) => ({
    kind: 'turn',
    id,
    card: 'teams-first',
    face: 'consent',
  })),
  'engagement.complete-form': verb(ofEngagement, ({ id }) => ({
    kind: 'turn',
    id,
    card: 'expert',
    face: 'complete',
  })),
  'engagement.missing-form': verb(ofEngagement, ({ id }) => ({
    kind: 'turn',
    id,
    card: 'completion',
    face: 'missing',
  })),
  'engagement.tick': verb(
    ofEngagement.extend({ task: z.string().max(10), consentBy: text, consentOn: text }),
    (sent) => ({
      kind: 'command',
      id: sent.id,
      order: {
        type: 'TickTask',
        task: sent.task,
        consentBy: sent.consentBy,
        consentOn: sent.consentOn,
      },
      card: 'teams-first',
      face: 'consent',
      typed: { consentBy: sent.consentBy, consentOn: sent.consentOn },
    }),
  ),
  'engagement.complete': verb(
    ofEngagement.extend({
      summary: text,
      criteriaMet: text,
      whyUnmet: text,
      learned: text,
      inFtop: text,
      feedback: text,
    }),
    ({ id, ...typed }) => ({
      kind: 'command',
      id,
      order: { type: 'ReportCompletion', ...typed, inFtop: typed.inFtop === 'true' },
      card: 'expert',
      face: 'complete',
      typed,
    }),
  ),
  'engagement.confirm': engagementOrder('ConfirmCompletion', 'completion'),
  'engagement.agree': engagementOrder('AgreeToEnd', 'completion'),
  'engagement.missing': verb(ofEngagement.extend({ note: text }), ({ id, note }) => ({
    kind: 'command',
    id,
    order: { type: 'SendBack', note },
    card: 'completion',
    face: 'missing',
    typed: { note },
  })),
} as const satisfies Record<string, VerbReader>;
