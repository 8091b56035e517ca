import { createHash } from 'node:crypto';
import { createLastUsed } from '../last-used';

/** Much shorter than the day for which the signing keys themselves are trusted. */
const KEPT_MS = 5 * 60_000;
const TOKENS_MAX = 1_000;

/** What is known of tokens that were verified a short while ago. */
export interface VerifiedTokens<Claims> {
  /** What was kept for this `Authorization` header, unless its time is over. */
  get(header: string): Claims | undefined;
  /** Keeps what a token proved, until it expires (milliseconds since epoch) but for five minutes at most. */
  keep(header: string, claims: Claims, expiresAt: number): void;
}

interface Kept<Claims> {
  readonly claims: Claims;
  readonly until: number;
}

/**
 * Spares the signature check for a token that comes again, as those of Teams do for an hour. Only the hash of a header
 * is kept, at most 1,000 of them, and never a refusal. Whatever belongs to one request (service URL, channel, tenant)
 * is compared anew each time.
 */
export function createVerifiedTokens<Claims>(now: () => number): VerifiedTokens<Claims> {
  const kept = createLastUsed<Kept<Claims>>(TOKENS_MAX);

  return {
    get(header) {
      const entry = kept.get(keyOf(header));

      return entry !== undefined && now() < entry.until ? entry.claims : undefined;
    },
    keep(header, claims, expiresAt) {
      kept.set(keyOf(header), { claims, until: Math.min(expiresAt, now() + KEPT_MS) });
    },
  };
}

function keyOf(header: string): string {
  return createHash('sha256').update(header).digest('base64');
}
