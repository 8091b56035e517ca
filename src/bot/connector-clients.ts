import { type ConnectorClient, ConnectorFactory } from 'botframework-connector';
import { BugError, TransientError } from '../errors';
import { inTime } from './in-time';
import { createLastUsed } from '../last-used';

/** Service URLs are few (one per region); the bound only keeps a stranger from filling the memory. */
const CLIENTS_MAX = 64;
const SIGNING_POLICY = 'ServiceClientContext_Credentials_SignRequest';

interface OutgoingRequest {
  abortSignal?: AbortSignal;
}

interface RequestPolicy {
  readonly name: string;
  sendRequest(
    request: OutgoingRequest,
    next: (request: OutgoingRequest) => Promise<unknown>,
  ): Promise<unknown>;
}

interface RequestPipeline {
  removePolicy(which: { readonly name: string }): readonly unknown[];
  addPolicy(policy: RequestPolicy, order: { readonly beforePolicies: readonly string[] }): void;
}

/**
 * One connector client for each service URL and audience, shared by turns and proactive sends. Building one per turn,
 * as the framework does, is a quarter of the cost of a turn.
 * Each client sends a request exactly once: the retries of the SDK repeat POSTs and so multiply messages. It follows no
 * redirect (the bot token would go along), and gives up after `timeoutMs`, token included, with a `TransientError`
 * `delivery/unavailable`. Keeps the 64 clients used last.
 */
export class ConnectorClients extends ConnectorFactory {
  private readonly clients = createLastUsed<Promise<ConnectorClient>>(CLIENTS_MAX);
  private readonly factory: ConnectorFactory;
  private readonly timeoutMs: number;

  constructor(factory: ConnectorFactory, timeoutMs: number) {
    super();
    this.factory = factory;
    this.timeoutMs = timeoutMs;
  }

  /** @throws BugError `bug/unreachable` when the SDK's inside is not the one this was written for (4.23.3). */
  override async create(serviceUrl: string, audience = ''): Promise<ConnectorClient> {
    const key = `${audience} ${serviceUrl}`;
    const client = this.clients.get(key) ?? this.build(serviceUrl, audience);
    this.clients.set(key, client);

    try {
      return await client;
    } catch (error) {
      this.clients.delete(key);
      throw error;
    }
  }

  private async build(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const client = await this.factory.create(serviceUrl, audience === '' ? undefined : audience);
    sendOnce(client, this.timeoutMs);

    return client;
  }
}

/**
 * Has a client of the SDK send each request once, follow no redirect, and give up in time with TransientError `delivery/unavailable`.
 * @throws BugError `bug/unreachable` when the SDK's inside is not the one this was written for (4.23.3).
 */
export function sendOnce(client: unknown, timeoutMs: number): void {
  const pipeline = pipelineOf(client);
  const removed = pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  if (removed.length !== 1) {
    throw new BugError('bug/unreachable', 'A client of the SDK has no retry policy to take out.');
  }
  pipeline.removePolicy({ name: 'redirectPolicy' });
  pipeline.addPolicy(
    {
      name: 'sendInTime',
      sendRequest: (request, next) => sendInTime(timeoutMs, request, next),
    },
    { beforePolicies: [SIGNING_POLICY] },
  );
}

/** `request.timeout` would end with the first byte of the answer and not cover the token; an abort signal covers all. */
function sendInTime(
  timeoutMs: number,
  request: OutgoingRequest,
  next: (request: OutgoingRequest) => Promise<unknown>,
): Promise<unknown> {
  const late = (): TransientError =>
    new TransientError('delivery/unavailable', 'The Bot Framework did not answer in time.', {
      details: { code: 'timeout', timeoutMs },
    });

  return inTime({ timeoutMs, late }, (signal) => {
    request.abortSignal = signal;

    return next(request);
  });
}

/** The options of a connector client do not reach its pipeline, and the field that holds it is private. */
function pipelineOf(client: unknown): RequestPipeline {
  const pipeline = fieldOf(fieldOf(client, 'client'), 'pipeline');
  if (!isPipeline(pipeline)) {
    throw new BugError('bug/unreachable', 'The pipeline of a client of the SDK was not found.');
  }

  return pipeline;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}

function isPipeline(value: unknown): value is RequestPipeline {
  return (
    typeof value === 'object' &&
    value !== null &&
    'removePolicy' in value &&
    typeof value.removePolicy === 'function' &&
    'addPolicy' in value &&
    typeof value.addPolicy === 'function'
  );
}
