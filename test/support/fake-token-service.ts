import type { BotToken } from '../../src/bot/bot-tokens';
import type { FixedClock } from './fake-clock';

const HOUR_MS = 3_600_000;

/** An identity provider: every request gets a new token that lives for an hour. */
export class FakeTokenService {
  asked = 0;
  /** What the next requests meet, when set. */
  trouble: Error | 'silence' | undefined;
  private readonly clock: FixedClock;

  constructor(clock: FixedClock) {
    this.clock = clock;
  }

  readonly fetchToken = async (): Promise<BotToken> => {
    this.asked += 1;
    const token = `token-${String(this.asked)}`;
    if (this.trouble === 'silence') {
      return Promise.race([]);
    }
    // As over a network: everybody who asks at the same moment has asked before the answer is there.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.trouble !== undefined) {
      throw this.trouble;
    }

    return { token, expiresAt: this.clock.now() + HOUR_MS };
  };
}
