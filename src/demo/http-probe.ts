/** Small questions to programs on this machine: is a port free, does an address answer. */
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const RETRY_AFTER_MS = 100;
const ANSWER_WITHIN_MS = 2_000;

/** Where everything of the local Teams listens. */
export const LOOPBACK = '127.0.0.1';

/** Whether a program may listen on this port of the loopback address. Never throws. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, LOOPBACK, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** Asks once with GET, or with POST when there is a body. True for any 2xx. Never throws. */
export function answersOk(url: string, body?: object): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const request =
    body === undefined
      ? { signal }
      : {
          signal,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
  return fetch(url, request).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

/** The object that an address answers with; `undefined` for anything else. Never throws. */
export function jsonFrom(url: string): Promise<object | undefined> {
  return fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
    async (response) => {
      const answer: unknown = await response.json().catch(() => undefined);
      return response.ok && typeof answer === 'object' && answer !== null ? answer : undefined;
    },
    () => undefined,
  );
}

/** Asks again and again until the address answers. False when the time is over or `gone` fires. Never throws. */
export async function waitForOk(
  url: string,
  { withinMs, gone }: { readonly withinMs: number; readonly gone: AbortSignal },
): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (!gone.aborted && performance.now() < until) {
    if (await answersOk(url)) {
      return true;
    }
    await pause(RETRY_AFTER_MS);
  }
  return false;
}
