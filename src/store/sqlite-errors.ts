import { BugError, PermanentError, TransientError } from '../errors';

/**
 * Primary result codes after which the same call may succeed later: PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR,
 * FULL, CANTOPEN, PROTOCOL (sqlite.org/rescode.html).
 */
const PASSING_CODES: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 9, 10, 13, 14, 15]);

/** CORRUPT and NOTADB. */
const CORRUPT_CODES: ReadonlySet<number> = new Set([11, 26]);

/**
 * The error of ours that stands for whatever an SQLite engine threw: `store/unavailable` when it may pass,
 * `store/corrupt` when the file itself is broken, else a bug. Errors of ours come back unchanged. Never throws.
 */
export function storeErrorFor(cause: unknown): TransientError | PermanentError | BugError {
  if (
    cause instanceof TransientError ||
    cause instanceof PermanentError ||
    cause instanceof BugError
  ) {
    return cause;
  }
  const extendedCode = resultCodeOf(cause);
  // The low byte is the primary code; what lies above only tells variants apart.
  const primaryCode = extendedCode & 0xff;
  const extras = { cause, details: { sqliteCode: extendedCode } };
  if (PASSING_CODES.has(primaryCode)) {
    return new TransientError('store/unavailable', 'The database file did not answer.', extras);
  }
  if (CORRUPT_CODES.has(primaryCode)) {
    return new PermanentError('store/corrupt', 'The file is not a sound SQLite database.', extras);
  }
  return new BugError('bug/unreachable', 'SQLite refused a statement.', extras);
}

/** Whether an engine gave up because of another connection, whatever the variant. Never throws. */
export function isBusy(cause: unknown): boolean {
  return (resultCodeOf(cause) & 0xff) === 5;
}

function resultCodeOf(cause: unknown): number {
  const hasCode = typeof cause === 'object' && cause !== null && 'errcode' in cause;
  return hasCode && typeof cause.errcode === 'number' ? cause.errcode : 0;
}
