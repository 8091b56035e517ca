import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  ClaimsIdentity,
  type ConnectorClient,
  type UserTokenClient,
} from 'botframework-connector';
import { CLOUDS, type Cloud } from '../cloud';
import { BugError, PermanentError } from '../errors';
import type { Log } from '../log';
import { inTrace, traceOf } from '../trace';
import type { Watch } from '../workflow/watch-port';
import { readActivity } from './activity-envelope';
import { answerJson, refuseRequest } from './answer-json';
import { type FallbackReason, httpStatusOf, isUnanswered, lateStatusOf } from './answer-invoke';
import { BotCredentialsFactory } from './bot-credentials';
import { createBotTokens, type FetchBotToken } from './bot-tokens';
import { CachedAuthentication } from './cached-authentication';
import { causeOf } from './cause-of';
import { ConnectorClients } from './connector-clients';
import { type Admission, createDoor, type Door, type Issuer } from './door';
import { keepEntityFields } from './entity-serializer';
import type { Arrival } from './http-server';

/** Teams sends an activity again after 15 s; people give up on a button much sooner. Milliseconds. */
const ANSWER_WITHIN_MS = 4_000;

/** Who the bot is and what the edge asks of the rest of the house. */
export interface TeamsAdapterOptions {
  /** Empty switches authentication off (local profile only); config refuses that elsewhere. */
  readonly appId: string;
  /** Where the token comes from that the bot shows to Teams; needed with an app id only. */
  readonly fetchToken?: FetchBotToken;
  /** Ids of the tenants in whose chats and teams the bot answers; with an app id and without them it is nobody's. */
  readonly allowedTenants?: readonly string[];
  /** Where Teams is; the public cloud unless given. */
  readonly cloud?: Cloud;
  /** Whose requests are taken; the issuer of the cloud unless given. */
  readonly issuer?: Issuer;
  /** Real time for keys and tokens, milliseconds since epoch. */
  readonly now?: () => number;
  /** For one call to Teams, token included. Milliseconds. */
  readonly connectorTimeoutMs: number;
  /** Where tokens of people who sign in are kept; the token service of the public cloud unless given. */
  readonly tokenServiceUrl?: string;
  readonly allowedServiceUrl: (url: string) => boolean;
  readonly log: Log;
  /** Told of every turn that ends. */
  readonly watch?: Pick<Watch, 'turned'>;
  /** Told of everything a turn throws, while its context still works; may answer an invoke or send a message. */
  readonly onTurnError: (context: TurnContext, error: unknown) => Promise<void>;
  /** A turn that takes longer goes on after the sender has its answer. Milliseconds, 4 s unless given. */
  readonly answerWithinMs?: number;
  /** Body for an invoke that the turn did not answer, in the shape and the language that its sender understands. */
  readonly fallbackAnswer: (reason: FallbackReason, activity: Activity) => unknown;
}

/** One turn of the bot. */
export type Turn = (context: TurnContext) => Promise<void>;

/** The edge towards Teams: incoming requests become turns, outgoing calls go through shared clients. */
export interface TeamsAdapter {
  /** Lets a request in by its `Authorization` header, before its body is read. Never throws. */
  admit(authorization: string): Promise<Admission>;
  /**
   * Runs the turn for a request that was let in and answers it: 403 when its body is not the business of its sender,
   * 400 for what is no activity of Teams, else 200. Settles when the turn has ended, which may be after the answer.
   * Rejects only if `onTurnError` does.
   */
  processActivity(res: ServerResponse, arrival: Arrival, turn: Turn): Promise<void>;
  /** The shared client for a service URL. @throws PermanentError `delivery/refused` for a URL that is not allowed. */
  connectorFor(serviceUrl: string): Promise<ConnectorClient>;
  /** The shared client for the tokens of people. */
  tokenClient(): Promise<UserTokenClient>;
}

/** The framework keeps the step after authentication protected; its public one answers errors with their text. */
class OpenAdapter extends CloudAdapter {
  run(
    proof: AuthenticateRequestResult,
    activity: Activity,
    turn: Turn,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(proof, activity, turn);
  }
}

/** Builds the edge; nothing is sent or fetched before the first request. */
export function createTeamsAdapter(options: TeamsAdapterOptions): TeamsAdapter {
  keepEntityFields();
  const now = options.now ?? Date.now;
  const { cloud = CLOUDS.public, allowedTenants = [] } = options;
  const { issuer = { name: cloud.issuer, metadataUrl: cloud.metadataUrl } } = options;
  const door = createDoor({ ...options, issuer, allowedTenants, now });
  const checks = { ...options, door };
  const { authentication, clients } = createAuthentication({ ...options, cloud }, now);
  const adapter = new OpenAdapter(authentication);
  adapter.onTurnError = (context, error) => options.onTurnError(context, error);

  return {
    admit: (authorization) => door.admit(authorization),
    async processActivity(res, arrival, turn) {
      const activity = openEnvelope(checks, arrival);
      if (typeof activity === 'number') {
        refuseRequest(res, activity);
        return;
      }
      activity.id ??= randomUUID(); // What it causes is known by it.
      const proof = {
        audience: cloud.botAudience,
        claimsIdentity: arrival.pass.identity,
        connectorFactory: clients,
      };

      await inTrace(traceOf(causeOf(activity)), () =>
        answerInTime(options, { res, activity }, adapter.run(proof, activity, turn)),
      );
    },
    async connectorFor(serviceUrl) {
      if (!isAllowed(options, serviceUrl)) {
        throw new PermanentError('delivery/refused', 'The service URL is not allowed.', {
          details: { code: 'service-url' },
        });
      }

      return clients.create(serviceUrl, cloud.botAudience);
    },
    tokenClient: () => authentication.createUserTokenClient(),
  };
}

/** The activity in a body, or the status to refuse it with. */
function openEnvelope(
  options: Pick<TeamsAdapterOptions, 'allowedServiceUrl' | 'log'> & { readonly door: Door },
  { pass, body }: Arrival,
): Activity | 400 | 403 {
  if (!options.door.mayBring(pass, body)) {
    return 403;
  }
  const activity = readActivity(body);
  if (activity !== undefined && isAllowed(options, activity.serviceUrl)) {
    return activity;
  }
  const reason = activity === undefined ? 'shape' : 'service-url';
  options.log.warn({ status: 400, reason }, 'A request was no activity of Teams.');

  return 400;
}

function createAuthentication(
  options: TeamsAdapterOptions & { readonly cloud: Cloud },
  now: () => number,
): { readonly authentication: CachedAuthentication; readonly clients: ConnectorClients } {
  const { appId, connectorTimeoutMs, tokenServiceUrl, fetchToken = noToken } = options;
  const tokens = createBotTokens({ ...options, fetchToken, now });
  const inner = new ConfigurationBotFrameworkAuthentication(
    {
      ...cloudSettings(options.cloud),
      ...(tokenServiceUrl === undefined ? {} : { OAuthUrl: tokenServiceUrl }),
    },
    new BotCredentialsFactory(appId, tokens),
  );
  const self = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: appId }]);
  const clients = new ConnectorClients(inner.createConnectorFactory(self), connectorTimeoutMs);

  const parts = { inner, self, clients, timeoutMs: connectorTimeoutMs };

  return { authentication: new CachedAuthentication(parts), clients };
}

/** The framework takes the public cloud where none is named, and refuses an empty name. */
function cloudSettings({ channelService }: Cloud): { readonly ChannelService?: string } {
  return channelService === '' ? {} : { ChannelService: channelService };
}

function noToken(): Promise<never> {
  return Promise.reject(new BugError('bug/unreachable', 'Nobody said where tokens come from.'));
}

/** The type says string, the wire may leave it out. */
function isAllowed(
  options: Pick<TeamsAdapterOptions, 'allowedServiceUrl'>,
  serviceUrl: string | null | undefined,
): boolean {
  return typeof serviceUrl === 'string' && options.allowedServiceUrl(serviceUrl);
}

interface Exchange {
  readonly res: ServerResponse;
  readonly activity: Activity;
}

async function answerInTime(
  options: TeamsAdapterOptions,
  { res, activity }: Exchange,
  running: Promise<InvokeResponse | undefined>,
): Promise<void> {
  const timer = setTimeout(() => {
    options.log.warn(
      { type: activity.type },
      'A turn takes long; its sender was answered before its end.',
    );
    answerJson(res, lateStatusOf(activity), answerBody(options, activity, 'late'));
  }, options.answerWithinMs ?? ANSWER_WITHIN_MS);

  const since = performance.now();
  try {
    const response = await running;
    answerJson(
      res,
      httpStatusOf(activity, response),
      isUnanswered(response) ? answerBody(options, activity, 'failed') : response?.body,
    );
  } finally {
    clearTimeout(timer);
    options.watch?.turned({ type: activity.type, ms: Math.round(performance.now() - since) });
  }
}

/** Only invokes wait for a body. */
function answerBody(
  options: TeamsAdapterOptions,
  activity: Activity,
  reason: FallbackReason,
): unknown {
  return activity.type === 'invoke' ? options.fallbackAnswer(reason, activity) : undefined;
}
