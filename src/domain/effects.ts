import type { Instant, PersonId, PersonRef, RecordId } from './kernel';

/** A command for a record whose kind this module does not know. */
export interface Order {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Every living card. What it looks like is `cards/`'s business; which record's state it draws follows from the copy. */
export type CardName =
  | 'request-partner'
  | 'request-fpm'
  | 'hand-over'
  | 'offer'
  | 'expert'
  | 'kickoff'
  | 'teams-first'
  | 'completion'
  | 'question'
  | 'check-in'
  | 'blocker'
  | 'today'
  | 'credential'
  | 'sending'
  | 'alarm'
  | 'in-name';

/** The notification texts of STORYBOARD.md section 5 in use; each is a key in `text/`. */
export type PingCode =
  | 'P1'
  | 'P2'
  | 'P3'
  | 'P4'
  | 'P5'
  | 'P6'
  | 'P7'
  | 'P8'
  | 'P9'
  | 'P10'
  | 'P11'
  | 'P12'
  | 'P13'
  | 'P14'
  | 'P15'
  | 'P16'
  | 'P17'
  | 'P18'
  | 'P19'
  | 'P20'
  | 'P21';

/** The mails that are sent whether or not a chat is reachable. */
export type MailName = 'receipt' | 'arrival' | 'decision' | 'closing' | 'unacknowledged';

/** Where a card is shown: a person (by the best way that works) or a conversation. */
export type Recipient =
  | { readonly person: PersonId }
  | {
      readonly conversation: RecordId;
      /** The shown card of another record under which this one is a reply; it waits until that one is posted. */
      readonly under?: { readonly record: RecordId; readonly copy: string };
    };

/** Shows a copy: posts it when it was never shown, edits it otherwise; with `moveDown` it is posted anew and pings. */
export interface ShowCard {
  readonly type: 'Show';
  /** Name of the copy within its record, for instance `fpm` or `offer:person:…`. */
  readonly copy: string;
  readonly card: CardName;
  readonly to: Recipient;
  readonly ping?: PingCode;
  readonly moveDown?: true;
}

/** The copy is shown once more as it now stands and then left alone for good. */
export interface RetireCopy {
  readonly type: 'Retire';
  readonly copy: string;
}

/** A mail about this record, drawn in the reader's language when it is sent. */
export interface SendMail {
  readonly type: 'SendMail';
  readonly mail: MailName;
  /** A person of the directory, or a bare address typed in the form. */
  readonly to: { readonly person: PersonId } | { readonly address: string };
}

/** A command for another record. Order between two records is kept, repeats do nothing. */
export interface TellRecord {
  readonly type: 'Tell';
  readonly record: RecordId;
  readonly command: Order;
  /** A shown card that the other record takes over, so that it is edited there and not posted a second time. */
  readonly passing?: { readonly copy: string; readonly as: string };
}

/** Asks for a chat of these people; answered by the command `NoteKickoffChat` or `NoteChatMade`. */
export interface OpenKickoffChat {
  readonly type: 'OpenKickoffChat';
  readonly members: readonly PersonRef[];
}

/** Brings the bot into a chat that was made; answered by the command `NoteKickoffChat`. */
export interface JoinKickoffChat {
  readonly type: 'JoinKickoffChat';
  readonly teamsId: string;
}

/** Puts the planned kickoff meeting into the calendars, or moves it there; answered by `NoteMeetingBooked` or `NoteMeetingLeft`. */
export interface BookMeeting {
  readonly type: 'BookMeeting';
  readonly edition: number;
}

/** Takes a meeting out of its organizer's calendar; those invited are told by the calendar. */
export interface CancelMeeting {
  readonly type: 'CancelMeeting';
  readonly event: string;
  readonly organizer: PersonId;
}

/** Posts what the FPM wrote in their own name; answered by `NoteInNamePosted`, `NoteSignInNeeded` or `NoteInNameLeft`. */
export interface PostInName {
  readonly type: 'PostInName';
  readonly edition: number;
}

/** Looks for the picture of the person whose record it is; answered by `NotePhoto`, or by nothing. */
export interface LookUpPhoto {
  readonly type: 'LookUpPhoto';
}

/** A command for the record itself, at a later moment. It only asks; the domain decides whether anything is late. */
export interface WakeUp {
  readonly type: 'WakeUp';
  readonly at: Instant;
  readonly command: Order;
}

/** Orders that follow from an event; written in the same conditional write. */
export type Effect =
  | ShowCard
  | RetireCopy
  | SendMail
  | TellRecord
  | OpenKickoffChat
  | JoinKickoffChat
  | BookMeeting
  | CancelMeeting
  | PostInName
  | LookUpPhoto
  | WakeUp;
