/** Identifies the table a result was read from: date of the page it follows, then our revision of it. */
export const ROUTING_VERSION = '2020-03-28/1';

/** The customer regions of the official form. */
export const ROUTING_REGIONS = ['Amer', 'APJ', 'EMEA'] as const;
/** One of {@link ROUTING_REGIONS}. */
export type Region = (typeof ROUTING_REGIONS)[number];

/**
 * Languages in which a row holds. `any` is every one of EXPERT_LANGUAGES; the others are English only.
 * `english-limited` says in addition that few experts exist (the pages: "English: limited").
 */
export type LanguagePolicy = 'any' | 'english' | 'english-limited';

/** A number of licences to compare with; strict: exactly `licences` is on neither side. */
export interface Threshold {
  readonly op: '>' | '<';
  readonly licences: number;
}

/** One row of the pages. */
export interface RoutingRule {
  /** Kept on requests; never reused for another meaning. */
  readonly id: string;
  /** Workload ids the row is about. */
  readonly workloads: readonly string[];
  readonly regions: readonly Region[];
  readonly languagePolicy: LanguagePolicy;
  /** Absent: no restriction. */
  readonly threshold?: Threshold;
  readonly outcome: 'staffed' | 'guide' | 'exception';
  /** Address of the guide, as the pages give it; only for `guide`. */
  readonly link?: string;
  /** What to select in the official request tool; absent for `guide`. */
  readonly portalWorkload?: string;
  /** Lower is tried first among rows about the same workload. */
  readonly precedence: number;
}

const DOCS = 'https://docs.microsoft.com/en-us';

const STAFFED_150 = {
  regions: ROUTING_REGIONS,
  languagePolicy: 'english',
  threshold: { op: '>', licences: 150 },
  outcome: 'staffed',
  precedence: 1,
} as const;

const STAFFED_10000 = {
  regions: ROUTING_REGIONS,
  languagePolicy: 'english-limited',
  threshold: { op: '>', licences: 10_000 },
  outcome: 'staffed',
  portalWorkload: 'Security and Compliance',
  precedence: 1,
} as const;

const GUIDE = {
  regions: ROUTING_REGIONS,
  languagePolicy: 'english',
  outcome: 'guide',
  precedence: 2,
} as const;

/**
 * The two tables of the SME page (PROCESS.md section 4), row by row. Every threshold of the product stands here only.
 * MIG P1 is listed under "self-deployment only" and yet routed to the request tool, by exception.
 */
export const ROUTING_RULES: readonly RoutingRule[] = [
  {
    ...STAFFED_150,
    id: 'aadp',
    workloads: ['AADP-P1', 'AADP-P2'],
    languagePolicy: 'any',
    portalWorkload: 'AADP',
  },
  { ...STAFFED_150, id: 'oatp', workloads: ['OATP-P1', 'OATP-P2'], portalWorkload: 'OATP' },
  { ...STAFFED_150, id: 'mdatp', workloads: ['MDATP'], portalWorkload: 'MDATP' },
  { ...STAFFED_150, id: 'aip-p2', workloads: ['AIP-P2'], portalWorkload: 'AIP' },
  {
    ...STAFFED_150,
    id: 'mig-p2',
    workloads: ['MIG-P2'],
    portalWorkload: 'Security and Compliance',
  },
  { ...STAFFED_10000, id: 'mcas-staffed', workloads: ['MCAS'] },
  { ...STAFFED_10000, id: 'aatp-staffed', workloads: ['AATP'] },
  {
    ...GUIDE,
    id: 'aip-p1-guide',
    workloads: ['AIP-P1'],
    link: `${DOCS}/azure/information-protection/`,
  },
  {
    ...GUIDE,
    id: 'mcas-guide',
    workloads: ['MCAS'],
    threshold: { op: '<', licences: 10_000 },
    link: `${DOCS}/cloud-app-security/`,
  },
  {
    ...GUIDE,
    id: 'aatp-guide',
    workloads: ['AATP'],
    threshold: { op: '<', licences: 10_000 },
    link: `${DOCS}/azure-advanced-threat-protection/`,
  },
  {
    id: 'mig-p1-exception',
    workloads: ['MIG-P1'],
    regions: ROUTING_REGIONS,
    languagePolicy: 'english',
    threshold: { op: '>', licences: 5_000 },
    outcome: 'exception',
    portalWorkload: 'Security and Compliance',
    precedence: 1,
  },
];
