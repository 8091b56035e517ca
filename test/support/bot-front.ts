/** What stands before several bots in production, as a test sees it: takes every request and hands it to the next bot in turn. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { LOOPBACK } from '../../src/demo/http-probe';

export class BotFront {
  readonly port: number;
  /** Requests that each bot was handed, in the order of the ports. */
  readonly handed: number[];
  readonly #ports: readonly number[];
  readonly #server = createServer((incoming, answer) => {
    void this.#take(incoming, answer);
  });
  #next = 0;

  private constructor(port: number, ports: readonly number[]) {
    this.port = port;
    this.#ports = ports;
    this.handed = ports.map(() => 0);
  }

  /** Listens, in front of the bots on these ports. */
  static async open(ports: readonly number[], port = 0): Promise<BotFront> {
    const front = new BotFront(port, ports);
    front.#server.listen(port, LOOPBACK);
    await once(front.#server, 'listening');
    return Object.assign(front, { port: (front.#server.address() as AddressInfo).port });
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Which bot the latest request was handed to, counted from 0. */
  get latest(): number {
    return (this.#next + this.#ports.length - 1) % this.#ports.length;
  }

  async #take(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) {
      parts.push(part as Buffer);
    }
    for (const turn of this.#turns()) {
      this.#next = (turn + 1) % this.#ports.length;
      const given = await this.#hand(turn, incoming, Buffer.concat(parts));
      // A bot that is down never got the request: the next one may have it.
      if (given !== undefined) {
        this.handed[turn] = (this.handed[turn] ?? 0) + 1;
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
        return;
      }
    }
    answer.statusCode = 502;
    answer.end();
  }

  /** All of them, beginning with the one whose turn it is. */
  #turns(): readonly number[] {
    return this.#ports.map((_port, index) => (this.#next + index) % this.#ports.length);
  }

  #hand(
    turn: number,
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<IncomingMessage | undefined> {
    return new Promise((resolve, reject) => {
      const there = { host: LOOPBACK, port: this.#ports[turn], path: url, method, headers };
      request({ ...there, agent: false }, resolve)
        .once('error', (error: NodeJS.ErrnoException) => {
          if (error.code === 'ECONNREFUSED') {
            resolve(undefined);
          } else {
            reject(error);
          }
        })
        .end(body);
    });
  }
}
