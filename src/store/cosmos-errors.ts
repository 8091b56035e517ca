import { BugError, PermanentError, TransientError } from '../errors';

/** Error of ours for whatever a call to Cosmos DB threw. */
export type StoreError = TransientError | PermanentError | BugError;

/**
 * Statuses after which the same call may succeed within seconds: too slow, moved, throttled, written to by another at the very
 * moment, failed (learn.microsoft.com, "HTTP status codes for Azure Cosmos DB").
 */
const PASSING: ReadonlySet<number> = new Set([408, 410, 429, 449, 500, 502, 503, 504]);

/** Statuses that last until somebody changes an account, a role or a network rule. */
const CLOSED: ReadonlySet<number> = new Set([401, 403, 404]);

/** Substatus of 404: this replica has not heard of our last write yet. */
const BEHIND_SESSION = 1002;

/**
 * The error of ours for a foreign one; errors of ours come back unchanged. What has no status came from the network or the
 * credential, and may pass. Never throws.
 */
export function cosmosErrorFor(cause: unknown): StoreError {
  if (isOurs(cause)) {
    return cause;
  }
  const status = numberIn(cause, 'code');
  const substatus = numberIn(cause, 'substatus');
  const retryAfterMs = numberIn(cause, 'retryAfterInMs');
  const details = {
    ...(status !== undefined && { status }),
    ...(substatus !== undefined && { substatus }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  if (status === undefined || PASSING.has(status) || CLOSED.has(status)) {
    return new TransientError('store/unavailable', 'Cosmos DB did not answer.', { cause, details });
  }
  if (status === 413) {
    const message = 'An item is too large for Cosmos DB.';
    return new PermanentError('store/too-large', message, { cause, details });
  }
  return new BugError('bug/unreachable', 'Cosmos DB refused a call.', { cause, details });
}

/** Whether a foreign error is this answer of the service about the item itself. Never throws. */
export function answeredWith(cause: unknown, status: number): boolean {
  // A substatus of 404 says that something else than the item is missing.
  return numberIn(cause, 'code') === status && (status !== 404 || isAboutItem(cause));
}

function isAboutItem(cause: unknown): boolean {
  return (numberIn(cause, 'substatus') ?? 0) === 0;
}

/** The answer 404 with a substatus, which the SDK does not throw for reads: the container is missing, or this replica lags behind. */
export function notServed(substatus: number): TransientError {
  const details = { status: 404, substatus };
  return new TransientError('store/unavailable', 'Cosmos DB could not look.', { details });
}

/** Request units that a refused call cost. Never throws. */
export function chargeOf(cause: unknown): number {
  const headers: unknown =
    typeof cause === 'object' && cause !== null && 'headers' in cause ? cause.headers : undefined;
  const charge: unknown =
    typeof headers === 'object' && headers !== null
      ? Reflect.get(headers, 'x-ms-request-charge')
      : undefined;
  return Number(charge ?? 0);
}

/** Whether waiting a little can help. Never throws. */
export function mayPassSoon(error: StoreError): boolean {
  const { status, substatus } = error.details;
  const isBehind = status === 404 && substatus === BEHIND_SESSION;
  return error instanceof TransientError && (isBehind || !CLOSED.has(Number(status ?? 0)));
}

function isOurs(cause: unknown): cause is StoreError {
  return (
    cause instanceof TransientError || cause instanceof PermanentError || cause instanceof BugError
  );
}

function numberIn(cause: unknown, name: string): number | undefined {
  const value: unknown =
    typeof cause === 'object' && cause !== null ? Reflect.get(cause, name) : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
