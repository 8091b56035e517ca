import type { ConversationId, PersonRef, RecordId } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import type { Calendar } from '../../src/workflow/calendar-port';
import { createDispatcher, type Dispatcher, type Pacing } from '../../src/workflow/dispatcher';
import { handleCommand } from '../../src/workflow/handle-command';
import { createOneByOne } from '../../src/workflow/one-by-one';
import type {
  CommandPorts,
  EffectPorts,
  Feed,
  KickoffChats,
  Meetings,
  NamedPosts,
  Onboarding,
  Photos,
} from '../../src/workflow/ports';
import { seedDirectory } from '../../src/workflow/seed-directory';
import { createSendingHold } from '../../src/workflow/sending-hold';
import { createShift } from '../../src/workflow/shift';
import type { RecordStore } from '../../src/workflow/store-port';
import { allOf } from '../../src/watch/all-of';
import type { Watch } from '../../src/workflow/watch-port';
import { FakeCalendar } from './fake-calendar';
import { FakeChats } from './fake-chats';
import { FixedClock } from './fake-clock';
import { PEOPLE, SEED } from './fake-directory';
import { FakeLog } from './fake-log';
import { FakeMeetings } from './fake-meetings';
import { FakeMailer } from './fake-mailer';
import { FakeMessenger } from './fake-messenger';
import { FakeRenderer } from './fake-renderer';
import { KeepingStore } from './fake-keeping-store';
import { FakeWatch } from './fake-watch';

/** How long a lease of these tests lasts, in milliseconds. */
export const LEASE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** One process of the product: real workflow, fakes all around it. */
export interface FakeHouse {
  readonly ports: EffectPorts;
  readonly clock: FixedClock;
  readonly leaseClock: FixedClock;
  readonly messenger: FakeMessenger;
  readonly mailer: FakeMailer;
  readonly chats: FakeChats;
  readonly log: FakeLog;
  readonly witness: FakeWatch;
  readonly dispatcher: Dispatcher;
  /** Records that were kicked, in order. */
  readonly kicked: RecordId[];
}

/** What a test wants different; two processes share what they are both given. */
export interface HouseParts {
  readonly store?: RecordStore;
  readonly owner?: string;
  /** Whether a kick reaches the dispatcher; otherwise a test carries out by itself. */
  readonly isDispatching?: boolean;
  readonly calendar?: Calendar;
  readonly clock?: FixedClock;
  readonly leaseClock?: FixedClock;
  readonly messenger?: FakeMessenger;
  readonly mailer?: FakeMailer;
  readonly chats?: FakeChats;
  /** Instead of `chats`. */
  readonly chatMaker?: KickoffChats;
  readonly onboarding?: Onboarding;
  readonly meetings?: Meetings;
  readonly feed?: Feed;
  readonly photos?: Photos;
  /** Look on beside the witness. */
  readonly watches?: readonly Watch[];
  readonly inName?: NamedPosts;
  /** Sends go at once unless a test wants them paced. */
  readonly pacing?: Pacing;
  /** No time passes unless a process of its own races others. */
  readonly pause?: CommandPorts['pause'];
}

const ALONE = { owner: 'one', pause: () => Promise.resolve(), watches: [] };

/** A process over an empty (or the given) store. */
export function openHouse(parts: HouseParts = {}): FakeHouse {
  const {
    clock = new FixedClock(),
    leaseClock = new FixedClock(),
    chats = new FakeChats(),
  } = parts;
  const { owner, pause, watches } = { ...ALONE, ...parts };
  const { messenger = new FakeMessenger(), mailer = new FakeMailer() } = parts;
  const log = new FakeLog();
  const witness = new FakeWatch();
  const kicked: RecordId[] = [];
  const { store = new KeepingStore() } = parts;
  const ports: EffectPorts = {
    store,
    calendar: parts.calendar ?? new FakeCalendar(),
    clock,
    leaseClock,
    policy: POLICY,
    log,
    owner,
    leaseMs: LEASE_MS,
    oneByOne: createOneByOne(),
    pause,
    kick: (id) => {
      kicked.push(id);
      if (parts.isDispatching === true) {
        dispatcher.kick(id);
      }
    },
    renderer: new FakeRenderer(),
    messenger,
    mailer,
    meetings: parts.meetings ?? new FakeMeetings(),
    ...waysIn(chats, parts),
    shift: createShift(),
    hold: createSendingHold({ store, clock, leaseClock }),
    watch: allOf([witness, ...watches]),
  };
  const dispatcher = createDispatcher(ports, parts.pacing);
  return { ports, clock, leaseClock, messenger, mailer, chats, log, witness, dispatcher, kicked };
}

function waysIn(
  chats: FakeChats,
  { chatMaker = chats, onboarding, feed, photos, inName }: HouseParts,
): Pick<EffectPorts, 'chats' | 'onboarding' | 'feed' | 'photos' | 'inName'> {
  return {
    chats: chatMaker,
    ...(onboarding === undefined ? {} : { onboarding }),
    ...(feed === undefined ? {} : { feed }),
    ...(photos === undefined ? {} : { photos }),
    ...(inName === undefined ? {} : { inName }),
  };
}

/** The process that takes over what one has left that died: a lease later, over the same store. */
export function heirOf(
  { clock, leaseClock, messenger }: FakeHouse,
  parts: HouseParts & Required<Pick<HouseParts, 'store'>>,
): FakeHouse {
  clock.forward(LEASE_MS);
  leaseClock.forward(LEASE_MS);
  return openHouse({ clock, leaseClock, messenger, owner: 'heir', ...parts });
}

/** Lets so many hours pass for a record, and everything that is due for it be carried out. */
export async function waitAndLook(
  { clock, leaseClock, dispatcher }: FakeHouse,
  id: RecordId,
  hours = 1,
): Promise<void> {
  clock.forward(hours * HOUR_MS);
  leaseClock.forward(hours * HOUR_MS);
  dispatcher.kick(id);
  await dispatcher.idle();
}

/** Name of the 1:1 chat of a person with the bot, as Teams knows it. */
export function chatOf({ id }: PersonRef): string {
  return `chat-of-${id.slice('person:'.length)}`;
}

/** Fills the directory and installs the bot for everybody but those named. */
export async function moveIn(
  ports: CommandPorts,
  without: readonly PersonRef[] = [],
): Promise<void> {
  await seedDirectory(ports, SEED);
  for (const person of PEOPLE.filter((one) => !without.includes(one))) {
    await installFor(ports, person);
  }
}

/** The bot gets to know the 1:1 chat of a person. */
export async function installFor(ports: CommandPorts, person: PersonRef): Promise<void> {
  const chat = await openChat(ports, chatOf(person), 'personal');
  await handleCommand(ports, person.id, {
    command: { type: 'NoteChat', chat, ...bySystem(ports, `install:${person.id}`) },
  });
}

/** The bot gets to know a conversation. */
export async function openChat(
  ports: CommandPorts,
  teamsId: string,
  kind: 'personal' | 'group',
  more: { readonly tenantId?: string; readonly serviceUrl?: string } = {},
): Promise<ConversationId> {
  const id: ConversationId = `conversation:${teamsId}`;
  const address = {
    teamsId,
    kind,
    serviceUrl: 'https://smba.example.com/teams/',
    tenantId: 'tenant',
    botId: 'bot',
    ...more,
  };
  await handleCommand(ports, id, {
    command: { type: 'NoteAddress', id, address, ...bySystem(ports, `address:${teamsId}`) },
  });
  return id;
}

function bySystem(
  ports: CommandPorts,
  causeId: string,
): { readonly by: 'system'; readonly at: number; readonly causeId: string } {
  return { by: 'system', at: ports.clock.now(), causeId };
}
