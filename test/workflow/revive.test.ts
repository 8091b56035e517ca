import { PermanentError, TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { STUCK } from '../../src/workflow/append';
import { ATTEMPTS_MAX } from '../../src/workflow/back-off';
import { findRecords } from '../../src/workflow/find-states';
import { handleCommand } from '../../src/workflow/handle-command';
import type { PendingEffect } from '../../src/workflow/record';
import { FPM, mailOf, PARTNER } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { chatOf, LEASE_MS, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
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

const FAULTY = new PermanentError('delivery/faulty', 'Teams cannot take the message as it is.', {
  details: { status: 413, code: 'MessageSizeTooBig' },
});
const DOWN = new TransientError('delivery/unavailable', 'Teams does not answer.', {
  details: { code: 'ECONNRESET' },
});

/** The partner's card cannot be posted. */
async function stuckHouse(): Promise<FakeHouse> {
  const house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
  house.messenger.failNext(FAULTY);
  await started(house.ports);
  await house.dispatcher.idle();
  return house;
}

async function stuckOf(house: FakeHouse, id: typeof REQUEST = REQUEST): Promise<PendingEffect> {
  const effect = (await stored(house.ports, id)).effects.find(({ stuck }) => stuck !== undefined);
  if (effect === undefined) {
    throw new Error('Nothing is stuck');
  }
  return effect;
}

async function revive(house: FakeHouse, effect: string, how: 'retry' | 'drop'): Promise<boolean> {
  const { ok } = await handleCommand(house.ports, REQUEST, { revive: { effect, how } });
  await house.dispatcher.idle();
  return ok;
}

async function listed(house: FakeHouse): Promise<readonly string[]> {
  const records = await findRecords(house.ports, { kind: 'request', tag: STUCK, limit: 10 });
  return records.map(({ id }) => id);
}

describe('what is stuck', () => {
  it('says why, since when, and what Teams said', async () => {
    const house = await stuckHouse();

    expect((await stuckOf(house)).stuck).toEqual({
      code: 'delivery/faulty',
      at: house.clock.now(),
      detail: '413 MessageSizeTooBig',
    });
  });

  it('says what kept happening when it was given up after many attempts', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    await started(house.ports);
    house.messenger.failNext(...Array.from({ length: ATTEMPTS_MAX }, () => DOWN));

    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      house.dispatcher.kick(REQUEST);
      await house.dispatcher.idle();
      house.clock.forward(15 * 60_000);
    }

    expect((await stuckOf(house)).stuck).toMatchObject({
      code: 'delivery/unavailable',
      detail: 'ECONNRESET',
    });
  });

  it('is our own fault where it is: the chat is not given up, and no mail goes in its place', async () => {
    const house = openHouse({ isDispatching: true });
    await moveIn(house.ports);
    house.messenger.refuse(chatOf(FPM), FAULTY);

    await submitted(house.ports);
    await house.dispatcher.idle();

    const chat = (await stored(house.ports, `conversation:${chatOf(FPM)}`)).state;
    expect(chat).not.toHaveProperty('blocked');
    expect(house.mailer.subjectsTo(mailOf(FPM))).toEqual(['arrival']);
    expect((await stuckOf(house)).order).toMatchObject({ type: 'Show', copy: 'fpm' });
  });

  it('is found by operators as long as it is there', async () => {
    const house = await stuckHouse();
    const before = await listed(house);

    await revive(house, (await stuckOf(house)).id, 'retry');

    expect([before, await listed(house)]).toEqual([[REQUEST], []]);
  });
});

describe('trying it again', () => {
  it('sends things as they stand now, and leaves nothing behind', async () => {
    const house = await stuckHouse();
    const { id } = await stuckOf(house);

    const isTaken = await revive(house, id, 'retry');

    expect(isTaken).toBe(true);
    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { card: 'request-partner', status: 'Draft', reader: PARTNER.id },
    ]);
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });

  it('begins its attempts anew, at once', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    await started(house.ports);
    const [effect] = (await stored(house.ports)).effects;
    const settle = { effect: effect?.id ?? '', generation: 1 };
    const result = { kind: 'stuck', code: 'delivery/unavailable' } as const;
    await handleCommand(house.ports, REQUEST, { settle: { ...settle, result } });
    house.clock.forward(3_600_000);

    await handleCommand(house.ports, REQUEST, { revive: { effect: settle.effect, how: 'retry' } });

    const [again] = (await stored(house.ports)).effects;
    expect(again).toMatchObject({ id: settle.effect, attempts: 0, notBefore: house.clock.now() });
    expect(again).not.toHaveProperty('stuck');
    expect(await dueByThen(house.ports.store, house.clock.now())).toEqual([REQUEST]);
  });

  it('in vain is stuck again, with the moment of today', async () => {
    const house = await stuckHouse();
    house.clock.forward(3_600_000);
    house.messenger.failNext(FAULTY);

    await revive(house, (await stuckOf(house)).id, 'retry');

    expect((await stuckOf(house)).stuck).toMatchObject({ at: house.clock.now() });
  });

  it('twice at once sends once', async () => {
    const house = await stuckHouse();
    const { id } = await stuckOf(house);

    await Promise.all([revive(house, id, 'retry'), revive(house, id, 'retry')]);

    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
  });

  it('of something else changes nothing', async () => {
    const house = await stuckHouse();
    const before = await stored(house.ports);

    await revive(house, 'request:r1:0:99', 'retry');
    await revive(house, 'request:r1:0:99', 'drop');

    expect(await stored(house.ports)).toEqual(before);
  });

  it('of what is not stuck changes nothing: somebody is carrying it', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    await started(house.ports);
    const before = await stored(house.ports);

    await revive(house, before.effects[0]?.id ?? '', 'retry');
    await revive(house, before.effects[0]?.id ?? '', 'drop');

    expect(await stored(house.ports)).toEqual(before);
  });
});

describe('giving it up', () => {
  it('leaves it out for good; what changes later is still sent', async () => {
    const house = await stuckHouse();

    await revive(house, (await stuckOf(house)).id, 'drop');
    const afterwards = leftToSend(await stored(house.ports));
    const posted = house.messenger.posts(chatOf(PARTNER)).length;
    await submitted(house.ports);
    await house.dispatcher.idle();

    expect(afterwards).toEqual([]);
    expect(posted).toBe(0);
    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { card: 'request-partner', status: 'Submitted', reader: PARTNER.id },
    ]);
  });

  it('is not possible for a message between records: those behind it would wait for ever', async () => {
    const store = new FlakyStore(new MemoryStore());
    const house = openHouse({ store, isDispatching: true });
    await moveIn(house.ports);
    await submitted(house.ports);
    await approved(house.ports);
    await house.dispatcher.idle();
    store.failWrite(({ id }) => id === ENGAGEMENT, new PermanentError('store/too-large', 'Full.'));
    await accepted(house.ports);
    await house.dispatcher.idle();
    await give(house.ports, REQUEST, given(house.ports, PARTNER, { type: 'ConfirmContact' }));
    await house.dispatcher.idle();
    const { id, order } = await stuckOf(house);

    await revive(house, id, 'drop');
    const dropped = await stuckOf(house);
    house.leaseClock.forward(LEASE_MS);
    await revive(house, id, 'retry');

    expect(order.type).toBe('Tell');
    expect(dropped.id).toBe(id);
    expect(statusOf(await stored(house.ports, ENGAGEMENT))).toBe('Active');
    expect(leftToSend(await stored(house.ports))).toEqual([]);
  });
});
