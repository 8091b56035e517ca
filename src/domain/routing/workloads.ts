/** What an expert can be asked for: one product, or one plan of it where the routing table tells plans apart. */
export interface Workload {
  /** Code and plan, for instance `AADP-P2`; what requests and expert profiles keep. Never changed once used. */
  readonly id: string;
  /** Code of the product whatever the plan; two requests with one code are the same topic. */
  readonly code: string;
  readonly plan?: Plan;
  /** Today's product name with its plan. Brand names are never translated; only the `migration` one is no brand. */
  readonly name: string;
  /** Names and codes of the past, as they stand in the pages and in people's memory. */
  readonly formerly: readonly string[];
  /** Everything that finds it, `name` and `formerly` included. A name without a plan finds every plan. */
  readonly names: readonly string[];
  readonly group: 'security' | 'core' | 'migration';
  /** What is selected in the official request tool; absent where the pages name nothing. */
  readonly portalWorkload?: string;
}

/** The plans that the routing table tells apart. */
export type Plan = 'P1' | 'P2';

/** What the two plans of one product share. */
interface Product {
  readonly code: string;
  readonly name: string;
  readonly formerly: readonly string[];
  /** Further ways to say it. */
  readonly also: readonly string[];
}

/** One plan of a product: every name of the product, with and without the plan, finds it. */
function planOf(product: Product, plan: Plan, portalWorkload?: string): Workload {
  const spoken = `Plan ${plan.slice(1)}`;
  const id = `${product.code}-${plan}`;
  const formerly = [...product.formerly.map((old) => `${old} ${plan}`), `${product.code} ${plan}`];
  const planless = [product.name, ...product.also, ...product.formerly];
  const planned = planless.flatMap((said) => [`${said} ${plan}`, `${said} ${spoken}`]);
  return {
    id,
    code: product.code,
    plan,
    name: `${product.name} ${plan}`,
    formerly,
    names: unique([
      `${product.name} ${plan}`,
      ...formerly,
      ...planned,
      ...planless,
      id,
      product.code,
    ]),
    group: 'security',
    ...(portalWorkload === undefined ? {} : { portalWorkload }),
  };
}

/** A product that is requested as a whole. */
function whole(product: Product, group: Workload['group'], portalWorkload?: string): Workload {
  return {
    id: product.code,
    code: product.code,
    name: product.name,
    formerly: product.formerly,
    names: unique([product.name, ...product.formerly, ...product.also, product.code]),
    group,
    ...(portalWorkload === undefined ? {} : { portalWorkload }),
  };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

const ENTRA: Product = {
  code: 'AADP',
  name: 'Entra ID',
  formerly: ['Azure AD Premium', 'Azure Active Directory Premium'],
  also: ['Microsoft Entra ID', 'Entra', 'Azure AD', 'Azure Active Directory'],
};

const DEFENDER_FOR_OFFICE: Product = {
  code: 'OATP',
  name: 'Defender for Office 365',
  formerly: ['Office 365 ATP', 'Office 365 Advanced Threat Protection'],
  also: ['Microsoft Defender for Office 365', 'MDO'],
};

const INFORMATION_PROTECTION: Product = {
  code: 'AIP',
  name: 'Purview Information Protection',
  formerly: ['Azure Information Protection', 'Microsoft Information Protection'],
  also: ['Microsoft Purview Information Protection', 'Information Protection'],
};

const LIFECYCLE: Product = {
  code: 'MIG',
  name: 'Purview Data Lifecycle Management',
  formerly: ['Microsoft Information Governance', 'Information Governance'],
  also: ['Microsoft Purview Data Lifecycle Management', 'Data Lifecycle Management'],
};

const DEFENDER_FOR_ENDPOINT: Product = {
  code: 'MDATP',
  name: 'Defender for Endpoint',
  formerly: [
    'Microsoft Defender ATP',
    'Windows Defender ATP',
    'Microsoft Defender Advanced Threat Protection',
    'MDATP',
  ],
  also: ['Microsoft Defender for Endpoint', 'MDE'],
};

const CLOUD_APPS: Product = {
  code: 'MCAS',
  name: 'Defender for Cloud Apps',
  formerly: ['Microsoft Cloud App Security', 'Cloud App Security', 'MCAS'],
  also: ['Microsoft Defender for Cloud Apps', 'MDA'],
};

const IDENTITY: Product = {
  code: 'AATP',
  name: 'Defender for Identity',
  formerly: ['Azure ATP', 'Azure Advanced Threat Protection', 'AATP'],
  also: ['Microsoft Defender for Identity', 'MDI'],
};

const COMPLIANCE = 'Security and Compliance';

const SECURITY: readonly Workload[] = [
  planOf(ENTRA, 'P1', 'AADP'),
  planOf(ENTRA, 'P2', 'AADP'),
  planOf(DEFENDER_FOR_OFFICE, 'P1', 'OATP'),
  planOf(DEFENDER_FOR_OFFICE, 'P2', 'OATP'),
  whole(DEFENDER_FOR_ENDPOINT, 'security', 'MDATP'),
  planOf(INFORMATION_PROTECTION, 'P1'),
  planOf(INFORMATION_PROTECTION, 'P2', 'AIP'),
  planOf(LIFECYCLE, 'P1', COMPLIANCE),
  planOf(LIFECYCLE, 'P2', COMPLIANCE),
  whole(CLOUD_APPS, 'security', COMPLIANCE),
  whole(IDENTITY, 'security', COMPLIANCE),
];

const CORE: readonly Product[] = [
  { code: 'EXO', name: 'Exchange Online', formerly: [], also: ['Exchange'] },
  {
    code: 'SPO',
    name: 'SharePoint',
    formerly: ['SharePoint Online'],
    also: ['Microsoft SharePoint'],
  },
  {
    code: 'ODB',
    name: 'OneDrive',
    formerly: ['OneDrive for Business'],
    also: ['Microsoft OneDrive'],
  },
  { code: 'TEAMS', name: 'Microsoft Teams', formerly: [], also: ['Teams'] },
  {
    code: 'M365APPS',
    name: 'Microsoft 365 Apps',
    formerly: ['Office 365 ProPlus', 'Office ProPlus', 'OPP'],
    also: ['M365 Apps'],
  },
  {
    code: 'OUTLOOK-MOBILE',
    name: 'Outlook Mobile',
    formerly: [],
    also: ['Outlook for iOS and Android'],
  },
  {
    code: 'INTUNE',
    name: 'Microsoft Intune',
    formerly: ['Microsoft Endpoint Manager'],
    also: ['Intune'],
  },
  {
    code: 'VIVA-ENGAGE',
    name: 'Viva Engage',
    formerly: ['Yammer'],
    also: ['Microsoft Viva Engage'],
  },
  {
    code: 'WINDOWS',
    name: 'Windows 11',
    formerly: ['Windows 10'],
    also: ['Windows', 'Windows 11 deployment', 'Windows deployment'],
  },
];

const EXCHANGE_MIGRATION: Product = {
  code: 'EXCHANGE-MIGRATION',
  name: 'Exchange migration',
  formerly: [],
  also: ['Exchange Online migration', 'Migración de Exchange', 'Exchange-Migration', 'Migration'],
};

/**
 * Every workload that can be requested, in the order in which lists show it: the routing table's first.
 * Codes are those of the pages; that today's names mean the same products is general knowledge (PROCESS.md section 1).
 */
export const WORKLOADS: readonly Workload[] = [
  ...SECURITY,
  ...CORE.map((product) => whole(product, 'core')),
  whole(EXCHANGE_MIGRATION, 'migration'),
];

/** The workload with this id, or `undefined` when nobody can request it. Pure. */
export function workloadOf(id: string): Workload | undefined {
  return WORKLOADS.find((workload) => workload.id === id);
}

/** Whether migration resources answer questions about it: Exchange, and the migration to it. Pure. */
export function isOfMigration({ code, group }: Workload): boolean {
  return group === 'migration' || code === 'EXO';
}

/** The topic of a workload id: its code, or the id itself when it is not in the list (any more). Pure. */
export function codeOf(id: string): string {
  return workloadOf(id)?.code ?? id;
}
