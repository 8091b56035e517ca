import { PermanentError, TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { handleCommand } from '../../src/workflow/handle-command';
import type { Copy, Envelope } from '../../src/workflow/record';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  REQUEST,
  statusOf,
  stored,
  submitted,
} from '../support/fake-requests';
import { dueByThen, leftToSend } from '../support/left-to-do';

/** A request whose expert has accepted; nothing has been carried out. */
async function assignedHouse(): Promise<FakeHouse> {
  const house = openHouse();
  await moveIn(house.ports);
  await submitted(house.ports);
  await approved(house.ports);
  await accepted(house.ports);
  return house;
}

/** The message that opens the engagement, as the request ordered it. */
async function opening(house: FakeHouse): Promise<Envelope> {
  const { effects } = await stored(house.ports);
  const tell = effects.find(({ order }) => order.type === 'Tell');
  const order = tell?.order.type === 'Tell' ? tell.order.command : { type: 'none' };
  return message(house, 1, order);
}

function message(
  house: FakeHouse,
  sequence: number,
  order: { readonly type: string },
  adopts?: Copy,
): Envelope {
  const meta = { by: 'system', at: house.clock.now(), causeId: `message:${String(sequence)}` };
  return {
    command: { ...order, ...meta, by: 'system' },
    message: { source: REQUEST, sequence, ...(adopts === undefined ? {} : { adopts }) },
  };
}

function contact(): { readonly type: string; readonly contact: unknown } {
  return { type: 'NoteContact', contact: { by: EXPERT, at: 1 } };
}

describe('a message from another record', () => {
  it('is taken once; a repeat changes nothing and is answered from the present state', async () => {
    const house = await assignedHouse();
    const first = await opening(house);
    await handleCommand(house.ports, ENGAGEMENT, first);
    const before = await stored(house.ports, ENGAGEMENT);

    const outcome = await handleCommand(house.ports, ENGAGEMENT, first);

    expect(outcome).toMatchObject({ ok: true, events: [] });
    expect(statusOf(outcome.record)).toBe('Preparing');
    expect(await stored(house.ports, ENGAGEMENT)).toEqual(before);
  });

  it('is taken once when it comes five times at once', async () => {
    const house = await assignedHouse();
    const first = await opening(house);

    await Promise.all(
      Array.from({ length: 5 }, () => handleCommand(house.ports, ENGAGEMENT, first)),
    );

    const engagement = await stored(house.ports, ENGAGEMENT);
    expect(engagement.events.map(({ type }) => type)).toEqual(['EngagementOpened']);
    expect(engagement.heard).toEqual({ [REQUEST]: 1 });
  });

  it('that comes before its predecessor is refused for the moment and writes nothing', async () => {
    const house = await assignedHouse();
    await handleCommand(house.ports, ENGAGEMENT, await opening(house));
    const before = await stored(house.ports, ENGAGEMENT);

    const outcome = handleCommand(house.ports, ENGAGEMENT, message(house, 3, contact()));

    await expect(outcome).rejects.toMatchObject({
      name: 'TransientError',
      code: 'message/out-of-order',
      details: { id: ENGAGEMENT, source: REQUEST, sequence: 3 },
    });
    expect(await stored(house.ports, ENGAGEMENT)).toEqual(before);
  });

  it('counts as taken although the domain refuses it, so that the next one is not held up', async () => {
    const house = await assignedHouse();
    await handleCommand(house.ports, ENGAGEMENT, await opening(house));

    await handleCommand(house.ports, ENGAGEMENT, message(house, 2, { type: 'AgreeToEnd' }));
    const next = await handleCommand(house.ports, ENGAGEMENT, message(house, 3, contact()));

    expect(statusOf(next.record)).toBe('Active');
    expect(next.record.heard).toEqual({ [REQUEST]: 3 });
  });

  it('brings the copy that is passed on, and its card is edited there', async () => {
    const house = await assignedHouse();
    const adopted: Copy = {
      key: 'expert',
      card: 'offer',
      to: { person: EXPERT.id },
      conversation: `conversation:${chatOf(EXPERT)}`,
      activityId: 'message-7',
      previous: [],
      epoch: 1,
      shownVersion: 5,
    };
    const { command } = await opening(house);
    const { type } = command ?? { type: 'none' };

    const { record } = await handleCommand(
      house.ports,
      ENGAGEMENT,
      message(house, 1, { ...command, type }, adopted),
    );

    expect(record.copies).toEqual([{ ...adopted, card: 'expert', epoch: 2 }]);
  });
});

describe('messages that are carried', () => {
  it('are numbered per receiver, and leave the record once they have arrived', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();

    await accepted(house.ports);
    await give(house.ports, REQUEST, given(house.ports, PARTNER, { type: 'ConfirmContact' }));
    await house.dispatcher.idle();

    const request = await stored(house.ports);
    expect(request.told).toEqual({ [ENGAGEMENT]: 2 });
    expect(leftToSend(request)).toEqual([]);
    expect((await stored(house.ports, ENGAGEMENT)).heard).toEqual({ [REQUEST]: 2 });
  });

  it('keep their order: one that has to wait holds back the later ones to the same record', async () => {
    const store = new FlakyStore(new MemoryStore());
    const house = openHouse({ store, isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    store.failWrite(({ id }) => id === ENGAGEMENT);

    await accepted(house.ports);
    await house.dispatcher.idle();
    await give(house.ports, REQUEST, given(house.ports, PARTNER, { type: 'ConfirmContact' }));
    await house.dispatcher.idle();
    const early = await stored(house.ports, ENGAGEMENT);
    const waiting = (await stored(house.ports)).effects.filter(
      ({ order }) => order.type === 'Tell',
    );
    house.clock.forward(60_000);
    house.dispatcher.kick(REQUEST);
    await house.dispatcher.idle();

    expect(early.events).toEqual([]);
    expect(waiting.map(({ sequence, attempts }) => [sequence, attempts])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect((await stored(house.ports, ENGAGEMENT)).events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['EngagementOpened', 'ContactNoted']),
    );
    expect(house.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('pass the card of the offer on: the same message becomes the card of the engagement', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    const [offer] = house.messenger.posts(chatOf(EXPERT));

    await accepted(house.ports);
    await house.dispatcher.idle();

    const copies = (await stored(house.ports)).copies.map(({ key }) => key);
    expect(copies).toEqual(['partner', 'fpm']);
    const [expert] = (await stored(house.ports, ENGAGEMENT)).copies;
    expect(expert).toMatchObject({ key: 'expert', activityId: offer?.activityId });
    expect(house.messenger.shownIn(chatOf(EXPERT))).toEqual([
      { card: 'expert', status: 'Preparing', reader: EXPERT.id },
    ]);
  });

  it('take the card along also when it was accepted before Teams had answered its post', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await house.dispatcher.idle();
    const held = house.messenger.holdNext(undefined, chatOf(EXPERT));
    await approved(house.ports);
    await held.reached;

    await accepted(house.ports);
    await house.dispatcher.messagesDone(REQUEST);
    held.release();
    await house.dispatcher.idle();

    expect(house.messenger.shownIn(chatOf(EXPERT))).toEqual([
      { card: 'expert', status: 'Preparing', reader: EXPERT.id },
    ]);
  });

  it('do not wait for a picture that Teams has no time for', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    const details = { retryAfterMs: 3_600_000 };
    house.messenger.failNext(new TransientError('delivery/throttled', 'Slow down.', { details }));
    await handleCommand(house.ports, REQUEST, { showAgain: `offer:${EXPERT.id}` });
    await house.dispatcher.idle();

    await accepted(house.ports);
    await house.dispatcher.idle();

    expect(statusOf(await stored(house.ports, ENGAGEMENT))).toBe('Preparing');
    expect(house.messenger.shownIn(chatOf(EXPERT)).at(-1)).toMatchObject({ card: 'expert' });
  });

  it('that wait behind one that was given up do not make their record due for ever', async () => {
    const store = new FlakyStore(new MemoryStore());
    const house = openHouse({ store, isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    const full = new PermanentError('store/too-large', 'No room.');
    store.failWrite(({ id }) => id === ENGAGEMENT, full);
    await accepted(house.ports);
    await house.dispatcher.idle();

    await give(house.ports, REQUEST, given(house.ports, PARTNER, { type: 'ConfirmContact' }));
    await house.dispatcher.idle();

    const waiting = (await stored(house.ports)).effects.filter(
      ({ order }) => order.type === 'Tell',
    );
    expect(waiting.map(({ stuck }) => stuck?.code)).toEqual(['store/too-large', undefined]);
    expect(await dueByThen(store, house.clock.now() + LEASE_MS)).toEqual([]);
  });

  it('arrive once although the answer to the write was lost', async () => {
    const store = new FlakyStore(new MemoryStore());
    const house = openHouse({ store, isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    store.loseAnswerOf(({ id }) => id === ENGAGEMENT);

    await accepted(house.ports);
    await house.dispatcher.idle();
    house.clock.forward(60_000);
    house.dispatcher.kick(REQUEST);
    await house.dispatcher.idle();

    const { events, copies } = await stored(house.ports, ENGAGEMENT);
    expect(events.filter(({ type }) => type === 'EngagementOpened')).toHaveLength(1);
    expect(copies.filter(({ key }) => key === 'expert')).toHaveLength(1);
    expect((await stored(house.ports)).copies.map(({ key }) => key)).toEqual(['partner', 'fpm']);
    expect(house.messenger.posts(chatOf(EXPERT))).toHaveLength(1);
    expect(house.messenger.posts(chatOf(FPM))).toHaveLength(1);
  });
});
