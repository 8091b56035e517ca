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
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/**
 * A Teams connector on this machine. Takes the scripted answers one after the other, then answers every request with
 * 200 and a fresh id, and remembers what it was sent.
 */
export class StubConnector {
  readonly requests: StubRequest[] = [];
  private readonly answers: StubAnswer[] = [];
  private readonly chatOf: (objectId: string) => string;
  private readonly server = http.createServer((req, res) => {
    void this.answer(req, res);
  });

  /** `chatOf` names the 1:1 chat that is given to whoever asks for it. */
  constructor(chatOf: (objectId: string) => string = (objectId) => `a:${objectId}`) {
    this.chatOf = chatOf;
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
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const path = decodeURIComponent(req.url ?? '');
    this.requests.push({ method: req.method ?? '', path, headers: req.headers, body });
    const [member] = (body['members'] ?? []) as readonly { readonly id: string }[];
    const isChat = path.endsWith('/v3/conversations') && member !== undefined;
    const id = isChat ? this.chatOf(member.id) : `sent-${String(this.requests.length)}`;
    this.act(this.answers.shift() ?? { status: 200, body: { id } }, res);
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
