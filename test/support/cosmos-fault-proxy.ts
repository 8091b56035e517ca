/** Stands between the client and an emulator, and does to its requests what the service does on a bad day. */
import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What a request wants. `plan` is the question of the client how a query is to be split over partitions. */
export type Wanted = 'read' | 'create' | 'replace' | 'delete' | 'query' | 'plan' | 'other';

/** What happens to a request instead of what should. */
export type Fault =
  /** Answered with a status; nothing was done, or with `after` it was. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly substatus?: number;
      readonly retryAfterMs?: number;
      readonly after?: true;
    }
  /** The connection is cut before anything was done. */
  | { readonly kind: 'cut' }
  /** Carried out, then the connection is cut. */
  | { readonly kind: 'answer-lost' }
  /** Carried out, and never answered. */
  | { readonly kind: 'hangs' }
  /** Carried out and answered when the promise settles. */
  | { readonly kind: 'late'; readonly until: Promise<unknown> };

/** A request as it came. */
export interface SeenRequest {
  readonly wanted: Wanted;
  readonly headers: IncomingHttpHeaders;
}

interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export class CosmosFaultProxy {
  /** Every request so far, in the order in which they came. */
  readonly seen: SeenRequest[] = [];
  /** Headers that are added to every answer of the emulator. */
  readonly added = new Map<string, string>();
  readonly #upstream: string;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server: Server;
  readonly #once: { readonly wanted: Wanted; readonly fault: Fault }[] = [];
  readonly #lasting = new Map<Wanted, Fault>();
  #noise: (wanted: Wanted, count: number) => Fault | undefined = () => undefined;

  private constructor(upstream: string) {
    this.#upstream = upstream;
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  static async before(upstream: string): Promise<CosmosFaultProxy> {
    const proxy = new CosmosFaultProxy(upstream);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** The next request of this kind meets the fault; several are met in the order in which they were ordered. */
  next(wanted: Wanted, ...faults: readonly Fault[]): void {
    this.#once.push(...faults.map((fault) => ({ wanted, fault })));
  }

  /** Every request of this kind meets the fault until {@link calm}. */
  always(wanted: Wanted, fault: Fault): void {
    this.#lasting.set(wanted, fault);
  }

  /** Any request may meet a fault, by what it wants and the how-manieth it is. */
  noise(faultOf: (wanted: Wanted, count: number) => Fault | undefined): void {
    this.#noise = faultOf;
  }

  /** Nothing happens any more; what was seen is forgotten. */
  calm(): void {
    this.#once.length = 0;
    this.#lasting.clear();
    this.#noise = () => undefined;
    this.seen.length = 0;
    this.added.clear();
  }

  /** How many requests of this kind came. */
  count(wanted: Wanted): number {
    return this.seen.filter((one) => one.wanted === wanted).length;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#agent.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wanted = wantedBy(request);
    this.seen.push({ wanted, headers: request.headers });
    const fault = this.#faultFor(wanted);
    const body = await buffer(request);
    if (fault?.kind === 'cut') {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'status' && fault.after === undefined) {
      refuse(response, fault);
      return;
    }
    const answer = await this.#forward(request, body);
    await this.#deliver(answer, fault, response);
  }

  async #deliver(
    answer: UpstreamAnswer,
    fault: Fault | undefined,
    response: ServerResponse,
  ): Promise<void> {
    switch (fault?.kind) {
      case 'status':
        refuse(response, fault);
        return;
      case 'answer-lost':
        response.socket?.destroy();
        return;
      case 'hangs':
        return;
      case 'late':
        await fault.until;
        break;
      case 'cut':
      case undefined:
    }
    response.writeHead(answer.status, { ...answer.headers, ...Object.fromEntries(this.added) });
    response.end(answer.body);
  }

  #faultFor(wanted: Wanted): Fault | undefined {
    const index = this.#once.findIndex((one) => one.wanted === wanted);
    const [ordered] = index < 0 ? [] : this.#once.splice(index, 1);
    return ordered?.fault ?? this.#lasting.get(wanted) ?? this.#noise(wanted, this.seen.length);
  }

  async #forward(request: IncomingMessage, body: Buffer): Promise<UpstreamAnswer> {
    const { method, url = '/', headers } = request;
    const forwarded = send(new URL(url, this.#upstream), { method, headers, agent: this.#agent });
    forwarded.end(body);
    const [upstream] = (await once(forwarded, 'response')) as [IncomingMessage];
    const answered = await buffer(upstream);
    return { status: upstream.statusCode ?? 500, headers: upstream.headers, body: answered };
  }
}

function wantedBy({ method, url = '', headers }: IncomingMessage): Wanted {
  if (!url.includes('/docs')) {
    return 'other';
  }
  if (headers['x-ms-cosmos-is-query-plan-request'] !== undefined) {
    return 'plan';
  }
  if (headers['x-ms-documentdb-isquery'] !== undefined) {
    return 'query';
  }
  const byMethod = { GET: 'read', POST: 'create', PUT: 'replace', DELETE: 'delete' } as const;
  return byMethod[method as keyof typeof byMethod];
}

function refuse(
  response: ServerResponse,
  { status, substatus, retryAfterMs }: Extract<Fault, { kind: 'status' }>,
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-ms-request-charge': '0.38',
    ...(substatus !== undefined && { 'x-ms-substatus': String(substatus) }),
    ...(retryAfterMs !== undefined && { 'x-ms-retry-after-ms': String(retryAfterMs) }),
  });
  response.end(JSON.stringify({ code: String(status), message: 'As the test wants it.' }));
}
