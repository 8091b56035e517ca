import type { Language, PersonRef } from '../domain/kernel';

/** How a status is tinted; the words say the same. Container styles of Adaptive Cards 1.5. */
export type Tone = 'emphasis' | 'accent' | 'good' | 'attention' | 'warning';

/** One line of a fact list. Title at most 25, value about 60 characters. */
export interface Fact {
  readonly title: string;
  readonly value: string;
}

/** What a button sends back: the record or subject it is about, and what the picture was drawn from. Never a rule, never a right. */
export type ButtonPayload = Readonly<Record<string, string | number>>;

/** A button. `verb` is one of `card-actions.ts`. */
export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly payload: ButtonPayload;
  readonly style?: 'positive' | 'destructive';
  /** For those who cannot see what the button belongs to. */
  readonly tooltip?: string;
}

/** A link to the web. */
export interface Link {
  readonly title: string;
  readonly url: string;
  /** The next step is to read it: it then stands before the buttons. */
  readonly isFirst?: true;
}

/** Somebody's picture with their name below it. */
export interface Portrait {
  readonly name: string;
  /** A small picture as a data URI. */
  readonly image: string;
}

/** A part of a card under its own heading. */
export interface Section {
  readonly heading?: string;
  readonly text?: string;
  readonly facts?: readonly Fact[];
  readonly buttons?: readonly Button[];
  readonly separated?: boolean;
}

/** A choice of a field. */
export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** One input with its visible label, what was typed and what is wrong with it. */
export interface Field {
  readonly id: string;
  readonly kind: 'text' | 'long-text' | 'number' | 'date' | 'choice' | 'radio' | 'checks' | 'tick';
  readonly label: string;
  /** Of `checks`: the ticked values, parted by commas. */
  readonly value?: string;
  readonly placeholder?: string;
  readonly choices?: readonly Choice[];
  readonly hint?: string;
  readonly error?: string;
}

/**
 * The one typed view model behind every card. Reading order: number and kind, heading, status in words, next step, facts,
 * actions. At most six buttons and links together.
 */
export interface CardModel {
  readonly language: Language;
  readonly kicker?: string;
  readonly title: string;
  readonly status?: string;
  readonly tone?: Tone;
  readonly next?: string;
  /** People whom Teams is to notify of a shared post, by name. */
  readonly mentions?: readonly PersonRef[];
  readonly intro?: string;
  /** Why a click did nothing. */
  readonly notice?: string;
  /** Counts and names the wrong fields. */
  readonly problems?: string;
  /** Left out of a card that would grow too large with them: the facts name everybody. */
  readonly portraits?: readonly Portrait[];
  readonly facts?: readonly Fact[];
  readonly sections?: readonly Section[];
  readonly fields?: readonly Field[];
  readonly footer?: string;
  readonly buttons?: readonly Button[];
  readonly links?: readonly Link[];
}
