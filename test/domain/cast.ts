import type { FormOptions } from '../../src/domain/form/fields';
import {
  typed,
  type Instant,
  type PersonId,
  type PersonRef,
  type RequestId,
} from '../../src/domain/kernel';
import { rankExperts, type Candidate, type ExpertProfile } from '../../src/domain/matching';
import type { EarlierRequest } from '../../src/domain/repeat-rule';
import type { RequestForm } from '../../src/domain/request/request';
import type { RequestFacts, TypedAnswers } from '../../src/domain/request/request-commands';

/** Monday 2026-11-23, 09:00 UTC: every story begins here. */
export const NOW: Instant = Date.UTC(2026, 10, 23, 9);

/** So many hours after the story began; negative for before. */
export function hoursIn(hours: number): Instant {
  return NOW + hours * 3_600_000;
}

function person(name: string): PersonRef {
  return { id: `person:${name.toLowerCase()}`, name };
}

/** The requester. */
export const PAT = person('Pat');
/** The FPM of the request, and the company's second one. */
export const FRAN = person('Fran');
export const FAY = person('Fay');
/** Experts, best match first. */
export const SAM = person('Sam');
export const SUE = person('Sue');
export const SOL = person('Sol');
/** Knows the bot, has no part in the story. */
export const MAX = person('Max');
/** The assignment desk. */
export const ADA = person('Ada');

export const ID: RequestId = 'request:11111111-2222-3333-4444-555555555555';
export const TENANT = '0f8fad5b-d9cb-469f-a165-70867728950e';

export const OPTIONS: FormOptions = {
  companies: [{ id: 'partner:contoso', name: 'Contoso', fpms: [FRAN, FAY] }],
  recentCustomers: [
    { tenantId: TENANT, name: typed('Adventure Works'), segment: 'Enterprise' },
    {
      tenantId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      name: typed('Wide World'),
      segment: 'SMC',
    },
  ],
};

/** Every answer of a form that can be submitted. */
export const WHOLE = {
  role: 'engineer',
  workload: 'AADP-P2',
  licences: '400',
  region: 'EMEA',
  language: 'es',
  secondLanguage: 'none',
  tenantId: TENANT,
  tenantName: 'Adventure Works',
  segment: 'Enterprise',
  purpose: 'deploy',
  justification: 'Conditional access stops at the second pilot group.',
  company: 'partner:contoso',
  deliveryTeam: 'FTP Partner',
  fpm: FRAN.id,
  contactMail: 'pat@contoso.example',
  lead: 'true',
} as const satisfies TypedAnswers;

export const FORM: RequestForm = {
  role: 'engineer',
  workloadId: 'AADP-P2',
  licences: 400,
  region: 'EMEA',
  language: 'es',
  tenantId: TENANT,
  tenantName: typed('Adventure Works'),
  segment: 'Enterprise',
  purpose: 'deploy',
  justification: typed(WHOLE.justification),
  fpm: FRAN,
  contactMail: typed('pat@contoso.example'),
  company: { id: 'partner:contoso', name: 'Contoso' },
  deliveryTeam: 'FTP Partner',
};

/** An expert who fits the form; the load makes the ranking. */
export function expert(
  { id, name }: PersonRef,
  changes: Partial<ExpertProfile> = {},
): ExpertProfile {
  return {
    id,
    name,
    workloads: ['AADP-P2'],
    languages: ['es', 'en'],
    regions: ['EMEA'],
    roles: ['engineer'],
    openEngagements: 0,
    limit: 10,
    absences: [],
    active: true,
    ...changes,
  };
}

export const EXPERTS: readonly ExpertProfile[] = [
  expert(SAM),
  expert(SUE, { openEngagements: 1 }),
  expert(SOL, { openEngagements: 2 }),
];

/** The place of these experts in the ranking for {@link FORM}. */
export function candidates(
  experts: readonly ExpertProfile[] = EXPERTS,
  at: Instant = NOW,
): readonly Candidate[] {
  return rankExperts({ ...FORM, requesterId: PAT.id, at }, experts);
}

export function candidate(who: PersonRef): Candidate {
  return candidates([expert(who)])[0]!;
}

export const PROMISES = {
  checkBy: hoursIn(24),
  decideBy: hoursIn(120),
  fpmDecideBy: hoursIn(105),
} as const;

/** What is promised once they are kept: the decision presses four hours before the FPM's due. */
export const KEPT_PROMISES = { ...PROMISES, remindAt: hoursIn(101) } as const;

/** Everything a request could ask for; a story names what differs. */
export function facts(changes: Partial<RequestFacts> = {}): RequestFacts {
  return {
    requester: { person: PAT, mail: 'pat@contoso.example', options: OPTIONS },
    earlier: [],
    experts: EXPERTS,
    number: 1042,
    promises: PROMISES,
    answerBy: answerBy(hoursIn(24)),
    contactBy: hoursIn(48),
    returned: { warnAt: hoursIn(240), closeBy: hoursIn(360) },
    reopenBy: hoursIn(122),
    closeAt: hoursIn(124),
    standIn: FAY,
    desk: [ADA],
    acknowledged: true,
    ...changes,
  };
}

/** The same moment for every expert. */
export function answerBy(at: Instant): Readonly<Record<PersonId, Instant>> {
  return { [SAM.id]: at, [SUE.id]: at, [SOL.id]: at };
}

/** An earlier request of the same company for the same product, ten days ago. */
export function earlier(changes: Partial<EarlierRequest> = {}): EarlierRequest {
  return {
    id: 'request:earlier',
    number: 1007,
    partnerId: 'partner:contoso',
    workloadId: 'AADP-P1',
    role: 'engineer',
    customerTenantId: 'another',
    at: hoursIn(-240),
    result: 'running',
    ...changes,
  };
}
