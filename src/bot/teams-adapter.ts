import type { IncomingMessage, ServerResponse } from 'node:http';
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
} from 'botframework-connector';
import { PermanentError } from '../errors';
import type { Log } from '../log';
import { readActivity } from './activity-envelope';
import { admitRequest } from './admission';
import { answerJson, refuseRequest } from './answer-json';
import { type FallbackReason, isUnanswered } from './answer-invoke';
import { CachedAuthentication } from './cached-authentication';
import { ConnectorClients } from './connector-clients';
import { keepEntityFields } from './entity-serializer';
import type { IncomingBody } from './json-body';

/** Teams sends an activity again after 15 s; people give up on a button much sooner. Milliseconds. */
const ANSWER_WITHIN_MS = 4_000;

/** Who the bot is and what the edge asks of the rest of the house. */
export interface TeamsAdapterOptions {
  /** Empty switches authentication off (local profile only); config refuses that elsewhere. */
  readonly appId: string;
  readonly appPassword?: string;
  /** `SingleTenant`, `UserAssignedMSI` or `MultiTenant` (the framework's default). */
  readonly appType?: string;
  readonly tenantId?: string;
  /** For one call to Teams, token included. Milliseconds. */
  readonly connectorTimeoutMs: number;
  readonly allowedServiceUrl: (url: string) => boolean;
  readonly log: Log;
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
  /**
   * Runs the turn for a request and answers it: 400 for what is no activity of Teams, 401 for an unproven sender, else
   * 200. Settles when the turn has ended, which may be after the answer. Rejects only if `onTurnError` does.
   */
  processActivity(
    req: IncomingMessage,
    res: ServerResponse,
    body: IncomingBody,
    turn: Turn,
  ): Promise<void>;
  /** The shared client for a service URL. @throws PermanentError `delivery/refused` for a URL that is not allowed. */
  connectorFor(serviceUrl: string): Promise<ConnectorClient>;
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
  const { authentication, clients } = createAuthentication(options);
  const adapter = new OpenAdapter(authentication);
  adapter.onTurnError = (context, error) => options.onTurnError(context, error);

  return {
    async processActivity(req, res, body, turn) {
      const activity = readActivity(body);
      if (activity === undefined) {
        refuseRequest(res, 400);
        return;
      }
      const request = { authorization: req.headers.authorization ?? '', log: options.log };
      const admission = await admitRequest(authentication, activity, request);
      if (!admission.ok) {
        refuseRequest(res, admission.status);
        return;
      }
      if (!isAllowed(options, activity.serviceUrl)) {
        options.log.warn({ status: 400 }, 'A request came with a service URL that is not allowed.');
        refuseRequest(res, 400);
        return;
      }

      await answerInTime(options, { res, activity }, adapter.run(admission.proof, activity, turn));
    },
    async connectorFor(serviceUrl) {
      if (!isAllowed(options, serviceUrl)) {
        throw new PermanentError('delivery/refused', 'The service URL is not allowed.', {
          details: { code: 'service-url' },
        });
      }

      return clients.create(serviceUrl, AuthenticationConstants.ToChannelFromBotOAuthScope);
    },
  };
}

function createAuthentication(options: TeamsAdapterOptions): {
  readonly authentication: CachedAuthentication;
  readonly clients: ConnectorClients;
} {
  const { appId, appPassword, appType, tenantId, connectorTimeoutMs } = options;
  const inner = new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: appId,
    ...(appPassword === undefined ? {} : { MicrosoftAppPassword: appPassword }),
    ...(appType === undefined ? {} : { MicrosoftAppType: appType }),
    ...(tenantId === undefined ? {} : { MicrosoftAppTenantId: tenantId }),
  });
  const self = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: appId }]);
  const clients = new ConnectorClients(inner.createConnectorFactory(self), connectorTimeoutMs);

  return { authentication: new CachedAuthentication({ inner, self, clients }), clients };
}

/** The type says string, the wire may leave it out. */
function isAllowed(options: TeamsAdapterOptions, serviceUrl: string | null | undefined): boolean {
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
    answerJson(res, 200, answerBody(options, activity, 'late'));
  }, options.answerWithinMs ?? ANSWER_WITHIN_MS);

  try {
    const response = await running;
    answerJson(
      res,
      200,
      isUnanswered(response) ? answerBody(options, activity, 'failed') : response?.body,
    );
  } finally {
    clearTimeout(timer);
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
