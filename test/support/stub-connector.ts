import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What the stub does with one request: answer, stay silent, cut the line, or stop after the headers. */
export type StubAnswer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | 'hang'
  | 'reset'
  | 'hang-in-body';

/** One request as the stub received it; the body is parsed JSON. */
export interface StubRequest {
  /** When it was read, by `performance.now()`. */
  readonly at: number;
  readonly answer: StubAnswer;
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** What is to become of one request: another answer than the usual one, and what its answer waits for. */
export interface StubPlan {
  readonly answer?: StubAnswer;
  readonly until?: Promise<unknown>;
}

/** Decides about a request when it was read; `count` tells the how-manieth it is. */
export type StubPlanner = (
  request: Pick<StubRequest, 'method' | 'path' | 'body'>,
  count: number,
) => StubPlan;

/**
 * A Teams connector on this machine. Takes the scripted answers one after the other, then answers every request with
 * 200 and a fresh id (asked for a 1:1 chat, with the one of its person), or as its planner says, and remembers what it was sent.
 */
export class StubConnector {
  readonly requests: StubRequest[] = [];
  private readonly answers: StubAnswer[] = [];
  private readonly planner: StubPlanner;
  private readonly server = http.createServer((req, res) => {
    // A bot that is killed while it sends leaves half a request, which was never taken.
    this.answer(req, res).catch(() => undefined);
  });

  constructor(planner: StubPlanner = () => ({})) {
    this.planner = planner;
    // Otherwise a line that was idle for five seconds may be closed in the moment in which it is used again.
    this.server.keepAliveTimeout = 0;
  }

  /** The service URL of the stub, once started. */
  get serviceUrl(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/teams`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  /** Cuts whatever still hangs. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  /** Adds answers for the next requests. */
  script(...answers: readonly StubAnswer[]): void {
    this.answers.push(...answers);
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    const request = {
      method: req.method ?? '',
      path: decodeURIComponent(req.url ?? ''),
      headers: req.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
    const count = this.requests.length + 1;
    const plan = this.planner(request, count);
    const usual = { status: 200, body: { id: chatAskedFor(request) ?? `sent-${String(count)}` } };
    const answer = this.answers.shift() ?? plan.answer ?? usual;
    this.requests.push({ ...request, at: performance.now(), answer });
    await plan.until;
    this.act(answer, res);
  }

  private act(answer: StubAnswer, res: ServerResponse): void {
    if (answer === 'reset') {
      res.socket?.resetAndDestroy();
    } else if (answer === 'hang-in-body') {
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 });
      res.write('{"id":');
    } else if (answer !== 'hang') {
      const isText = typeof answer.body === 'string';
      res.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
      res.end(isText ? answer.body : JSON.stringify(answer.body ?? {}));
    }
  }
}

/** The 1:1 chat that is given to whoever asks for one: by the object id of its person. */
function chatAskedFor({ path, body }: Pick<StubRequest, 'path' | 'body'>): string | undefined {
  const member = memberOf({ path, body });
  return member === undefined ? undefined : `a:${member}`;
}

/** Object id of the person for whose 1:1 chat a request asks; absent for every other request. */
export function memberOf({ path, body }: Pick<StubRequest, 'path' | 'body'>): string | undefined {
  const [member] = (body['members'] ?? []) as readonly { readonly id: string }[];
  return path.endsWith('/v3/conversations') ? member?.id : undefined;
}
