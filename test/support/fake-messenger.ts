import type { ConversationAddress } from '../../src/domain/directory/conversation';
import { PermanentError } from '../../src/errors';
import type { Clock, Messenger, RenderedCard } from '../../src/workflow/ports';
import type { Json } from '../../src/workflow/store-port';

/** One call that reached Teams. */
export interface SentMessage {
  readonly kind: 'post' | 'edit';
  /** Teams id of the conversation. */
  readonly chat: string;
  readonly activityId: string;
  readonly content: Json;
  /** The ping of a post, or `silent`. */
  readonly summary: string;
  /** When it arrived, where a test gave the messenger a clock. */
  readonly at?: number;
}

/** A call whose answer a test holds back. Unless it fails in the end, the message is in the chat already. */
export interface HeldAnswer {
  readonly reached: Promise<void>;
  release(): void;
}

interface HeldCall {
  /** Only a call to this chat is held; any when absent. */
  readonly chat: string | undefined;
  readonly arrive: () => void;
  readonly released: Promise<void>;
  readonly failure: Error | undefined;
}

/** Teams as one would like it: it keeps what was sent, and fails when it is told to. */
export class FakeMessenger implements Messenger {
  readonly sent: SentMessage[] = [];
  readonly #failures: Error[] = [];
  readonly #refusals = new Map<string, Error>();
  readonly #held: HeldCall[] = [];
  readonly #deleted = new Set<string>();
  readonly #clock: Clock | undefined;
  #hidden = 0;

  constructor(clock?: Clock) {
    this.#clock = clock;
  }

  /** The next calls fail with these, one after the other, before anything is sent. */
  failNext(...errors: readonly Error[]): void {
    this.#failures.push(...errors);
  }

  /** Every call to this chat fails from here on; none any more without an error. */
  refuse(chat: string, error: Error | undefined): void {
    if (error === undefined) {
      this.#refusals.delete(chat);
    } else {
      this.#refusals.set(chat, error);
    }
  }

  /** Somebody deletes a message: editing it fails with `delivery/gone`. */
  forget(activityId: string): void {
    this.#deleted.add(activityId);
  }

  /** The next post arrives, but Teams does not tell its id. */
  hideNextId(): void {
    this.#hidden += 1;
  }

  /** The answer to the next call, an activity id or this failure, is held back until it is released. */
  holdNext(failure?: Error, chat?: string): HeldAnswer {
    let arrive = (): void => undefined;
    let release = (): void => undefined;
    const reached = new Promise<void>((resolve) => (arrive = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    this.#held.push({ chat, arrive, released, failure });
    return { reached, release };
  }

  async post(
    address: ConversationAddress,
    card: RenderedCard,
  ): Promise<{ readonly activityId?: string }> {
    const activityId = `message-${String(this.sent.length + 1)}`;
    await this.#send({ kind: 'post', chat: address.teamsId, activityId, ...card });
    const isHidden = this.#hidden > 0;
    this.#hidden -= isHidden ? 1 : 0;
    return isHidden ? {} : { activityId };
  }

  async edit(address: ConversationAddress, activityId: string, card: RenderedCard): Promise<void> {
    if (this.#deleted.has(activityId)) {
      throw new PermanentError('delivery/gone', 'The message does not exist any more.');
    }
    await this.#send({ kind: 'edit', chat: address.teamsId, activityId, ...card });
  }

  /** New messages in a chat, oldest first. */
  posts(chat: string): readonly SentMessage[] {
    return this.sent.filter((one) => one.kind === 'post' && one.chat === chat);
  }

  /** What each message of a chat shows by now, oldest first. */
  shownIn(chat: string): readonly Json[] {
    return this.posts(chat).map(
      ({ activityId }) =>
        this.sent.findLast((one) => one.activityId === activityId && one.chat === chat)?.content ??
        null,
    );
  }

  async #send(message: SentMessage): Promise<void> {
    const failure = this.#failures.shift() ?? this.#refusals.get(message.chat);
    if (failure !== undefined) {
      throw failure;
    }
    const index = this.#held.findIndex(({ chat = message.chat }) => chat === message.chat);
    const [held] = index < 0 ? [] : this.#held.splice(index, 1);
    if (held?.failure === undefined) {
      this.#keep(message);
    }
    held?.arrive();
    await held?.released;
    if (held?.failure !== undefined) {
      throw held.failure;
    }
  }

  #keep(message: SentMessage): void {
    this.sent.push(this.#clock === undefined ? message : { ...message, at: this.#clock.now() });
  }
}
