/**
 * A client of one Microsoft 365 Agents Playground without a browser: presses what its page would
 * press, over the same HTTP and WebSocket calls, and keeps what the page would show. Knows nothing
 * of the bot.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';

import { WebSocket } from 'ws';

import { endChild } from '../../src/demo/keeper';
import { answersOk } from '../../src/demo/http-probe';
import { spawnWindow, whenWindowUsable } from '../../src/demo/playground-window';
import { writeWindowConfig, type WindowConfig } from '../../src/demo/window-config';
import {
  PlaygroundMirror,
  type LogEntry,
  type LogFrame,
  type MessageFrame,
  type ShownMessage,
} from './playground-mirror';

/** A window to be started: `port` is fixed by the test, because the bot keeps the address. */
export interface PlaygroundPlan {
  readonly config: WindowConfig;
  readonly port: number;
  /** `http://…/api/messages` */
  readonly botEndpoint: string;
}

/** What the bot answered to a pressed `Action.Execute`: a card, a text, or an error body. */
export interface ExecuteAnswer {
  readonly statusCode?: number;
  readonly type: string;
  readonly value: unknown;
}

/** An activity as the Playground forwards it, in the wire shape of the Bot Framework. */
export type WireActivity = Readonly<Record<string, unknown>>;

/** What was pressed on a shown card, and by whom (`29:…`, must be a member of the chat). */
export interface Press {
  readonly messageId: string;
  readonly fromId: string;
}

const PATIENCE_MS = 10_000;

export class Playground {
  readonly baseUrl: string;
  readonly #mirror = new PlaygroundMirror();
  readonly #sockets: WebSocket[] = [];
  #end: () => Promise<void> = () => Promise.resolve();

  constructor(baseUrl: string) {
    this.baseUrl = baseUrl;
  }

  /** Starts a window of its own and listens to it. Rejects with the reason when it does not come up. */
  static async start(plan: PlaygroundPlan): Promise<Playground> {
    const dir = mkdtempSync(join(tmpdir(), 'playground-'));
    const child = spawnWindow({
      name: 'test',
      port: plan.port,
      configFile: writeWindowConfig(dir, 'test', plan.config),
      botEndpoint: plan.botEndpoint,
      logDir: dir,
      env: process.env,
    });
    const playground = new Playground(`http://127.0.0.1:${String(plan.port)}`);
    playground.#end = async () => {
      await endChild(child);
      rmSync(dir, { recursive: true, force: true });
    };
    const problem = await whenWindowUsable(child, plan, endSignalOf(child));
    if (problem !== undefined) {
      await playground.close();
      throw new Error(`The Playground on port ${String(plan.port)} ${problem}.`);
    }
    return playground.open();
  }

  /** Listens to a window that runs already. The first listener also gets what happened before. */
  async open(): Promise<this> {
    await this.#listen('/_ws_conversation/v1/conversations/stream', (frame) => {
      this.#mirror.applyMessage(frame as MessageFrame);
    });
    await this.#listen('/_ws/log/stream', (frame) => {
      this.#mirror.applyLog(frame as LogFrame);
    });
    return this;
  }

  /** The shown state of a conversation, oldest first: edits applied, answers to pressed buttons included. */
  messages(conversationId: string): readonly ShownMessage[] {
    return this.#mirror.messages(conversationId);
  }

  /** Every call between the Playground and the bot, both ways. An entry appears after the turn has ended. */
  get logs(): readonly LogEntry[] {
    return this.#mirror.logs;
  }

  /** Has the bot installed in a conversation: `installationUpdate` and `conversationUpdate`, at the same time. */
  async install(conversationId: string): Promise<void> {
    const path = `_debug/conversation/${encodeURIComponent(conversationId)}/installation`;
    if (!(await answersOk(`${this.baseUrl}/${path}`, {}))) {
      throw new Error(`The Playground knows no conversation ${conversationId}.`);
    }
  }

  /** The person at the window types. In a group chat or channel the bot hears it only when mentioned. */
  async say(
    conversationId: string,
    text: string,
    { mention = false }: { readonly mention?: boolean } = {},
  ): Promise<void> {
    const answer = (await this.#get('/_internal/v1/testConfig')) as {
      readonly config: Pick<WindowConfig, 'bot' | 'currentUser'>;
    };
    const { bot, currentUser } = answer.config;
    const mentionText = `<at>${bot.name}</at>`;
    await this.#post(
      `/_conversation/v1/conversations/${encodeURIComponent(conversationId)}/messages`,
      {
        from: { id: currentUser.id },
        text: mention ? `${mentionText} ${text}` : text,
        textFormat: 'plain',
        ...(mention ? { mentions: [{ mentioned: { id: bot.id }, text: mentionText }] } : {}),
      },
    );
  }

  /** A member presses an `Action.Execute`. A card in the answer replaces the shown one, as the page does. */
  async execute(
    conversationId: string,
    { messageId, fromId }: Press,
    action: { readonly verb: string; readonly data?: object; readonly title?: string },
  ): Promise<ExecuteAnswer> {
    const answer = (await this.#post('/_conversation/v1/invoke', {
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', title: action.verb, data: {}, ...action } },
      from: { id: fromId },
      conversation: { id: conversationId },
      replyToId: messageId,
    })) as ExecuteAnswer;
    if (answer.type === 'application/vnd.microsoft.card.adaptive') {
      this.#mirror.replaceCard(conversationId, messageId, answer.value);
    }
    return answer;
  }

  /** A member presses an `Action.Submit`; the bot gets a message with `value` and without text. */
  async submit(conversationId: string, { messageId, fromId }: Press, value: object): Promise<void> {
    await this.#post('/_conversation/v1/submit', {
      conversation: { id: conversationId },
      from: { id: fromId },
      replyToId: messageId,
      value,
    });
  }

  /** Has any activity forwarded as it is. The answer of the bot is found in {@link logs} only. */
  async raw(activity: WireActivity): Promise<void> {
    await this.#post('/_internal/v1/customActivities', activity);
  }

  /** An activity to start from: `type` is one of the Playground's (`install`, `uninstall`, `botRemoved`, …) or none. */
  async template(conversationId: string, type?: string): Promise<WireActivity> {
    const query = new URLSearchParams({ conversationId, ...(type === undefined ? {} : { type }) });
    return (await this.#get(
      `/_internal/v1/customActivities/template?${query.toString()}`,
    )) as WireActivity;
  }

  /**
   * Resolves with the first answer of `look` that is neither `undefined` nor `false`; it is asked at
   * once and after every event. Rejects, showing what is there, when `timeoutMs` have passed.
   */
  waitFor<Found>(
    look: (window: this) => Found | undefined | false,
    { timeoutMs = PATIENCE_MS }: { readonly timeoutMs?: number } = {},
  ): Promise<Found> {
    return this.#mirror.waitFor(() => look(this), timeoutMs);
  }

  /** Stops listening and ends the window if it was started here. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) {
      socket.terminate();
    }
    await this.#end();
  }

  async #listen(path: string, apply: (frame: unknown) => void): Promise<void> {
    const socket = new WebSocket(`${this.baseUrl.replace('http', 'ws')}${path}`);
    this.#sockets.push(socket);
    socket.on('message', (frame: Buffer) => {
      apply(JSON.parse(frame.toString('utf8')));
    });
    await once(socket, 'open');
  }

  async #get(path: string): Promise<unknown> {
    return answerOf(path, await fetch(`${this.baseUrl}${path}`));
  }

  async #post(path: string, body: object): Promise<unknown> {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return answerOf(path, await fetch(`${this.baseUrl}${path}`, request));
  }
}

async function answerOf(path: string, response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${path} answered ${String(response.status)}: ${text}`);
  }
  return text === '' ? undefined : JSON.parse(text);
}

function endSignalOf(child: ChildProcess): AbortSignal {
  const gone = new AbortController();
  child.once('exit', () => {
    gone.abort();
  });
  return gone.signal;
}
