import type { Instant, PersonId, PersonRef } from './kernel';
import type { Region } from './routing/routing-table';
import { codeOf } from './routing/workloads';

/** F9: which kind of expert is asked for. */
export type ExpertRole = 'engineer' | 'migration';

/** What an expert is needed for. */
export interface ExpertNeed {
  readonly workloadId: string;
  /** IETF tags, as in EXPERT_LANGUAGES. */
  readonly language: string;
  readonly secondLanguage?: string;
  readonly region: Region;
  readonly role: ExpertRole;
  readonly requesterId: PersonId;
  /** The moment for which absences are looked at. */
  readonly at: Instant;
}

/** What the directory knows of an expert. Ids are unique within one list. */
export interface ExpertProfile {
  readonly id: PersonId;
  readonly name: string;
  /** Workload ids. */
  readonly workloads: readonly string[];
  readonly languages: readonly string[];
  readonly regions: readonly Region[];
  readonly roles: readonly ExpertRole[];
  readonly openEngagements: number;
  /** Most engagements at once; 0 takes the expert out of new ones. */
  readonly limit: number;
  /** From, inclusive, until, exclusive. */
  readonly absences: readonly { readonly from: Instant; readonly until: Instant }[];
  /** When they last worked with the partner who asks. */
  readonly lastWithPartner?: Instant;
  /** `false` once they have left the pool of experts. */
  readonly active: boolean;
}

/** What speaks for an expert, with its figures. Each code has its own sentence. */
export type Reason =
  | { readonly code: 'workload'; readonly workloadId: string }
  | { readonly code: 'workload-other-plan'; readonly workloadId: string }
  | { readonly code: 'language'; readonly language: string; readonly rank: 'primary' | 'secondary' }
  | { readonly code: 'region'; readonly region: Region }
  | { readonly code: 'load'; readonly open: number; readonly limit: number }
  | { readonly code: 'worked-with-partner'; readonly at: Instant };

/** What speaks against an expert. Only `other-region` leaves them free to be asked without a person's word. */
export type Warning =
  | { readonly code: 'inactive' }
  | { readonly code: 'other-role'; readonly role: ExpertRole }
  | { readonly code: 'away'; readonly until: Instant }
  | { readonly code: 'full'; readonly open: number; readonly limit: number }
  | { readonly code: 'no-workload'; readonly workloadId: string }
  | { readonly code: 'no-language'; readonly language: string }
  | { readonly code: 'other-region'; readonly region: Region };

/** An expert as ranked for one need. For the FPM only; kept on events, so that a choice explains itself later. */
export interface Candidate {
  readonly expert: PersonRef;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Warning[];
  /**
   * Sort key, compared from the left, smaller first: obstacles (warnings but the region), workload (0 same plan, 1 other
   * plan, 2 none), language (0 primary, 1 second, 2 none), region (0 theirs, 1 other), share of the limit in use, and the
   * negative moment of the last work with the partner (0 never).
   */
  readonly score: readonly number[];
}

/**
 * All experts but the requester, best first. Nobody is dropped: who is away, full or lacks something comes last with
 * the warning, because a person may know better. The order is total (score, then id) and does not depend on the order given. Pure.
 */
export function rankExperts(
  need: ExpertNeed,
  experts: readonly ExpertProfile[],
): readonly Candidate[] {
  return experts
    .filter(({ id }) => id !== need.requesterId)
    .map((expert) => candidateOf(need, expert))
    .toSorted(compareCandidates);
}

/** Whether the expert can be asked without a person overriding a warning. Pure. */
export function isFree(candidate: Candidate): boolean {
  return candidate.warnings.every(({ code }) => code === 'other-region');
}

/** The best `count` of a ranking who are free; fewer, or none, when there are no more. Pure. */
export function topCandidates(ranked: readonly Candidate[], count: number): readonly Candidate[] {
  return ranked.filter(isFree).slice(0, Math.max(0, count));
}

/** One thing that was looked at: what it says, and its place in the score. */
interface Finding {
  readonly reason?: Reason;
  readonly warning?: Warning;
  readonly key: number;
}

function candidateOf(need: ExpertNeed, expert: ExpertProfile): Candidate {
  const ranking = [
    workloadFinding(need, expert),
    languageFinding(need, expert),
    regionFinding(need, expert),
    loadFinding(expert),
    partnerFinding(expert),
  ];
  const findings = [...presenceFindings(need, expert), ...ranking];
  const warnings = findings.flatMap(({ warning }) => (warning === undefined ? [] : [warning]));
  const obstacles = warnings.filter(({ code }) => code !== 'other-region').length;
  return {
    expert: { id: expert.id, name: expert.name },
    reasons: findings.flatMap(({ reason }) => (reason === undefined ? [] : [reason])),
    warnings,
    score: [obstacles, ...ranking.map(({ key }) => key)],
  };
}

function presenceFindings(need: ExpertNeed, expert: ExpertProfile): readonly Finding[] {
  const until = awayUntil(expert.absences, need.at);
  const warnings: readonly (Warning | false)[] = [
    !expert.active && { code: 'inactive' },
    !expert.roles.includes(need.role) && { code: 'other-role', role: need.role },
    until !== undefined && { code: 'away', until },
  ];
  return warnings.flatMap((warning) => (warning === false ? [] : [{ warning, key: 0 }]));
}

/** The end of the absence that covers the moment; absences that follow without a gap count as one. */
function awayUntil(absences: ExpertProfile['absences'], at: Instant): Instant | undefined {
  return absences
    .toSorted((one, other) => one.from - other.from)
    .reduce<Instant | undefined>((until, absence) => {
      const reached = until ?? at;
      return absence.from <= reached && absence.until > reached ? absence.until : until;
    }, undefined);
}

function workloadFinding({ workloadId }: ExpertNeed, { workloads }: ExpertProfile): Finding {
  if (workloads.includes(workloadId)) {
    return { reason: { code: 'workload', workloadId }, key: 0 };
  }
  const other = workloads.find((known) => codeOf(known) === codeOf(workloadId));
  return other === undefined
    ? { warning: { code: 'no-workload', workloadId }, key: 2 }
    : { reason: { code: 'workload-other-plan', workloadId: other }, key: 1 };
}

function languageFinding(
  { language, secondLanguage }: ExpertNeed,
  { languages }: ExpertProfile,
): Finding {
  if (languages.includes(language)) {
    return { reason: { code: 'language', language, rank: 'primary' }, key: 0 };
  }
  return secondLanguage !== undefined && languages.includes(secondLanguage)
    ? { reason: { code: 'language', language: secondLanguage, rank: 'secondary' }, key: 1 }
    : { warning: { code: 'no-language', language }, key: 2 };
}

function regionFinding({ region }: ExpertNeed, { regions }: ExpertProfile): Finding {
  return regions.includes(region)
    ? { reason: { code: 'region', region }, key: 0 }
    : { warning: { code: 'other-region', region }, key: 1 };
}

function loadFinding({ openEngagements: open, limit }: ExpertProfile): Finding {
  const key = open / Math.max(1, limit);
  return open < limit
    ? { reason: { code: 'load', open, limit }, key }
    : { warning: { code: 'full', open, limit }, key };
}

function partnerFinding({ lastWithPartner: at }: ExpertProfile): Finding {
  return at === undefined ? { key: 0 } : { reason: { code: 'worked-with-partner', at }, key: -at };
}

function compareCandidates(one: Candidate, other: Candidate): number {
  const differences = one.score.map((key, place) => key - Number(other.score[place]));
  const byId = one.expert.id < other.expert.id ? -1 : 1;
  return differences.find((difference) => difference !== 0) ?? byId;
}
