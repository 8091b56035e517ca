import type { Engagement } from '../../src/domain/engagement/engagement';
import type { NamedPost } from '../../src/domain/engagement/named-post';
import { PermanentError, TransientError } from '../../src/errors';
import { createGraphClient } from '../../src/graph/graph-client';
import { createGraphNamedPosts } from '../../src/graph/graph-named-posts';
import { MemoryStore } from '../../src/store/memory-store';
import { ATTEMPTS_MAX } from '../../src/workflow/back-off';
import type { StoredRecord } from '../../src/workflow/store-port';
import { FakeChats } from '../support/fake-chats';
import { FixedClock } from '../support/fake-clock';
import { FPM } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import {
  chatOf,
  heirOf,
  waitAndLook,
  moveIn,
  openChat,
  openHouse,
  type FakeHouse,
} from '../support/fake-house';
import { FakeNamedPosts } from '../support/fake-named-posts';
import { ENGAGEMENT, engaged, give, given, stored } from '../support/fake-requests';
import { TIMEOUT_MS } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';

const CHAT = '19:kickoff@thread.v2';
const CONVERSATION = `conversation:${CHAT}`;
const USER = '29:fpm';
const TEXT = 'In the name of the FPM, es Preparing';
const GONE = new TransientError('graph/unavailable', 'It failed for the moment.');

interface NamedHouse extends FakeHouse {
  readonly posts: FakeNamedPosts;
  readonly store: FlakyStore;
}

async function movedIn(house: FakeHouse, kind: 'group' | 'personal' = 'group'): Promise<void> {
  await moveIn(house.ports);
  await openChat(house.ports, CHAT, kind);
  await engaged(house);
}

/** A house in which the FPM has signed in, unless a test takes the token away. */
async function namedHouse(kind?: 'group' | 'personal'): Promise<NamedHouse> {
  const store = new FlakyStore(new MemoryStore());
  const posts = new FakeNamedPosts();
  posts.tokens.set(USER, 'token');
  const house = openHouse({
    ...{ store, inName: posts, chats: new FakeChats([`conversation:${CHAT}`]) },
    isDispatching: true,
  });
  await movedIn(house, kind);
  return { ...house, posts, store };
}

async function say(house: FakeHouse, edition = 0, line = 'Hello both.'): Promise<void> {
  const order = {
    ...{ type: 'SayInName', edition, line, withKickoff: false, withSteps: false },
    ...{ teamsUser: USER, conversation: CONVERSATION },
  };
  await give(house.ports, ENGAGEMENT, given(house.ports, FPM, order, `say-${String(edition)}`));
  await house.dispatcher.idle();
}

async function signIn(house: FakeHouse): Promise<void> {
  await give(house.ports, ENGAGEMENT, given(house.ports, FPM, { type: 'GoOnInName' }));
  await house.dispatcher.idle();
}

async function inName(house: FakeHouse): Promise<NamedPost | undefined> {
  return ((await stored(house.ports, ENGAGEMENT)).state as Engagement).inName;
}

async function pending(house: FakeHouse): Promise<readonly string[]> {
  const { effects } = await stored(house.ports, ENGAGEMENT);
  return effects.map(({ order }) => order.type).filter((type) => type === 'PostInName');
}

/** What the FPM was shown in their own chat about it. */
function cardsOf({ messenger }: FakeHouse): number {
  return messenger.sent.filter(
    ({ kind, chat, content }) =>
      kind === 'post' && chat === chatOf(FPM) && JSON.stringify(content).includes('"in-name"'),
  ).length;
}

test('it stands in the kickoff chat in the language of the engagement, once, and its FPM needs no card', async () => {
  const house = await namedHouse();

  await say(house);
  await waitAndLook(house, ENGAGEMENT);

  expect(house.posts.posted).toEqual([{ proof: 'token', chat: CHAT, text: TEXT }]);
  expect(await inName(house)).toMatchObject({ status: 'Posted' });
  expect(cardsOf(house)).toBe(0);
});

test('without a token nothing is posted, a card asks for the sign-in, and what was written goes on with it', async () => {
  const house = await namedHouse();
  house.posts.tokens.clear();

  await say(house);
  expect([house.posts.tries, (await inName(house))?.status]).toEqual([0, 'SignIn']);
  expect(cardsOf(house)).toBe(1);

  house.posts.tokens.set(USER, 'fresh');
  await signIn(house);
  expect(house.posts.posted).toEqual([{ proof: 'fresh', chat: CHAT, text: TEXT }]);
  expect((await stored(house.ports, ENGAGEMENT)).copies.map(({ key }) => key)).not.toContain(
    'in-name',
  );
});

test('a token that Graph does not take is as good as none', async () => {
  const house = await namedHouse();
  house.posts.failNext(new PermanentError('graph/refused', 'No.', { details: { status: 401 } }));

  await say(house);

  expect(await inName(house)).toMatchObject({ status: 'SignIn' });
  expect(await pending(house)).toEqual([]);
});

test.each(['graph/refused', 'graph/gone', 'graph/faulty', 'delivery/faulty'] as const)(
  'what is refused for good with %s is told on the card with the reason, and is not tried again',
  async (code) => {
    const house = await namedHouse();
    house.posts.failNext(new PermanentError(code, 'No.', { details: { status: 403 } }));

    await say(house);
    await waitAndLook(house, ENGAGEMENT);

    expect(await inName(house)).toMatchObject({ status: 'Left', why: code });
    expect([house.posts.tries, cardsOf(house), await pending(house)]).toEqual([1, 1, []]);
  },
);

test('what fails while nothing was posted is tried again, the token service included', async () => {
  const house = await namedHouse();
  house.posts.silenceNext(new TransientError('delivery/unavailable', 'Silence.'));
  house.posts.failNext(GONE);

  await say(house);
  await waitAndLook(house, ENGAGEMENT);
  await waitAndLook(house, ENGAGEMENT);

  expect([house.posts.tries, house.posts.posted.length]).toEqual([2, 1]);
  expect(await inName(house)).toMatchObject({ status: 'Posted' });
});

test('what fails again and again is left to the FPM in the end, and nothing hangs', async () => {
  const house = await namedHouse();
  for (let tries = 0; tries < ATTEMPTS_MAX; tries += 1) {
    house.posts.failNext(GONE);
  }

  await say(house);
  for (let hours = 1; hours < ATTEMPTS_MAX; hours += 1) {
    await waitAndLook(house, ENGAGEMENT);
  }

  expect(await inName(house)).toMatchObject({ status: 'Left', why: 'graph/unavailable' });
  expect([house.posts.tries, house.posts.posted, await pending(house)]).toEqual([
    ...[ATTEMPTS_MAX, [], []],
  ]);
});

test('a process that dies after the post leaves it to the FPM: the one that takes over posts nothing', async () => {
  const house = await namedHouse();
  const notesPosted = ({ id, body }: StoredRecord): boolean =>
    id === ENGAGEMENT && JSON.stringify(body).includes('InNamePosted');
  house.store.failWrite(notesPosted);
  await say(house);
  const { store, posts } = house;

  const heir = heirOf(house, { store, inName: posts, isDispatching: true });
  heir.dispatcher.kick(ENGAGEMENT);
  await heir.dispatcher.idle();

  expect(posts.posted).toHaveLength(1);
  expect(await inName(heir)).toMatchObject({ status: 'Left', why: 'graph/unclear' });
  expect(cardsOf(heir)).toBe(1);
});

test('where signing in was switched off meanwhile it is left to the FPM', async () => {
  const house = openHouse({
    chats: new FakeChats([`conversation:${CHAT}`]),
    isDispatching: true,
  });
  await movedIn(house);

  await say(house);

  expect(await inName(house)).toMatchObject({ status: 'Left' });
  expect(await inName(house)).not.toHaveProperty('why');
});

test('nothing is posted where the three do not meet in a group chat', async () => {
  const house = await namedHouse('personal');

  await say(house);

  expect([house.posts.tries, await inName(house)]).toEqual([
    0,
    expect.objectContaining({ status: 'Left', why: 'graph/gone' }),
  ]);
});

describe('through a Graph that goes wrong once', () => {
  const graph = new StrictGraph();
  const fpm = '7f2c3b1e-0000-4000-8000-000000000011';
  beforeAll(() => graph.start());
  afterAll(() => graph.stop());

  async function graphHouse(): Promise<FakeHouse> {
    const members = [{ id: fpm, role: 'owner' }];
    graph.state.chats.splice(0, Infinity, { id: CHAT, topic: 'Kickoff', members, apps: [] });
    graph.state.messages.length = 0;
    const clock = new FixedClock();
    const client = createGraphClient({
      ...{ baseUrl: graph.baseUrl, timeoutMs: TIMEOUT_MS, now: () => clock.now() },
      credential: { getToken: () => Promise.resolve({ token: graph.token([]) }) },
    });
    const token = graph.userToken(fpm, ['ChatMessage.Send']);
    const house = openHouse({
      ...{ clock, chats: new FakeChats([`conversation:${CHAT}`]), isDispatching: true },
      inName: createGraphNamedPosts(client, () => Promise.resolve(token)),
    });
    await movedIn(house);
    return house;
  }

  it.each(FAULTS)(
    'with %s, it stands there once at most, and the FPM knows',
    async (name, fault) => {
      const house = await graphHouse();
      graph.next('POST /chats/{id}/messages', fault);

      await say(house);
      for (let hours = 0; hours < 3; hours += 1) {
        await waitAndLook(house, ENGAGEMENT);
      }

      const post = await inName(house);
      const isThere = graph.state.messages.length === 1;
      expect(graph.state.messages.length).toBeLessThanOrEqual(1);
      expect([name, post?.status, post?.why ?? '', isThere]).toEqual([name, ...ENDS[name]!]);
      expect(await pending(house)).toEqual([]);
    },
  );
});

/** How each fault ends: where the message stands for the FPM, why, and whether it stands in the chat. */
const ENDS: Readonly<Record<string, readonly [string, string, boolean]>> = {
  '401': ['SignIn', '', false],
  '403': ['Left', 'graph/refused', false],
  '404': ['Left', 'graph/gone', false],
  '409': ['Left', 'graph/faulty', false],
  '412': ['Posted', '', true],
  '429 with Retry-After': ['Posted', '', true],
  '429 without Retry-After': ['Posted', '', true],
  '500 with Retry-After': ['Left', 'graph/unclear', false],
  '500': ['Left', 'graph/unclear', false],
  '502 with Retry-After': ['Left', 'graph/unclear', false],
  '502': ['Left', 'graph/unclear', false],
  '503 with Retry-After': ['Posted', '', true],
  '503': ['Left', 'graph/unclear', false],
  '504 with Retry-After': ['Left', 'graph/unclear', false],
  '504': ['Left', 'graph/unclear', false],
  'a hang': ['Left', 'graph/unclear', false],
  'a reset': ['Left', 'graph/unclear', false],
  'an answer cut off': ['Posted', '', true],
  'an answer that is lost': ['Left', 'graph/unclear', true],
};
