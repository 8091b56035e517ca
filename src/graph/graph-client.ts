import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Sdk from '@microsoft/microsoft-graph-client';
import type { Client, Context, GraphRequest, Middleware } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { PermanentError, TransientError } from '../errors';
import { retryAfterOf } from '../retry-after';
import { currentTrace, guidOf } from '../trace';
import type { Watch } from '../workflow/watch-port';
import { badAnswer, noAnswer, noToken, strangeAnswer, type FailedCall } from './graph-failure';

/** Gives access tokens; every credential of `@azure/identity` is one. */
export interface TokenSource {
  getToken(
    scope: string,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<{ readonly token: string } | null>;
}

/** What is throttled together: one that is asked to wait does not hold up the others. */
export type GraphArea = 'mail' | 'teams' | 'calendar' | 'feed' | 'people';

/** One call below `/v1.0`. */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Parts of the path; each is encoded. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
  readonly area: GraphArea;
  /** How the log names it: no ids in it. */
  readonly name: string;
  /** A repeat would do it twice: what may have been done is never tried again by itself. */
  readonly once?: true;
  /** Token of the person in whose name it is asked; the bot's own where there is none. */
  readonly as?: string;
  /** A status that means "it is as you want it already". */
  readonly already?: 409;
}

/** Microsoft Graph, app-only but for what is asked in somebody's name. Each call is exactly one request (two where the token was not taken); trying again is the caller's decision. */
export interface GraphClient {
  /** Scheme, host and version, for links between resources in a body. */
  readonly root: string;
  /**
   * Asks for something and reads the answer.
   * @throws TransientError `graph/throttled`, `graph/unavailable`; PermanentError `graph/refused`, `graph/gone`, `graph/faulty`,
   * and for calls marked `once` `graph/unclear`.
   */
  ask<Answer>(call: GraphCall, shape: z.ZodType<Answer>): Promise<Answer>;
  /** Loads something that is no JSON; `undefined` where it has more bytes than asked for. @throws as `ask` */
  load(call: GraphCall, maxBytes: number): Promise<Uint8Array | undefined>;
  /** Has something done whose answer says nothing. @throws as `ask` */
  tell(call: GraphCall): Promise<void>;
}

/** How Graph is reached. */
export interface GraphOptions {
  /** Scheme and host, without a slash at the end. */
  readonly baseUrl: string;
  readonly credential: TokenSource;
  /** Longest wait for one call, token and body included, in milliseconds. */
  readonly timeoutMs: number;
  readonly now?: () => number;
  /** Told of every call that was made. */
  readonly watch?: Pick<Watch, 'called'>;
}

/** Loaded with the first client: a bot that makes no call to Graph does not pay for it at every start. */
function sdk(): typeof Sdk {
  return createRequire(__filename)('@microsoft/microsoft-graph-client') as typeof Sdk;
}

const problem = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

/**
 * Our client over Microsoft's: the chain has no handler of theirs, because their retries repeat POSTs (a 504 on `POST /chats` would
 * make a second chat), their redirects take the token along and their telemetry tells of us. One that was throttled stays closed for
 * its area until the moment it was told.
 */
export function createGraphClient(options: GraphOptions): GraphClient {
  const wire: Wire = {
    ...options,
    now: options.now ?? Date.now,
    client: sdk().Client.initWithMiddleware({
      baseUrl: `${options.baseUrl}/`,
      defaultVersion: 'v1.0',
      middleware: exchange,
    }),
    closed: new Map(),
  };
  return {
    root: `${options.baseUrl}/v1.0`,
    async ask(call, shape) {
      const failed = failedCall(call);
      const response = await answered(wire, call, failed);
      const parsed = shape.safeParse(jsonOf(await bodyOf(response, failed)));
      if (!parsed.success) {
        throw strangeAnswer(failed, parsed.error);
      }
      return parsed.data;
    },
    async load(call, maxBytes) {
      const failed = failedCall(call);
      return bytesOf(await answered(wire, call, failed), failed, maxBytes);
    },
    async tell(call) {
      const response = await answered(wire, call, failedCall(call));
      await response.body?.cancel(); // The status has said it all.
    },
  };
}

/** When an area is not asked, in milliseconds of `now`. A clock that reads less than the beginning was set back, and the end means nothing any more. */
interface Closing {
  readonly since: number;
  readonly until: number;
}

interface Wire extends GraphOptions {
  readonly now: () => number;
  readonly client: Client;
  readonly closed: Map<GraphArea, Closing>;
}

function failedCall({ name, once }: GraphCall): FailedCall {
  const trace = currentTrace();
  const requestId = trace === undefined ? randomUUID() : guidOf(trace);
  return { name, requestId, isOnce: once === true };
}

/**
 * The whole chain. The client turns whatever is thrown into an error of its own that has lost its cause, so failures are left where
 * the caller finds them.
 */
const exchange: Middleware = {
  async execute(context: Context) {
    const options = context.options as ExchangeOptions;
    try {
      context.response = await fetch(context.request as string, {
        ...(context.options as RequestInit),
        redirect: 'manual',
      });
    } catch (error) {
      options.failures.push(error);
      throw error;
    }
  },
};

interface ExchangeOptions {
  readonly failures: unknown[];
}

async function answered(wire: Wire, call: GraphCall, failed: FailedCall): Promise<Response> {
  stayOut(wire, call, failed);
  const since = performance.now();
  const tell = (came: { readonly status?: number; readonly code?: string }): void => {
    const ms = Math.round(performance.now() - since);
    wire.watch?.called({ name: call.name, area: call.area, ms, ...came });
  };
  try {
    const response = await asked(wire, call, failed);
    tell({ status: response.status });
    return response;
  } catch (error) {
    tell(cameOf(error));
    throw error;
  }
}

/** What a failed call came to, as far as it is one of ours. */
function cameOf(error: unknown): { readonly status?: number; readonly code?: string } {
  if (!(error instanceof TransientError || error instanceof PermanentError)) {
    return {};
  }
  const { status } = error.details;
  return { code: error.code, ...(typeof status === 'number' ? { status } : {}) };
}

async function asked(wire: Wire, call: GraphCall, failed: FailedCall): Promise<Response> {
  const signal = AbortSignal.timeout(wire.timeoutMs);
  const token = call.as ?? (await tokenFor(wire, failed, signal));
  let response = await send(wire, call, { failed, token, signal });
  if (response.status === 401 && call.as === undefined) {
    const fresh = await tokenFor(wire, failed, signal);
    if (fresh !== token) {
      await response.body?.cancel(); // Unread it would keep its connection.
      response = await send(wire, call, { failed, token: fresh, signal });
    }
  }
  if (response.ok || response.status === call.already) {
    return response;
  }
  throw await refusal(wire, call, failed, response);
}

/** While an area is closed nothing is sent there. @throws TransientError */
function stayOut(wire: Wire, { area }: GraphCall, failed: FailedCall): void {
  const { since = 0, until = 0 } = wire.closed.get(area) ?? {};
  const now = wire.now();
  const waitMs = until - now;
  if (waitMs > 0 && since <= now) {
    throw new TransientError('graph/throttled', 'Graph asked to slow down a moment ago.', {
      details: { call: failed.name, requestId: failed.requestId, retryAfterMs: waitMs },
    });
  }
}

async function tokenFor(wire: Wire, failed: FailedCall, signal: AbortSignal): Promise<string> {
  try {
    const scope = `${wire.baseUrl}/.default`;
    const given = await inTime(wire.credential.getToken(scope, { abortSignal: signal }), signal);
    if (given !== null) {
      return given.token;
    }
  } catch (error) {
    throw noToken(failed, error);
  }
  throw noToken(failed, undefined);
}

/** A credential may not listen to the signal. */
async function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(new Error('Too late.', { cause: signal.reason }));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function send(
  wire: Wire,
  call: GraphCall,
  sent: { readonly failed: FailedCall; readonly token: string; readonly signal: AbortSignal },
): Promise<Response> {
  const failures: unknown[] = [];
  const request = wire.client
    .api(urlOf(call))
    .headers({
      ...call.headers,
      Authorization: `Bearer ${sent.token}`,
      'client-request-id': sent.failed.requestId,
    })
    .options({ signal: sent.signal, failures })
    .responseType(sdk().ResponseType.RAW);
  try {
    return (await requested(request, call)) as Response;
  } catch (error) {
    throw noAnswer(sent.failed, failures[0] ?? error);
  }
}

function requested(request: GraphRequest, { method, body }: GraphCall): Promise<unknown> {
  switch (method) {
    case 'GET':
      return request.get();
    case 'POST':
      return request.post(body);
    case 'PATCH':
      return request.patch(body);
  }
}

/** Path and query below `/v1.0`. A `$` stays as it is: it begins the words of OData, and needs no encoding in a path. Pure. */
export function urlOf({ path, query = {} }: Pick<GraphCall, 'path' | 'query'>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const way = path.map((part) => encodeURIComponent(part).replaceAll('%24', '$')).join('/');
  return `/${way}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** An answer that is cut off is none. @throws GraphError */
async function bodyOf(response: Response, failed: FailedCall): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw noAnswer(failed, error);
  }
}

/** Stops reading as soon as there is too much. @throws GraphError */
async function bytesOf(
  { body }: Response,
  failed: FailedCall,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) {
        return undefined; // Leaving the loop gives the connection up.
      }
    }
  } catch (error) {
    throw noAnswer(failed, error);
  }
  return Buffer.concat(chunks);
}

async function refusal(
  wire: Wire,
  call: GraphCall,
  failed: FailedCall,
  response: Response,
): Promise<TransientError | PermanentError> {
  const { status, headers } = response;
  const retryAfter = headers.get('retry-after');
  const wait = retryAfterOf(retryAfter, wire.now());
  if (status === 429 && wait !== undefined) {
    const since = wire.now();
    wire.closed.set(call.area, { since, until: since + wait });
  }
  const said = problem.safeParse(jsonOf(await response.text().catch(() => '')));
  const { code, message } = said.success ? said.data.error : {};
  return badAnswer(failed, { status, retryAfter, code, message }, wire.now());
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
