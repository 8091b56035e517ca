import type { Activity } from 'botbuilder';
import type { Connector, ConversationRef } from '../../src/bot/connector';

/** One call as it reached the connector; a post has no activity id yet. */
export interface ConnectorCall {
  readonly ref: ConversationRef;
  readonly activityId?: string;
  readonly activity: Partial<Activity>;
}

/** Takes every message, gives ids in order, and fails when it is told to. */
export class FakeConnector implements Connector {
  readonly posts: ConnectorCall[] = [];
  readonly edits: ConnectorCall[] = [];
  readonly #failures: Error[] = [];

  /** The next calls fail with these, one after the other. */
  failNext(...errors: readonly Error[]): void {
    this.#failures.push(...errors);
  }

  async post(
    ref: ConversationRef,
    activity: Partial<Activity>,
  ): Promise<{ readonly activityId: string }> {
    this.posts.push({ ref, activity });
    this.#fail();
    return { activityId: `message-${String(this.posts.length)}` };
  }

  async edit(ref: ConversationRef, activityId: string, activity: Partial<Activity>): Promise<void> {
    this.edits.push({ ref, activityId, activity });
    this.#fail();
  }

  #fail(): void {
    const failure = this.#failures.shift();
    if (failure !== undefined) {
      throw failure;
    }
  }
}
