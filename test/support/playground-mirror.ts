/** What a Playground page would show: fed by its two streams, asked by tests. */

/** A message as it stands after all edits. */
export interface ShownMessage {
  readonly id: string;
  readonly fromId: string | undefined;
  readonly text: string | undefined;
  readonly attachments: readonly ShownAttachment[];
  /** Conversation of a new channel post (`<channel>;messageid=<post>`): replies to it are found there. */
  readonly postConversationId: string | undefined;
}

/** A card of a message; `content` is the card itself. */
export interface ShownAttachment {
  readonly contentType: string;
  readonly content: unknown;
}

/** One call between the Playground and the bot; `from` is "User Application" when the bot called. */
export interface LogEntry {
  readonly conversationId?: string;
  readonly activityName?: string;
  readonly messageId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly request?: { readonly body?: unknown };
  readonly response?: { readonly statusCode?: number; readonly body?: unknown };
  readonly displayText?: string;
}

/** A frame of the conversation stream, as far as it is read here. */
export interface MessageFrame {
  readonly action: string;
  readonly actionConversationId: string;
  readonly message?: {
    readonly messageId: string;
    readonly from?: { readonly id: string };
    readonly text?: string;
    readonly attachments?: readonly ShownAttachment[];
    readonly postConversationId?: string;
  };
}

/** A frame of the log stream. */
export interface LogFrame {
  readonly log: LogEntry;
}

export class PlaygroundMirror {
  readonly logs: LogEntry[] = [];
  readonly #conversations = new Map<string, Map<string, ShownMessage>>();
  readonly #watchers = new Set<() => void>();

  /** Takes a frame of the conversation stream; frames without a message (typing) only wake the waiting. */
  applyMessage({ actionConversationId, message }: MessageFrame): void {
    if (message !== undefined) {
      const shown = this.#conversation(actionConversationId);
      const before = shown.get(message.messageId);
      shown.set(message.messageId, {
        id: message.messageId,
        fromId: message.from?.id ?? before?.fromId,
        text: message.text,
        attachments: message.attachments ?? [],
        postConversationId: message.postConversationId ?? before?.postConversationId,
      });
    }
    this.#wake();
  }

  /** Takes a frame of the log stream. */
  applyLog({ log }: LogFrame): void {
    this.logs.push(log);
    this.#wake();
  }

  /** Oldest first; an edit keeps the place. */
  messages(conversationId: string): readonly ShownMessage[] {
    return [...this.#conversation(conversationId).values()];
  }

  /** Puts the card of an answer into a shown message; the stream says nothing about it. */
  replaceCard(conversationId: string, messageId: string, content: unknown): void {
    const shown = this.#conversation(conversationId);
    const message = shown.get(messageId);
    if (message !== undefined) {
      const attachments = message.attachments.map((attachment) => ({ ...attachment, content }));
      shown.set(messageId, { ...message, attachments });
    }
    this.#wake();
  }

  /** Asks `look` at once and after every frame, until it finds something or the time is over. */
  waitFor<Found>(look: () => Found | undefined | false, timeoutMs: number): Promise<Found> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(check);
      };
      const check = (): void => {
        try {
          const found = look();
          if (found !== undefined && found !== false) {
            settle();
            resolve(found);
          }
        } catch (cause) {
          settle();
          reject(cause instanceof Error ? cause : new Error(String(cause)));
        }
      };
      const timer = setTimeout(() => {
        settle();
        reject(new Error(`Not seen within ${String(timeoutMs)} ms. ${this.#describe()}`));
      }, timeoutMs);
      this.#watchers.add(check);
      check();
    });
  }

  #conversation(id: string): Map<string, ShownMessage> {
    const shown = this.#conversations.get(id) ?? new Map<string, ShownMessage>();
    this.#conversations.set(id, shown);
    return shown;
  }

  #wake(): void {
    for (const check of [...this.#watchers]) {
      check();
    }
  }

  #describe(): string {
    const shown = [...this.#conversations].map(([id, messages]) => [id, [...messages.values()]]);
    const calls = this.logs
      .slice(-5)
      .map(
        (log) => `${log.from ?? ''} ${log.activityName ?? ''} ${String(log.response?.statusCode)}`,
      );
    return `Shown: ${JSON.stringify(shown).slice(0, 2_000)} Last calls: ${calls.join(' | ')}`;
  }
}
