import { setImmediate as breathe } from 'node:timers/promises';
import { createPace } from '../../src/bot/pace';
import { MemoryStore } from '../../src/store/memory-store';
import { createDispatcher } from '../../src/workflow/dispatcher';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { RacingStore } from '../support/fake-racing-store';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  REQUEST,
  started,
  statusOf,
  stored,
  submitted,
} from '../support/fake-requests';
import { dueByThen, leftToSend } from '../support/left-to-do';

async function runningHouse(): Promise<FakeHouse> {
  const house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
  return house;
}

describe('the dispatcher', () => {
  it('carries out what was just committed, without a sweep', async () => {
    const house = await runningHouse();

    await submitted(house.ports);
    await house.dispatcher.idle();

    expect(leftToSend(await stored(house.ports))).toEqual([]);
    expect(house.messenger.posts(chatOf(FPM)).map(({ summary }) => summary)).toEqual(['P1']);
  });

  it('lets sends alone use the patient store: a click waits for messages', async () => {
    const house = await runningHouse();
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    const ports = { ...house.ports, kick: () => undefined };
    await accepted(ports);
    const gone = new MemoryStore();
    await gone.close();
    const sent = house.messenger.sent.length;
    const { kick, idle } = createDispatcher(ports, {
      pace: createPace(house.leaseClock),
      ringAfter: () => () => undefined,
      unhurried: { ...ports, store: gone },
    });

    kick(REQUEST);
    await idle();

    expect(statusOf(await stored(ports, ENGAGEMENT))).toBe('Preparing');
    expect(house.messenger.sent).toHaveLength(sent);
  });

  it('sends one message of a record at a time', async () => {
    const house = await runningHouse();
    const held = house.messenger.holdNext();

    await submitted(house.ports);
    await held.reached;
    house.dispatcher.kick(REQUEST);
    house.dispatcher.kick(REQUEST);
    const whileHeld = house.messenger.sent.length;
    held.release();
    await house.dispatcher.idle();

    expect(whileHeld).toBe(1);
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
    expect(house.messenger.posts(chatOf(FPM))).toHaveLength(1);
  });

  it('does not let one record wait for another that hangs in another chat', async () => {
    const house = await runningHouse();
    const held = house.messenger.holdNext(undefined, chatOf(FPM));
    await submitted(house.ports);
    await held.reached;

    await started(house.ports, 'request:r2');
    while ((await stored(house.ports, 'request:r2')).effects.length > 0) {
      await breathe();
    }

    expect(leftToSend(await stored(house.ports, REQUEST))).not.toEqual([]);
    held.release();
    await house.dispatcher.idle();
  });

  it('carries messages to other records while a send hangs', async () => {
    const house = await runningHouse();
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    const held = house.messenger.holdNext();

    await accepted(house.ports);
    await house.dispatcher.messagesDone(REQUEST);
    const engagement = await stored(house.ports, ENGAGEMENT);
    const { effects } = await stored(house.ports);

    expect(statusOf(engagement)).toBe('Preparing');
    expect(effects.map(({ order }) => order.type)).toContain('Show');
    held.release();
    await house.dispatcher.idle();
  });

  it('tells when the sends of a record have ended, but for one whose chat is not free', async () => {
    const house = await runningHouse();
    const hanging = house.messenger.holdNext();
    await started(house.ports, 'request:r2');
    await hanging.reached;
    const own = house.messenger.holdNext();
    await submitted(house.ports);
    await own.reached;
    let isDone = false;

    const done = house.dispatcher.sendsDone(REQUEST).then(() => (isDone = true));
    await breathe();
    const before = isDone;
    own.release();
    await done;

    expect(before).toBe(false);
    expect(leftToSend(await stored(house.ports))).toMatchObject([{ order: { copy: 'partner' } }]);
    hanging.release();
    await house.dispatcher.idle();
  });

  it('finds what is ordered just when it was about to go idle', async () => {
    const store = new RacingStore(new MemoryStore());
    const house = openHouse({ store, isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await house.dispatcher.idle();
    // One read for each lane; the lane of the sends has read that there is nothing to do when the click comes.
    store.afterReadOf(REQUEST, () => Promise.resolve());
    store.afterReadOf(REQUEST, () =>
      give(house.ports, REQUEST, given(house.ports, FPM, { type: 'MarkComplete' })),
    );

    house.dispatcher.kick(REQUEST);
    await house.dispatcher.idle();

    expect(statusOf(await stored(house.ports))).toBe('InReview');
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });

  it('answers at once for a record without messages under way', async () => {
    const house = await runningHouse();

    await expect(house.dispatcher.messagesDone(REQUEST)).resolves.toBeUndefined();
    await expect(house.dispatcher.idle()).resolves.toBeUndefined();
  });

  it('is idle only when what followed from its own work is done as well', async () => {
    const house = await runningHouse();
    await submitted(house.ports);
    await approved(house.ports);

    await accepted(house.ports);
    await house.dispatcher.idle();

    expect((await stored(house.ports, ENGAGEMENT)).effects).toEqual([]);
    expect(house.messenger.shownIn(chatOf(EXPERT)).at(-1)).toMatchObject({ card: 'expert' });
  });
});

describe('a dispatcher that is stopped', () => {
  it('ends what is under way before it says so', async () => {
    const house = await runningHouse();
    const held = house.messenger.holdNext();
    await started(house.ports);
    await held.reached;
    const ends: string[] = [];

    const stopped = house.dispatcher.stop().then(() => ends.push('stopped'));
    ends.push('released');
    held.release();
    await stopped;

    expect(ends).toEqual(['released', 'stopped']);
    expect((await stored(house.ports)).effects).toEqual([]);
  });

  it('begins nothing more, of the same record neither', async () => {
    const house = await runningHouse();
    const held = house.messenger.holdNext();
    await submitted(house.ports);
    await held.reached;

    const stopped = house.dispatcher.stop();
    held.release();
    await stopped;

    expect(house.messenger.sent).toHaveLength(1);
    expect(leftToSend(await stored(house.ports)).length).toBeGreaterThan(1);
  });

  it('takes no new work and leaves it to be found later', async () => {
    const house = await runningHouse();
    await house.dispatcher.stop();

    await started(house.ports);
    await house.dispatcher.idle();

    expect(house.messenger.sent).toEqual([]);
    expect(await dueByThen(house.ports.store, house.clock.now() + LEASE_MS)).toEqual([REQUEST]);
  });
});

describe('a second dispatcher', () => {
  async function twoHouses(): Promise<readonly [FakeHouse, FakeHouse]> {
    const store = new MemoryStore();
    const one = openHouse({ store });
    const { clock, leaseClock, messenger, mailer } = one;
    const other = openHouse({
      ...{ store, clock, leaseClock, messenger, mailer },
      ...{ owner: 'other', isDispatching: true },
    });
    await moveIn(one.ports);
    return [one, other];
  }

  it('takes over what the first has committed only when the lease has run out', async () => {
    const [one, other] = await twoHouses();
    await submitted(one.ports);

    one.leaseClock.forward(LEASE_MS - 1);
    other.dispatcher.kick(REQUEST);
    await other.dispatcher.idle();
    const before = one.messenger.sent.length + one.mailer.sent.length;
    one.leaseClock.forward(1);
    other.dispatcher.kick(REQUEST);
    await other.dispatcher.idle();

    expect(before).toBe(0);
    expect(one.messenger.sent).toHaveLength(2);
    expect(one.mailer.sent).toHaveLength(2);
    expect(leftToSend(await stored(one.ports))).toEqual([]);
  });

  it('counts leases in real time, whatever the business clock does', async () => {
    const [one, other] = await twoHouses();
    await submitted(one.ports);

    one.clock.forward(86_400_000);
    other.dispatcher.kick(REQUEST);
    await other.dispatcher.idle();

    expect(one.messenger.sent).toEqual([]);
  });

  it('neither steals nor strands by a click what the first is carrying', async () => {
    const [one, other] = await twoHouses();
    await submitted(one.ports);

    await give(other.ports, REQUEST, given(other.ports, FPM, { type: 'MarkComplete' }));
    await other.dispatcher.idle();
    const stolen = one.messenger.sent.length;
    one.dispatcher.kick(REQUEST);
    await one.dispatcher.idle();

    expect(stolen).toBe(0);
    expect(one.messenger.shownIn(chatOf(FPM))).toEqual([
      { card: 'request-fpm', status: 'InReview', reader: FPM.id },
    ]);
    expect(leftToSend(await stored(one.ports))).toEqual([]);
  });

  it('shares the work with the first and sends nothing twice', async () => {
    const [one, other] = await twoHouses();
    await submitted(one.ports);
    one.leaseClock.forward(LEASE_MS);

    one.dispatcher.kick(REQUEST);
    other.dispatcher.kick(REQUEST);
    await Promise.all([one.dispatcher.idle(), other.dispatcher.idle()]);

    expect(one.messenger.posts(chatOf(FPM))).toHaveLength(1);
    expect(one.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
    expect(one.mailer.sent).toHaveLength(2);
    expect(leftToSend(await stored(one.ports))).toEqual([]);
  });
});
