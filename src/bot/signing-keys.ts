import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { TransientError } from '../errors';
import type { Log } from '../log';
import { singleFlight } from './single-flight';

/** Microsoft asks to fetch the keys once a day. */
const FRESH_MS = 24 * 3_600_000;
/** How long an outage of the key server is bridged; three days cover a weekend. */
const STALE_MAX_MS = 72 * 3_600_000;
/** Pause between two fetches, so that tokens with invented key ids cannot make us ask all the time. */
const PAUSE_MS = { withKeys: 30_000, withoutKeys: 2_000 } as const;
/** For both documents together; a waiting sender is cut off by the server after eight seconds. */
const FETCH_TIMEOUT_MS = 5_000;

const METADATA = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) });
const KEY_SET = z.object({ keys: z.array(z.unknown()) });
const RSA_KEY = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).default([]),
});

/** One public key of Microsoft, and for which channels it may sign. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly endorsements: ReadonlySet<string>;
}

/** The keys that tokens of Teams are signed with. */
export interface SigningKeys {
  /**
   * The key of this id, or `undefined` when there is none; a new one is found within half a minute.
   * @throws TransientError `keys/unavailable` when no keys can be had: none were ever fetched, or not for three days.
   */
  find(kid: string): Promise<SigningKey | undefined>;
}

/** Where the keys come from, and whom to tell of trouble. */
export interface SigningKeysOptions {
  /** The OpenID metadata document that names the key set. */
  readonly metadataUrl: string;
  /** Milliseconds since epoch, real time. */
  readonly now: () => number;
  readonly log: Log;
}

interface Held {
  readonly keys: ReadonlyMap<string, SigningKey>;
  readonly fetchedAt: number;
}

/**
 * Keeps the keys in memory. They are fetched when first asked for, by one fetch however many ask; after a day in the
 * background; and at an unknown id, with a pause between. If that fails, the old ones go on for three days in all.
 */
export function createSigningKeys({ metadataUrl, now, log }: SigningKeysOptions): SigningKeys {
  let held: Held = { keys: new Map(), fetchedAt: Number.NEGATIVE_INFINITY };
  let triedAt = Number.NEGATIVE_INFINITY;

  const isWithin = (ms: number): boolean => now() - held.fetchedAt <= ms;
  /** After a clock was set back nobody knows when: then it was not. */
  const wasTriedWithin = (ms: number): boolean => now() >= triedAt && now() - triedAt < ms;
  /** Never rejects; those who wait look at what is held afterwards. */
  const refresh = singleFlight(async () => {
    const pauseMs = isWithin(STALE_MAX_MS) ? PAUSE_MS.withKeys : PAUSE_MS.withoutKeys;
    if (wasTriedWithin(pauseMs)) {
      return;
    }
    triedAt = now();
    try {
      held = { keys: await fetchKeys(metadataUrl), fetchedAt: now() };
    } catch (error) {
      log.warn({ err: error, held: held.keys.size }, 'The signing keys could not be fetched.');
    }
  });

  return {
    async find(kid) {
      if (!isWithin(STALE_MAX_MS) || !held.keys.has(kid)) {
        await refresh();
      } else if (!isWithin(FRESH_MS)) {
        void refresh();
      }
      if (!isWithin(STALE_MAX_MS)) {
        throw new TransientError('keys/unavailable', 'No signing keys can be had.');
      }

      return held.keys.get(kid);
    },
  };
}

async function fetchKeys(metadataUrl: string): Promise<ReadonlyMap<string, SigningKey>> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const metadata = METADATA.parse(await fetchJson(metadataUrl, signal));
  const { keys } = KEY_SET.parse(await fetchJson(metadata.jwks_uri, signal));
  const found = new Map(keys.flatMap(readKey));
  if (found.size === 0) {
    throw new TransientError('keys/unavailable', 'The key set has no key of ours.');
  }

  return found;
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) {
    throw new TransientError('keys/unavailable', 'The key server answered with an error.', {
      details: { status: answer.status },
    });
  }

  return answer.json();
}

/** Keys of other kinds are passed over: a rotation must not fail because a key was added that we have no use for. */
function readKey(document: unknown): [string, SigningKey][] {
  const read = RSA_KEY.safeParse(document);
  if (!read.success) {
    return [];
  }
  const { kid, kty, n, e, endorsements } = read.data;
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });

  return [[kid, { key, endorsements: new Set(endorsements) }]];
}
