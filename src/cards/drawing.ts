import type { MeetingTimes } from '../domain/engagement/kickoff-meeting';
import type { TeamsFirstTask } from '../domain/engagement/engagement';
import type {
  CommandMeta,
  Instant,
  Language,
  PersonId,
  PersonRef,
  Refusal,
  Typed,
} from '../domain/kernel';
import { POLICY } from '../domain/policy';
import type { FpmChoice } from '../domain/request/hand-over';
import type { QueuePlace } from './queue';
import { formatsFor, type Formats } from '../text/formats';
import { wordsFor, type TextKey, type Words } from '../text/words';

/** For whom a card is drawn. */
export interface Viewer {
  /** Absent for a post that several people read. */
  readonly person?: PersonId;
  readonly language: Language;
  /** IANA zone in which dates are shown. */
  readonly zone: string;
}

/** The sides of a card: the front, or the form a button turned it over to. Faces are pictures, never state. */
export const FACES = [
  'front',
  'approve',
  'deny',
  'offer-to',
  'decline',
  'consent',
  'complete',
  'missing',
  'more',
  'history',
  'return',
  'fix',
  'fix-all',
  'withdraw',
  'reopen',
  'answer',
  'update',
  'rhythm',
  'pause',
  'move',
  'agreement',
  'agreement-form',
  'trained',
  'workloads',
  'meeting',
  'in-name',
  'hand-over',
] as const;
/** One of {@link FACES}. */
export type Face = (typeof FACES)[number];

/** One event as the history tells it. */
export interface HistoryLine extends CommandMeta {
  readonly type: string;
  /** The expert an event is about; asked ones come with their ranking. */
  readonly expert?: PersonRef;
  readonly candidate?: { readonly expert: PersonRef };
  readonly task?: TeamsFirstTask;
  /** To whom it was handed over, with a note that only FPMs read. */
  readonly fpm?: PersonRef;
  readonly note?: Typed;
  /** Somebody stands in for the FPM who is away: of a handover, or of a request from its beginning on. */
  readonly isAway?: true;
  readonly absent?: PersonRef;
  readonly form?: { readonly fpm: PersonRef };
  /** When the planned meeting begins. */
  readonly startAt?: Instant;
  /** Of a question: what it is, to whom it was put or handed on, and what was written. */
  readonly kind?: string;
  readonly to?: { readonly person: PersonRef };
  readonly standIn?: PersonRef;
  readonly text?: Typed;
  /** Why something was given up, where somebody wrote it; a code elsewhere. */
  readonly reason?: Typed | string;
}

/** What a card of one kind of record is drawn from. */
export interface Picture<State> {
  readonly state: State;
  readonly face: Face;
  readonly viewer: Viewer;
  readonly at: Instant;
  /** Why a click did nothing, or what is missing on this face. */
  readonly notice?: Refusal;
  /** The events so far, for the face that tells them. */
  readonly history?: readonly HistoryLine[];
  /** Set when the card is one of several decided one after the other in the same message. */
  readonly queue?: QueuePlace;
  /** Whether the reader decides on the record, and so sees what only the FPM may see. */
  readonly isFpm?: boolean;
  /** For the face on which a meeting is planned. */
  readonly proposed?: MeetingTimes;
  /** For the face on which it is handed over: to whom it can be. */
  readonly fpms?: readonly FpmChoice[];
  /** Whether the reader may write in the chat in their own name: they are the FPM, and people can sign in. */
  readonly maySpeak?: boolean;
  /** Pictures of the people on the card as data URIs, of those who have one. */
  readonly photos?: Readonly<Partial<Record<PersonId, string>>>;
  /** What was typed on this face, to be shown again. */
  readonly typed?: Readonly<Record<string, string>>;
}

/** Words and formats of one reader, at hand while a card is drawn. */
export interface Drawing extends Formats {
  readonly t: Words['t'];
  readonly language: Language;
  /** Who reads the card, and so is "you" in it; `undefined` for a post that several people read. */
  readonly reader: PersonId | undefined;
  /** "Berlin", for dates that people in several zones read; empty in a 1:1 card. */
  readonly zoneName: string;
}

/** Words and formats for a reader. Pure. */
export function drawingFor(viewer: Viewer): Drawing {
  const zoneName =
    viewer.person === undefined
      ? (viewer.zone.split('/').at(-1) ?? viewer.zone).replaceAll('_', ' ')
      : '';
  return {
    ...formatsFor(viewer.language, viewer.zone),
    t: wordsFor(viewer.language).t,
    language: viewer.language,
    reader: viewer.person,
    zoneName,
  };
}

/**
 * A text somebody typed, safe to be shown in a text block: nothing in it is read as Markdown, a mention, a link, or a date function
 * of the client (`{{DATE(…)}}`: an invisible space parts its braces). Pure.
 */
export function shown(text: string): string {
  return text
    .replace(/\{\{(?=DATE\(|TIME\()/g, '{\u200b{')
    .replace(/[\\`*_[\]~<>#|]/g, (char) => `\\${char}`)
    .replace(
      // Blanks of this line only: across lines the search would begin anew at each of them.
      /^([^\S\r\n\u2028\u2029]*)([-+]|\d{1,9}[.)])(\s)/gm,
      (_all, before: string, mark: string, after: string) =>
        `${before}${mark.slice(0, -1)}\\${mark.slice(-1)}${after}`,
    );
}

/** The first `max` characters of a text, with an ellipsis when there is more. Pure. */
export function shortened(text: string, max: number): string {
  const chars = Array.from(text);
  return chars.length <= max
    ? text
    : `${chars
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

/** A moment for several readers, with the zone it is told in. Pure. */
export function sharedTime(draw: Drawing, at: Instant): string {
  return draw.zoneName === ''
    ? draw.dateTime(at)
    : draw.t('time.in-zone', { time: draw.dateTime(at), zone: draw.zoneName });
}

/** Refusals that tell who did it already. */
const DONE = ['already-decided', 'already-denied', 'already-done', 'returned', 'solved'] as const;

function refusalKey(draw: Drawing, { code, by }: Refusal): TextKey {
  const done = DONE.find((one) => one === code);
  return done !== undefined && by !== undefined && by.id === draw.reader
    ? `refusal.${done}-you`
    : `refusal.${code}`;
}

/** Why a click did nothing, as a sentence. Pure. */
export function refusalText(draw: Drawing, refusal: Refusal): string {
  const key = refusalKey(draw, refusal);
  const when = refusal.at === undefined ? '' : draw.dateTime(refusal.at);
  return draw.t(key, {
    name: shown(refusal.by?.name ?? draw.t('person.somebody')),
    when,
    max: draw.number(POLICY.textMaxChars),
  });
}
