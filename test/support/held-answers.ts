/** Lets a test hold back what Teams answers, so that turns and sends are surely under way. */
import type { StubPlan, StubRequest } from './stub-connector';

/** A request that Teams has taken and not answered. */
export interface HeldRequest {
  readonly method: string;
  /** Sent in a turn, not by the dispatcher. */
  readonly isReply: boolean;
  readonly chat: string;
  release(): void;
}

const CHAT = /\/conversations\/([^/]+)\/activities/;

export class HeldAnswers {
  #held: HeldRequest[] = [];
  #isHolding = false;

  /** Everything that comes from here on is taken and not answered. */
  hold(): void {
    this.#isHolding = true;
  }

  /** Answers what is held and whatever comes. */
  letGo(): void {
    this.#isHolding = false;
    this.release(() => true);
  }

  /** Answers those that are meant. */
  release(isMeant: (request: HeldRequest) => boolean): void {
    this.#held.filter(isMeant).forEach((request) => {
      request.release();
    });
    this.#held = this.#held.filter((request) => !isMeant(request));
  }

  get held(): readonly HeldRequest[] {
    return this.#held;
  }

  /** What a stub connector asks for each request. */
  plan({ method, path }: Pick<StubRequest, 'method' | 'path'>): StubPlan {
    if (!this.#isHolding) {
      return {};
    }
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    const isReply = method === 'POST' && /\/activities\/./.test(path);
    this.#held.push({ method, isReply, chat: CHAT.exec(path)?.[1] ?? '', release });
    return { until };
  }
}
