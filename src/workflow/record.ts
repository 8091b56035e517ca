import type { CardName, Effect, Order, PingCode, Recipient } from '../domain/effects';
import type { CommandMeta, ConversationId, Instant, PersonId, RecordId } from '../domain/kernel';
import type { Trace } from '../trace';

/** An event of any kind of record, as kept. */
export interface HistoryEvent extends CommandMeta {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Who is carrying an effect out, and until when (real time). */
export interface Lease {
  readonly owner: string;
  readonly until: Instant;
}

/** An effect that is not settled yet. */
export interface PendingEffect {
  /** `<record>:<event>:<n>`: the same however often it is carried out. */
  readonly id: string;
  readonly order: Effect;
  /** Business time before which nothing is done. */
  readonly notBefore: Instant;
  readonly attempts: number;
  readonly lease?: Lease;
  /** Counts the carriers so far; kept when a lease is given back, so that a late report of an earlier one is recognised. */
  readonly generation: number;
  /** What must not be done twice was begun, and nobody has told what came of it. */
  readonly begun?: true;
  /** Given up: visible to the operator, not tried again by itself. */
  readonly stuck?: { readonly code: string; readonly at: Instant; readonly detail?: string };
  /** Since when no attempt has worked, in business time; absent while none has failed, and in what earlier versions wrote. */
  readonly failingSince?: Instant;
  /** The picture was shown silently; the ping waits for its reader's working hours, which begin at `notBefore`. */
  readonly isHeldBack?: true;
  /** Position among the messages to the same record, from 1. */
  readonly sequence?: number;
  /** Shown to whoever asked for it just now: a hold of all sending does not concern it. */
  readonly isAnswer?: true;
  /** An operator wants it sent by mail, whatever the chat says. */
  readonly byMail?: true;
  /** Of which it is a part; absent where nothing from outside ordered it, and in what earlier versions wrote. */
  readonly trace?: Trace;
}

/** A shown card: a desired state, not a message. */
export interface Copy {
  readonly key: string;
  readonly card: CardName;
  readonly to: Recipient;
  readonly conversation?: ConversationId;
  /** The Teams message; absent while it was never posted or is to be posted anew. */
  readonly activityId?: string;
  /** Older messages of this copy that still have to become one line without buttons. */
  readonly previous: readonly {
    readonly conversation: ConversationId;
    readonly activityId: string;
  }[];
  /** Counts how often the copy was ordered to ping or to move down; tells whether what was just shown is still what is wanted. */
  readonly epoch: number;
  /** A ping that was ordered and not sent yet. */
  readonly ping?: PingCode;
  /** The epoch in which the ping was ordered, where the copy was ordered anew without one since; it is not sent a second time then. */
  readonly pingEpoch?: number;
  /**
   * Counts how often the copy was to be drawn again while a picture was under way, since it may have been drawn before or look like what
   * its reader saw before; absent while that never was, and in what earlier versions wrote.
   */
  readonly redraws?: number;
  /** Who has opened a form on it, and until when no silent edit takes what is typed there, in business time. */
  readonly typing?: { readonly by: PersonId; readonly until: Instant };
  /** How many events the shown picture knows of, of those there ever were. */
  readonly shownVersion: number;
  readonly shownHash?: string;
  readonly retiring?: true;
  /** An operator had it sent by mail: it is not posted before it pings again or its reader asks for it. */
  readonly mailed?: true;
}

/** A record in memory: its state is folded from its events. */
export interface LiveRecord {
  readonly id: RecordId;
  /** Version in the store; absent while it was never written. */
  readonly version?: string;
  readonly state: unknown;
  readonly events: readonly HistoryEvent[];
  /** Causes of events of people that are not kept any more, oldest first: what they did is not done again either. */
  readonly past: readonly string[];
  /** How many events there ever were; more than are kept when later ones superseded some. Names effects and pictures. */
  readonly count: number;
  readonly effects: readonly PendingEffect[];
  readonly copies: readonly Copy[];
  /** How many messages went to each other record. */
  readonly told: Readonly<Record<string, number>>;
  /** How many messages came from each other record. */
  readonly heard: Readonly<Record<string, number>>;
  /** How many pictures were ordered so far; names them. */
  readonly drawn: number;
}

/** What a carrier knew of a copy when it began: by it the record sees what was ordered meanwhile. */
export interface Drawn {
  /** Events of the record. */
  readonly version: number;
  /** As in {@link Copy}. */
  readonly epoch: number;
  /** As in {@link Copy}. */
  readonly redraws?: number;
}

/** What came of carrying an effect out. */
export type Result =
  /** With what was known of the copy, when a picture was ordered and there was no chat to show it in. */
  | ({ readonly kind: 'done' } & Partial<Drawn>)
  | ({
      readonly kind: 'shown';
      readonly conversation: ConversationId;
      readonly activityId: string;
      readonly hash: string;
      /** Name of the copy: also a carrier that another one has overtaken tells what it has shown. */
      readonly copy?: string;
    } & Drawn)
  /** A ping outside its reader's working hours: held back until then. */
  | ({ readonly kind: 'later'; readonly at: Instant } & Partial<Drawn>)
  /** The message to be edited does not exist any more: it is posted anew. */
  | { readonly kind: 'gone' }
  | ({ readonly kind: 'stuck'; readonly code: string; readonly detail?: string } & Partial<Drawn>);

/** The outcome of one effect, with the generation of the lease under which it was carried out. */
export interface Settlement {
  readonly effect: string;
  readonly generation: number;
  readonly result: Result;
}

/** What can be asked of a record: a command, and what comes with it. */
export interface Envelope {
  readonly command?: Order & CommandMeta;
  readonly settle?: Settlement;
  /** Copy to be shown once more at the bottom of its chat. */
  readonly showAgain?: string;
  /** A stuck effect, tried again, sent by mail or given up, at the word of an operator. */
  readonly revive?: { readonly effect: string; readonly how: 'retry' | 'mail' | 'drop' };
  /** Every copy is drawn again, its reader's language changed; or every one that stands in a chat that was closed for a while. */
  readonly redraw?: true | { readonly in: ConversationId };
  /** Somebody opened a form on the message of a copy, or has none open any more. */
  readonly typing?: { readonly by: PersonId } & (
    { readonly isOpen: true; readonly activityId: string } | { readonly isOpen: false }
  );
  /** Set when another record sent the command. */
  readonly message?: {
    readonly source: RecordId;
    readonly sequence: number;
    readonly adopts?: Copy;
  };
}
