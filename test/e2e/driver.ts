/**
 * The built bot and the windows of some personas on free ports, driven through the real HTTP and
 * WebSocket calls of the Playground: what is shown is read, what is shown is pressed.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';

import { DIRECTORY_FILE, storedFiles } from '../../src/demo/bot-child';
import {
  readPersonas,
  type Persona,
  type PersonaKey,
  type Personas,
} from '../../src/demo/personas';
import type { PingCode } from '../../src/domain/effects';
import { wordsFor, type Words } from '../../src/text/words';
import { freePort } from '../support/free-port';
import type { ExecuteAnswer } from '../support/playground';
import { BotHouse, USUAL_WAY, type Way } from './bot-house';
import {
  DeskWindow,
  shownCard,
  type FoundButton,
  type Posted,
  type ShownCard,
  type Typed,
  type WireAnswer,
} from './desk-window';

/** A chat in somebody's window: their 1:1 chat with the bot, or the group chat. */
export type Place = PersonaKey | `${PersonaKey}/group`;

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
export const STEP_LASTS_MS = 60_000;
/** Sweeps, leases and a restart fit into it on a slow machine; a month of messages that all arrive late takes longer. */
const PATIENCE_MS = process.env['E2E_LATE_MS'] === undefined ? 15_000 : 50_000;
/** After a miss the story is lost: its later steps fail soon. */
const PATIENCE_LOST_MS = 500;

export class Desk {
  readonly personas: Personas;
  readonly #bot: BotHouse;
  readonly #windows = new Map<PersonaKey, DeskWindow>();
  #patienceMs = PATIENCE_MS;

  private constructor(bot: BotHouse, personas: Personas) {
    this.#bot = bot;
    this.personas = personas;
  }

  /** Builds the bot when needed, starts it on an empty store, opens the windows and installs the bot in their chats. */
  static async open(
    people: readonly PersonaKey[],
    {
      directoryFile = DIRECTORY_FILE,
      way = USUAL_WAY,
    }: { readonly directoryFile?: string; readonly way?: Way } = {},
  ): Promise<Desk> {
    const bot = await BotHouse.open(directoryFile, way);
    const desk = new Desk(bot, readPersonas(readFileSync(directoryFile, 'utf8')));
    const ports = await Promise.all(people.map(() => freePort()));
    await Promise.all(people.map((key, index) => desk.#openWindow(key, ports[index] ?? 0)));
    return desk;
  }

  /** Ends everything and removes what was kept. */
  async close(): Promise<void> {
    await Promise.all([...this.#windows.values()].map(({ playground }) => playground.close()));
    await this.#bot.stop();
  }

  /** Where the bots run. */
  get house(): BotHouse {
    return this.#bot;
  }

  /** `kill -9` of the bot, of several the one that was asked last; it starts again on what it stored. */
  async crash(): Promise<void> {
    await this.#bot.restart();
  }

  /** The window is closed and opened again: its chats are empty, and the bot is told of the installation once more. */
  async reopen(person: PersonaKey): Promise<void> {
    const { playground, persona } = this.#at(person);
    await playground.close();
    await this.#openWindow(person, persona.port);
  }

  /** The sentences of the product in the language somebody has in the directory. */
  words(person: PersonaKey): Words['t'] {
    return wordsFor(this.personas[person].language).t;
  }

  /** Lets time pass, as somebody asks for it ("3 days"), and waits until everything due on the way was carried out. */
  async fastForward(by: PersonaKey, duration: string): Promise<void> {
    const text = { en: `fast forward ${duration}`, es: duration, de: duration };
    const before = this.cards(by).length;
    await this.say(by, text[this.personas[by].language]);
    const t = this.words(by);
    const ends = [t('clock.arrived', { when: '' }), t('clock.carried-out', { when: '', count: 2 })];
    const starts = ends.map((end) => end.slice(0, 20));
    await this.until(
      by,
      () =>
        this.cards(by)
          .slice(before)
          .some((card) => starts.some((start) => card.text.includes(start))),
      `that ${duration} have passed`,
    );
  }

  /** The person at the window types. */
  async say(place: Place, text: string): Promise<void> {
    await this.#at(place).playground.say(this.#chat(place), text);
  }

  /** Every card of a chat, oldest message first, as it now stands. */
  cards(place: Place): readonly ShownCard[] {
    return this.#at(place).cards(this.#chat(place));
  }

  /** Waits until a card shows all of these texts; the newest one that does. */
  see(place: Place, ...texts: readonly string[]): Promise<ShownCard> {
    return this.until(
      place,
      () => this.cards(place).findLast(({ text }) => texts.every((one) => text.includes(one))),
      texts.join(' + '),
    );
  }

  /** Waits until the newest card of the chat shows all of these texts. */
  seeLast(place: Place, ...texts: readonly string[]): Promise<ShownCard> {
    const look = (): ShownCard | undefined => {
      const last = this.cards(place).at(-1);
      return last !== undefined && texts.every((one) => last.text.includes(one)) ? last : undefined;
    };
    return this.until(place, look, `at the bottom: ${texts.join(' + ')}`);
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

  /** Waits for a button; the newest of its verb, `chosen` tells several of one verb apart. */
  findButton(place: Place, verb: string, chosen: object = {}): Promise<FoundButton> {
    const chat = this.#chat(place);
    return this.until(place, () => this.#at(place).button(chat, verb, chosen), `a button ${verb}`);
  }

  /** Presses a button, with the inputs as they stand and what is typed now. Resolves with the card that takes its place. */
  async press(
    place: Place,
    verb: string,
    { typed = {}, chosen = {} }: { readonly typed?: Typed; readonly chosen?: object } = {},
  ): Promise<ShownCard> {
    const found = await this.findButton(place, verb, chosen);
    const answer = await this.pressFound(place, found, typed);
    expect(answer.type).toBe('application/vnd.microsoft.card.adaptive');
    return shownCard(found.messageId, answer.value);
  }

  /** Presses a button that was found before, however old its picture is by now. */
  pressFound(place: Place, found: FoundButton, typed: Typed = {}): Promise<ExecuteAnswer> {
    return this.#at(place).press(this.#chat(place), found, typed);
  }

  /** Has any activity forwarded as if this person had sent it, into the chat of the place or another one. */
  async forward(
    place: Place,
    by: Persona,
    activity: object,
    {
      id = randomUUID(),
      chat = this.#chat(place),
    }: { readonly id?: string; readonly chat?: string } = {},
  ): Promise<void> {
    const { playground } = this.#at(place);
    const from = { id: by.id, name: by.name, aadObjectId: by.aadObjectId };
    await playground.raw({ ...(await playground.template(chat)), ...activity, from, id });
  }

  /** Sends a click that was never offered, straight to the bot; what the bot answered over HTTP. */
  async forge(
    place: Place,
    { by, verb, payload, id = randomUUID() }: ForgedPress,
  ): Promise<WireAnswer> {
    const action = { type: 'Action.Execute', verb, data: payload };
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', value: { action } };
    await this.forward(place, by, invoke, { id });
    const [answer] = await this.answersTo(place, id, 1);
    return answer ?? { status: undefined, card: undefined };
  }

  /** Waits until so many deliveries of an activity, or clicks on a verb, were answered. */
  answersTo(place: Place, idOrVerb: string, count: number): Promise<readonly WireAnswer[]> {
    const look = (): readonly WireAnswer[] | false => {
      const answers = this.#at(place).answersTo(idOrVerb);
      return answers.length >= count && answers;
    };
    return this.until(place, look, `${String(count)} answers to ${idOrVerb}`);
  }

  /** What the bot has posted anew, oldest first; edits are not among it. */
  async posted(place: Place, chat = this.#chat(place)): Promise<readonly Posted[]> {
    const window = this.#at(place);
    await this.until(place, () => window.isLogged(chat), 'a log that has caught up');
    return window.posted(chat);
  }

  /** The pings among {@link posted}. */
  async pings(place: Place): Promise<readonly PingCode[]> {
    await this.posted(place);
    return this.#at(place).pings(this.#chat(place));
  }

  /** A chat between the bot and somebody who has no window; its id. */
  openChat(place: Place, member: Persona): Promise<string> {
    return this.#at(place).openChat(member.id);
  }

  /** Every mail that was handed over so far. */
  mails(): readonly SentMail[] {
    return readdirSync(this.#outbox)
      .filter((name) => !name.startsWith('.'))
      .map((name) => readMail(readFileSync(join(this.#outbox, name), 'utf8')));
  }

  /** Waits for a mail. */
  mail(isWanted: (mail: SentMail) => boolean): Promise<SentMail> {
    return new Promise((resolve, reject) => {
      const folder = watch(this.#outbox, look);
      const timer = setTimeout(() => {
        folder.close();
        reject(new Error(`No such mail. Sent: ${JSON.stringify(this.mails())}`));
      }, this.#patienceMs);
      const mails = (): readonly SentMail[] => this.mails();
      function look(): void {
        const found = mails().find(isWanted);
        if (found !== undefined) {
          clearTimeout(timer);
          folder.close();
          resolve(found);
        }
      }
      look();
    });
  }

  /** Everything the bot has logged. */
  log(): string {
    return this.#bot.logText();
  }

  get #outbox(): string {
    const { outboxDir } = storedFiles(this.#bot.dir);
    mkdirSync(outboxDir, { recursive: true });
    return outboxDir;
  }

  async #openWindow(key: PersonaKey, port: number): Promise<void> {
    const persona = { ...this.personas[key], port };
    const window = await DeskWindow.open(persona, this.personas, this.#bot.endpoint);
    this.#windows.set(key, window);
  }

  #at(place: Place): DeskWindow {
    const window = this.#windows.get(place.split('/')[0] as PersonaKey);
    if (window === undefined) {
      throw new Error(`There is no window for ${place}.`);
    }
    return window;
  }

  #chat(place: Place): string {
    const { personalChat, groupChat } = this.#at(place).config;
    return place.endsWith('/group') ? groupChat.id : personalChat.id;
  }
}

function readMail(file: string): SentMail {
  const [head = '', ...parts] = file.split('\n\n');
  const [text = ''] = parts
    .slice(1)
    .join('\n\n')
    .split(/\n--sme-desk-/);
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? '';
  return { to: header('To'), subject: header('Subject'), text };
}
