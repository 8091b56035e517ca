import type { HistoryLine } from '../../src/cards/drawing';
import { decideEngagement } from '../../src/domain/engagement/decide-engagement';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementOrder } from '../../src/domain/engagement/engagement-messages';
import { evolveEngagement } from '../../src/domain/engagement/evolve-engagement';
import type { CommandMeta, PersonId, PersonRef } from '../../src/domain/kernel';
import type { ExpertProfile } from '../../src/domain/matching';
import { POLICY } from '../../src/domain/policy';
import { decideRequest } from '../../src/domain/request/decide-request';
import { evolveRequest } from '../../src/domain/request/evolve-request';
import type { Request } from '../../src/domain/request/request';
import type { RequestFacts, RequestOrder } from '../../src/domain/request/request-commands';

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, 5 January 2026, 09:00 UTC. */
export const MONDAY = Date.UTC(2026, 0, 5, 9);
const NUMBER = 1042;
export const REQUEST = 'request:00000000-0000-4000-8000-000000001042';
export const ENGAGEMENT = 'engagement:00000000-0000-4000-8000-000000001042';

/** Everything people type, and how every name of the directory ends. */
export interface Texts {
  readonly nameEnding: string;
  readonly tenantName: string;
  readonly contactMail: string;
  readonly justification: string;
  readonly otherInformation: string;
  readonly emailSource: string;
  readonly exceptionReason: string;
  readonly difference: string;
  readonly note: string;
  readonly missing: string;
  readonly summary: string;
  readonly whyUnmet: string;
  readonly learned: string;
  readonly feedback: string;
  readonly consentBy: string;
  readonly question: string;
  readonly answer: string;
  /** Stands in every line of an agreement. */
  readonly agreed: string;
}

export const PLAIN: Texts = {
  nameEnding: '',
  tenantName: 'Wingtip Toys',
  contactMail: 'rollout@partner.example',
  justification: 'Conditional access locks out half of the test group.',
  otherInformation: 'The pilot ends in two weeks.',
  emailSource: 'Lotus Notes',
  exceptionReason: 'The guide stops where the hybrid part begins.',
  difference: 'Earlier it was the pilot, this is the branch offices.',
  note: 'Please say which policies were tried.',
  missing: 'Nobody of ours has been shown the reports.',
  summary: 'All policies are in place for every branch office.',
  whyUnmet: 'One branch office has no devices yet.',
  learned: 'Two engineers can write policies on their own.',
  feedback: 'The partner prepared very well.',
  consentBy: 'Head of workplace IT',
  question: 'May the expert look at the tenant of the pilot as well?',
  answer: 'Yes, once the customer has agreed in writing.',
  agreed: 'Both branch offices sign in with conditional access.',
};

/** Who plays which part. `first` declines, `second` never answers, `third` accepts; the others are not free. */
export type Part =
  'requester' | 'fpm' | 'otherFpm' | 'first' | 'second' | 'third' | 'away' | 'misfit';
export type Cast = Readonly<Record<Part, PersonRef>>;

const NAMES: Readonly<Record<Part, string>> = {
  requester: 'Robin Requester',
  fpm: 'Fran Manager',
  otherFpm: 'Olli Manager',
  first: 'Dana Decliner',
  second: 'Sid Silent',
  third: 'Asa Accepter',
  away: 'Avery Absent',
  misfit: 'Mika Misfit',
};

function personId(part: Part): PersonId {
  return `person:${part.toLowerCase().padEnd(10, '-')}0001`;
}

export function castOf({ nameEnding }: Texts): Cast {
  const people = Object.entries(NAMES).map(([part, name]) => [
    part,
    { id: personId(part as Part), name: `${name}${nameEnding}` },
  ]);
  return Object.fromEntries(people) as Cast;
}

/** Somebody who could help with anything, until `but` takes something away. */
function expert(person: PersonRef, but: Partial<ExpertProfile> = {}): ExpertProfile {
  return {
    ...person,
    workloads: ['AADP-P2', 'EXCHANGE-MIGRATION'],
    languages: ['es', 'en'],
    regions: ['EMEA'],
    roles: ['engineer', 'migration'],
    openEngagements: 0,
    limit: 4,
    absences: [],
    active: true,
    ...but,
  };
}

/** What the directory and the calendar say at a moment. */
export function factsAt(at: number, texts: Texts, more: Partial<RequestFacts> = {}): RequestFacts {
  const cast = castOf(texts);
  const experts = [
    expert(cast.first, { lastWithPartner: MONDAY - 90 * DAY }),
    expert(cast.second, { openEngagements: 1, workloads: ['AADP-P1', 'MCAS'] }),
    expert(cast.third, {
      workloads: ['AADP-P1'],
      openEngagements: 2,
      languages: ['en'],
      regions: ['APJ'],
    }),
    expert(cast.away, { absences: [{ from: at - DAY, until: at + 9 * DAY }], openEngagements: 4 }),
    expert(cast.misfit, { active: false, workloads: [], languages: ['ja'], roles: [] }),
  ];
  const name = `Fabrikam Partners${texts.nameEnding}`;
  const company = { id: 'partner:fabrikam', name, fpms: [cast.fpm] } as const;
  return {
    requester: {
      person: cast.requester,
      mail: texts.contactMail,
      options: { companies: [company], recentCustomers: [] },
    },
    earlier: [],
    experts,
    number: NUMBER,
    promises: { checkBy: at + DAY, decideBy: at + 5 * DAY, fpmDecideBy: at + 4 * DAY },
    answerBy: Object.fromEntries(experts.map(({ id }) => [id, at + DAY])),
    contactBy: at + 2 * DAY,
    returned: { warnAt: at + 14 * DAY, closeBy: at + 21 * DAY },
    reopenBy: at + 7 * DAY,
    desk: [cast.otherFpm],
    acknowledged: false,
    ...more,
  };
}

/** A record and what happened to it so far. */
export interface Told<State> {
  readonly state: State;
  readonly history: readonly HistoryLine[];
}

/** People act an hour apart; the process itself wakes up two days later. */
function metaAfter(told: Told<unknown> | undefined, by: CommandMeta['by']): CommandMeta {
  const last = told?.history.at(-1)?.at ?? MONDAY - HOUR;
  const at = last + (by === 'system' ? 2 * DAY : HOUR);
  return { by, at, causeId: `cause-${String(told?.history.length ?? 0)}` };
}

/** A request that nobody has opened yet. */
export interface Scene {
  readonly texts: Texts;
  readonly facts?: Partial<RequestFacts>;
}

/** The request after one more command, decided and folded as in the product. @throws Error when the command is refused. */
export function tellRequest(
  told: Told<Request> | undefined,
  by: CommandMeta['by'],
  order: RequestOrder,
  scene: Scene,
): Told<Request> {
  const meta = metaAfter(told, by);
  const facts = factsAt(meta.at, scene.texts, scene.facts);
  const decision = decideRequest(told?.state, { ...order, ...meta }, { facts, policy: POLICY });
  if (!decision.ok) {
    throw new Error(`${order.type} was refused: ${decision.refusal.code}`);
  }
  const events = decision.events.map((event) => ({ ...event, ...meta }));
  const state = events.reduce<Request | undefined>(evolveRequest, told?.state);
  if (state === undefined) {
    throw new Error(`${order.type} left no request`);
  }
  return { state, history: [...(told?.history ?? []), ...events] };
}

/** The engagement after one more command. @throws Error when the command is refused. */
export function tellEngagement(
  told: Told<Engagement> | undefined,
  by: CommandMeta['by'],
  order: EngagementOrder,
): Told<Engagement> {
  const meta = metaAfter(told, by);
  const decision = decideEngagement(
    told?.state,
    { ...order, ...meta },
    {
      id: ENGAGEMENT,
      language: 'es',
      zone: 'Europe/Madrid',
      confirmBy: meta.at + 2 * DAY,
      today: '2026-01-09',
    },
    POLICY,
  );
  if (!decision.ok) {
    throw new Error(`${order.type} was refused: ${decision.refusal.code}`);
  }
  const events = decision.events.map((event) => ({ ...event, ...meta }));
  const state = events.reduce<Engagement | undefined>(evolveEngagement, told?.state);
  if (state === undefined) {
    throw new Error(`${order.type} left no engagement`);
  }
  return { state, history: [...(told?.history ?? []), ...events] };
}
