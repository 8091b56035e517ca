import { randomUUID } from 'node:crypto';
import type http from 'node:http';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { LoopbackServer } from './loopback-server';
import { BATCH, requestsOf, type BatchedRequest } from './strict-graph-batch';
import { refusal, type Route, type RouteAnswer } from './strict-graph-route';
import { ROUTES } from './strict-graph-routes';
import { emptyState, type GraphState, type GraphUser } from './strict-graph-state';

/** What goes wrong with one call. */
export type GraphFault =
  | {
      readonly status: number;
      readonly retryAfter?: string;
      readonly code?: string;
      readonly message?: string;
      /** Where a redirect leads. */
      readonly location?: string;
    }
  /** No answer ever comes; nothing is done. */
  | 'hang'
  /** The line is cut before anything is done. */
  | 'reset'
  /** It is done, and the line is cut in the middle of the answer. */
  | 'cut'
  /** It is done, and no answer comes. */
  | 'drop';

/** Every fault that a call must survive; those after which nobody can know whether it was done are marked. */
export const FAULTS: readonly (readonly [name: string, fault: GraphFault, isUnclear: boolean])[] = [
  ['401', { status: 401, code: 'InvalidAuthenticationToken' }, false],
  ['403', { status: 403, code: 'Forbidden' }, false],
  ['404', { status: 404, code: 'NotFound' }, false],
  ['409', { status: 409, code: 'Conflict' }, false],
  ['412', { status: 412, code: 'PreconditionFailed' }, false],
  ['429 with Retry-After', { status: 429, retryAfter: '7', code: 'TooManyRequests' }, false],
  ['429 without Retry-After', { status: 429, code: 'TooManyRequests' }, false],
  ['500 with Retry-After', { status: 500, retryAfter: '7', code: 'InternalServerError' }, true],
  ['500', { status: 500, code: 'InternalServerError' }, true],
  ['502 with Retry-After', { status: 502, retryAfter: '7', code: 'BadGateway' }, true],
  ['502', { status: 502, code: 'BadGateway' }, true],
  ['503 with Retry-After', { status: 503, retryAfter: '7', code: 'ServiceUnavailable' }, false],
  ['503', { status: 503, code: 'ServiceUnavailable' }, true],
  ['504 with Retry-After', { status: 504, retryAfter: '7', code: 'GatewayTimeout' }, true],
  ['504', { status: 504, code: 'GatewayTimeout' }, true],
  ['a hang', 'hang', true],
  ['a reset', 'reset', true],
  ['an answer cut off', 'cut', true],
  ['an answer that is lost', 'drop', true],
];

/** One request as it came. */
export interface GraphRequest {
  readonly route: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
  readonly status: number | undefined;
}

/**
 * Microsoft Graph on this machine, and stricter: it knows only what we may call, and checks token, permission, path, query, headers and
 * every property of a body. What it was told to do wrong it does to the next call of that route.
 */
export class StrictGraph extends LoopbackServer {
  readonly state: GraphState = emptyState();
  readonly requests: GraphRequest[] = [];
  readonly #faults: { readonly route: string; readonly fault: GraphFault }[] = [];
  readonly #lasting = new Map<string, GraphFault>();
  readonly #limits = new Map<string, number>();
  #revoked = 0;
  /** A token with these permissions; for another audience, or an expired one, where a test wants that. */
  token(
    roles: readonly string[],
    { audience = this.baseUrl, expiresInMs = 3_600_000 } = {},
  ): string {
    const encode = (part: object): string =>
      Buffer.from(JSON.stringify(part)).toString('base64url');
    const claims = {
      aud: audience,
      roles,
      exp: (Date.now() + expiresInMs) / 1_000,
      n: this.#revoked,
    };
    return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.strict`;
  }

  /** A token of this person with these scopes, as the token service hands it out. */
  userToken(user: string, scopes: readonly string[]): string {
    const [head, , end] = this.token([]).split('.');
    const exp = Date.now() / 1_000 + 3_600;
    const claims = { aud: this.baseUrl, scp: scopes.join(' '), oid: user, exp, n: this.#revoked };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return [head, payload, end].join('.');
  }

  /** Tokens given so far are not taken any more. */
  revoke(): void {
    this.#revoked += 1;
  }

  /** These people are known. */
  know(...users: readonly GraphUser[]): void {
    this.state.users.push(...users);
  }

  /** The next calls of a route go wrong, one after the other. */
  next(route: string, ...faults: readonly GraphFault[]): void {
    this.#faults.push(...faults.map((fault) => ({ route, fault })));
  }

  /** Every call of a route goes wrong from now on. */
  always(route: string, fault: GraphFault): void {
    this.#lasting.set(route, fault);
  }

  /** From now on nothing goes wrong. */
  mend(): void {
    this.#faults.length = 0;
    this.#lasting.clear();
  }

  /** A route takes so many calls more, then it asks to wait a second each time until it is given more. */
  allow(route: string, calls: number): void {
    this.#limits.set(route, calls);
  }

  /** Requests to a route so far. */
  to(route: string): readonly GraphRequest[] {
    return this.requests.filter((one) => one.route === route);
  }

  protected override async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk as Buffer);
    }
    const url = new URL(req.url ?? '', this.baseUrl);
    const { method = '', headers } = req;
    const path = decoded(url.pathname);
    const route = routeOf(method, path);
    const name = route?.name ?? `${method} ${path}`;
    const body = bodyOf(route, Buffer.concat(chunks).toString('utf8'));
    const query = Object.fromEntries(url.searchParams);
    const fault = this.#faultOf(name);
    const said =
      fault === undefined || fault === 'cut' || fault === 'drop'
        ? this.#answer(route, headers, { path, query, body })
        : faultAnswer(fault);
    this.requests.push({ route: name, path, headers, body, status: said?.status });
    this.#say(res, fault, said);
  }

  #faultOf(name: string): GraphFault | undefined {
    const index = this.#faults.findIndex(({ route }) => route === name);
    return index < 0 ? this.#lasting.get(name) : this.#faults.splice(index, 1)[0]?.fault;
  }

  #say(res: ServerResponse, fault: GraphFault | undefined, answer: Said | undefined): void {
    if (fault === 'reset' || fault === 'drop') {
      res.socket?.resetAndDestroy();
    } else if (answer !== undefined) {
      const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
      const sent = answer.bytes ?? Buffer.from(text);
      const cut = fault === 'cut' ? { 'Content-Length': sent.length + 50 } : {};
      res.writeHead(answer.status, { ...headersOf(answer, text), ...cut });
      if (fault === 'cut') {
        res.write(sent.subarray(0, 5));
        setImmediate(() => res.socket?.destroy());
      } else {
        res.end(sent);
      }
    }
  }

  #answer(
    route: Route | undefined,
    headers: http.IncomingHttpHeaders,
    { path, query, body }: Asked,
  ): Said {
    if (route === undefined) {
      return refusal(404, 'UnknownPath');
    }
    const problem = this.#barred(route, headers) ?? headerProblem(route, headers);
    if (problem !== undefined) {
      return problem;
    }
    const left = this.#limits.get(route.name) ?? Infinity;
    if (left <= 0) {
      return { ...refusal(429, 'TooManyRequests'), retryAfter: '1' };
    }
    this.#limits.set(route.name, left - 1);
    if (route === BATCH) {
      return this.#batch(headers, body);
    }
    const ids = (route.path.exec(unversioned(path)) ?? []).slice(1);
    const by = claimsOf(headers.authorization ?? '')?.oid;
    return route.answer(this.state, { ids, query, body, by });
  }

  /** A batch that can be read is taken, whatever becomes of what is in it. */
  #batch(headers: http.IncomingHttpHeaders, body: unknown): Said {
    const requests = requestsOf(body);
    if (requests === undefined) {
      return refusal(400, 'BadRequest', 'Invalid batch payload format.');
    }
    const responses = requests.flatMap((one) => this.#batched(headers, one));
    return { status: 200, body: { responses: responses.toReversed() } };
  }

  /** One request of a batch by itself: it has limits and faults of its own, and none of it fails the others. */
  #batched(
    outer: http.IncomingHttpHeaders,
    { id, url, ...sent }: BatchedRequest,
  ): readonly object[] {
    const { pathname, searchParams } = new URL(`${this.baseUrl}/v1.0${url}`);
    const path = decoded(pathname);
    const route = routeOf('GET', path);
    const name = route?.name ?? `GET ${path}`;
    const fault = this.#faultOf(name);
    const headers: http.IncomingHttpHeaders = { authorization: outer.authorization };
    for (const [key, value] of Object.entries(sent.headers)) {
      headers[key.toLowerCase()] = value;
    }
    const query = Object.fromEntries(searchParams);
    const said =
      fault === undefined || fault === 'cut'
        ? this.#answer(route, headers, { path, query, body: undefined })
        : faultAnswer(fault);
    this.requests.push({ route: name, path, headers, body: undefined, status: said?.status });
    if (said === undefined) {
      return []; // Left out of the answers.
    }
    const shown = fault === 'cut' ? { error: 'cut' } : said.body;
    const retry = said.retryAfter === undefined ? {} : { 'Retry-After': said.retryAfter };
    return [{ id, status: said.status, headers: retry, body: shown }];
  }

  /** Token, permission and headers. */
  #barred(route: Route, headers: http.IncomingHttpHeaders): RouteAnswer | undefined {
    const claims = claimsOf(headers.authorization ?? '');
    const isOurs =
      claims?.aud === this.baseUrl && claims.exp * 1_000 > Date.now() && claims.n === this.#revoked;
    if (!isOurs) {
      return refusal(401, 'InvalidAuthenticationToken');
    }
    if (route.isDelegated === true && claims.oid === undefined) {
      return refusal(401, 'Unauthorized', 'Allowed in application-only context for import only.');
    }
    const isFree = route.permissions.length === 0;
    return isFree || route.permissions.some((one) => grantedBy(claims, route).includes(one))
      ? undefined
      : refusal(403, 'Authorization_RequestDenied');
  }
}

interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Whether Graph takes a `$` that is encoded is not documented, and it needs no encoding: such a path is not known here. */
function decoded(path: string): string {
  return path.includes('%24') ? path : decodeURIComponent(path);
}

function unversioned(path: string): string {
  return path.replace(/^\/v1\.0(?=\/)/, '');
}

function routeOf(method: string, path: string): Route | undefined {
  return path.startsWith('/v1.0/')
    ? ROUTES.find((one) => one.method === method && one.path.test(unversioned(path)))
    : undefined;
}

function bodyOf(route: Route | undefined, text: string): unknown {
  if (route?.contentType === 'text/plain') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Traceable, of the right type, and without telling Microsoft of us. */
function headerProblem(route: Route, headers: http.IncomingHttpHeaders): RouteAnswer | undefined {
  const isTraced = /^[0-9a-f-]{36}$/.test(String(headers['client-request-id']));
  const type = headers['content-type']?.split(';')[0];
  const isRightType = route.contentType === undefined || type === route.contentType;
  const [name = '', value] = route.header ?? [];
  const isAdvanced = route.header === undefined || headers[name] === value;
  return isTraced && isRightType && isAdvanced && headers['sdkversion'] === undefined
    ? undefined
    : refusal(400, 'BadRequest', 'Headers.');
}

type Said = RouteAnswer & { readonly retryAfter?: string; readonly location?: string };

function headersOf({ retryAfter, location }: Said, text: string): http.OutgoingHttpHeaders {
  return {
    'request-id': randomUUID(),
    ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
    ...(location === undefined ? {} : { Location: location }),
    ...(text === '' ? {} : { 'Content-Type': 'application/json' }),
  };
}

function faultAnswer(fault: GraphFault): Said | undefined {
  if (typeof fault === 'string') {
    return undefined;
  }
  const { status, code = 'UnknownError', message, ...headers } = fault;
  return { ...refusal(status, code, message), ...headers };
}

interface Claims {
  readonly aud: string;
  readonly roles?: readonly string[];
  /** Scopes and object id of a person. */
  readonly scp?: string;
  readonly oid?: string;
  readonly exp: number;
  readonly n: number;
}

/** Scopes of a person count where a person asks, roles of the application everywhere else. */
function grantedBy(
  { oid, scp = '', roles = [] }: Claims,
  { isDelegated }: Route,
): readonly string[] {
  if (isDelegated === true) {
    return scp.split(' ');
  }
  return oid === undefined ? roles : [];
}

function claimsOf(authorization: string): Claims | undefined {
  const [, payload] = /^Bearer [\w-]+\.([\w-]+)\.strict$/.exec(authorization) ?? [];
  return payload === undefined
    ? undefined
    : (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims);
}
