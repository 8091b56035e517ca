/** A moment: milliseconds since 1970-01-01 UTC. */
export type Instant = number;

/** `request:<uuid>`: one request, from its first draft step to its end. */
export type RequestId = `request:${string}`;
/** `engagement:<same uuid as its request>`. */
export type EngagementId = `engagement:${string}`;
/** `person:<Entra object id, lower case>`. */
export type PersonId = `person:${string}`;
/** `conversation:<base64url of the Teams conversation id>`. */
export type ConversationId = `conversation:${string}`;
/** `partner:<short name>`: a partner company of the directory. */
export type PartnerId = `partner:${string}`;
/** `expert:<Entra object id>`: the expert profile of a person. */
export type ExpertId = `expert:${string}`;
/** `question:<uuid>`: one question or concern with its answers. */
export type QuestionId = `question:${string}`;
/** `checkin:<uuid of its engagement>-<number>`: one check-in. */
export type CheckInId = `checkin:${string}`;
/** `today:<Entra object id>`: what waits for one person, and the card that says so. */
export type TodayId = `today:${string}`;
/** `credential:<name>`: a secret of the bot that ends one day. */
export type CredentialId = `credential:${string}`;
/** `setting:<name>`: what operators set for all processes. */
export type SettingId = `setting:${string}`;
/** `alarm:<name>`: what operators were told of something that is wrong. */
export type AlarmId = `alarm:${string}`;
/** Anything that is one record of the store and goes through the one path. */
export type RecordId =
  | RequestId
  | EngagementId
  | PersonId
  | ConversationId
  | PartnerId
  | ExpertId
  | QuestionId
  | CheckInId
  | TodayId
  | CredentialId
  | SettingId
  | AlarmId;

/** The languages the product speaks. */
export const LANGUAGES = ['en', 'es', 'de'] as const;
/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** A person as kept on events: the name as it was at that moment, so that the history explains itself. */
export interface PersonRef {
  readonly id: PersonId;
  readonly name: string;
}

/** Who gave a command: a person, or the process itself (timers, messages between records). */
export type Actor = PersonRef | 'system';

/** What every command carries beside its own fields. */
export interface CommandMeta {
  readonly by: Actor;
  /** When it was given; never before the record's last event. */
  readonly at: Instant;
  /** Activity, effect or timer id that caused it; a known cause does nothing twice. */
  readonly causeId: string;
}

/** An event as kept: its own fields and who, when and why. Never changed afterwards. */
export type Stamped<Event> = Event & CommandMeta;

/** Something a person typed. Kept once per record under its hash, so that it can be erased without breaking the history. */
export interface Typed {
  readonly typed: string;
}

/** Wraps what a person typed. Pure. */
export function typed(text: string): Typed {
  return { typed: text };
}

/** A business "no", as a value. `code` selects the sentence; the rest fills it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly by?: PersonRef;
  readonly at?: Instant;
}

/** Every reason for which a command can be refused. */
export type RefusalCode =
  | 'not-found'
  | 'not-yours'
  | 'own-request'
  | 'needs-fpm'
  | 'needs-expert'
  | 'needs-requester'
  | 'needs-either'
  | 'already-decided'
  | 'already-denied'
  | 'already-submitted'
  | 'already-answered'
  | 'already-done'
  | 'not-now'
  | 'draft-gone'
  | 'reason-missing'
  | 'note-missing'
  | 'expert-missing'
  | 'fpm-missing'
  | 'summary-missing'
  | 'consent-missing'
  | 'unknown-person'
  | 'unknown-button'
  | 'text-too-long'
  | 'text-unreadable'
  | 'record-full'
  | 'busy'
  | 'fields-missing'
  | 'no-more-rounds'
  | 'withdrawn'
  | 'returned'
  | 'handed-over'
  | 'too-late'
  | 'text-missing'
  | 'solved'
  | 'date-wrong'
  | 'receiver-missing'
  | 'nobody-to-ask'
  | 'question-full'
  | 'needs-asker'
  | 'in-own-chat'
  | 'agreement-missing'
  | 'agreement-changed'
  | 'owner-missing'
  | 'usage-wrong'
  | 'workload-missing'
  | 'hour-wrong'
  | 'meeting-pending'
  | 'post-pending'
  | 'sign-in-later'
  | 'blockers-full'
  | 'absence-wrong'
  | 'away-for-whom'
  | 'not-away';

/** The answer of a decider: events to append (none means "nothing to do" and is success), or a refusal. */
export type Decision<Event> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** A decision for these events. Pure. */
export function accept<Event>(...events: readonly Event[]): Decision<Event> {
  return { ok: true, events };
}

/** A decision against the command. Pure. */
export function refuse<Event>(
  code: RefusalCode,
  extras: Omit<Refusal, 'code'> = {},
): Decision<Event> {
  return { ok: false, refusal: { code, ...extras } };
}
