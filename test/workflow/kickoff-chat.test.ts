import type { PersonRef } from '../../src/domain/kernel';
import { PermanentError, TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { handleCommand } from '../../src/workflow/handle-command';
import { ATTEMPTS_MAX } from '../../src/workflow/back-off';
import type { PendingEffect } from '../../src/workflow/record';
import type { StoredRecord } from '../../src/workflow/store-port';
import { FakeChatMaker } from '../support/fake-chats';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import {
  chatOf,
  heirOf,
  installFor,
  moveIn,
  openChat,
  openHouse,
  type FakeHouse,
} from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  stored,
  submitted,
} from '../support/fake-requests';

const MADE = '19:made-1@thread.v2';
const THROTTLED = new TransientError('graph/throttled', 'Slow down.', {
  details: { retryAfterMs: 30_000 },
});
const UNCLEAR = new PermanentError('graph/unclear', 'Nobody knows.');

interface MakerHouse extends FakeHouse {
  readonly maker: FakeChatMaker;
  readonly store: FlakyStore;
}

async function makerHouse(without: readonly PersonRef[] = []): Promise<MakerHouse> {
  const store = new FlakyStore(new MemoryStore());
  const maker = new FakeChatMaker();
  const house = openHouse({ store, chatMaker: maker });
  await moveIn(house.ports, without);
  await submitted(house.ports);
  await approved(house.ports);
  await carryOut(house, 'request:r1');
  await accepted(house.ports);
  await carryOut(house, 'request:r1');
  return { ...house, maker, store };
}

async function carryOut(
  house: FakeHouse,
  id: 'request:r1' | typeof ENGAGEMENT = ENGAGEMENT,
): Promise<void> {
  house.dispatcher.kick(id);
  await house.dispatcher.idle();
}

async function effectOf(house: FakeHouse, type: string): Promise<PendingEffect | undefined> {
  return (await stored(house.ports, ENGAGEMENT)).effects.find(({ order }) => order.type === type);
}

/** Whether this write of the engagement says that a chat was made. */
function notesMade({ id, body }: StoredRecord): boolean {
  return id === ENGAGEMENT && JSON.stringify(body).includes('KickoffChatMade');
}

/** Whether this write of the engagement says that making one is begun. */
function notesBegun({ id, body }: StoredRecord): boolean {
  return id === ENGAGEMENT && JSON.stringify(body).includes('"begun":true');
}

test('one chat is made for the three, the bot is brought in, and the kickoff is posted where Teams has told it answers', async () => {
  const house = await makerHouse();

  await carryOut(house);

  expect(house.maker.made).toEqual([
    { topic: 'Kickoff es Preparing', members: [PARTNER, FPM, EXPERT].map(({ id }) => ({ id })) },
  ]);
  expect(house.maker.joined).toEqual([MADE]);
  expect(house.messenger.posts(MADE).map(({ summary }) => summary)).toEqual(['P6', 'silent']);
  expect((await stored(house.ports, conversationRecord(MADE))).state).toMatchObject({
    ...{ teamsId: MADE, kind: 'group', botId: '28:us', tenantId: 'tenant' },
    serviceUrl: 'https://smba.example.com/teams/',
  });
});

test('where nobody has a chat yet the documented address of Teams is taken', async () => {
  const house = await makerHouse([PARTNER, FPM, EXPERT]);

  await carryOut(house);

  expect((await stored(house.ports, conversationRecord(MADE))).state).toMatchObject({
    ...{ botId: '28:us', tenantId: 'tenant' },
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
  });
});

test('what the chat of somebody of another tenant has told is not taken', async () => {
  const house = await makerHouse([PARTNER, FPM, EXPERT]);
  const elsewhere = { tenantId: 'elsewhere', serviceUrl: 'https://smba.example.com/elsewhere/' };
  await openChat(house.ports, chatOf(PARTNER), 'personal', elsewhere);
  await installFor(house.ports, PARTNER);

  await carryOut(house);

  expect((await stored(house.ports, conversationRecord(MADE))).state).toMatchObject({
    ...{ botId: '28:us', tenantId: 'tenant' },
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
  });
});

test('an address that Teams has told meanwhile is not overwritten', async () => {
  const house = await makerHouse();
  house.maker.refuseNext(THROTTLED);
  await carryOut(house);
  const id = conversationRecord(MADE);
  const address = {
    ...{ teamsId: MADE, kind: 'group', botId: '28:told', tenantId: 'told' },
    serviceUrl: 'https://smba.trafficmanager.net/told/',
  };
  await handleCommand(house.ports, id, {
    command: {
      type: 'NoteAddress',
      id,
      address,
      by: 'system',
      at: house.clock.now(),
      causeId: 'x',
    },
  });

  house.clock.forward(60_000);
  await carryOut(house);

  expect((await stored(house.ports, id)).state).toMatchObject(address);
});

test('a chat that was turned away at the door is asked for again, not before the moment that was told', async () => {
  const house = await makerHouse();
  house.maker.failNext(THROTTLED);
  await carryOut(house);
  house.clock.forward(29_000);
  await carryOut(house);
  const early = house.maker.made.length;

  house.clock.forward(2_000);
  await carryOut(house);

  expect(early).toBe(0);
  expect(house.maker.made).toHaveLength(1);
  expect(house.messenger.posts(MADE)).toHaveLength(2);
});

test('a chat that was made and could not be noted is noted late, by the process that has made it', async () => {
  const house = await makerHouse();
  house.store.failWrite(notesMade);
  await carryOut(house);
  const noted = await effectOf(house, 'OpenKickoffChat');

  await carryOut(house);

  expect(noted).toMatchObject({ begun: true });
  expect(house.maker.made).toHaveLength(1);
  expect(house.messenger.posts(MADE)).toHaveLength(2);
});

test('what may have been made is never made again by itself: an operator sees it', async () => {
  const house = await makerHouse();
  house.maker.failNext(UNCLEAR, true);

  for (let hours = 0; hours < ATTEMPTS_MAX; hours += 1) {
    await carryOut(house);
    house.clock.forward(3_600_000);
    house.leaseClock.forward(3_600_000);
  }

  expect(house.maker.made).toHaveLength(1);
  expect(await effectOf(house, 'OpenKickoffChat')).toMatchObject({
    stuck: { code: 'graph/unclear' },
  });
});

test('an operator who found none has another made', async () => {
  const house = await makerHouse();
  house.maker.failNext(UNCLEAR);
  await carryOut(house);
  const effect = (await effectOf(house, 'OpenKickoffChat'))?.id ?? '';

  await handleCommand(house.ports, ENGAGEMENT, { revive: { effect, how: 'retry' } });
  await carryOut(house);

  expect(house.maker.made).toHaveLength(1);
  expect(house.messenger.posts(MADE)).toHaveLength(2);
});

describe('a process that dies', () => {
  async function takenOver(house: MakerHouse): Promise<FakeHouse> {
    const heir = heirOf(house, { store: house.store, chatMaker: house.maker });
    await carryOut(heir);
    return heir;
  }

  test('before the chat was asked for costs nothing but a lease', async () => {
    const house = await makerHouse();
    house.store.failWrite(notesBegun);
    await carryOut(house);
    const before = house.maker.made.length;

    await takenOver(house);

    expect(before).toBe(0);
    expect(house.maker.made).toHaveLength(1);
    expect(house.messenger.posts(MADE)).toHaveLength(2);
  });

  test('after the chat was made and before it was noted leaves one chat, and a person has to look', async () => {
    const house = await makerHouse();
    house.store.failWrite(notesMade);
    await carryOut(house);

    const heir = await takenOver(house);

    expect(house.maker.made).toHaveLength(1);
    expect(await effectOf(heir, 'OpenKickoffChat')).toMatchObject({
      stuck: { code: 'graph/unclear' },
    });
  });

  test('while the bot is brought in makes no second chat', async () => {
    const house = await makerHouse();
    house.store.failWrite(
      ({ id, body }) => id === ENGAGEMENT && JSON.stringify(body).includes('KickoffChatOpened'),
    );
    await carryOut(house);

    await takenOver(house);

    expect(house.maker.made).toHaveLength(1);
    expect(house.maker.joined).toEqual([MADE, MADE]);
    expect(house.messenger.posts(MADE)).toHaveLength(2);
  });
});

test('bringing the bot in is tried again by itself, and makes no second chat', async () => {
  const house = await makerHouse();
  house.maker.refuseNext(THROTTLED);
  await carryOut(house);
  const before = house.messenger.posts(MADE).length;

  house.clock.forward(60_000);
  await carryOut(house);

  expect(before).toBe(0);
  expect(house.maker.made).toHaveLength(1);
  expect(house.messenger.posts(MADE)).toHaveLength(2);
});

test('a chat that one of the three names while the making is stuck ends it: nothing is made any more', async () => {
  const house = await makerHouse();
  house.maker.failNext(UNCLEAR);
  await carryOut(house);
  const effect = (await effectOf(house, 'OpenKickoffChat'))?.id ?? '';
  const conversation = await openChat(house.ports, 'ours', 'group');
  await give(
    house.ports,
    ENGAGEMENT,
    given(house.ports, EXPERT, { type: 'LinkKickoffChat', conversation }),
  );

  await handleCommand(house.ports, ENGAGEMENT, { revive: { effect, how: 'retry' } });
  await carryOut(house);

  expect(house.maker.made).toEqual([]);
  expect(await effectOf(house, 'OpenKickoffChat')).toBeUndefined();
  expect(house.messenger.posts('ours').map(({ summary }) => summary)).toEqual(['P6', 'silent']);
});
