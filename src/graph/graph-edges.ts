import type { Config } from '../config';
import type { GraphConfig } from '../graph-config';
import type { Watch } from '../workflow/watch-port';
import type {
  EffectPorts,
  KickoffChats,
  Mailer,
  Meetings,
  NamedPosts,
  Onboarding,
} from '../workflow/ports';
import {
  createGraphClient,
  type GraphClient,
  type GraphOptions,
  type TokenSource,
} from './graph-client';
import { createGraphFeed } from './graph-feed';
import { createGraphKickoffChats } from './graph-kickoff-chats';
import { createGraphMailer } from './graph-mailer';
import { createGraphMeetings } from './graph-meetings';
import { createGraphNamedPosts } from './graph-named-posts';
import { createGraphOnboarding } from './graph-onboarding';
import { createGraphPhotos } from './graph-photos';
import { createAppInstaller, type AppInstaller } from './installed-app';
import { createMeetingLinks } from './meeting-link';
import { NO_KICKOFF_CHATS } from './no-kickoff-chats';
import { createOutboxMailer } from './outbox-mailer';

/** What this room gives to the house. */
export type GraphEdges = Pick<
  EffectPorts,
  'mailer' | 'chats' | 'meetings' | 'feed' | 'photos' | 'onboarding' | 'inName'
>;

/** What stands in where Graph is not used. */
export interface StandIns {
  /** Absent where Graph is off. */
  readonly credential: TokenSource | undefined;
  /** The chats of the local demo. */
  readonly localChats: KickoffChats;
  /** Leads into the 1:1 chat; absent where nobody knows the bot. */
  readonly chatLink: string | undefined;
  /** Asks Teams for a 1:1 chat. */
  readonly openChat: Onboarding['openChat'];
  /** Tokens of people who have signed in; absent where nobody does. */
  readonly tokenOf: NamedPosts['proofOf'] | undefined;
  readonly watch?: Pick<Watch, 'called'>;
  /** Business time, in which effects wait as well: moved ahead, an area that asked for a pause is open again. Mails bear it. */
  readonly now: () => number;
}

/** Each use by Graph where the settings grant it, else by its stand-in. Connects to nothing yet. */
export function createGraphEdges(
  config: Config,
  { credential, localChats, chatLink, openChat, tokenOf, watch, now }: StandIns,
): GraphEdges {
  const { graph: settings, connectorTimeoutMs: timeoutMs } = config;
  const { teamsHost } = config.cloud;
  const without = config.profile === 'local' ? localChats : NO_KICKOFF_CHATS;
  if (settings === undefined || credential === undefined) {
    const meetings = createMeetingLinks(teamsHost);
    return { mailer: mailerFor(config, now), chats: without, meetings };
  }
  const client = {
    ...{ baseUrl: settings.baseUrl, credential, timeoutMs },
    ...(watch === undefined ? {} : { watch }),
    now,
  };
  const graph = createGraphClient(client);
  const installer = installerFor(config, graph);
  return {
    mailer: mailerFor(config, now, graph),
    chats: settings.uses.includes('kickoff')
      ? createGraphKickoffChats(graph, { installer, bot: botOf(config) })
      : without,
    meetings: meetingsFor(settings, teamsHost, { ...client, graph }),
    ...namedPostsFor(graph, tokenOf),
    ...(settings.uses.includes('feed') && chatLink !== undefined
      ? { feed: createGraphFeed(graph, chatLink) }
      : {}),
    ...(settings.uses.includes('people') ? { photos: createGraphPhotos(graph) } : {}),
    ...(settings.uses.includes('onboarding')
      ? { onboarding: createGraphOnboarding(installer, { bot: botOf(config), openChat }) }
      : {}),
  };
}

function namedPostsFor(
  graph: GraphClient,
  tokenOf: StandIns['tokenOf'],
): Pick<GraphEdges, 'inName'> {
  return tokenOf === undefined ? {} : { inName: createGraphNamedPosts(graph, tokenOf) };
}

/** Somebody who pressed a button waits for the answer. In milliseconds. */
const HURRIED_MS = 3_000;

function meetingsFor(
  { uses }: GraphConfig,
  teamsHost: string,
  { graph, ...client }: GraphOptions & { readonly graph: GraphClient },
): Meetings {
  if (!uses.includes('meeting')) {
    return createMeetingLinks(teamsHost);
  }
  const timeoutMs = Math.min(client.timeoutMs, HURRIED_MS);
  return createGraphMeetings({
    graph,
    hurried: createGraphClient({ ...client, timeoutMs }),
    teamsHost,
  });
}

function mailerFor({ mail, outboxDir }: Config, now: StandIns['now'], graph?: GraphClient): Mailer {
  return mail.by === 'graph' && graph !== undefined
    ? createGraphMailer(graph, mail.sender, now)
    : createOutboxMailer(outboxDir, now);
}

/** Until `TEAMS_APP_CATALOG_ID` says otherwise the manifest's id is the one of the bot's registration. */
function installerFor({ graph: settings, app }: Config, graph: GraphClient): AppInstaller {
  const { catalogId } = settings ?? {};
  return createAppInstaller(graph, {
    manifestId: app.id,
    ...(catalogId === undefined ? {} : { catalogId }),
  });
}

function botOf({ graph: settings, app }: Config): Onboarding['bot'] {
  const bot = { tenantId: app.tenantId, botId: `28:${app.id}` };
  return settings?.serviceUrl === undefined ? bot : { ...bot, serviceUrl: settings.serviceUrl };
}
