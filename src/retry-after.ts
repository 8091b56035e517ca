/** Nobody is waited for longer. Milliseconds. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/**
 * How long the other side asks to wait, in milliseconds; at most an hour. The header says seconds or an HTTP date (RFC 9110, 10.2.3);
 * `undefined` where it says neither. Pure.
 */
export function retryAfterOf(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined || header.trim() === '') {
    return undefined;
  }
  const seconds = Number(header);
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), RETRY_AFTER_MAX_MS);
}
