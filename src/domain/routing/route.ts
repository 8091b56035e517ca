import { EXPERT_LANGUAGES } from './expert-languages';
import {
  ROUTING_REGIONS,
  ROUTING_RULES,
  ROUTING_VERSION,
  type LanguagePolicy,
  type Region,
  type RoutingRule,
  type Threshold,
} from './routing-table';
import { workloadOf } from './workloads';

/** What the routing table is asked with. */
export interface RoutingNeed {
  readonly workloadId: string;
  readonly region: Region;
  /** IETF tag of the expert's language, for instance `es` or `zh-Hant`. */
  readonly language: string;
  readonly secondLanguage?: string;
  /** Active licences the customer owns for this workload; a whole number from 0. */
  readonly licences: number;
}

/**
 * Why the outcome is what it is; each has its own sentence.
 * Not in the pages, settled by us: `at-or-below-threshold` (not eligible, the FPM may override), `exactly-threshold`
 * (neither staffed nor guide: a person looks), `language` (the row wants another language), `second-language` (the same, but
 * the second language would do), `region` (rows exist, none for this region) and `not-listed` (no row: staffed, the FPM decides).
 */
export type RoutingReason =
  | 'threshold-met'
  | 'below-threshold'
  | 'no-restriction'
  | 'exception-listed'
  | 'at-or-below-threshold'
  | 'exactly-threshold'
  | 'language'
  | 'second-language'
  | 'region'
  | 'not-listed';

/** The answer of the table, kept on the request so that a later table changes nothing about it. */
export interface RoutingResult {
  readonly outcome: 'staffed' | 'guide' | 'exception' | 'manual' | 'not-eligible';
  /** Id of the row that decided or came nearest; `unlisted` when there is none for the workload. */
  readonly rule: string;
  readonly version: string;
  /** What the customer's licences were compared with. */
  readonly threshold?: Threshold;
  readonly languagePolicy?: LanguagePolicy;
  readonly reason: RoutingReason;
  /** The guide of the row, in English; with `manual` something to read meanwhile. */
  readonly guideUrl?: string;
  readonly portalWorkload?: string;
}

/** A form being filled in: a field not answered yet is absent or empty. */
export interface PartialNeed {
  readonly workloadId?: string;
  readonly region?: string;
  readonly language?: string;
  /** Absent counts as "none": it changes the reason at most, never the outcome. */
  readonly secondLanguage?: string;
  readonly licences?: number;
}

/**
 * What the table says about a need: rows of the workload, then of the region, then the licences, then the language.
 * Licences come before languages because no language makes up for too few licences. Pure; there is always a result.
 */
export function route(
  need: RoutingNeed,
  rules: readonly RoutingRule[] = ROUTING_RULES,
): RoutingResult {
  const listed = rowsOf(need.workloadId, rules);
  const [first] = listed;
  if (first === undefined) {
    return { outcome: 'staffed', rule: 'unlisted', version: ROUTING_VERSION, reason: 'not-listed' };
  }
  const here = listed.filter(({ regions }) => regions.includes(need.region));
  const [nearest] = here;
  if (nearest === undefined) {
    return resultOf(first, 'manual', 'region');
  }
  const row = here.find(({ threshold }) => isMet(threshold, need.licences));
  return row === undefined ? resultBetween(here, nearest) : resultOfMet(row, need);
}

/** The rows about a workload, in the order in which they are tried. */
function rowsOf(workloadId: string, rules: readonly RoutingRule[]): readonly RoutingRule[] {
  return rules
    .filter(({ workloads }) => workloads.includes(workloadId))
    .toSorted((one, other) => one.precedence - other.precedence);
}

function isMet(threshold: Threshold | undefined, licences: number): boolean {
  if (threshold === undefined) {
    return true;
  }
  return threshold.op === '>' ? licences > threshold.licences : licences < threshold.licences;
}

/** No row holds: with a guide on the other side the figure lies between the two rows, which the pages leave open. */
function resultBetween(here: readonly RoutingRule[], nearest: RoutingRule): RoutingResult {
  return here.some(({ threshold }) => threshold?.op === '<')
    ? resultOf(nearest, 'manual', 'exactly-threshold')
    : resultOf(nearest, 'not-eligible', 'at-or-below-threshold');
}

function resultOfMet(row: RoutingRule, need: RoutingNeed): RoutingResult {
  if (speaks(row.languagePolicy, need.language)) {
    return resultOf(row, row.outcome, reasonOfMet(row));
  }
  const { secondLanguage } = need;
  const wouldDo = secondLanguage !== undefined && speaks(row.languagePolicy, secondLanguage);
  return resultOf(row, 'manual', wouldDo ? 'second-language' : 'language');
}

function speaks(policy: LanguagePolicy, language: string): boolean {
  return policy === 'any' ? EXPERT_LANGUAGES.includes(language) : language === 'en';
}

function reasonOfMet({ outcome, threshold }: RoutingRule): RoutingReason {
  if (outcome === 'exception') {
    return 'exception-listed';
  }
  if (threshold === undefined) {
    return 'no-restriction';
  }
  return threshold.op === '>' ? 'threshold-met' : 'below-threshold';
}

function resultOf(
  row: RoutingRule,
  outcome: RoutingResult['outcome'],
  reason: RoutingReason,
): RoutingResult {
  const { threshold, languagePolicy, link, portalWorkload } = row;
  return {
    outcome,
    rule: row.id,
    version: ROUTING_VERSION,
    ...(threshold === undefined ? {} : { threshold }),
    languagePolicy,
    reason,
    ...(link === undefined ? {} : { guideUrl: link }),
    ...(portalWorkload === undefined ? {} : { portalWorkload }),
  };
}

/**
 * The result as soon as no open answer can change it, else `undefined`: it is what {@link route} says to every way
 * in which the form can still be filled in. `undefined` for a workload that is not offered. Pure.
 */
export function partialRoute(
  need: PartialNeed,
  rules: readonly RoutingRule[] = ROUTING_RULES,
): RoutingResult | undefined {
  const { workloadId = '' } = need;
  if (workloadOf(workloadId) === undefined) {
    return undefined;
  }
  const results = completionsOf({ ...need, workloadId }, rules).map((whole) => route(whole, rules));
  const [one] = results;
  return one !== undefined && results.every((other) => isSame(one, other)) ? one : undefined;
}

function completionsOf(
  need: PartialNeed & { readonly workloadId: string },
  rules: readonly RoutingRule[],
): readonly RoutingNeed[] {
  const { workloadId, secondLanguage } = need;
  const region = ROUTING_REGIONS.find((known) => known === need.region);
  const language = need.language === '' ? undefined : need.language;
  const regions = region === undefined ? ROUTING_REGIONS : [region];
  const languages = language === undefined ? EXPERT_LANGUAGES : [language];
  const counts =
    need.licences === undefined ? countsAround(rowsOf(workloadId, rules)) : [need.licences];
  const rest = { workloadId, ...(secondLanguage === undefined ? {} : { secondLanguage }) };
  return regions.flatMap((where) =>
    languages.flatMap((tag) =>
      counts.map((licences) => ({ ...rest, region: where, language: tag, licences })),
    ),
  );
}

/** One count for every answer that the thresholds can give: below, exactly and above each. */
function countsAround(rows: readonly RoutingRule[]): readonly number[] {
  const figures = rows.flatMap(({ threshold }) =>
    threshold === undefined ? [] : [threshold.licences],
  );
  return [0, ...figures.flatMap((figure) => [figure - 1, figure, figure + 1])];
}

function isSame(one: RoutingResult, other: RoutingResult): boolean {
  return one.rule === other.rule && one.outcome === other.outcome && one.reason === other.reason;
}
