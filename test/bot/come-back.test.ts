import type { Activity } from 'botbuilder';
import type { Conversation } from '../../src/domain/directory/conversation';
import type { EngagementId, RequestId } from '../../src/domain/kernel';
import { PermanentError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { wordsFor } from '../../src/text/words';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { CountingStore } from '../support/fake-counting-store';
import { FakeChats } from '../support/fake-chats';
import { ANSWERS } from '../support/fake-requests';
import {
  activityOf,
  CHANNEL,
  chatWith,
  FakeTeams,
  FRAN,
  GROUP,
  PAT,
  readOn,
  SAM,
  type Member,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const { t } = wordsFor('en');
const KEY = '00000000-1111-4222-8333-444444444444';
const REQUEST: RequestId = `request:${KEY}`;
const ENGAGEMENT: EngagementId = `engagement:${KEY}`;
const PATS_CHAT = chatWith(PAT).id;
const PATS_MAIL = 'partner@example.com';
const BOT = { id: '28:bot', name: 'SME Desk' };

const ORDERS = {
  start: [PAT, { type: 'StartDraft', id: REQUEST, answers: {} }],
  submit: [PAT, { type: 'Submit', answers: ANSWERS }],
  check: [FRAN, { type: 'MarkComplete' }],
  approve: [FRAN, { type: 'Approve', expert: undefined }],
  accept: [SAM, { type: 'AcceptOffer' }],
  contact: [SAM, { type: 'ConfirmContact' }],
} as const;

type Step = keyof typeof ORDERS;

let store = new CountingStore(new MemoryStore());
let teams = new FakeTeams();

async function openTeams(): Promise<void> {
  store = new CountingStore(new MemoryStore());
  teams = new FakeTeams({ store, chats: new FakeChats([conversationRecord(GROUP.id)]) });
  await teams.open();
  for (const member of [PAT, FRAN, SAM]) {
    await teams.install(member);
  }
  await teams.install(PAT, GROUP);
}

beforeEach(openTeams);

async function happens(...steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const [{ id, name }, order] = ORDERS[step];
    const meta = { by: { id, name }, at: MONDAY_9, causeId: `cause:${step}` };
    await handleCommand(teams.ports, REQUEST, { command: { ...order, ...meta } });
    await teams.house.dispatcher.idle();
  }
}

async function blockedBy(chat: string): Promise<string | undefined> {
  const state = await loadState<Conversation>(teams.ports, conversationRecord(chat));
  return state?.blocked?.code;
}

function uninstall(from: Member, action = 'remove'): Promise<unknown> {
  return teams.install(from, chatWith(from), { action });
}

/** Who comes to or goes from a room, as Teams tells it. */
function members(change: Partial<Activity>, room = GROUP): Partial<Activity> {
  return activityOf('conversationUpdate', FRAN, change, room);
}

/** Statuses of the cards in a chat, of each message as it stands. */
function statusesIn(chat: string): readonly unknown[] {
  return teams.house.messenger
    .shownIn(chat)
    .map((content) => (content as { readonly status?: string }).status);
}

function mailsToPat(): readonly string[] {
  return teams.house.mailer.subjectsTo(PATS_MAIL).filter((subject) => /^P\d/.test(subject));
}

describe('somebody who uninstalls the bot', () => {
  it('is told by mail what they have to know', async () => {
    await happens('start', 'submit');
    await uninstall(PAT);
    const before = teams.house.messenger.sent.filter(({ chat }) => chat === PATS_CHAT).length;

    await happens('approve', 'accept');

    expect(await blockedBy(PATS_CHAT)).toBe('uninstalled');
    expect(teams.house.messenger.sent.filter(({ chat }) => chat === PATS_CHAT)).toHaveLength(
      before,
    );
    expect(mailsToPat().length).toBeGreaterThan(0);
  });

  it('finds their cards as things stand once they install it again, and nothing posted twice', async () => {
    await happens('start', 'submit');
    await uninstall(PAT);
    await happens('check');
    const before = statusesIn(PATS_CHAT);

    const replies = await teams.install(PAT);

    expect([before, statusesIn(PATS_CHAT)]).toEqual([['Submitted'], ['InReview']]);
    expect(await blockedBy(PATS_CHAT)).toBeUndefined();
    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('list.where.title'));
  });

  it('finds a card that was to move below there, without the ping that a mail has told', async () => {
    await happens('start', 'submit');
    await uninstall(PAT);
    await happens('approve');
    const mails = mailsToPat();

    await teams.install(PAT);

    expect(mails).toHaveLength(1);
    expect(mailsToPat()).toEqual(mails);
    expect(teams.house.messenger.shownIn(PATS_CHAT)).toEqual([
      { moved: 'request-partner' },
      { card: 'request-partner', status: 'Approved', reader: PAT.id },
    ]);
    expect(teams.house.messenger.posts(PATS_CHAT).at(-1)?.summary).toBe('silent');
  });

  it('is not posted what never stood in their chat', async () => {
    await uninstall(PAT);
    await happens('start', 'submit', 'approve');

    const replies = await teams.install(PAT);

    expect(teams.house.messenger.posts(PATS_CHAT)).toEqual([]);
    expect(readOn(replies)).toContain(t('list.where.title'));
  });

  it('is shown what they may do here when nothing of theirs is open', async () => {
    await uninstall(PAT);

    const replies = await teams.install(PAT);

    expect(readOn(replies)).toContain(t('home.partner.title'));
  });

  it('is greeted once for one installation that is delivered twice', async () => {
    await happens('start', 'submit');
    await uninstall(PAT);
    const activity = activityOf('installationUpdate', PAT, { action: 'add', id: 'activity-x' });

    const replies = [...(await teams.take(activity)), ...(await teams.take(activity))];

    expect(replies).toHaveLength(1);
  });

  it('stays known as gone through an update of the app', async () => {
    await uninstall(PAT);

    await uninstall(PAT, 'remove-upgrade');

    expect(await blockedBy(PATS_CHAT)).toBe('uninstalled');
  });
});

describe('an update of the app', () => {
  it.each([
    [['remove-upgrade', 'add-upgrade']],
    [['add-upgrade', 'remove-upgrade']],
    [['remove-upgrade']],
  ])('closes no chat and says nothing, in whatever order it is told: %j', async (actions) => {
    const replies: unknown[] = [];
    for (const action of actions) {
      replies.push(await uninstall(PAT, action));
    }

    expect(replies.flat()).toEqual([]);
    expect(await blockedBy(PATS_CHAT)).toBeUndefined();
  });
});

describe('a chat that Teams refuses', () => {
  async function refused(): Promise<void> {
    const { messenger } = teams.house;
    await happens('start', 'submit');
    messenger.refuse(PATS_CHAT, new PermanentError('delivery/refused', 'Blocked.'));
    await happens('check');
    messenger.refuse(PATS_CHAT, undefined);
    expect(await blockedBy(PATS_CHAT)).toBe('delivery/refused');
  }

  it.each<[string, () => Promise<unknown>]>([
    ['writes', () => teams.say(PAT, 'help')],
    ['presses a button', () => teams.press(PAT, 'home.help')],
    ['installs the bot', () => teams.install(PAT)],
  ])('is open again, and true, as soon as its person %s', async (_what, does) => {
    await refused();

    await does();

    expect(await blockedBy(PATS_CHAT)).toBeUndefined();
    expect(statusesIn(PATS_CHAT)).toEqual(['InReview']);
  });

  it('stays closed whatever happens in another', async () => {
    await refused();

    await teams.say(FRAN, 'help');
    await teams.say(PAT, 'help', GROUP);

    expect(await blockedBy(PATS_CHAT)).toBe('delivery/refused');
  });
});

describe('a bot that is taken out of a group', () => {
  it('does not post there, and posts what got stuck once it is back', async () => {
    await happens('start', 'submit', 'approve');
    await teams.take(members({ membersRemoved: [BOT] }));
    const gone = await blockedBy(GROUP.id);
    await happens('accept');
    const { effects } = await loadRecord(teams.ports, ENGAGEMENT);

    await teams.take(members({ membersAdded: [BOT] }));

    expect(gone).toBe('removed');
    expect(effects.filter(({ stuck }) => stuck !== undefined)).toHaveLength(2);
    expect(teams.house.messenger.posts(GROUP.id).map(({ content }) => content)).toEqual([
      expect.objectContaining({ card: 'kickoff' }),
      expect.objectContaining({ card: 'teams-first' }),
    ]);
    const left = (await loadRecord(teams.ports, ENGAGEMENT)).effects;
    expect(left.filter(({ stuck }) => stuck !== undefined)).toEqual([]);
  });

  it.each([FRAN, PAT, SAM])(
    'shows there how things stand once one of the three brings it back: %#',
    async (member) => {
      await happens('start', 'submit', 'approve', 'accept');
      const before = statusesIn(GROUP.id);
      await teams.take(members({ membersRemoved: [BOT] }));
      await happens('contact');
      const meanwhile = statusesIn(GROUP.id);

      await teams.take(activityOf('conversationUpdate', member, { membersAdded: [BOT] }, GROUP));
      await teams.house.dispatcher.idle();

      expect([before, meanwhile]).toEqual([
        ['Preparing', 'Preparing'],
        ['Preparing', 'Preparing'],
      ]);
      expect(statusesIn(GROUP.id)).toEqual(['Active', 'Active']);
    },
  );

  it('leaves stuck what belongs to another chat', async () => {
    await happens('start', 'submit', 'approve');
    await teams.take(members({ membersRemoved: [BOT] }));
    await happens('accept');
    const before = await loadRecord(teams.ports, ENGAGEMENT);
    await teams.install(PAT, CHANNEL);
    await teams.take(members({ membersRemoved: [BOT] }, CHANNEL));

    await teams.take(members({ membersAdded: [BOT] }, CHANNEL));

    const { effects } = await loadRecord(teams.ports, ENGAGEMENT);
    expect(effects.map(({ stuck, generation }) => stuck && generation)).toEqual(
      before.effects.map(({ stuck, generation }) => stuck && generation),
    );
  });

  it('is there still when somebody else goes', async () => {
    await teams.take(members({ membersRemoved: [{ id: '29:somebody', name: 'Somebody' }] }));

    expect(await blockedBy(GROUP.id)).toBeUndefined();
  });

  it('does not get to know a group by leaving it', async () => {
    await teams.take(members({ membersRemoved: [BOT] }, CHANNEL));

    expect(await loadState(teams.ports, conversationRecord(CHANNEL.id))).toBeUndefined();
  });
});

describe('where a chat is reached', () => {
  const MOVED = { serviceUrl: 'https://smba.example.com/emea/' };

  async function addressOf(chat: string): Promise<Conversation | undefined> {
    return loadState<Conversation>(teams.ports, conversationRecord(chat));
  }

  it.each<[string, Partial<Activity>]>([
    ['a message', activityOf('message', PAT, { text: 'help', ...MOVED })],
    [
      'a button',
      activityOf('invoke', PAT, {
        name: 'adaptiveCard/action',
        value: { action: { verb: 'home.help', data: {} } },
        ...MOVED,
      }),
    ],
    ['an installation', activityOf('installationUpdate', PAT, { action: 'add', ...MOVED })],
    ['somebody who joins', activityOf('conversationUpdate', PAT, MOVED)],
  ])('is learned from %s', async (_what, activity) => {
    await teams.take(activity);

    expect(await addressOf(PATS_CHAT)).toMatchObject(MOVED);
  });

  it('is written once when it changed, and not again while it stays', async () => {
    await teams.take(activityOf('message', PAT, { text: 'help', ...MOVED }));
    store.writes.length = 0;

    await teams.take(activityOf('message', PAT, { text: 'help', ...MOVED }));
    await teams.press(PAT, 'home.help');

    expect(store.writes.filter((id) => id.startsWith('conversation:'))).toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a message', () => teams.say(PAT, 'help')],
    ['a button', () => teams.press(PAT, 'home.help')],
  ])('costs one read of the chat, one of the person and no write with %s', async (_what, does) => {
    store.reads.length = 0;
    store.writes.length = 0;

    await does();

    const met = store.reads.filter((id) => /^(conversation|person):/.test(id));
    expect(met.toSorted()).toEqual([conversationRecord(PATS_CHAT), PAT.id]);
    expect(store.writes).toEqual([]);
  });

  it('does not make a group somebody’s because they press or join', async () => {
    await teams.press(FRAN, 'home.help', {}, GROUP);
    await teams.take(members({ membersAdded: [{ id: '29:somebody', name: 'Somebody' }] }));

    expect(await addressOf(GROUP.id)).toMatchObject({ person: PAT.id });
  });
});
