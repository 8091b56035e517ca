/** A small Teams on this machine: chats whose messages the bot posts and edits, and people who type and press in them. */
import { readFileSync } from 'node:fs';

import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { readPersonas, type PersonaKey } from '../../src/demo/personas';
import { buttonsOf, inputsOf, textsOf, type ShownButton } from '../e2e/card-reading';
import {
  memberOf,
  StubConnector,
  type StubAnswer,
  type StubPlan,
  type StubRequest,
} from './stub-connector';

/** A message of the bot. */
export interface Message {
  readonly id: string;
  readonly chat: string;
  /** When Teams took it, by `performance.now()`. */
  readonly at: number;
  /** Sent in a turn, as the answer to what somebody said; else by the dispatcher. */
  readonly isReply: boolean;
  /** How often it was edited. */
  edits: number;
  /** As posted or last edited. */
  card: unknown;
  /** As the person sees it: the answer to a pressed button takes its place until the next edit. */
  onScreen: unknown;
}

/** What somebody does. The id stays the same when it is delivered again. */
export interface Act {
  readonly id: string;
  readonly who: PersonaKey;
  /** Their chat with the bot, the chat of a group of theirs, or any chat by its id. */
  readonly place: 'personal' | 'group' | `19:${string}`;
  readonly does: Deed;
}

/** Typing, pressing a button that is shown, or adding the bot to the chat. */
export type Deed =
  | { readonly say: string }
  | {
      readonly press: string;
      readonly chosen?: Readonly<Record<string, string>>;
      readonly typed?: Readonly<Record<string, string>>;
    }
  | 'install';

/** What the bot answered; `card` for a pressed button. Absent when no answer came. */
export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly card?: unknown;
}

/** An activity as it goes over the wire, as far as it is read here. */
export interface WireActivity {
  readonly id: string;
  readonly replyToId?: string;
  readonly [field: string]: unknown;
}

/** A shown button and what pressing it sends. */
interface Button {
  readonly messageId: string;
  readonly payload: object;
  readonly inputs: object;
}

const POSTED_TO = /^\/teams\/v3\/conversations\/([^/]+)\/activities(\/.+)?/;
/** The tenant of its chats. */
export const TENANT_ID = '7f2c3b1e-0000-4000-8000-000000000001';
const BOT_ID = '28:7f2c3b1e-0000-4000-8000-0000000000b0';

export class FailpointTeams {
  readonly #connector: StubConnector;
  readonly #personas = readPersonas(readFileSync(DIRECTORY_FILE, 'utf8'));
  readonly #buttons = new WeakMap<object, readonly ShownButton[]>();
  readonly #messages = new Map<string, Message>();
  readonly #closed = new Map<string, { readonly answer: StubAnswer; times: number }>();
  #read = 0;

  /** The connector of its own gives 1:1 chats the names that are read here. */
  constructor(connector?: StubConnector) {
    this.#connector = connector ?? new StubConnector((request) => this.#chatFor(request));
  }

  open(): Promise<void> {
    return this.#connector.start();
  }

  /** So many messages to a chat are refused with this code from now on; all of them unless told, as where its person has blocked the bot. */
  shut(chat: string, code = 'MessageWritesBlocked', times = Infinity): void {
    this.fail(chat, 403, code, times);
  }

  /** So many messages to a chat are answered with this status from now on. */
  fail(chat: string, status: number, code: string, times: number): void {
    this.#closed.set(chat, { answer: { status, body: { error: { code } } }, times });
  }

  #chatFor(request: Pick<StubRequest, 'path' | 'body'>): StubPlan {
    const closed = this.#closed.get(POSTED_TO.exec(request.path)?.[1] ?? '');
    if (closed !== undefined && closed.times > 0) {
      closed.times -= 1;
      return { answer: closed.answer };
    }
    const member = memberOf(request);
    const found = Object.entries(this.#personas).find(([, one]) => one.aadObjectId === member);
    return found === undefined ? {} : { answer: { status: 200, body: { id: `a:${found[0]}` } } };
  }

  close(): Promise<void> {
    return this.#connector.stop();
  }

  /** The chat of every message that was posted so far, oldest first. */
  posts(): readonly string[] {
    return this.#shown().map(({ chat }) => chat);
  }

  /** Every message that was posted so far, oldest first, as it now stands. */
  messages(): readonly Message[] {
    return this.#shown();
  }

  /** Whether somebody has a button of this verb before them, in any message of their own chat. */
  shows(who: PersonaKey, verb: string, chosen: Readonly<Record<string, string>>): boolean {
    return this.#find(`a:${who}`, verb, chosen) !== undefined;
  }

  /** The card of a message as posted or last edited. */
  card(id: string): unknown {
    return this.#shown().find((message) => message.id === id)?.card;
  }

  /** Everything that can be read in a chat by now, oldest message first. */
  textsIn(chat: string): readonly string[] {
    return this.#shown()
      .filter((message) => message.chat === chat)
      .map(({ card }) => textsOf(card).join('\n'));
  }

  /** The activity that Teams sends for an act, as things are shown now. */
  activityOf(act: Act): WireActivity {
    const persona = this.#personas[act.who];
    const isGroup = act.place !== 'personal';
    const chat = chatOf(act);
    return {
      ...this.#deed(act.does, chat),
      ...{ id: act.id, channelId: 'msteams', serviceUrl: this.#connector.serviceUrl },
      from: { id: persona.id, name: persona.name, aadObjectId: persona.aadObjectId },
      recipient: { id: BOT_ID, name: 'SME Desk' },
      conversation: {
        id: chat,
        tenantId: TENANT_ID,
        conversationType: isGroup ? 'groupChat' : 'personal',
        isGroup,
      },
      locale: 'en-US',
    };
  }

  /** Delivers an activity once. Nothing when the bot did not answer. */
  async deliver(
    endpoint: string,
    activity: WireActivity,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer | undefined> {
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(activity),
      });
      const text = await response.text();
      const body = (text === '' ? {} : JSON.parse(text)) as { type?: string; value?: unknown };
      return this.#answered(activity, {
        status: response.status,
        ...(body.type === undefined ? {} : { type: body.type, card: body.value }),
      });
    } catch {
      return undefined;
    }
  }

  #answered({ replyToId = '' }: WireActivity, answer: Answer): Answer {
    const pressed = this.#shown().find(({ id }) => id === replyToId);
    const isError = answer.type?.endsWith('.error') === true; // It is told beside the card, which stays.
    if (pressed !== undefined && answer.card !== undefined && !isError) {
      pressed.onScreen = answer.card;
    }
    return answer;
  }

  #deed(deed: Deed, chat: string): object {
    if (deed === 'install') {
      return { type: 'installationUpdate', action: 'add' };
    }
    if ('say' in deed) {
      return { type: 'message', text: deed.say, textFormat: 'plain' };
    }
    const { messageId, payload, inputs } = this.#button(chat, deed.press, deed.chosen ?? {});
    const action = {
      type: 'Action.Execute',
      verb: deed.press,
      data: { ...payload, ...inputs, ...deed.typed },
    };
    return { type: 'invoke', name: 'adaptiveCard/action', value: { action }, replyToId: messageId };
  }

  #button(chat: string, verb: string, chosen: Readonly<Record<string, string>>): Button {
    const found = this.#find(chat, verb, chosen);
    if (found === undefined) {
      throw new Error(`No button ${verb} is shown in ${chat}.`);
    }
    return found;
  }

  /** The newest button of this verb in a chat whose payload has all of `chosen`. */
  #find(chat: string, verb: string, chosen: Readonly<Record<string, string>>): Button | undefined {
    for (const { id, onScreen } of this.#shown().toReversed()) {
      const button = this.#buttonsOn(onScreen).find(
        (one) =>
          one.verb === verb &&
          Object.entries(chosen).every(([key, value]) => one.payload[key] === value),
      );
      if (button !== undefined && this.#messages.get(id)?.chat === chat) {
        return { messageId: id, payload: button.payload, inputs: inputsOf(onScreen) };
      }
    }
    return undefined;
  }

  /** A card is looked at again and again until a button is there. */
  #buttonsOn(card: unknown): readonly ShownButton[] {
    const key = typeof card === 'object' && card !== null ? card : this;
    const buttons = this.#buttons.get(key) ?? buttonsOf(card);
    this.#buttons.set(key, buttons);
    return buttons;
  }

  /** Every message, oldest first, after what the bot has sent so far. */
  #shown(): readonly Message[] {
    for (const request of this.#connector.requests.slice(this.#read)) {
      this.#read += 1;
      if (!request.path.endsWith('/v3/conversations')) {
        this.#take(request); // There a chat is asked for; nothing is posted yet.
      }
    }
    return [...this.#messages.values()];
  }

  /** A post makes a message under the id that the connector gave it; everything else edits one. What was refused changes nothing. */
  #take(request: StubRequest): void {
    const { method, path, body, answer } = request;
    if (typeof answer === 'object' && answer.status >= 400) {
      return;
    }
    const [attachment] = (body['attachments'] ?? []) as readonly { readonly content: unknown }[];
    const picture = { card: attachment?.content, onScreen: attachment?.content };
    if (method === 'POST') {
      const id = `sent-${String(this.#read)}`;
      this.#messages.set(id, { id, ...placeOf(request), edits: 0, ...picture });
      return;
    }
    const edited = this.#messages.get(path.split('/').at(-1) ?? '');
    if (edited !== undefined) {
      Object.assign(edited, picture, { edits: edited.edits + 1 });
    }
  }
}

function chatOf({ who, place }: Act): string {
  switch (place) {
    case 'personal':
      return `a:${who}`;
    case 'group':
      return `19:${who}@thread.v2`;
    default:
      return place;
  }
}

/** Where and when a message was posted, and whether in a turn. */
function placeOf({ path, at }: StubRequest): Pick<Message, 'chat' | 'at' | 'isReply'> {
  const [, chat = 'elsewhere', replyTo] = POSTED_TO.exec(path) ?? [];
  return { chat, at, isReply: replyTo !== undefined };
}
