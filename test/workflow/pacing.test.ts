import { setImmediate as breathe } from 'node:timers/promises';
import { PermanentError, TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { handleCommand } from '../../src/workflow/handle-command';
import { CountingStore } from '../support/fake-counting-store';
import { FPM, PARTNER } from '../support/fake-directory';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { openForms, pacedHouse, request } from '../support/paced-house';
import { approved, give, given, started, stored, submitted } from '../support/fake-requests';
import { leftToSend } from '../support/left-to-do';

const DOWN = new TransientError('delivery/unavailable', 'Teams does not answer.');

function throttled(retryAfterMs: number): TransientError {
  return new TransientError('delivery/throttled', 'Slow down.', { details: { retryAfterMs } });
}

/** Seconds since the beginning at which each message arrived in a chat. */
function arrivals(house: FakeHouse, chat: string, start: number): readonly number[] {
  return house.messenger.sent
    .filter((one) => one.chat === chat)
    .map(({ at = 0 }) => (at - start) / 1_000);
}

/** Which requests' cards are in the partner's chat, in the order of their messages. */
async function orderInChat(house: FakeHouse, count: number): Promise<readonly number[]> {
  const byMessage = new Map<string, number>();
  for (let n = 1; n <= count; n += 1) {
    const { copies } = await stored(house.ports, request(n));
    copies.forEach(({ activityId = '' }) => byMessage.set(activityId, n));
  }
  return house.messenger.posts(chatOf(PARTNER)).map(({ activityId }) => byMessage.get(activityId)!);
}

describe('a chat that gets much at once', () => {
  it('gets five cards and then one a second, in the order in which they were ordered', async () => {
    const house = await pacedHouse();
    const start = house.leaseClock.now();

    await openForms(house, 8);
    await house.passes(10_000);

    expect(arrivals(house, chatOf(PARTNER), start)).toEqual([0, 0, 0, 0, 0, 1, 2, 3]);
    expect(await orderInChat(house, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps nobody else waiting', async () => {
    const house = await pacedHouse();
    await openForms(house, 50);

    await submitted(house.ports, request(51));
    await house.dispatcher.idle();

    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(5);
    expect(house.messenger.posts(chatOf(FPM))).toHaveLength(1);
  });

  it('is sent a card once, as it is when its turn comes, whatever happened to it meanwhile', async () => {
    const house = await pacedHouse();
    await openForms(house, 5);
    await submitted(house.ports, request(6));
    await give(house.ports, request(6), given(house.ports, FPM, { type: 'MarkComplete' }));
    await approved(house.ports, request(6));
    await house.dispatcher.idle();

    await house.passes(60_000);

    const cards = house.messenger.sent.filter(({ chat }) => chat === chatOf(PARTNER)).slice(5);
    expect(cards.map(({ kind, content }) => [kind, content])).toEqual([
      ['post', { card: 'request-partner', status: 'Approved', reader: PARTNER.id }],
    ]);
  });

  it('is sent one edit with the newest picture for all that happened between two of them', async () => {
    const house = await pacedHouse();
    await submitted(house.ports, request(1));
    await house.passes(60_000);
    await openForms(house, 6, 2);
    const before = house.messenger.sent.length;
    await handleCommand(house.ports, request(1), { redraw: true });
    await give(house.ports, request(1), given(house.ports, FPM, { type: 'MarkComplete' }));
    await handleCommand(house.ports, request(1), { redraw: true });

    await house.passes(60_000);

    const edits = house.messenger.sent.slice(before).filter(({ kind }) => kind === 'edit');
    const partners = edits.filter(({ chat }) => chat === chatOf(PARTNER));
    expect(partners.map(({ content }) => content)).toEqual([
      { card: 'request-partner', status: 'InReview', reader: PARTNER.id },
    ]);
  });

  it('costs no lease and no attempt while it waits, so that another process may go ahead', async () => {
    const store = new MemoryStore();
    const house = await pacedHouse({ store });
    await openForms(house, 6);
    house.leaseClock.forward(LEASE_MS); // The time of birth leases is over; the timers did not ring.
    const { clock, leaseClock, messenger } = house;
    const other = openHouse({ store, clock, leaseClock, messenger, owner: 'other' });

    other.dispatcher.kick(request(6));
    await other.dispatcher.idle();
    await house.passes(60_000);

    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(6);
    expect(house.log.lines).toEqual([]);
  });

  it('is under a fresh lease when its turn comes, however long that took', async () => {
    const house = await pacedHouse();
    await openForms(house, 50);
    await house.passes(44_500);
    const held = house.messenger.holdNext();

    const passing = house.passes(1_000);
    await held.reached;
    const [effect] = (await stored(house.ports, request(50))).effects;
    held.release();
    await passing;

    expect(effect?.lease?.until).toBe(house.leaseClock.now() - 500 + LEASE_MS);
    expect(effect).toMatchObject({ attempts: 0, generation: 2 });
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(50);
  });
});

describe('a chat in which something goes wrong', () => {
  it('gets its cards in their order also when Teams does not take the first one at once', async () => {
    const house = await pacedHouse();
    house.messenger.failNext(DOWN, DOWN, DOWN);

    await openForms(house, 4);
    const atFirst = house.messenger.sent.length;
    await house.passes(60_000);

    expect(atFirst).toBe(0);
    expect(await orderInChat(house, 4)).toEqual([1, 2, 3, 4]);
  });

  it('gets the others when one is not taken for more than a minute', async () => {
    const house = await pacedHouse();
    house.messenger.failNext(...Array.from({ length: 7 }, () => DOWN));
    await openForms(house, 3);

    await house.passes(5 * 60_000);
    const before = await orderInChat(house, 3);
    house.dispatcher.kick(request(1)); // As the next sweep does.
    await house.dispatcher.idle();

    expect(before).toEqual([2, 3]);
    expect(await orderInChat(house, 3)).toEqual([2, 3, 1]);
  });

  it('gets the next one at once when Teams will never take the first', async () => {
    const house = await pacedHouse();
    house.messenger.failNext(new PermanentError('delivery/faulty', 'Too large.'));

    await openForms(house, 2);

    expect(await orderInChat(house, 2)).toEqual([2]);
  });

  it('is left alone for as long as Teams asks, and no other with it', async () => {
    const house = await pacedHouse();
    const start = house.leaseClock.now();
    house.messenger.failNext(throttled(20_000));
    await openForms(house, 2);
    const { throttledUntil } = house.dispatcher.figures();

    await submitted(house.ports, request(3));
    await house.passes(30_000);

    expect(throttledUntil).toBe(start + 20_000);
    expect(arrivals(house, chatOf(FPM), start)).toEqual([0]);
    expect(arrivals(house, chatOf(PARTNER), start)).toEqual([20, 20, 20]);
    expect(await orderInChat(house, 3)).toEqual([1, 2, 3]);
  });

  it('keeps nobody else waiting while it hangs', async () => {
    const house = await pacedHouse();
    await submitted(house.ports, request(1));
    await house.dispatcher.idle();
    const held = house.messenger.holdNext(undefined, chatOf(PARTNER));
    for (let n = 2; n <= 30; n += 1) {
      await started(house.ports, request(n));
    }
    await held.reached;

    await give(house.ports, request(1), given(house.ports, FPM, { type: 'MarkComplete' }));
    while (house.messenger.sent.filter(({ chat }) => chat === chatOf(FPM)).length < 2) {
      await breathe();
    }

    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(2);
    held.release();
    await house.passes(60_000);
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(30);
  });
});

describe('a record', () => {
  it('shows a person the older card first, in whichever process', async () => {
    const store = new MemoryStore();
    const house = openHouse({ store });
    await moveIn(house.ports);
    await started(house.ports, request(1));
    const copy = { key: 'newer', card: 'offer', previous: [], epoch: 1, shownVersion: 0 } as const;
    await handleCommand(house.ports, request(1), {
      message: {
        source: request(2),
        sequence: 1,
        adopts: { ...copy, to: { person: PARTNER.id } },
      },
    });
    await handleCommand(house.ports, request(1), { redraw: true });
    house.messenger.failNext(DOWN);
    house.dispatcher.kick(request(1));
    await house.dispatcher.idle();
    const { clock, leaseClock, messenger } = house;
    leaseClock.forward(LEASE_MS);
    const other = openHouse({ store, clock, leaseClock, messenger, owner: 'other' });

    other.dispatcher.kick(request(1));
    await other.dispatcher.idle();
    const tooEarly = messenger.sent.length;
    clock.forward(LEASE_MS);
    other.dispatcher.kick(request(1));
    await other.dispatcher.idle();

    expect(tooEarly).toBe(0);
    expect(messenger.posts(chatOf(PARTNER)).map(({ content }) => content)).toEqual([
      expect.objectContaining({ card: 'request-partner' }),
      expect.objectContaining({ card: 'offer' }),
    ]);
  });
});

describe('many decisions at once', () => {
  it('wait for nothing that Teams does, and what follows from them trickles', async () => {
    const house = await pacedHouse();
    const count = 20;
    for (let n = 1; n <= count; n += 1) {
      await submitted(house.ports, request(n));
    }
    await house.passes(10 * 60_000);
    const held = house.messenger.holdNext();
    const before = house.messenger.sent.length;

    for (let n = 1; n <= count; n += 1) {
      await give(house.ports, request(n), given(house.ports, FPM, { type: 'MarkComplete' }));
    }
    const whileHanging = house.messenger.sent.length - before;
    held.release();
    const start = house.leaseClock.now();
    await house.passes(60_000);

    const edits = house.messenger.sent.slice(before);
    expect(whileHanging).toBeLessThanOrEqual(1 + 5);
    expect(edits).toHaveLength(2 * count);
    const toPartner = edits.filter(({ chat }) => chat === chatOf(PARTNER));
    expect(toPartner.map(({ at = 0 }) => (at - start) / 1_000)).toEqual([
      ...[0, 0, 0, 0, 0],
      ...Array.from({ length: count - 5 }, (_one, index) => index + 1),
    ]);
  });
});

describe('a reminder of what is still due', () => {
  it('looks once in ten seconds at a record that only waits for Teams, and at once at any other', async () => {
    const store = new CountingStore(new MemoryStore());
    const house = await pacedHouse({ store });
    await openForms(house, 40);
    const looksAt = async (ms: number): Promise<boolean> => {
      house.leaseClock.forward(ms);
      store.reads.length = 0;
      house.dispatcher.remind(request(40));
      await house.dispatcher.idle();
      return store.reads.includes(request(40));
    };

    const looks = [await looksAt(0), await looksAt(9_999), await looksAt(1), await looksAt(1)];
    const setBack = await looksAt(-2);
    house.dispatcher.remind(request(1));
    await house.dispatcher.idle();

    expect(looks).toEqual([false, false, true, false]);
    expect(setBack).toBe(true);
    expect(store.reads).toContain(request(1));
  });
});

describe('the figures of a dispatcher', () => {
  it('tell what is under way, what waits and since when', async () => {
    const house = await pacedHouse();
    const start = house.leaseClock.now();
    const idle = house.dispatcher.figures();
    await openForms(house, 7);
    house.leaseClock.forward(500);
    const waiting = house.dispatcher.figures();
    const held = house.messenger.holdNext();
    await submitted(house.ports, request(8));
    await held.reached;

    const busy = house.dispatcher.figures();
    held.release();
    await house.passes(60_000);

    expect(idle).toEqual({ underWay: 0, waiting: 0 });
    expect(waiting).toEqual({ underWay: 0, waiting: 2, oldestSince: start });
    expect(busy).toEqual({ underWay: 1, waiting: 3, oldestSince: start });
    expect(house.dispatcher.figures()).toEqual(idle);
  });

  it('count records that nobody has looked at yet', async () => {
    const house = await pacedHouse();
    const count = 40;

    for (let n = 1; n <= count; n += 1) {
      house.dispatcher.kick(request(n));
    }
    const { underWay, waiting } = house.dispatcher.figures();
    await house.dispatcher.idle();

    expect([underWay, underWay + waiting]).toEqual([16, count]);
  });
});

describe('a paced dispatcher that is stopped', () => {
  it('leaves in the store what stood in line', async () => {
    const house = await pacedHouse();
    await openForms(house, 8);

    await house.dispatcher.stop();
    await house.passes(60_000);

    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(5);
    expect(leftToSend(await stored(house.ports, request(8)))).toHaveLength(1);
  });
});
