import {
  accept,
  refuse,
  type CommandMeta,
  type ConversationId,
  type Decision,
  type Instant,
  type Language,
  type PartnerId,
  type PersonId,
  type Stamped,
  type TodayId,
} from '../kernel';
import type { Effect } from '../effects';
import type { Summary } from '../summary';
import {
  decideAbsence,
  effectsOfAbsence,
  evolveAbsence,
  isAbsenceEvent,
  supersedesInAbsence,
  type AbsenceEvent,
  type AbsenceFacts,
  type AbsenceOrder,
  type Absences,
} from './absence';
import type { HomeCalendar } from './home-calendar';

/** Whose account it is, where it is not one of the bot's own tenant: a guest in it, or somebody of another tenant. */
export type ForeignAccount =
  { readonly kind: 'guest' } | { readonly kind: 'federated'; readonly tenantId: string };

/** A picture of somebody, as far as there is one. */
export interface Photo {
  /** When it was looked up. */
  readonly at: Instant;
  /** A small JPEG or PNG as a data URI; absent for somebody without a picture. */
  readonly image?: string;
}

/** So long a picture is taken for the newest one: thirty days, in milliseconds. */
const PHOTO_LASTS_MS = 30 * 86_400_000;

/** A person as the directory knows them. */
export interface PersonEntry {
  readonly name: string;
  readonly mail: string;
  /** Start value; the person may choose another. */
  readonly language: Language;
  readonly home: HomeCalendar;
  /** Companies for which this person may request. */
  readonly contactOf: readonly PartnerId[];
  /** Companies whose requests this person decides. */
  readonly fpmOf: readonly PartnerId[];
  readonly isExpert: boolean;
  readonly isOperator: boolean;
  /** Absent for members of the bot's own tenant. */
  readonly account?: ForeignAccount;
}

/** One person: the directory's entry, what they chose, and where they can be reached. */
export interface Person extends PersonEntry, Absences {
  readonly id: PersonId;
  readonly chosenLanguage?: Language;
  /** Their 1:1 chat with the bot, once the bot was installed. */
  readonly chat?: ConversationId;
  /** The bot could not be brought to them. */
  readonly chatRefused?: { readonly code: string; readonly at: Instant };
  /** Kept only where pictures may be looked up, from their first kickoff until they leave the directory. */
  readonly photo?: Photo;
  /**
   * When they left the directory: they have no role, and are given nothing new. What they took part in stays theirs and readable, and
   * what they chose waits for them to come back.
   */
  readonly leftAt?: Instant;
}

/** Every command a person's record understands. */
export type PersonCommand = CommandMeta &
  (
    | { readonly type: 'ImportPerson'; readonly id: PersonId; readonly entry: PersonEntry }
    | { readonly type: 'LeaveDirectory' }
    | { readonly type: 'ChooseLanguage'; readonly language: Language }
    | { readonly type: 'NoteChat'; readonly chat: ConversationId }
    | { readonly type: 'NoteChatRefused'; readonly code: string }
    | { readonly type: 'SeekPhoto' }
    | { readonly type: 'NotePhoto'; readonly image?: string }
    | AbsenceOrder
  );

/** What can have happened to a person's record. */
export type PersonEvent =
  | { readonly type: 'PersonImported'; readonly id: PersonId; readonly entry: PersonEntry }
  | { readonly type: 'PersonLeft' }
  | { readonly type: 'LanguageChosen'; readonly language: Language }
  | { readonly type: 'ChatNoted'; readonly chat: ConversationId }
  | { readonly type: 'ChatRefused'; readonly code: string }
  | { readonly type: 'PhotoSought' }
  | { readonly type: 'PhotoNoted'; readonly image?: string }
  | AbsenceEvent;

const ENTRY_FIELDS = [
  ...(['name', 'mail', 'language', 'home', 'contactOf', 'fpmOf'] as const),
  ...(['isExpert', 'isOperator', 'account'] as const),
];

/** Whether an import of this entry would change nothing; who had left comes back. What the person chose does not count. Pure. */
export function isSamePerson(known: Person | undefined, entry: PersonEntry): boolean {
  return (
    known !== undefined &&
    known.leftAt === undefined &&
    ENTRY_FIELDS.every((field) => JSON.stringify(known[field]) === JSON.stringify(entry[field]))
  );
}

/** Where nobody looked into a calendar. */
const NO_DAY: AbsenceFacts = { today: '' };

/** Decides what a command means for a person; an entry that is known changes nothing. Only the person chooses the language. Pure. */
export function decidePerson(
  state: Person | undefined,
  command: PersonCommand,
  facts?: AbsenceFacts,
): Decision<PersonEvent> {
  if (command.type === 'ImportPerson') {
    return isSamePerson(state, command.entry)
      ? accept()
      : accept({ type: 'PersonImported', id: command.id, entry: command.entry });
  }
  return state === undefined ? refuse('unknown-person') : decideKnown(state, command, facts);
}

function decideKnown(
  state: Person,
  command: Exclude<PersonCommand, { readonly type: 'ImportPerson' }>,
  facts: AbsenceFacts = NO_DAY,
): Decision<PersonEvent> {
  switch (command.type) {
    case 'LeaveDirectory':
      return state.leftAt === undefined ? accept({ type: 'PersonLeft' }) : accept();
    case 'NoteChat':
      return state.chat === command.chat
        ? accept()
        : accept({ type: 'ChatNoted', chat: command.chat });
    case 'NoteChatRefused':
      return accept({ type: 'ChatRefused', code: command.code });
    case 'SeekPhoto':
      return isPhotoDue(state, command.at) ? accept({ type: 'PhotoSought' }) : accept();
    case 'NotePhoto':
      return state.leftAt === undefined ? accept(photoNoted(command)) : accept();
    case 'ChooseLanguage':
      return chooseLanguage(state, command);
    default:
      return decideAbsence(state, command, facts);
  }
}

/** Nobody has the pictures of people of other tenants, and who has left is shown to nobody anew. A clock that was set back asks again. */
function isPhotoDue({ photo, account, leftAt }: Person, at: Instant): boolean {
  const isFresh = photo !== undefined && Math.abs(at - photo.at) < PHOTO_LASTS_MS;
  return !isFresh && account?.kind !== 'federated' && leftAt === undefined;
}

function photoNoted({ image }: { readonly image?: string }): PersonEvent {
  return { type: 'PhotoNoted', ...(image === undefined ? {} : { image }) };
}

function chooseLanguage(
  state: Person,
  { by, language }: Extract<PersonCommand, { readonly type: 'ChooseLanguage' }>,
): Decision<PersonEvent> {
  if (by === 'system' || by.id !== state.id) {
    return refuse('not-yours');
  }
  return languageOf(state) === language ? accept() : accept({ type: 'LanguageChosen', language });
}

/** The person after one more event. Pure. */
export function evolvePerson(
  state: Person | undefined,
  event: Stamped<PersonEvent>,
): Person | undefined {
  if (event.type === 'PersonImported') {
    return { ...withoutEntry(state), ...event.entry, id: event.id };
  }
  if (state === undefined) {
    return undefined;
  }
  if (isAbsenceEvent(event)) {
    const { absence: _now, lastAbsence: _last, absenceEdition: _edition, ...rest } = state;
    return { ...rest, ...evolveAbsence(state, event) };
  }
  switch (event.type) {
    case 'PersonLeft': {
      const { photo: _erased, ...rest } = state;
      return { ...rest, ...NO_ROLE, leftAt: event.at };
    }
    case 'PhotoSought':
      return state;
    case 'PhotoNoted':
      return { ...state, photo: photoOf(event) };
    case 'ChatNoted': {
      const { chatRefused: _was, ...rest } = state;
      return { ...rest, chat: event.chat };
    }
    case 'ChatRefused':
      return { ...state, chatRefused: { code: event.code, at: event.at } };
    case 'LanguageChosen':
      return { ...state, chosenLanguage: event.language };
  }
}

function photoOf({ at, image }: { readonly at: Instant; readonly image?: string }): Photo {
  return { at, ...(image === undefined ? {} : { image }) };
}

const NO_ROLE = { contactOf: [], fpmOf: [], isExpert: false, isOperator: false } as const;

/** What is not the directory's: a member of our own tenant has no `account`, and somebody who came back has not left. */
function withoutEntry(state: Person | undefined): Partial<Person> {
  const { account: _account, leftAt: _left, ...rest } = state ?? {};
  return rest;
}

/** Only the last refusal and the last picture tell anything, and no picture is kept of somebody who has left. Pure. */
export function supersedesInPerson(
  event: Stamped<PersonEvent>,
  earlier: Stamped<PersonEvent>,
): boolean {
  if (isAbsenceEvent(event)) {
    return supersedesInAbsence(event, earlier);
  }
  switch (event.type) {
    case 'ChatRefused':
      return earlier.type === 'ChatRefused';
    case 'PhotoSought':
      return earlier.type === 'PhotoSought';
    case 'PhotoNoted':
    case 'PersonLeft':
      return earlier.type === 'PhotoSought' || earlier.type === 'PhotoNoted';
    default:
      return false;
  }
}

/** The first chat of a person begins their Today; a picture that is sought is looked up. Pure. */
export function effectsOfPerson(event: Stamped<PersonEvent>, after: Person): readonly Effect[] {
  if (event.type === 'PhotoSought') {
    return [{ type: 'LookUpPhoto' }];
  }
  if (isAbsenceEvent(event)) {
    return effectsOfAbsence(event, after);
  }
  if (event.type !== 'ChatNoted') {
    return [];
  }
  const today: TodayId = `today:${after.id.slice('person:'.length)}`;
  const person = { id: after.id, name: after.name };
  const command = { type: 'StartToday' as const, id: today, person };
  return [{ type: 'Tell', record: today, command }];
}

/** The language in which this person reads. Pure. */
export function languageOf(person: Person): Language {
  return person.chosenLanguage ?? person.language;
}

/**
 * In which lists a person is found; not by their companies, of which there may be more than a record has tags. Whoever stands in for
 * them reads so in Today. Pure.
 */
export function summaryOfPerson(person: Person, at: Instant): Summary {
  const standIn = person.absence?.standIn;
  return {
    kind: 'person',
    tags: [
      ...(person.isOperator ? ['role:operator'] : []),
      ...(standIn === undefined || person.leftAt !== undefined ? [] : [`waits:${standIn.id}`]),
    ],
    search: `${person.name} ${person.mail}`.toLowerCase().slice(0, 1000),
    at,
  };
}
