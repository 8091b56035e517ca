import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenKey } from './teams-tokens';

/**
 * The OpenID server of Microsoft, on this machine: the metadata document names the key set, and the key set holds what
 * was published. Counts what is fetched.
 */
export class LocalOpenId {
  /** Paths in the order in which they were fetched. */
  readonly fetched: string[] = [];
  /** Keys of the set; a rotation replaces them. */
  published: readonly TokenKey[] = [];
  /** Answers with this status, when set. */
  failure: number | undefined;
  /** Further entries of the set, as they are. */
  oddKeys: readonly unknown[] = [];
  private readonly server = http.createServer((req, res) => {
    this.fetched.push(req.url ?? '');
    this.answer(req.url ?? '', res);
  });

  get metadataUrl(): string {
    return `${this.origin}/.well-known/openidconfiguration`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private get origin(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  private answer(path: string, res: ServerResponse): void {
    if (this.failure !== undefined) {
      res.writeHead(this.failure);
      res.end('out of order');
      return;
    }
    const document = path === '/keys' ? this.keySet() : { jwks_uri: `${this.origin}/keys` };
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(document));
  }

  private keySet(): object {
    const keys = this.published.map(({ kid, publicKey, endorsements }) => ({
      ...publicKey.export({ format: 'jwk' }),
      use: 'sig',
      kid,
      ...(endorsements === undefined ? {} : { endorsements }),
    }));

    return { keys: [...this.oddKeys, ...keys] };
  }
}
