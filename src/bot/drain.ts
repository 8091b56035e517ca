import type { IncomingMessage } from 'node:http';

/**
 * Reads and drops what is left of a refused body, so that the answer reaches its sender: cutting the line at once
 * would take the answer along. A sender of more than `maxBytes` is cut off; how long it may take is up to the server.
 * Keeps nothing in memory. Never throws.
 */
export function drain(req: IncomingMessage, maxBytes: number): void {
  let left = maxBytes;
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) {
      req.destroy();
    }
  });
}
