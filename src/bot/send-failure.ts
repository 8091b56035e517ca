import { BugError, PermanentError, TransientError } from '../errors';
import { retryAfterOf } from '../retry-after';

/**
 * Statuses that Teams asks to try again.
 * Source: learn.microsoft.com "Status codes from bot conversational APIs"; it advises against repeating any other.
 */
const RETRIED_STATUSES: ReadonlySet<number> = new Set([412, 502, 503, 504]);
/** Codes of a 403 that a wrong cloud URL or a missing scope brings about. */
const OUR_FAULT: ReadonlySet<string> = new Set(['InvalidBotApiHost', 'NotEnoughPermissions']);
const PLAIN_CODE = /^[\w.-]{1,64}$/;
/** Errors without a status that pass: of the HTTP client, and of MSAL and @azure/identity while a token is fetched. */
const PASSING_ERRORS: ReadonlySet<string> = new Set([
  'RestError',
  'AbortError',
  'FetchError',
  'AuthError',
  'ClientAuthError',
  'ServerError',
  'NetworkError',
  'AuthenticationError',
  'AggregateAuthenticationError',
  'CredentialUnavailableError',
]);

/** An error of a send in our words. */
export type SendError = TransientError | PermanentError | BugError;

/**
 * Translates whatever a call to the Teams connector threw, so that no status or message of the SDK travels inward:
 * 429 is throttled, 412, 502, 503, 504 and everything that never got a status is unavailable, 404 is gone, a 403
 * about the chat is refused for good, and the rest is our own fault: nothing to try again, nothing wrong with the chat. Details carry `status`, Teams' own `code` and `retryAfterMs` when they are known. Never throws.
 */
export function translateSendFailure(error: unknown, now: number): SendError {
  if (isOurs(error)) {
    return error;
  }
  const status = statusOf(error);
  if (status === undefined) {
    return translateUnanswered(error);
  }

  const details = { status, code: codeOf(error) };
  if (status === 429) {
    return new TransientError('delivery/throttled', 'Teams asked to slow down.', {
      details: { ...details, ...retryAfter(error, now) },
      cause: error,
    });
  }
  if (RETRIED_STATUSES.has(status)) {
    return new TransientError('delivery/unavailable', 'Teams failed for the moment.', {
      details: { ...details, ...retryAfter(error, now) },
      cause: error,
    });
  }
  if (status === 404) {
    return new PermanentError('delivery/gone', 'The message or chat does not exist any more.', {
      details,
      cause: error,
    });
  }

  return isAboutChat(details)
    ? new PermanentError('delivery/refused', 'Teams refused the message.', {
        details,
        cause: error,
      })
    : new PermanentError('delivery/faulty', 'Teams cannot take the message as it is.', {
        details,
        cause: error,
      });
}

/** Of the refusals only a 403 is about the chat, and of those not the ones about our registration. */
function isAboutChat({
  status,
  code,
}: {
  readonly status: number;
  readonly code: string;
}): boolean {
  return status === 403 && !OUR_FAULT.has(code);
}

/**
 * The HTTP status that Teams answered, if it answered at all. Errors of @azure/identity carry a `statusCode` too, that
 * of the token service, and must not be read as an answer of Teams. Pure.
 */
export function statusOf(error: unknown): number | undefined {
  const status = fieldOf(error, 'statusCode');
  const isAnswer =
    fieldOf(error, 'name') === 'RestError' && typeof status === 'number' && status > 0;

  return isAnswer ? status : undefined;
}

/** Nothing came back: the network, the token, or an activity that cannot be written down. */
function translateUnanswered(error: unknown): SendError {
  const details = { code: codeOf(error) };
  if (isNetworkError(error)) {
    return new TransientError('delivery/unavailable', 'Teams could not be reached.', {
      details,
      cause: error,
    });
  }

  return new PermanentError('delivery/faulty', 'The message could not be sent as it is.', {
    details: { code: 'unsendable' },
    cause: error,
  });
}

function isNetworkError(error: unknown): boolean {
  const isFromSystem = typeof fieldOf(error, 'syscall') === 'string';

  return error instanceof Error && (isFromSystem || PASSING_ERRORS.has(error.name));
}

function isOurs(error: unknown): error is SendError {
  return (
    error instanceof TransientError || error instanceof PermanentError || error instanceof BugError
  );
}

/** The code is somebody else's text, so only what looks like a code is kept. */
function codeOf(error: unknown): string {
  const code = fieldOf(error, 'code') ?? fieldOf(error, 'errorCode');

  return typeof code === 'string' && PLAIN_CODE.test(code) ? code : 'unknown';
}

function retryAfter(error: unknown, now: number): { readonly retryAfterMs?: number } {
  const headers = fieldOf(fieldOf(error, 'response'), 'headers');
  const get = fieldOf(headers, 'get');
  const value: unknown = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  const retryAfterMs = typeof value === 'string' ? retryAfterOf(value, now) : undefined;

  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
