/** A bot that says yes to everything and remembers what it was told, for tests of the local Teams. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The part of an activity that these tests look at. */
export interface HeardActivity {
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly action?: string;
  readonly serviceUrl: string;
  readonly from: { readonly id: string; readonly aadObjectId?: string };
  readonly recipient: { readonly id: string };
  readonly membersAdded?: readonly { readonly id: string }[];
  readonly conversation: { readonly id: string };
}

/** Answers 200 with a fixed body to every activity. */
export class StubBot {
  readonly heard: HeardActivity[] = [];
  /** Body of every answer; an invoke needs one. */
  answer: unknown = {};
  readonly #server: Server;
  readonly #watchers = new Set<() => void>();

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request).then(() => response.end(JSON.stringify(this.answer)));
    });
  }

  /** Listens on a free port of the loopback address. */
  static async start(): Promise<StubBot> {
    const bot = new StubBot();
    bot.#server.listen(0, '127.0.0.1');
    await once(bot.#server, 'listening');
    return bot;
  }

  /** Where a Playground sends activities. */
  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/messages`;
  }

  /** Resolves when as many activities fit as asked for, in the order of arrival. */
  async hear(
    count: number,
    fits: (activity: HeardActivity) => boolean,
  ): Promise<readonly HeardActivity[]> {
    while (this.heard.filter(fits).length < count) {
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
    return this.heard.filter(fits);
  }

  /** Stops listening. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage): Promise<void> {
    const body = await text(request);
    if (request.method === 'POST') {
      this.heard.push(JSON.parse(body) as HeardActivity);
    }
    for (const wake of this.#watchers) {
      wake();
    }
    this.#watchers.clear();
  }
}
