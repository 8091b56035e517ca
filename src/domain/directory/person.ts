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
import type { HomeCalendar } from './home-calendar';

/** Whose account it is, where it is not one of the bot's own tenant: a guest in it, or somebody of another tenant. */
export type ForeignAccount =
  { readonly kind: 'guest' } | { readonly kind: 'federated'; readonly tenantId: string };

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
export interface Person extends PersonEntry {
  readonly id: PersonId;
  readonly chosenLanguage?: Language;
  /** Their 1:1 chat with the bot, once the bot was installed. */
  readonly chat?: ConversationId;
  /** The bot could not be brought to them. */
  readonly chatRefused?: { readonly code: string; readonly at: Instant };
}

/** Every command a person's record understands. */
export type PersonCommand = CommandMeta &
  (
    | { readonly type: 'ImportPerson'; readonly id: PersonId; readonly entry: PersonEntry }
    | { readonly type: 'ChooseLanguage'; readonly language: Language }
    | { readonly type: 'NoteChat'; readonly chat: ConversationId }
    | { readonly type: 'NoteChatRefused'; readonly code: string }
  );

/** What can have happened to a person's record. */
export type PersonEvent =
  | { readonly type: 'PersonImported'; readonly id: PersonId; readonly entry: PersonEntry }
  | { readonly type: 'LanguageChosen'; readonly language: Language }
  | { readonly type: 'ChatNoted'; readonly chat: ConversationId }
  | { readonly type: 'ChatRefused'; readonly code: string };

/** Decides what a command means for a person. Only the person chooses the language. Pure. */
export function decidePerson(
  state: Person | undefined,
  command: PersonCommand,
): Decision<PersonEvent> {
  if (command.type === 'ImportPerson') {
    return accept({ type: 'PersonImported', id: command.id, entry: command.entry });
  }
  if (state === undefined) {
    return refuse('unknown-person');
  }
  if (command.type === 'NoteChat') {
    return state.chat === command.chat
      ? accept()
      : accept({ type: 'ChatNoted', chat: command.chat });
  }
  if (command.type === 'NoteChatRefused') {
    return accept({ type: 'ChatRefused', code: command.code });
  }
  if (command.by === 'system' || command.by.id !== state.id) {
    return refuse('not-yours');
  }
  return languageOf(state) === command.language
    ? accept()
    : accept({ type: 'LanguageChosen', language: command.language });
}

/** The person after one more event. Pure. */
export function evolvePerson(
  state: Person | undefined,
  event: Stamped<PersonEvent>,
): Person | undefined {
  if (event.type === 'PersonImported') {
    return { ...state, ...event.entry, id: event.id };
  }
  if (state === undefined) {
    return undefined;
  }
  switch (event.type) {
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

/** Only the last refusal tells anything. Pure. */
export function supersedesInPerson(
  event: Stamped<PersonEvent>,
  earlier: Stamped<PersonEvent>,
): boolean {
  return event.type === 'ChatRefused' && earlier.type === 'ChatRefused';
}

/** The first chat of a person begins their Today. Pure. */
export function effectsOfPerson(event: Stamped<PersonEvent>, after: Person): readonly Effect[] {
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

/** In which lists a person is found. Pure. */
export function summaryOfPerson(person: Person, at: Instant): Summary {
  const tags = [
    ...(person.isOperator ? ['role:operator'] : []),
    ...person.fpmOf.map((partner) => `fpm-of:${partner}`),
  ];
  return {
    kind: 'person',
    tags,
    search: `${person.name} ${person.mail}`.toLowerCase().slice(0, 1000),
    at,
  };
}
