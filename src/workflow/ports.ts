import type { CardName, MailName, PingCode } from '../domain/effects';
import type { Instant, Language, PersonId, RecordId } from '../domain/kernel';
import type { ConversationAddress } from '../domain/directory/conversation';
import type { ForeignAccount } from '../domain/directory/person';
import type { Policy } from '../domain/policy';
import type { Log } from '../log';
import type { Calendar } from './calendar-port';
import type { SendingHold } from './sending-hold';
import type { Shift } from './shift';
import type { Json, RecordStore } from './store-port';
import type { Watch } from './watch-port';

/** Business time: promises and timers are counted in it. Movable in the demo, real in production. */
export interface Clock {
  now(): Instant;
}

/** Rings once, so many milliseconds of real time from now; what it returns takes that back. */
export type RingAfter = (ms: number, ring: () => void) => () => void;

/** For whom something is drawn. */
export interface Reader {
  /** Absent for a post that several people read. */
  readonly person?: PersonId;
  readonly language: Language;
  /** IANA zone in which dates are shown. */
  readonly zone: string;
  /** Set for people of other organisations. */
  readonly account?: ForeignAccount['kind'];
}

/** What a card is drawn from. */
export interface CardView {
  readonly card: CardName;
  /** The record's state; which kind follows from the card. */
  readonly state: unknown;
  readonly reader: Reader;
  readonly at: Instant;
  /** Pictures of the people on it, as data URIs; absent where none are shown. */
  readonly photos?: PhotosById;
}

/** Pictures as data URIs, of those who have one. */
export type PhotosById = Readonly<Partial<Record<PersonId, string>>>;

/** A drawn card: the Adaptive Card and the line of the notification. */
export interface RenderedCard {
  readonly content: Json;
  /** Status and next step, or the text of the ping: shown as toast and in the chat list. */
  readonly summary: string;
  /** IANA zone in which its dates are told. */
  readonly zone?: string;
}

/** A drawn mail in two forms with the same words; no decision in it. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: Language;
}

/** A mail on its way. */
export interface OutgoingMail extends RenderedMail {
  readonly to: string;
  /** Who answers questions about it. */
  readonly replyTo?: string;
}

/** Draws cards and mails; composed in `open-edges.ts` over cards and text. Pure. */
export interface Renderer {
  card(view: CardView, ping?: PingCode): RenderedCard;
  /** The one line that an older message of a moved card becomes. */
  movedCard(view: CardView): RenderedCard;
  mail(mail: MailName | PingCode, view: Omit<CardView, 'card'>): RenderedMail;
  /** The name of the kickoff chat, and of the meeting; no customer in it. */
  chatTopic(view: Omit<CardView, 'card'>): string;
  /** What the invitation to the kickoff meeting says. */
  meetingText(view: Omit<CardView, 'card'>): string;
  /** What is posted in the FPM's name: plain text, nothing in it is read as markup. */
  namedText(view: Omit<CardView, 'card'>): string;
}

/** Sends and edits messages in Teams, exactly one call each. */
export interface Messenger {
  /**
   * Without an id the message arrived and cannot be edited.
   * @throws TransientError to be tried again, PermanentError `delivery/refused`, `delivery/gone` or `delivery/faulty`.
   */
  post(address: ConversationAddress, card: RenderedCard): Promise<{ readonly activityId?: string }>;
  /** @throws as `post`; `delivery/gone` when the message does not exist any more. */
  edit(address: ConversationAddress, activityId: string, card: RenderedCard): Promise<void>;
}

/** Hands mails over. */
export interface Mailer {
  /**
   * `key` is the same however often the same mail is handed over: it becomes the `Message-ID`, by which a repeat is recognised where
   * that is looked at.
   * @throws TransientError `mail/unavailable`, `graph/throttled`, `graph/unavailable`; PermanentError `graph/refused`, `graph/gone`,
   * `graph/faulty`.
   */
  send(key: string, mail: OutgoingMail): Promise<void>;
}

/** A chat to be opened. */
export interface ChatPlan {
  /** In the chat's language; no customer is named in it. */
  readonly topic: string;
  readonly members: readonly { readonly id: PersonId; readonly account?: ForeignAccount }[];
}

/** Conversations that together are the one chat (more than one only locally, none when none can be opened), or one that was made. */
export type OpenedChat = { readonly chats: readonly RecordId[] } | { readonly made: string };

/** Opens the chat in which requester, FPM and expert meet. */
export interface KickoffChats {
  /** Whether every call of `open` makes another chat. */
  readonly opensAnew: boolean;
  /** @throws TransientError when it may be tried again; PermanentError, with `graph/unclear` when a chat may have been made. */
  open(key: string, plan: ChatPlan): Promise<OpenedChat>;
  /** Brings the bot into a chat that was made; safe to repeat. Where to post as long as nobody in it is known. */
  join(teamsId: string): Promise<BotPlace>;
}

/** Who the bot is to Teams. */
export type BotAddress = Pick<ConversationAddress, 'tenantId' | 'botId'>;

/** Who the bot is, and where Teams is asked for it as far as that is known. */
export type BotPlace = BotAddress & Partial<Pick<ConversationAddress, 'serviceUrl'>>;

/** Brings the bot to people who never had a chat with it. */
export interface Onboarding {
  /** Who the bot is, and where to ask as long as Teams has told nothing. */
  readonly bot: BotPlace;
  /**
   * Installs the app for somebody; installed already is as good.
   * @throws TransientError; PermanentError `graph/refused` or `graph/gone` where it is refused for this person, any other where something
   * of ours is missing.
   */
  install(person: PersonId): Promise<void>;
  /**
   * Teams id of their 1:1 chat with the bot.
   * @throws TransientError; PermanentError `delivery/refused` or `delivery/gone` where this chat is refused, `delivery/faulty` where
   * something of ours is wrong.
   */
  openChat(
    person: PersonId,
    at: BotAddress & Pick<ConversationAddress, 'serviceUrl'>,
  ): Promise<string>;
}

/** A stretch of time in which somebody is not free. */
export interface BusySpan {
  readonly from: Instant;
  readonly until: Instant;
}

/** A meeting on its way into the calendars. */
export interface MeetingPlan {
  /** The same however often the same meeting is asked for: by it a repeat is recognised. */
  readonly key: string;
  /** In whose calendar it is made; absent where none of those invited has one here. */
  readonly organizer?: PersonId;
  readonly subject: string;
  readonly text: string;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly invited: readonly { readonly name: string; readonly mail: string }[];
  /** The entry that is moved, where there is one already. */
  readonly entry?: { readonly id: string; readonly organizer: PersonId; readonly joinUrl?: string };
}

/** Looks into calendars and puts meetings there. */
export interface Meetings {
  /**
   * When people are not free, by mail address; who is missing cannot be looked at. Answers or fails within seconds: somebody waits.
   * @throws TransientError, PermanentError `graph/…`
   */
  busy(
    asker: PersonId,
    mails: readonly string[],
    within: BusySpan,
  ): Promise<ReadonlyMap<string, readonly BusySpan[]>>;
  /** Makes the meeting, or moves it; safe to repeat. `undefined` where nothing can. @throws TransientError, PermanentError `graph/…` */
  book(plan: MeetingPlan): Promise<MeetingPlan['entry']>;
  /** Calls a meeting off; done already is as good. @throws TransientError, PermanentError `graph/…` */
  cancel(event: string, organizer: PersonId): Promise<void>;
  /** Opens the meeting in Teams, filled in, for somebody to send themselves. */
  linkTo(plan: MeetingPlan): string;
}

/** Posts in a chat as somebody who has signed in to the bot. */
export interface NamedPosts {
  /**
   * A token of this person, named as Teams names them to the bot; `undefined` where they have to sign in first.
   * @throws TransientError `delivery/…`; PermanentError `delivery/faulty` where the sign-in itself is set up wrongly.
   */
  readonly proofOf: (teamsUser: string) => Promise<string | undefined>;
  /**
   * One request that must not be repeated.
   * @throws TransientError where nothing was posted; PermanentError, with `graph/unclear` when it may have been, and `graph/refused`
   * with status 401 when the token is not taken.
   */
  post(proof: string, chat: string, text: string): Promise<void>;
}

/** Pictures of people. */
export interface Photos {
  /**
   * A small JPEG or PNG as a data URI; `undefined` for somebody who has none that could be shown.
   * @throws TransientError, PermanentError `graph/…`
   */
  photoOf(person: PersonId): Promise<string | undefined>;
}

/** Notifies people in the activity feed of Teams. */
export interface Feed {
  /** A repeat under the same key takes the place of the first. @throws TransientError, PermanentError `graph/…` */
  notify(
    key: string,
    person: PersonId,
    note: { readonly request: string; readonly text: string },
  ): Promise<void>;
}

/** Runs work of the same name one after the other, in the order in which it came; a failure holds nobody up. */
export type OneByOne = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** Everything the one path needs. */
export interface CommandPorts {
  readonly store: RecordStore;
  readonly calendar: Calendar;
  readonly clock: Clock;
  /** Always real time: leases and back-off are counted in it. */
  readonly leaseClock: Clock;
  readonly policy: Policy;
  readonly log: Log;
  /** Names this process in leases; new at every start. */
  readonly owner: string;
  /** How long a carrier may take before another takes over, in milliseconds. */
  readonly leaseMs: number;
  /** Lines up the commands on one record within this process. */
  readonly oneByOne: OneByOne;
  /** Lets so many milliseconds of real time pass. */
  readonly pause: (ms: number) => Promise<void>;
  /** Tells the dispatcher that a record has work. Never waits. */
  readonly kick: (id: RecordId) => void;
  /** Absent where nobody looks on. */
  readonly watch?: Watch;
  /** Tells that what waits for these people may have changed. Never waits, never throws. */
  readonly dutiesChanged?: (people: readonly PersonId[]) => void;
}

/** What the dispatcher needs besides. */
export interface EffectPorts extends CommandPorts {
  readonly renderer: Renderer;
  readonly messenger: Messenger;
  readonly mailer: Mailer;
  readonly chats: KickoffChats;
  readonly meetings: Meetings;
  /** Absent unless it is granted. */
  readonly feed?: Feed;
  /** Absent unless it is granted: then nobody's picture is looked up or shown. */
  readonly photos?: Photos;
  /** Absent where the app is installed by people themselves. */
  readonly onboarding?: Onboarding;
  /** Absent where nobody can sign in. */
  readonly inName?: NamedPosts;
  readonly shift: Shift;
  readonly hold: SendingHold;
}
