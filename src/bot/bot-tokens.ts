import { TransientError } from '../errors';
import type { Log } from '../log';
import { inTime } from './in-time';
import { singleFlight } from './single-flight';

/** The part of its life after which a token is renewed while it still works. */
const RENEW_AFTER = 0.8;
/** What expires within this time is not sent any more. */
const LEFT_MIN_MS = 60_000;
/** Pause after a renewal that failed; the old token serves meanwhile. */
const RETRY_MS = 30_000;
/** For one request to the token service, whose client has no limit of its own. */
const FETCH_TIMEOUT_MS = 20_000;

/** A token that the bot shows to Teams. */
export interface BotToken {
  readonly token: string;
  /** Milliseconds since epoch. */
  readonly expiresAt: number;
}

/** Asks the identity provider for a token; rejects with whatever its client throws. */
export type FetchBotToken = (signal: AbortSignal) => Promise<BotToken>;

/** What the bot's own token is kept with. */
export interface BotTokensOptions {
  readonly fetchToken: FetchBotToken;
  /** Milliseconds since epoch, real time. */
  readonly now: () => number;
  readonly log: Log;
  /** For one request to the identity provider. Milliseconds, 20 s unless given. */
  readonly timeoutMs?: number;
}

/**
 * Keeps the bot's token and renews it: by one request however many turns ask, and in the background once four fifths
 * of its life are over. A renewal that fails is noted in the log and costs nothing as long as the old token works.
 * The function it makes rejects with what `fetchToken` throws, or TransientError `delivery/unavailable` when that takes
 * too long.
 */
export function createBotTokens(options: BotTokensOptions): () => Promise<string> {
  const { fetchToken, now, log, timeoutMs = FETCH_TIMEOUT_MS } = options;
  let held: BotToken = { token: '', expiresAt: Number.NEGATIVE_INFINITY };
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let renewAt = Number.NEGATIVE_INFINITY;

  const renew = singleFlight(async () => {
    held = await inTime({ timeoutMs, late: tookTooLong }, fetchToken);
    fetchedAt = now();
    renewAt = fetchedAt + (held.expiresAt - fetchedAt) * RENEW_AFTER;
  });
  const renewEarly = async (): Promise<void> => {
    renewAt = now() + RETRY_MS;
    try {
      await renew();
    } catch (error) {
      log.warn({ err: error }, 'The token of the bot could not be renewed early.');
    }
  };

  return async () => {
    // When it expires was told by a clock that was set back since.
    const isUntimed = now() < fetchedAt;
    if (isUntimed || now() >= held.expiresAt - LEFT_MIN_MS) {
      await renew();
    } else if (now() >= renewAt) {
      void renewEarly();
    }

    return held.token;
  };
}

function tookTooLong(): TransientError {
  return new TransientError('delivery/unavailable', 'The token of the bot did not come in time.', {
    details: { code: 'token-timeout' },
  });
}
