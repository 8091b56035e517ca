import { z } from 'zod';

/** One cloud of Microsoft, as far as the bot meets it. Teams, sign-in and Graph belong together: a token of one opens nothing in another. */
export interface Cloud {
  /** Where tokens of Entra come from; scheme and host. */
  readonly authority: string;
  /** Tenant that a multi-tenant bot asks for its token. */
  readonly tenantOfAllBots: string;
  /** For whom the token is that the bot shows to Teams. */
  readonly botAudience: string;
  /** Who issues the tokens that Teams shows to the bot. */
  readonly issuer: string;
  /** OpenID document that leads to the keys of that issuer. */
  readonly metadataUrl: string;
  /** What the Bot Framework calls this cloud; empty for the public one. */
  readonly channelService: string;
  /** Keeps the tokens of people who signed in; scheme and host. */
  readonly tokenService: string;
  /** Where the bot posts while no chat has told a service URL. */
  readonly serviceUrl: string;
  /** Hosts to which the bot's token may go. */
  readonly serviceHosts: readonly string[];
  /** Hosts below this name are served as well; absent where none are documented. */
  readonly serviceDomain?: string;
  readonly graphHost: string;
  /** Where links into Teams lead. */
  readonly teamsHost: string;
}

/** Both clouds of the US government, as far as they are alike. */
const US_GOVERNMENT = {
  authority: 'https://login.microsoftonline.us',
  tenantOfAllBots: 'MicrosoftServices.onmicrosoft.us',
  botAudience: 'https://api.botframework.us',
  issuer: 'https://api.botframework.us',
  metadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  channelService: 'https://botframework.azure.us',
  tokenService: 'https://api.botframework.azure.us',
} as const;

/** The public cloud, and GCC as far as it is alike. */
const WORLDWIDE = {
  authority: 'https://login.microsoftonline.com',
  tenantOfAllBots: 'botframework.com',
  botAudience: 'https://api.botframework.com',
  issuer: 'https://api.botframework.com',
  metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  channelService: '',
  tokenService: 'https://api.botframework.com',
  serviceHosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
  serviceDomain: 'botframework.com',
  graphHost: 'graph.microsoft.com',
  teamsHost: 'teams.microsoft.com',
} as const;

/**
 * The clouds by the value of `CLOUD`. GCC, which is not GCC High, differs from the public one only in where the bot posts first. China is
 * left out: nothing says from which hosts Teams is served there.
 *
 * Sources: learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high (GCC High and DoD: issuer, keys, audience, sign-in);
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication (public);
 * learn.microsoft.com/graph/deployments (Graph and sign-in);
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages (service URLs).
 */
export const CLOUDS = {
  public: { ...WORLDWIDE, serviceUrl: 'https://smba.trafficmanager.net/teams/' },
  gcc: { ...WORLDWIDE, serviceUrl: 'https://smba.infra.gcc.teams.microsoft.com/teams' },
  usgov: {
    ...US_GOVERNMENT,
    serviceUrl: 'https://smba.infra.gov.teams.microsoft.us/teams',
    serviceHosts: ['smba.infra.gov.teams.microsoft.us'],
    graphHost: 'graph.microsoft.us',
    teamsHost: 'gov.teams.microsoft.us',
  },
  'usgov-dod': {
    ...US_GOVERNMENT,
    serviceUrl: 'https://smba.infra.dod.teams.microsoft.us/teams',
    serviceHosts: ['smba.infra.dod.teams.microsoft.us'],
    graphHost: 'dod-graph.microsoft.us',
    teamsHost: 'dod.teams.microsoft.us',
  },
} as const satisfies Readonly<Record<string, Cloud>>;

/** A value of `CLOUD`. */
export type CloudName = keyof typeof CLOUDS;

/** The setting of the cloud, for the schema of `config.ts`. */
export const CLOUD_SHAPE = {
  CLOUD: z.enum(Object.keys(CLOUDS) as CloudName[]).default('public'),
};

/** What README and `.env.example` say about it. */
export const CLOUD_SETTINGS = [
  {
    name: 'CLOUD',
    purpose:
      'cloud in which your Teams is: `public`, `gcc`, `usgov` (GCC High) or `usgov-dod`; it decides about sign-in, the issuer that is believed, service URLs and Graph',
    default: 'public',
  },
] as const;
