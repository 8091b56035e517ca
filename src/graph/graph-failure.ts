import { PermanentError, TransientError, type ErrorCode } from '../errors';
import { retryAfterOf } from '../retry-after';

const PLAIN_CODE = /^[\w.-]{1,64}$/;
const UNGRANTED = /^Missing (?:role|scope) permissions on the request/;
/** The line was never open: whatever we asked for was not read by anybody. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** One call as its failures tell of it. */
export interface FailedCall {
  /** What was asked, for instance `POST /chats`; no ids in it. */
  readonly name: string;
  /** Our `client-request-id`, by which Microsoft's support finds the call: the trace of which it is a part. */
  readonly requestId: string;
  /** A repeat would do it twice. */
  readonly isOnce: boolean;
}

/** An answer that is no success. */
export interface BadAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Graph's own word for it, where it said one. */
  readonly code: string | undefined;
  /** Graph's sentence for it, which is read and not kept. */
  readonly message?: string | undefined;
}

/** An error of a call to Graph in our words. */
export type GraphError = TransientError | PermanentError;

/**
 * What an answer means for us: 429 is throttled; 412, 423, 424 and 5xx pass; 401 and 403 are refused, 404 is gone, the rest is our
 * fault. Where a repeat would do it twice, only a 503 passes that says when to come back: it was turned away at the door. Any other
 * 5xx is `graph/unclear`, since a gateway may put that header on what was done behind it. Details carry `status`, Graph's `code`,
 * `requestId`, `retryAfterMs`, and `isUngranted` where a permission of ours is missing. Pure.
 * Source: learn.microsoft.com "Microsoft Graph error responses", "Microsoft Graph throttling guidance".
 */
export function badAnswer(call: FailedCall, answer: BadAnswer, now: number): GraphError {
  const { status } = answer;
  const wait = retryAfterOf(answer.retryAfter, now);
  const details = {
    ...{ call: call.name, requestId: call.requestId, status, code: plain(answer.code) },
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(isUngranted(answer) ? { isUngranted: true } : {}),
  };
  if (status === 429) {
    return new TransientError('graph/throttled', 'Graph asked to slow down.', { details });
  }
  if (status >= 500 && call.isOnce && !(status === 503 && wait !== undefined)) {
    return unclear(call, { code: String(status) });
  }
  if (status >= 500 || [412, 423, 424].includes(status)) {
    return new TransientError('graph/unavailable', 'Graph failed for the moment.', { details });
  }
  return new PermanentError(codeOf(status), 'Graph refused.', { details });
}

/** Most of Graph has a code for it; Teams says `Forbidden` for everything and only its sentence tells the reasons apart. */
function isUngranted({ status, code, message = '' }: BadAnswer): boolean {
  const isSaid = code === 'Authorization_RequestDenied' || UNGRANTED.test(message);
  return status === 403 && isSaid;
}

function codeOf(status: number): ErrorCode {
  switch (status) {
    case 401:
    case 403:
      return 'graph/refused';
    case 404:
      return 'graph/gone';
    default:
      return 'graph/faulty';
  }
}

/** What it means that no whole answer came: it may pass; where a repeat would do it twice and it may have been done, it is unclear. Pure. */
export function noAnswer(call: FailedCall, error: unknown): GraphError {
  const code = networkCodeOf(error);
  if (call.isOnce && !NEVER_SENT.has(code)) {
    return unclear(call, { code, cause: error });
  }
  return new TransientError('graph/unavailable', 'Graph did not answer.', {
    details: { call: call.name, requestId: call.requestId, code },
    cause: error,
  });
}

/** No token was to be had: nothing was asked. Pure. */
export function noToken(call: FailedCall, error: unknown): GraphError {
  return new TransientError('graph/unavailable', 'There is no token for Graph at the moment.', {
    details: { call: call.name, requestId: call.requestId, code: networkCodeOf(error) },
    cause: error,
  });
}

/** A success whose body is not the one that is documented. Pure. */
export function strangeAnswer(call: FailedCall, cause: unknown): GraphError {
  return call.isOnce
    ? unclear(call, { code: 'strange-answer', cause })
    : new PermanentError('graph/faulty', 'Graph answered what we do not know.', {
        details: { call: call.name, requestId: call.requestId, code: 'strange-answer' },
        cause,
      });
}

function unclear(
  { name, requestId }: FailedCall,
  { code, cause }: { readonly code: string; readonly cause?: unknown },
): PermanentError {
  return new PermanentError('graph/unclear', 'It may have been done; only a person can tell.', {
    details: { call: name, requestId, code },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The code is somebody else's text, so only what looks like a code is kept. */
function plain(code: string | undefined): string {
  return code !== undefined && PLAIN_CODE.test(code) ? code : 'unknown';
}

/** `fetch` hides the reason one level down. */
function networkCodeOf(error: unknown): string {
  const code =
    fieldOf(fieldOf(error, 'cause'), 'code') ?? fieldOf(error, 'code') ?? fieldOf(error, 'name');
  return plain(typeof code === 'string' ? code : undefined);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
