import type { ServerResponse } from 'node:http';

const REFUSAL_WORDS = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  413: 'too-large',
  415: 'unsupported',
  500: 'internal',
  503: 'unavailable',
} as const;

/** The HTTP statuses a request may be refused with. */
export type RefusalStatus = keyof typeof REFUSAL_WORDS;

/**
 * Ends a request with JSON, or with an empty body when there is none.
 * Does nothing when the answer has begun or the sender has gone. Never throws for plain JSON.
 */
export function answerJson(res: ServerResponse, status: number, body?: unknown): void {
  if (res.headersSent || res.destroyed) {
    return;
  }
  const text = body === undefined ? '' : JSON.stringify(body);
  res.writeHead(status, {
    ...(text === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  res.end(text);
}

/** Ends a request with one fixed word: a stranger learns the status and nothing about the inside. */
export function refuseRequest(res: ServerResponse, status: RefusalStatus): void {
  if (status === 408) {
    res.shouldKeepAlive = false;
  }
  if (status === 401 && !res.headersSent) {
    res.setHeader('WWW-Authenticate', 'Bearer'); // RFC 9110, 11.6.1, demands it.
  }
  answerJson(res, status, { error: REFUSAL_WORDS[status] });
}
