import { createHash } from 'node:crypto';
import type { ConversationAddress } from '../../src/domain/directory/conversation';
import type { MailName, PingCode } from '../../src/domain/effects';
import { PermanentError, TransientError } from '../../src/errors';
import type { CardView, OutgoingMail, RenderedCard, RenderedMail } from '../../src/workflow/ports';
import { FakeMailer } from '../support/fake-mailer';
import { FakeMessenger } from '../support/fake-messenger';
import { FakeRenderer } from '../support/fake-renderer';

/**
 * What becomes of a call that is on its way. `ok` arrives at once and is answered in the end, `late` arrives in the end, and so does
 * `takeover`, after another process has done the same; `lost` arrives at once and fails in the end.
 */
export const FATES = [
  ...(['ok', 'late', 'takeover', 'lost'] as const),
  ...(['gone', 'refused', 'faulty', 'throttled', 'unavailable'] as const),
];
export type Fate = (typeof FATES)[number];

/** One call to Teams or to the mail. */
export interface Call {
  readonly kind: 'post' | 'edit' | 'mail';
  /** Teams id of the chat, or the address. */
  readonly to: string;
  /** Of the message, or the key of the mail. */
  readonly id: string;
  readonly card: RenderedCard;
}

/** A call that a test holds in the air. */
export interface Flight {
  readonly isUnderWay: () => boolean;
  /** Lets it arrive, or fail. */
  readonly land: () => void;
}

interface Held extends Flight {
  readonly isMeant: (call: Call) => boolean;
  readonly fate: Fate;
  readonly landed: Promise<void>;
  readonly begin: () => void;
}

/** The air between us and Teams or the mail: holds one call and decides what becomes of it. */
class Air {
  #held: Held | undefined;
  /** Ids of messages that arrived although nobody of us was told, and of older ones that Teams would not have folded. */
  readonly unknown = new Set<string>();

  hold(fate: Fate, isMeant: (call: Call) => boolean): Flight {
    let land = (): void => undefined;
    let isUnderWay = false;
    const landed = new Promise<void>((resolve) => (land = resolve));
    const begin = (): void => {
      isUnderWay = true;
    };
    const held = { isMeant, fate, landed, begin, land, isUnderWay: () => isUnderWay };
    this.#held = held;
    return held;
  }

  async carry(call: Call, arrive: () => void): Promise<void> {
    const held = this.#held;
    if (held?.isMeant(call) !== true) {
      arrive();
      return;
    }
    this.#held = undefined;
    await this.#fly(call, held, arrive);
  }

  async #fly(call: Call, { fate, begin, landed }: Held, arrive: () => void): Promise<void> {
    if (AT_ONCE.includes(fate)) {
      arrive();
    }
    begin();
    await landed;
    if (IN_THE_END.includes(fate)) {
      arrive();
    }
    const failure = failureOf(fate);
    const staysAsItIs = call.card.content === MOVED && failure instanceof PermanentError;
    if (fate === 'lost' || staysAsItIs) {
      this.unknown.add(call.id);
    }
    if (failure !== undefined) {
      throw failure;
    }
  }
}

const AT_ONCE: readonly Fate[] = ['ok', 'lost'];
const IN_THE_END: readonly Fate[] = ['late', 'takeover'];

function failureOf(fate: Fate): Error | undefined {
  switch (fate) {
    case 'ok':
    case 'late':
    case 'takeover':
      return undefined;
    case 'gone':
    case 'refused':
    case 'faulty':
      return new PermanentError(`delivery/${fate}`, 'Teams says no.');
    case 'lost':
      return new TransientError('delivery/unavailable', 'The answer is lost.');
    case 'throttled':
    case 'unavailable':
      return new TransientError(`delivery/${fate}`, 'Not now.');
  }
}

/** Teams with everything that stands in its chats; a chat without the bot refuses. */
export class FlownTeams extends FakeMessenger {
  readonly air = new Air();
  readonly arrived: Call[] = [];
  /** What each message shows by now. */
  readonly messages = new Map<string, { readonly chat: string; readonly card: RenderedCard }>();
  readonly #closed = new Set<string>();
  #made = 0;

  close(chat: string, isClosed: boolean): void {
    if (isClosed) {
      this.#closed.add(chat);
    } else {
      this.#closed.delete(chat);
    }
  }

  override async post(
    { teamsId }: ConversationAddress,
    card: RenderedCard,
  ): Promise<{ readonly activityId?: string }> {
    this.#made += 1;
    const id = `message-${String(this.#made)}`;
    await this.#call({ kind: 'post', to: teamsId, id, card });
    return { activityId: id };
  }

  override async edit(
    { teamsId }: ConversationAddress,
    id: string,
    card: RenderedCard,
  ): Promise<void> {
    await this.#call({ kind: 'edit', to: teamsId, id, card });
  }

  /** The answer to a press takes the place of the card that was pressed. */
  answer(id: string, card: RenderedCard): void {
    const known = this.messages.get(id);
    if (known !== undefined && known.card.content !== MOVED) {
      this.messages.set(id, { ...known, card });
    }
  }

  async #call(call: Call): Promise<void> {
    if (this.#closed.has(call.to)) {
      throw new PermanentError('delivery/refused', 'The bot is not in this chat.');
    }
    if (call.kind === 'edit' && !this.messages.has(call.id)) {
      throw new PermanentError('delivery/gone', 'The message does not exist any more.');
    }
    try {
      await this.air.carry(call, () => {
        this.arrived.push(call);
        this.messages.set(call.id, { chat: call.to, card: call.card });
      });
    } catch (error) {
      if (error instanceof PermanentError && error.code === 'delivery/gone') {
        this.messages.delete(call.id);
      }
      throw error;
    }
  }
}

/** Keeps mails as Teams keeps messages: one key is one mail, however often it comes. */
export class FlownMailer extends FakeMailer {
  readonly air = new Air();
  readonly arrived: Call[] = [];

  override async send(key: string, mail: OutgoingMail): Promise<void> {
    const card = { content: null, summary: mail.subject, zone: mail.text };
    const call: Call = { kind: 'mail', to: mail.to, id: key, card };
    await this.air.carry(call, () => {
      if (!this.arrived.some(({ id }) => id === key)) {
        this.arrived.push(call);
      }
    });
  }
}

/** The one line that an older message becomes. */
export const MOVED = { moved: true };

/** Which state a picture or a mail was drawn from. */
export function stateMark(state: unknown): string {
  return createHash('sha256').update(JSON.stringify({ state })).digest('hex').slice(0, 12);
}

/**
 * Draws status and language only, so that two states may look the same, or everything. Beside what is shown stands what it was drawn
 * from, as its zone, which no reader sees.
 */
export class MarkingRenderer extends FakeRenderer {
  readonly #isWhole: boolean;

  constructor(isWhole: boolean) {
    super();
    this.#isWhole = isWhole;
  }

  override card({ card, state, reader }: CardView, ping?: PingCode): RenderedCard {
    const shown = this.shown(state);
    const { person = 'everybody', language } = reader;
    return {
      content: { card, reader: person, language, shown },
      summary: ping ?? 'silent',
      zone: stateMark(state),
    };
  }

  /** What a picture of this state shows of it. */
  shown(state: unknown): string {
    return this.#isWhole ? stateMark(state) : (state as { readonly status: string }).status;
  }

  override movedCard(): RenderedCard {
    return { content: MOVED, summary: 'silent' };
  }

  override mail(
    mail: MailName | PingCode,
    { state, reader }: Omit<CardView, 'card'>,
  ): RenderedMail {
    const text = stateMark(state);
    return { subject: mail, text, html: text, language: reader.language };
  }
}
