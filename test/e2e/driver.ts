/**
 * The built bot and the windows of some personas on free ports, driven through the real HTTP and
 * WebSocket calls of the Playground: what is shown is read, what is shown is pressed.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DIRECTORY_FILE, storedFiles } from '../../src/demo/bot-child';
import {
  readPersonas,
  type Persona,
  type PersonaKey,
  type Personas,
} from '../../src/demo/personas';
import { conversationIdsOf, windowConfig, type WindowConfig } from '../../src/demo/window-config';
import type { PingCode } from '../../src/domain/effects';
import { LANGUAGES } from '../../src/domain/kernel';
import { wordsFor, type Words } from '../../src/text/words';
import { BotProcess } from '../support/bot-process';
import { freePort } from '../support/free-port';
import { Playground, type ExecuteAnswer } from '../support/playground';
import type { LogEntry, ShownMessage } from '../support/playground-mirror';
import { buildBot } from './build-bot';
import { buttonsOf, inputsOf, languageOf, textsOf, type ShownButton } from './card-reading';

/** A chat in somebody's window: their 1:1 chat with the bot, or the group chat. */
export type Place = PersonaKey | `${PersonaKey}/group`;

/** A message of the bot as it now stands. */
export interface ShownCard {
  readonly messageId: string;
  readonly card: unknown;
  /** {@link textsOf}, one sentence a line. */
  readonly text: string;
}

/** What is typed or chosen on a card before a button is pressed, by input. */
export type Typed = Readonly<Record<string, string>>;

/** A click that no window would let somebody make. */
export interface ForgedPress {
  readonly by: Persona;
  readonly verb: string;
  readonly payload: object;
  /** Id of the activity; a new one unless given. */
  readonly id?: string;
}

/** A mail of the outbox. */
export interface SentMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** For `jest.setTimeout`: longer than any one wait, so that a miss says what was there instead. */
export const STEP_LASTS_MS = 30_000;
/** Sweeps, leases and a restart fit into it on a slow machine. */
const PATIENCE_MS = 15_000;
/** After a miss the story is lost: its later steps fail soon. */
const PATIENCE_LOST_MS = 500;

const PINGS = [
  'P1',
  'P3',
  'P4',
  'P5',
  'P6',
  'P10',
  'P13',
  'P16',
  'P17',
] as const satisfies readonly PingCode[];
/** Stands for whatever fills a sentence. */
const ANY = '\u0000';
const EVERYTHING = { n: ANY, partner: ANY, workload: ANY, language: ANY, date: ANY, step: ANY };

interface PostedMessage {
  readonly summary?: string;
  readonly attachments?: readonly { readonly content: unknown }[];
}

interface OpenWindow {
  readonly persona: Persona;
  readonly config: WindowConfig;
  readonly playground: Playground;
}

export class Desk {
  readonly personas: Personas;
  readonly #bot: BotProcess;
  readonly #windows = new Map<PersonaKey, OpenWindow>();
  #patienceMs = PATIENCE_MS;

  private constructor(bot: BotProcess, personas: Personas) {
    this.#bot = bot;
    this.personas = personas;
  }

  /** Builds the bot when needed, starts it on an empty store, opens the windows and installs the bot in their chats. */
  static async open(people: readonly PersonaKey[]): Promise<Desk> {
    await buildBot();
    const bot = await BotProcess.start({ port: await freePort() });
    const desk = new Desk(bot, readPersonas(readFileSync(DIRECTORY_FILE, 'utf8')));
    const ports = await Promise.all(people.map(() => freePort()));
    await Promise.all(people.map((key, index) => desk.#openWindow(key, ports[index] ?? 0)));
    return desk;
  }

  /** Ends everything and removes what was kept. */
  async close(): Promise<void> {
    await Promise.all([...this.#windows.values()].map(({ playground }) => playground.close()));
    await this.#bot.stop();
  }

  /** `kill -9` of the bot; it starts again on what it stored. */
  async crash(): Promise<void> {
    await this.#bot.restart();
  }

  /** The window is closed and opened again: its chats are empty, and the bot is told of the installation once more. */
  async reopen(person: PersonaKey): Promise<void> {
    const { playground, persona } = this.#window(person);
    await playground.close();
    await this.#openWindow(person, persona.port);
  }

  /** A sentence of the product in somebody's language. */
  words(person: PersonaKey): Words['t'] {
    return wordsFor(this.personas[person].language).t;
  }

  /** The person at the window types. */
  async say(place: Place, text: string): Promise<void> {
    await this.#at(place).playground.say(this.#chat(place), text);
  }

  /** Every card of a chat, oldest message first, as it now stands. */
  cards(place: Place): readonly ShownCard[] {
    return this.#at(place).playground.messages(this.#chat(place)).flatMap(shownCards);
  }

  /** Waits until a card shows all of these texts; the newest one that does. */
  see(place: Place, ...texts: readonly string[]): Promise<ShownCard> {
    const looksFor = (): ShownCard | undefined =>
      this.cards(place).findLast(({ text }) => texts.every((one) => text.includes(one)));
    return this.until(place, looksFor, texts.join(' + '));
  }

  /** Waits until the newest card of the chat shows all of these texts. */
  seeLast(place: Place, ...texts: readonly string[]): Promise<ShownCard> {
    const looksFor = (): ShownCard | undefined => {
      const last = this.cards(place).at(-1);
      return last !== undefined && texts.every((one) => last.text.includes(one)) ? last : undefined;
    };
    return this.until(place, looksFor, `at the bottom: ${texts.join(' + ')}`);
  }

  /** Waits for a condition; asked again whenever something happens in this window. `what` explains a failure. */
  async until<Found>(
    place: Place,
    look: () => Found | undefined | false,
    what: string,
  ): Promise<Found> {
    try {
      return await this.#at(place).playground.waitFor(look, { timeoutMs: this.#patienceMs });
    } catch (cause) {
      this.#patienceMs = PATIENCE_LOST_MS;
      const shown = this.cards(place).map(({ text }) => text);
      const sight = shown.slice(-4).join('\n-----\n');
      throw new Error(`${place} does not see "${what}". Last cards:\n${sight}`, { cause });
    }
  }

  /**
   * Presses a button on the newest card that has it, with the values of the inputs as they stand and those typed now;
   * `chosen` tells buttons of one verb apart. Resolves with the card that takes its place.
   */
  async press(
    place: Place,
    verb: string,
    { typed = {}, chosen = {} }: { readonly typed?: Typed; readonly chosen?: object } = {},
  ): Promise<ShownCard> {
    const found = await this.until(
      place,
      () => this.#find(place, verb, chosen),
      `a button ${verb}`,
    );
    const { answer } = await this.pressShown(place, found, typed);
    return {
      messageId: found.messageId,
      card: answer.value,
      text: textsOf(answer.value).join('\n'),
    };
  }

  /** Presses a button that was found before, however old its picture is by now. */
  async pressShown(
    place: Place,
    { messageId, button, inputs }: FoundButton,
    typed: Typed = {},
  ): Promise<{ readonly answer: ExecuteAnswer }> {
    const unknown = Object.keys(typed).filter((id) => !(id in inputs));
    expect(unknown).toEqual([]);
    const { playground, persona } = this.#at(place);
    const data = { ...button.payload, ...inputs, ...typed };
    const press = { messageId, fromId: persona.id };
    const action = { verb: button.verb, title: button.title, data };
    return { answer: await playground.execute(this.#chat(place), press, action) };
  }

  /** The newest button of this verb, to be pressed later. */
  async findButton(place: Place, verb: string, chosen: object = {}): Promise<FoundButton> {
    return this.until(place, () => this.#find(place, verb, chosen), `a button ${verb}`);
  }

  /** Sends a click that was never offered, straight to the bot; resolves with what the bot answered over HTTP. */
  async forge(
    place: Place,
    { by, verb, payload, id = randomUUID() }: ForgedPress,
  ): Promise<LogEntry> {
    const action = { type: 'Action.Execute', verb, data: payload };
    await this.forward(
      place,
      { type: 'invoke', name: 'adaptiveCard/action', value: { action } },
      by,
      id,
    );
    return this.until(
      place,
      () => this.#at(place).playground.logs.find(({ messageId }) => messageId === id),
      `an answer to ${verb}`,
    );
  }

  /** Has any activity forwarded into a chat, as if this person had sent it. */
  async forward(
    place: Place,
    activity: object,
    by: Persona,
    id: string = randomUUID(),
    chat: string = this.#chat(place),
  ): Promise<void> {
    const { playground } = this.#at(place);
    const from = { id: by.id, name: by.name, aadObjectId: by.aadObjectId };
    await playground.raw({ ...(await playground.template(chat)), ...activity, from, id });
  }

  /** What the bot has posted anew, oldest first: the line under which each message is announced. Edits are not among it. */
  announced(place: Place, chat: string = this.#chat(place)): readonly string[] {
    return this.posted(place, chat).map(({ summary }) => summary);
  }

  /** The pings among {@link announced}, by code. */
  pings(place: Place): readonly PingCode[] {
    return this.posted(place).flatMap(({ summary, card }) => {
      const { t } = wordsFor(LANGUAGES.find((one) => one === languageOf(card)) ?? 'en');
      return PINGS.filter((ping) => isFilled(t(`ping.${ping}`, EVERYTHING), summary));
    });
  }

  /** The messages of a chat as they were first posted, also of one that no window shows. */
  posted(
    place: Place,
    chat: string = this.#chat(place),
  ): readonly { readonly summary: string; readonly card: unknown }[] {
    const calls = this.#at(place).playground.logs.filter(
      ({ from, activityName, conversationId }) =>
        from === 'User Application' && activityName === 'message' && conversationId === chat,
    );
    const ids = calls.map(({ messageId }) => messageId);
    return calls
      .filter(({ messageId }, index) => ids.indexOf(messageId) === index)
      .map(({ request }) => {
        const { summary = '', attachments = [] } = request?.body as PostedMessage;
        return { summary, card: attachments[0]?.content };
      });
  }

  /** A chat between the bot and somebody who has no window; its id. */
  async openChat(place: Place, member: Persona): Promise<string> {
    const { playground } = this.#at(place);
    const response = await fetch(`${playground.baseUrl}/_connector/v3/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ isGroup: false, members: [{ id: member.id }] }),
    });
    const { id } = (await response.json()) as { readonly id: string };
    return id;
  }

  /** Every mail that was handed over so far. */
  mails(): readonly SentMail[] {
    const { outboxDir } = storedFiles(this.#bot.dir);
    const files = existsSync(outboxDir) ? readdirSync(outboxDir) : [];
    return files
      .filter((name) => name.endsWith('.eml') && !name.startsWith('.'))
      .map((name) => readMail(readFileSync(join(outboxDir, name), 'utf8')));
  }

  /** Everything the bot has logged. */
  log(): string {
    return this.#bot.logText();
  }

  async #openWindow(key: PersonaKey, port: number): Promise<void> {
    const persona = { ...this.personas[key], port };
    const config = windowConfig(persona, this.personas);
    const plan = { config, port, botEndpoint: this.#bot.endpoint };
    const playground = await Playground.start(plan);
    this.#windows.set(key, { persona, config, playground });
    for (const chat of conversationIdsOf(config).slice(0, 2)) {
      await playground.install(chat);
    }
  }

  #find(place: Place, verb: string, chosen: object): FoundButton | undefined {
    return this.cards(place)
      .toReversed()
      .flatMap(({ messageId, card }) =>
        buttonsOf(card).map((button) => ({ messageId, button, inputs: inputsOf(card) })),
      )
      .find(({ button }) => button.verb === verb && hasAll(button.payload, chosen));
  }

  #window(person: PersonaKey): OpenWindow {
    const window = this.#windows.get(person);
    if (window === undefined) {
      throw new Error(`There is no window of ${person}.`);
    }
    return window;
  }

  #at(place: Place): OpenWindow {
    return this.#window(place.split('/')[0] as PersonaKey);
  }

  #chat(place: Place): string {
    const { personalChat, groupChat } = this.#at(place).config;
    return place.endsWith('/group') ? groupChat.id : personalChat.id;
  }
}

/** A button with the message it is on and the values of the inputs beside it. */
export interface FoundButton {
  readonly messageId: string;
  readonly button: ShownButton;
  readonly inputs: Typed;
}

/** Whether a text is a sentence with its places filled. */
function isFilled(sentence: string, text: string): boolean {
  const [start = '', ...parts] = sentence.split(ANY);
  let rest = text.startsWith(start) ? text.slice(start.length) : undefined;
  for (const part of parts) {
    const at = rest?.indexOf(part) ?? -1;
    rest = at < 0 ? undefined : rest?.slice(at + part.length);
  }
  return rest !== undefined;
}

function hasAll(payload: Readonly<Record<string, unknown>>, wanted: object): boolean {
  return Object.entries(wanted).every(([key, value]) => payload[key] === value);
}

function shownCards({ id, attachments }: ShownMessage): readonly ShownCard[] {
  return attachments.map(({ content }) => ({
    messageId: id,
    card: content,
    text: textsOf(content).join('\n'),
  }));
}

function readMail(file: string): SentMail {
  const [head = '', ...body] = file.split('\n\n');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? '';
  return { to: header('To'), subject: header('Subject'), text: body.join('\n\n') };
}
