import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of this machine alone, on any free port. */
export abstract class LoopbackServer {
  readonly #server = http.createServer((req, res) => {
    void this.take(req, res);
  });

  /** Scheme, host and port, once started. */
  get baseUrl(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  /** Cuts whatever still hangs. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  /** Answers one request, or leaves it open. */
  protected abstract take(req: IncomingMessage, res: ServerResponse): Promise<void>;
}
