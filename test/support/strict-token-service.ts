import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { LoopbackServer } from './loopback-server';

/** What goes wrong with one call. */
export type TokenFault = { readonly status: number } | 'hang';

/** One request as it came. */
export interface TokenRequest {
  readonly route: string;
  readonly query: Readonly<Record<string, string>>;
  readonly status: number | undefined;
}

/** Who the token service lets in, and what it keeps. */
export interface TokenServicePlan {
  /** What the bot has to show. */
  readonly bearer: string;
  readonly appId: string;
  readonly connection: string;
  /** Makes a token for somebody, by whom Teams names them. */
  readonly issue: (user: string) => string;
}

/** What is asked of one path: its query names, each of them needed unless it is optional. */
interface Route {
  readonly method: string;
  readonly needed: readonly string[];
  readonly optional: readonly string[];
}

const OF_USER = ['userId', 'connectionName', 'channelId'];
const ROUTES: Readonly<Record<string, Route>> = {
  '/api/usertoken/GetToken': { method: 'GET', needed: OF_USER, optional: ['code'] },
  '/api/usertoken/exchange': { method: 'POST', needed: OF_USER, optional: [] },
  '/api/usertoken/SignOut': { method: 'DELETE', needed: OF_USER, optional: [] },
  '/api/botsignin/GetSignInResource': { method: 'GET', needed: ['state'], optional: [] },
};

const exchangeBody = z.strictObject({ token: z.string().min(1) });
/** What the SDK says of the conversation in which somebody signs in. */
const stateShape = z.object({ connectionName: z.string(), msAppId: z.string() });

interface Said {
  readonly status: number;
  readonly body?: object;
}

/**
 * The Bot Framework Token Service on this machine, and stricter: it knows four paths, checks who asks, every name of the query, person,
 * connection and channel, and does wrong what it is told to.
 * Source: learn.microsoft.com "Bot Framework Token Service" (swagger of the token API), as the SDK calls it.
 */
export class StrictTokenService extends LoopbackServer {
  /** Tokens by whom Teams names. */
  readonly tokens = new Map<string, string>();
  readonly requests: TokenRequest[] = [];
  /** Whether a 404 comes with a body, as it may. */
  tellsWhy = false;
  readonly #plan: TokenServicePlan;
  readonly #codes = new Map<string, string>();
  readonly #offered = new Map<string, string>();
  readonly #faults: { readonly route: string; readonly fault: TokenFault }[] = [];
  #codesGiven = 100_000;

  constructor(plan: TokenServicePlan) {
    super();
    this.#plan = plan;
  }

  /** Somebody signs in by hand, in the browser: the code with which the bot gets their token. */
  codeFor(user: string): string {
    this.#codesGiven += 1;
    const code = String(this.#codesGiven);
    this.#codes.set(code, user);
    return code;
  }

  /** A token of a client of somebody's that can be exchanged, as often as clients offer it. */
  clientTokenOf(user: string): string {
    const token = `client-token-of-${user}`;
    this.#offered.set(token, user);
    return token;
  }

  /** The next calls of a path go wrong, one after the other. */
  next(route: string, ...faults: readonly TokenFault[]): void {
    this.#faults.push(...faults.map((fault) => ({ route, fault })));
  }

  to(route: string): readonly TokenRequest[] {
    return this.requests.filter((one) => one.route === route);
  }

  protected override async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk as Buffer);
    }
    const url = new URL(req.url ?? '', this.baseUrl);
    const query = Object.fromEntries(url.searchParams);
    const said =
      this.#faultOf(url.pathname) ??
      this.#answer(req, url.pathname, query, Buffer.concat(chunks).toString('utf8'));
    const status = said === 'hang' ? undefined : said.status;
    this.requests.push({ route: url.pathname, query, status });
    if (said !== 'hang') {
      const text = 'body' in said && said.body !== undefined ? JSON.stringify(said.body) : '';
      res.writeHead(said.status, text === '' ? {} : { 'Content-Type': 'application/json' });
      res.end(text);
    }
  }

  #faultOf(path: string): TokenFault | undefined {
    const index = this.#faults.findIndex(({ route }) => route === path);
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
  }

  #answer(
    { method, headers }: IncomingMessage,
    path: string,
    query: Readonly<Record<string, string>>,
    text: string,
  ): Said {
    const route = ROUTES[path];
    if (route === undefined || route.method !== method) {
      return { status: 405 };
    }
    if (headers.authorization !== `Bearer ${this.#plan.bearer}`) {
      return { status: 401 };
    }
    return this.#isAskedRightly(route, query) ? this.#serve(path, query, text) : BAD;
  }

  #isAskedRightly({ needed, optional }: Route, query: Readonly<Record<string, string>>): boolean {
    const { channelId = 'msteams', connectionName = this.#plan.connection } = query;
    const hasOnly = Object.keys(query).every((key) => [...needed, ...optional].includes(key));
    const hasAll = needed.every((key) => (query[key] ?? '') !== '');
    const isOurs = channelId === 'msteams' && connectionName === this.#plan.connection;
    return hasOnly && hasAll && isOurs;
  }

  #serve(path: string, query: Readonly<Record<string, string>>, text: string): Said {
    const { userId = '', code, state = '' } = query;
    switch (path) {
      case '/api/usertoken/GetToken':
        return this.#tokenFor(userId, code);
      case '/api/usertoken/exchange':
        return this.#exchanged(userId, text);
      case '/api/usertoken/SignOut':
        this.tokens.delete(userId);
        return { status: 200, body: {} };
      default:
        return this.#resource(state);
    }
  }

  #tokenFor(user: string, code: string | undefined): Said {
    if (code !== undefined && this.#codes.get(code) === user) {
      this.#codes.delete(code); // It is good for once.
      return this.#given(user);
    }
    const token = code === undefined ? this.tokens.get(user) : undefined;
    return token === undefined ? this.#none() : tokenAnswer(this.#plan.connection, token);
  }

  #exchanged(user: string, text: string): Said {
    const body = exchangeBody.safeParse(JSON.parse(text === '' ? 'null' : text));
    if (!body.success) {
      return BAD;
    }
    return this.#offered.get(body.data.token) === user ? this.#given(user) : this.#none();
  }

  #given(user: string): Said {
    const token = this.#plan.issue(user);
    this.tokens.set(user, token);
    return tokenAnswer(this.#plan.connection, token);
  }

  #none(): Said {
    return this.tellsWhy ? { status: 404, body: { error: { code: 'NotFound' } } } : { status: 404 };
  }

  #resource(state: string): Said {
    const decoded: unknown = JSON.parse(Buffer.from(state, 'base64').toString('utf8'));
    const parsed = stateShape.safeParse(decoded);
    const { appId, connection } = this.#plan;
    return parsed.data?.connectionName === connection && parsed.data.msAppId === appId
      ? {
          status: 200,
          body: {
            signInLink: `${this.baseUrl}/signin`,
            tokenExchangeResource: { id: 'exchange-1', uri: `api://botid-${appId}` },
          },
        }
      : BAD;
  }
}

const BAD: Said = { status: 400, body: { error: { code: 'BadArgument' } } };

function tokenAnswer(connectionName: string, token: string): Said {
  return { status: 200, body: { channelId: 'msteams', connectionName, token } };
}
