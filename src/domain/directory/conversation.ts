import {
  accept,
  refuse,
  type CommandMeta,
  type ConversationId,
  type Decision,
  type Instant,
  type PersonId,
  type Stamped,
} from '../kernel';
import type { Summary } from '../summary';

/** Where the bot can post: everything a later message needs (PLATFORM.md section 2.1). */
export interface ConversationAddress {
  /** The Teams conversation id, without a thread suffix. */
  readonly teamsId: string;
  readonly kind: 'personal' | 'group' | 'channel';
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly botId: string;
  /** The person of a 1:1 chat, or who added the bot to a chat or channel. */
  readonly person?: PersonId;
  /** Teams' id of the team that a channel belongs to. */
  readonly team?: string;
}

/** One chat or channel in which the bot is or was. */
export interface Conversation extends ConversationAddress {
  readonly id: ConversationId;
  /** The bot introduced itself here: it never does so twice. */
  readonly greeted: boolean;
  /** The introduction was begun, and nothing says that it was sent. */
  readonly greeting?: { readonly causeId: string; readonly at: Instant };
  /** When Graph brought the bot here, which Teams may learn of a little later. */
  readonly broughtInAt?: Instant;
  /** Teams refused for good; cleared when the bot is installed again or somebody writes. */
  readonly blocked?: { readonly code: string; readonly at: Instant };
}

/** Every command a conversation's record understands. */
export type ConversationCommand = CommandMeta &
  (
    | {
        readonly type: 'NoteAddress';
        readonly id: ConversationId;
        readonly address: ConversationAddress;
        /** Graph has brought the bot there; Teams has told nothing. */
        readonly isBroughtIn?: true;
      }
    | { readonly type: 'Greet' }
    | { readonly type: 'NoteGreeting' }
    | { readonly type: 'NoteBlocked'; readonly code: string }
  );

/** What can have happened to a conversation. */
export type ConversationEvent =
  | {
      readonly type: 'AddressNoted';
      readonly id: ConversationId;
      readonly address: ConversationAddress;
      /** Teams had refused it for good until now. */
      readonly reopens?: true;
      readonly isBroughtIn?: true;
    }
  | { readonly type: 'Greeted' }
  | { readonly type: 'GreetingSent' }
  | { readonly type: 'Blocked'; readonly code: string };

/** Decides what a command means for a conversation; what is known already changes nothing. Pure. */
export function decideConversation(
  state: Conversation | undefined,
  command: ConversationCommand,
): Decision<ConversationEvent> {
  if (command.type === 'NoteAddress') {
    return noteAddress(state, command);
  }
  if (state === undefined) {
    return refuse('not-found');
  }
  switch (command.type) {
    case 'Greet':
      return state.greeted ? accept() : accept({ type: 'Greeted' });
    case 'NoteGreeting':
      return state.greeting === undefined ? accept() : accept({ type: 'GreetingSent' });
    case 'NoteBlocked':
      return state.blocked === undefined
        ? accept({ type: 'Blocked', code: command.code })
        : accept();
  }
}

function noteAddress(
  state: Conversation | undefined,
  { id, address, isBroughtIn }: Extract<ConversationCommand, { type: 'NoteAddress' }>,
): Decision<ConversationEvent> {
  const noted = {
    ...{ type: 'AddressNoted' as const, id, address },
    ...(isBroughtIn === true ? { isBroughtIn } : {}),
  };
  if (state?.blocked !== undefined) {
    return accept({ ...noted, reopens: true });
  }
  return state !== undefined && sameAddress(state, address) ? accept() : accept(noted);
}

function sameAddress(known: ConversationAddress, found: ConversationAddress): boolean {
  return (
    known.teamsId === found.teamsId &&
    known.kind === found.kind &&
    known.serviceUrl === found.serviceUrl &&
    known.tenantId === found.tenantId &&
    known.botId === found.botId &&
    (found.person === undefined || known.person === found.person) &&
    (found.team === undefined || known.team === found.team)
  );
}

/** The conversation after one more event. Pure. */
export function evolveConversation(
  state: Conversation | undefined,
  event: Stamped<ConversationEvent>,
): Conversation | undefined {
  if (event.type === 'AddressNoted') {
    return {
      ...event.address,
      ...keptOf(state, event.address),
      id: event.id,
      greeted: state?.greeted ?? false,
      ...(state?.greeting === undefined ? {} : { greeting: state.greeting }),
      ...(event.isBroughtIn === true ? { broughtInAt: event.at } : {}),
    };
  }
  if (state === undefined) {
    return undefined;
  }
  switch (event.type) {
    case 'Greeted':
      return { ...state, greeted: true, greeting: { causeId: event.causeId, at: event.at } };
    case 'GreetingSent': {
      const { greeting: _sent, ...rest } = state;
      return rest;
    }
    case 'Blocked':
      return { ...state, blocked: { code: event.code, at: event.at } };
  }
}

/** What not every activity tells. */
function keptOf(
  state: Conversation | undefined,
  address: ConversationAddress,
): Pick<ConversationAddress, 'person' | 'team'> {
  const person = address.person ?? state?.person;
  const team = address.team ?? state?.team;
  return {
    ...(person === undefined ? {} : { person }),
    ...(team === undefined ? {} : { team }),
  };
}

/** In which lists a conversation is found. Pure. */
export function summaryOfConversation({ kind, person, team }: Conversation, at: Instant): Summary {
  const tags = [
    ...(person === undefined ? [] : [`${kind}-of:${person}`]),
    ...(team === undefined ? [] : [`team:${team}`]),
  ];
  return { kind: 'conversation', tags, search: '', at };
}
