import { z } from 'zod';
import { CLOUDS, type CloudName } from './cloud';

/** What Microsoft Graph may be used for besides mail; each needs permissions of its own (`graph/permissions.ts`). */
const GRAPH_USES = ['kickoff', 'onboarding', 'meeting', 'feed', 'people'] as const;
/** One of the uses of {@link GRAPH_SHAPE}. */
export type GraphUse = (typeof GRAPH_USES)[number];

/** Plain http to this machine with a port and nothing behind it. */
export const LOOPBACK_URL = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/;

const GRAPH_HOSTS = [...new Set(Object.values(CLOUDS).map(({ graphHost }): string => graphHost))];

/** The settings of Microsoft Graph and mail, for the schema of `config.ts`. */
export const GRAPH_SHAPE = {
  GRAPH: z.enum(['off', 'on']).default('off'),
  GRAPH_HOST: z
    .string()
    .refine(
      (host) => ['', ...GRAPH_HOSTS].includes(host) || LOOPBACK_URL.test(host),
      `must be ${GRAPH_HOSTS.join(', ')} or a loopback address such as http://127.0.0.1:4100`,
    )
    .default(''),
  GRAPH_USES: z
    .string()
    .transform((text) => text.split(',').map((use) => use.trim()))
    .transform((uses) => uses.filter((use) => use !== ''))
    .pipe(z.array(z.enum(GRAPH_USES)))
    .prefault('kickoff,onboarding'),
  GRAPH_TOKEN: z.string().default(''),
  MAIL: z.enum(['', 'graph', 'outbox']).default(''),
  MAIL_SENDER: z.union([z.literal(''), z.email()]).default(''),
  TEAMS_APP_CATALOG_ID: z.union([z.literal(''), z.guid()]).default(''),
};

/** What README and `.env.example` say about them. */
export const GRAPH_SETTINGS = [
  {
    name: 'GRAPH',
    purpose: '`on` uses Microsoft Graph, `off` makes no call to it',
    default: 'off',
  },
  {
    name: 'GRAPH_HOST',
    purpose:
      'Graph; empty: that of `CLOUD`. Another host of a cloud is refused, anything else is on loopback only, for tests',
    default: '',
  },
  {
    name: 'GRAPH_USES',
    purpose:
      'what Graph is used for besides mail, as far as you granted the permissions: `kickoff`, `onboarding`, `meeting`, `feed`, `people`',
    default: 'kickoff,onboarding',
  },
  {
    name: 'GRAPH_TOKEN',
    purpose: 'token for a Graph on loopback, which has no sign-in; never for a real one',
    default: '',
  },
  {
    name: 'MAIL',
    purpose:
      '`graph` sends from `MAIL_SENDER`, `outbox` writes files for something of yours to send; empty: `graph` where a sender is set, `outbox` with `PROFILE=local`',
    default: '',
  },
  { name: 'MAIL_SENDER', purpose: 'the one mailbox that mails are sent from', default: '' },
  {
    name: 'TEAMS_APP_CATALOG_ID',
    purpose:
      'id of SME Desk in your app catalogue; empty: looked up by `MICROSOFT_APP_ID`, which needs `AppCatalog.Read.All`',
    default: '',
  },
] as const;

/** Who signs in to a real Graph, and where. */
interface Registration {
  readonly CLOUD: CloudName;
  readonly PROFILE: 'local' | 'production';
  readonly MICROSOFT_APP_ID: string;
}

/** The parsed settings of {@link GRAPH_SHAPE} and what they are checked against. */
export type GraphValues = {
  readonly [Name in keyof typeof GRAPH_SHAPE]: z.output<(typeof GRAPH_SHAPE)[Name]>;
} & Registration;

type Check = (values: GraphValues) => string | undefined;

const tokenOnLoopback: Check = ({ GRAPH, GRAPH_HOST, GRAPH_TOKEN }) =>
  GRAPH === 'on' && LOOPBACK_URL.test(GRAPH_HOST) === (GRAPH_TOKEN === '')
    ? 'GRAPH_TOKEN: belongs to a Graph on loopback and to no other.'
    : undefined;

const hostOfCloud: Check = ({ CLOUD, GRAPH_HOST }) =>
  GRAPH_HOSTS.includes(GRAPH_HOST) && GRAPH_HOST !== CLOUDS[CLOUD].graphHost
    ? `GRAPH_HOST: ${GRAPH_HOST} is not the Graph of CLOUD=${CLOUD}; leave it out.`
    : undefined;

const knownToGraph: Check = ({ GRAPH, GRAPH_HOST, MICROSOFT_APP_ID }) =>
  GRAPH === 'on' && !LOOPBACK_URL.test(GRAPH_HOST) && MICROSOFT_APP_ID === ''
    ? 'MICROSOFT_APP_ID: is empty; Microsoft Graph must know who asks.'
    : undefined;

const senderForGraph: Check = ({ GRAPH, MAIL, MAIL_SENDER }) =>
  MAIL === 'graph' && (GRAPH === 'off' || MAIL_SENDER === '')
    ? 'MAIL: sending by Graph needs GRAPH=on and MAIL_SENDER.'
    : undefined;

const someMail: Check = (values) =>
  values.PROFILE === 'production' && values.MAIL === '' && !sendsByGraph(values)
    ? 'MAIL: receipts and people without a chat need a mail: set GRAPH=on and MAIL_SENDER, or MAIL=outbox if something of yours sends what is written to OUTBOX_DIR.'
    : undefined;

/** What is wrong although each setting by itself is right; one line each. Pure. */
export const GRAPH_CHECKS: readonly Check[] = [
  tokenOnLoopback,
  hostOfCloud,
  knownToGraph,
  senderForGraph,
  someMail,
];

function sendsByGraph({ GRAPH, MAIL, MAIL_SENDER }: GraphValues): boolean {
  return MAIL === 'graph' || (MAIL === '' && GRAPH === 'on' && MAIL_SENDER !== '');
}

/** How Microsoft Graph is reached and what for. */
export interface GraphConfig {
  /** Scheme and host, without a slash at the end. */
  readonly baseUrl: string;
  /** Where tokens come from, or the token itself on loopback. */
  readonly signIn: { readonly authority: string } | { readonly token: string };
  /** Where the bot posts while no chat has told a service URL; absent where none is documented. */
  readonly serviceUrl?: string;
  readonly uses: readonly GraphUse[];
  /** Id in the tenant's app catalogue; absent where it has to be looked up. */
  readonly catalogId?: string;
}

/** How mails leave. */
export type MailConfig =
  { readonly by: 'outbox' } | { readonly by: 'graph'; readonly sender: string };

/** The settings in the words of the house; no `graph` where it is off. Pure. */
export function graphConfigOf(values: GraphValues): {
  readonly graph?: GraphConfig;
  readonly mail: MailConfig;
} {
  const mail: MailConfig = sendsByGraph(values)
    ? { by: 'graph', sender: values.MAIL_SENDER }
    : { by: 'outbox' };
  if (values.GRAPH === 'off') {
    return { mail };
  }
  const { GRAPH_HOST: host, GRAPH_TOKEN: token, TEAMS_APP_CATALOG_ID: catalogId } = values;
  const { authority, graphHost, serviceUrl } = CLOUDS[values.CLOUD];
  const way: Pick<GraphConfig, 'baseUrl' | 'signIn' | 'serviceUrl'> = LOOPBACK_URL.test(host)
    ? { baseUrl: host, signIn: { token } }
    : { baseUrl: `https://${graphHost}`, signIn: { authority }, serviceUrl };
  const graph: GraphConfig = {
    ...way,
    uses: values.GRAPH_USES,
    ...(catalogId === '' ? {} : { catalogId }),
  };
  return { graph, mail };
}
