/** One window of the desk: what its chats show, what went over the wire, which button is where. */
import type { PingCode } from '../../src/domain/effects';
import { LANGUAGES } from '../../src/domain/kernel';
import type { Persona, Personas } from '../../src/demo/personas';
import { conversationIdsOf, windowConfig, type WindowConfig } from '../../src/demo/window-config';
import { wordsFor } from '../../src/text/words';
import { Playground, type ExecuteAnswer } from '../support/playground';
import type { LogEntry } from '../support/playground-mirror';
import { buttonsOf, inputsOf, languageOf, textsOf, type ShownButton } from './card-reading';

/** A message of the bot as it now stands. */
export interface ShownCard {
  readonly messageId: string;
  readonly card: unknown;
  /** {@link textsOf}, one sentence a line. */
  readonly text: string;
}

/** What is typed or chosen on a card before a button is pressed, by input. */
export type Typed = Readonly<Record<string, string>>;

/** A button with the message it is on and the values of the inputs beside it. */
export interface FoundButton {
  readonly messageId: string;
  readonly button: ShownButton;
  readonly inputs: Typed;
}

/** What the bot answered to one activity: HTTP status, and the card of an invoke. */
export interface WireAnswer {
  readonly status: number | undefined;
  readonly card: unknown;
}

/** A message as it was first posted; `summary` is the line under which it is announced. */
export interface Posted {
  readonly summary: string;
  readonly card: unknown;
}

/** Pings whose notification is one sentence with places to fill. */
const CODES = [
  ...(['P1', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10'] as const),
  ...(['P11', 'P12', 'P13', 'P14', 'P16', 'P17', 'P18', 'P21'] as const),
] as const;
/** Stands for whatever fills a sentence. */
const ANY = '\u0000';
const FILLED = Object.fromEntries(
  [
    ...['n', 'partner', 'workload', 'language', 'date', 'step', 'role'],
    ...['parts', 'k', 'time', 'backup'],
  ].map((place) => [place, ANY]),
);
/** Stands for a count, whose sentence depends on it. */
const COUNTS = [1, 7];

export class DeskWindow {
  readonly persona: Persona;
  readonly config: WindowConfig;
  readonly playground: Playground;

  private constructor(persona: Persona, config: WindowConfig, playground: Playground) {
    this.persona = persona;
    this.config = config;
    this.playground = playground;
  }

  /** Opens the window on its port and has the bot installed in its 1:1 and its group chat. */
  static async open(persona: Persona, all: Personas, botEndpoint: string): Promise<DeskWindow> {
    const config = windowConfig(persona, all);
    const playground = await Playground.start({ config, port: persona.port, botEndpoint });
    for (const chat of conversationIdsOf(config).slice(0, 2)) {
      await playground.install(chat);
    }
    return new DeskWindow(persona, config, playground);
  }

  /** Every card of a chat, oldest message first, as it now stands. */
  cards(chat: string): readonly ShownCard[] {
    return this.playground
      .messages(chat)
      .flatMap(({ id, attachments }) => attachments.map(({ content }) => shownCard(id, content)));
  }

  /** The newest button of this verb whose payload has all of `chosen`. */
  button(chat: string, verb: string, chosen: object): FoundButton | undefined {
    return this.cards(chat)
      .toReversed()
      .flatMap(({ messageId, card }) =>
        buttonsOf(card).map((button) => ({ messageId, button, inputs: inputsOf(card) })),
      )
      .find(({ button }) => button.verb === verb && hasAll(button.payload, chosen));
  }

  /** Sends what a client sends: the button's own payload, every input as it stands, and what is typed now. */
  press(chat: string, found: FoundButton, typed: Typed): Promise<ExecuteAnswer> {
    const { messageId, button, inputs } = found;
    const unknown = Object.keys(typed).filter((id) => !(id in inputs));
    if (unknown.length > 0) {
      throw new Error(`The card with ${button.verb} has no input ${unknown.join(', ')}.`);
    }
    const data = { ...button.payload, ...inputs, ...typed };
    const press = { messageId, fromId: this.persona.id };
    return this.playground.execute(chat, press, { verb: button.verb, title: button.title, data });
  }

  /** The messages of a chat as they were first posted, also of a chat that no window shows. */
  posted(chat: string): readonly Posted[] {
    return this.playground.logs
      .filter(
        ({ from, activityName, conversationId, response }) =>
          from === 'User Application' &&
          activityName === 'message' &&
          conversationId === chat &&
          // An edit is answered with 200, and may be logged before the post that it changes.
          response?.statusCode === 201,
      )
      .map(({ request }) => {
        const { summary = '', attachments = [] } = request?.body as {
          readonly summary?: string;
          readonly attachments?: readonly { readonly content: unknown }[];
        };
        return { summary, card: attachments[0]?.content };
      });
  }

  /** The pings among the posted messages of a chat, by code. */
  pings(chat: string): readonly PingCode[] {
    return this.posted(chat).flatMap(({ summary, card }) => {
      const { t } = wordsFor(LANGUAGES.find((one) => one === languageOf(card)) ?? 'en');
      const isCounted = COUNTS.some((count) =>
        isFilled(t('ping.P2', { ...FILLED, count }).replace(String(count), ANY), summary),
      );
      return [
        ...CODES.filter((code) => isFilled(t(`ping.${code}`, FILLED as never), summary)),
        ...(isCounted ? (['P2'] as const) : []),
      ];
    });
  }

  /** Whether the log has caught up with what the chat shows; the two come separately. */
  isLogged(chat: string): boolean {
    const logged = new Set(this.playground.logs.map(({ messageId }) => messageId));
    return this.cards(chat).every(({ messageId }) => logged.has(messageId));
  }

  /** What the bot has answered so far to every delivery of an activity, or to every click on a verb. */
  answersTo(idOrVerb: string): readonly WireAnswer[] {
    return this.playground.logs
      .filter((entry) => entry.to === 'User Application' && isAbout(entry, idOrVerb))
      .map(({ response }) => ({
        status: response?.statusCode,
        card: (response?.body as { readonly value?: unknown } | undefined)?.value,
      }));
  }

  /** A chat of the bot with somebody who has no window; its id. */
  async openChat(memberId: string): Promise<string> {
    const response = await fetch(`${this.playground.baseUrl}/_connector/v3/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ isGroup: false, members: [{ id: memberId }] }),
    });
    const { id } = (await response.json()) as { readonly id: string };
    return id;
  }
}

/** A card with its sentences. Pure. */
export function shownCard(messageId: string, card: unknown): ShownCard {
  return { messageId, card, text: textsOf(card).join('\n') };
}

function isAbout({ messageId, request }: LogEntry, idOrVerb: string): boolean {
  const body = request?.body as
    { readonly value?: { readonly action?: { readonly verb?: string } } } | undefined;
  return messageId === idOrVerb || body?.value?.action?.verb === idOrVerb;
}

function hasAll(payload: Readonly<Record<string, unknown>>, wanted: object): boolean {
  return Object.entries(wanted).every(([key, value]) => payload[key] === value);
}

/** Whether a text is this sentence with its places filled. */
function isFilled(sentence: string, text: string): boolean {
  const [start = '', ...parts] = sentence.split(ANY);
  let rest = text.startsWith(start) ? text.slice(start.length) : undefined;
  for (const part of parts) {
    const at = rest?.indexOf(part) ?? -1;
    rest = at < 0 ? undefined : rest?.slice(at + part.length);
  }
  return rest !== undefined;
}
