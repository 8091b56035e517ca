import { ClaimsIdentity } from 'botframework-connector';
import { decode, verify } from 'jsonwebtoken';
import { z } from 'zod';
import { CHANNEL } from './activity-envelope';
import type { SigningKey, SigningKeys } from './signing-keys';

/** As much as the Bot Framework allows between its clock and ours. */
const CLOCK_SKEW_S = 5 * 60;
/** Tokens of Teams have about 1,200 characters. */
const TOKEN_MAX_CHARS = 8_192;
/** Not the Bot Framework's list of three: Microsoft signs with the first only. */
const ALGORITHM = 'RS256';

/** Whose tokens are taken, and for whom. */
export interface TokenRules {
  readonly appId: string;
  /** Who must have issued the token. */
  readonly issuer: string;
  readonly keys: SigningKeys;
  /** Milliseconds since epoch, real time. */
  readonly now: () => number;
}

/** What a token proved about the service that sent a request. */
export interface VerifiedSender {
  readonly identity: ClaimsIdentity;
  /** The only service URL that this sender may speak for. */
  readonly serviceUrl: string;
  /** Milliseconds since epoch. */
  readonly expiresAt: number;
}

/** The sender, or one word for the log about why there is none; it holds nothing that came with the token. */
export type Verification =
  | { readonly ok: true; readonly sender: VerifiedSender }
  | { readonly ok: false; readonly reason: string };

/**
 * Checks everything about a token that can be checked without the request's body: signature by a key that Microsoft
 * endorses for Teams, algorithm, issuer, audience, times (with five minutes of skew) and that it names a service URL.
 * Stricter than the Bot Framework where that is lax: `exp` and the endorsement are required.
 * The function it makes throws TransientError `keys/unavailable` only.
 * Source: learn.microsoft.com "Authentication with the Bot Connector API", section "Connector to Bot".
 */
export function createTokenVerifier(rules: TokenRules): (token: string) => Promise<Verification> {
  const shape = tokenShape(rules);

  return async (token) => {
    const read = shape.safeParse(decoded(token));
    if (!read.success) {
      return refused(read.error.issues[0]?.path.join('.') ?? '');
    }
    const { header, payload } = read.data;
    const key = await rules.keys.find(header.kid);
    const flaw = key === undefined ? 'unknown-key' : flawOf(token, key, rules);
    if (flaw !== undefined) {
      return refused(flaw);
    }

    return {
      ok: true,
      sender: {
        identity: identityOf(payload),
        serviceUrl: payload.serviceurl,
        expiresAt: payload.exp * 1_000,
      },
    };
  };
}

/** What a token must say; which part does not fit is the reason of the refusal. */
function tokenShape({ appId, issuer }: TokenRules) {
  return z.object({
    header: z.object({
      alg: z.literal(ALGORITHM),
      kid: z.string().min(1),
      // Extensions that must be understood; we understand none (RFC 7515, 4.1.11).
      crit: z.undefined().optional(),
    }),
    payload: z
      .looseObject({
        iss: z.literal(issuer),
        aud: z.literal(appId),
        exp: z.number(),
        serviceurl: z.string().min(1),
      })
      .refine((claims) => !isFromBot(claims, appId), { path: ['azp'] }),
  });
}

/** Another bot that calls us as its skill says so like this; we are nobody's skill. */
function isFromBot(claims: Readonly<Record<string, unknown>>, appId: string): boolean {
  const caller = claims['appid'] ?? claims['azp'] ?? appId;

  return claims['ver'] !== undefined && caller !== appId;
}

function decoded(token: string): unknown {
  if (token.length > TOKEN_MAX_CHARS) {
    return undefined;
  }
  try {
    return decode(token, { complete: true });
  } catch {
    return undefined; // The header is no JSON.
  }
}

function refused(reason: string): Verification {
  return { ok: false, reason: reason === '' ? 'malformed' : reason };
}

/** What is wrong with signature, times or key; nothing when all is well. */
function flawOf(token: string, key: SigningKey, rules: TokenRules): string | undefined {
  if (!key.endorsements.has(CHANNEL)) {
    return 'not-endorsed';
  }
  try {
    verify(token, key.key, {
      algorithms: [ALGORITHM],
      issuer: rules.issuer,
      audience: rules.appId,
      clockTolerance: CLOCK_SKEW_S,
      clockTimestamp: Math.floor(rules.now() / 1_000),
    });

    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : 'unverifiable';
  }
}

function identityOf(payload: Readonly<Record<string, unknown>>): ClaimsIdentity {
  const claims = Object.entries(payload).map(([type, value]) => ({ type, value: String(value) }));

  return new ClaimsIdentity(claims, true);
}
