import type { PersonId } from '../../src/domain/kernel';
import { PermanentError, TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { ATTEMPTS_MAX } from '../../src/workflow/back-off';
import { handleCommand } from '../../src/workflow/handle-command';
import type { Copy, PendingEffect } from '../../src/workflow/record';
import { runEffects } from '../../src/workflow/run-effects';
import { FPM, PARTNER } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { RacingStore } from '../support/fake-racing-store';
import { give, given, REQUEST, started, stored, submitted } from '../support/fake-requests';
import { dueByThen, leftToSend } from '../support/left-to-do';

const DOWN = new TransientError('delivery/unavailable', 'Teams does not answer.');

async function draftHouse(): Promise<FakeHouse> {
  const house = openHouse();
  await moveIn(house.ports);
  await started(house.ports);
  return house;
}

async function onlyEffect(house: FakeHouse): Promise<PendingEffect | undefined> {
  const { effects } = await stored(house.ports);
  expect(effects.length).toBeLessThanOrEqual(1);
  return effects[0];
}

/** The record gets one more card, which is to ping this person. */
async function showTo(house: FakeHouse, person: PersonId): Promise<void> {
  const copy: Copy = {
    key: 'one-more',
    card: 'offer',
    to: { person },
    ping: 'P5',
    previous: [],
    epoch: 1,
    shownVersion: 0,
  };
  await handleCommand(house.ports, REQUEST, {
    message: { source: 'request:elsewhere', sequence: 1, adopts: copy },
  });
  await handleCommand(house.ports, REQUEST, { redraw: true });
}

/** Carries out what is due now. */
function run(house: FakeHouse): Promise<void> {
  return runEffects(house.ports, REQUEST, 'sends');
}

describe('carrying out what a record ordered', () => {
  it('sends it and leaves nothing to do', async () => {
    const house = await draftHouse();

    await run(house);

    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { card: 'request-partner', status: 'Draft', reader: PARTNER.id },
    ]);
    expect(await onlyEffect(house)).toBeUndefined();
    expect(await dueByThen(house.ports.store, house.clock.now() + 86_400_000)).toEqual([]);
  });

  it('goes on with the next effect when one has to wait', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    await submitted(house.ports);
    house.messenger.failNext(DOWN);

    await run(house);

    expect(house.messenger.posts(chatOf(PARTNER))).toEqual([]);
    expect(house.messenger.posts(chatOf(FPM))).toHaveLength(1);
    expect(house.mailer.sent).toHaveLength(2);
  });

  it('does nothing for a record that was never written', async () => {
    const house = openHouse();

    await run(house);

    expect(house.log.lines).toEqual([]);
  });

  it('survives a store that is down, and says so', async () => {
    const house = await draftHouse();
    await house.ports.store.close();

    await run(house);

    expect(house.log.lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        fields: expect.objectContaining({ id: REQUEST, code: 'store/unavailable' }),
      }),
    ]);
  });

  it('finds its way when the record changes between looking and claiming', async () => {
    const store = new RacingStore(new MemoryStore());
    const house = openHouse({ store });
    const other = openHouse({ store, owner: 'other', messenger: house.messenger });
    await moveIn(house.ports);
    await submitted(house.ports);
    house.leaseClock.forward(house.ports.leaseMs);
    store.beforeWriteOf(REQUEST, () =>
      give(other.ports, REQUEST, given(other.ports, FPM, { type: 'MarkComplete' })),
    );

    await run(house);

    expect(house.messenger.shownIn(chatOf(FPM))).toEqual([
      { card: 'request-fpm', status: 'InReview', reader: FPM.id },
    ]);
  });
});

describe('a send that fails for the moment', () => {
  it('is put off by the back-off and delivered once that is over, and not before', async () => {
    const house = await draftHouse();
    house.messenger.failNext(DOWN);
    await run(house);
    const waiting = await onlyEffect(house);
    const wait = (waiting?.notBefore ?? 0) - house.clock.now();

    house.clock.forward(wait - 1);
    await run(house);
    const tooEarly = house.messenger.sent.length;
    house.clock.forward(1);
    await run(house);

    expect(waiting).toMatchObject({ attempts: 1 });
    expect(wait).toBeGreaterThanOrEqual(1_000);
    expect(wait).toBeLessThanOrEqual(2_000);
    expect(tooEarly).toBe(0);
    expect(house.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
    expect(await onlyEffect(house)).toBeUndefined();
  });

  it('waits at least as long as Teams asked for', async () => {
    const house = await draftHouse();
    const details = { retryAfterMs: 90_000 };
    house.messenger.failNext(new TransientError('delivery/throttled', 'Slow down.', { details }));

    await run(house);

    expect((await onlyEffect(house))?.notBefore).toBe(house.clock.now() + 90_000);
  });

  it('makes the record due at the moment of the next attempt', async () => {
    const house = await draftHouse();
    house.messenger.failNext(DOWN);
    await run(house);
    const { notBefore = 0 } = (await onlyEffect(house)) ?? {};

    const due = [notBefore - 1, notBefore].map((at) => dueByThen(house.ports.store, at));

    expect(await Promise.all(due)).toEqual([[], [REQUEST]]);
  });

  it('shows what is true by the time it gets through', async () => {
    const house = await draftHouse();
    house.messenger.failNext(DOWN);
    await run(house);
    await submitted(house.ports);
    house.clock.forward(60_000);

    await run(house);

    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { card: 'request-partner', status: 'Submitted', reader: PARTNER.id },
    ]);
  });

  it('is given up after the last attempt, visibly and with an error in the log', async () => {
    const house = await draftHouse();
    house.messenger.failNext(...Array.from({ length: ATTEMPTS_MAX }, () => DOWN));

    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
      await run(house);
      house.clock.forward(15 * 60_000);
    }
    const before = await onlyEffect(house);
    await run(house);

    expect(before).toMatchObject({ attempts: ATTEMPTS_MAX - 1 });
    expect(before).not.toHaveProperty('stuck');
    expect(await onlyEffect(house)).toMatchObject({
      stuck: { code: 'delivery/unavailable', at: house.clock.now() },
    });
    expect(house.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    house.clock.forward(86_400_000);
    await run(house);
    expect(house.messenger.sent).toEqual([]);
  });
});

describe('the lease under which something is sent', () => {
  it('is the one it was ordered under as long as that lasts for a send', async () => {
    const house = await draftHouse();
    house.leaseClock.forward(20_000);
    const held = house.messenger.holdNext();
    const running = run(house);
    await held.reached;

    const during = await onlyEffect(house);
    held.release();
    await running;

    expect(during).toMatchObject({ generation: 1 });
  });

  it('is taken anew when it was long in line, so that nobody takes over what is under way', async () => {
    const house = await draftHouse();
    house.leaseClock.forward(house.ports.leaseMs - 1);
    const held = house.messenger.holdNext();
    const running = run(house);
    await held.reached;

    const during = await onlyEffect(house);
    held.release();
    await running;

    const until = house.leaseClock.now() + house.ports.leaseMs;
    expect(during).toMatchObject({ generation: 2, lease: { owner: 'one', until } });
    expect(house.messenger.sent).toHaveLength(1);
    expect(await onlyEffect(house)).toBeUndefined();
  });

  it.each([
    ['which may be in Teams already: counted', submitted, true],
    ['which only edits what is there', edited, false],
  ])('of a process that has died is taken over: %s', async (_what, order, mayRepeat) => {
    const dead = openHouse({ owner: 'dead' });
    await moveIn(dead.ports);
    await order(dead.ports);
    const { store, clock, leaseClock } = dead.ports;
    const heir = openHouse({ store, owner: 'heir' });
    heir.clock.set(clock.now());
    heir.leaseClock.set(leaseClock.now() + dead.ports.leaseMs);

    await run(heir);

    const [line] = heir.log.lines;
    expect(line).toMatchObject({ level: 'warn', fields: { from: 'dead', mayRepeat } });
  });
});

/** The request's card is there, and there is something new on it. */
async function edited(ports: FakeHouse['ports']): Promise<void> {
  await started(ports);
  await runEffects(ports, REQUEST, 'sends');
  await handleCommand(ports, REQUEST, { redraw: true });
}

describe('a failure for good', () => {
  it('leaves the effect stuck at once, under its own code', async () => {
    const house = await draftHouse();
    await showTo(house, 'person:nobody-knows');

    await run(house);

    const { effects } = await stored(house.ports);
    expect(effects).toEqual([
      expect.objectContaining({ stuck: { code: 'delivery/unreachable', at: house.clock.now() } }),
    ]);
  });

  it('is not repeated by a chat that refuses and mail that is refused too', async () => {
    const house = openHouse();
    await moveIn(house.ports);
    await submitted(house.ports);
    house.messenger.refuse(chatOf(FPM), new PermanentError('delivery/refused', 'Removed.'));
    house.mailer.failNext(new PermanentError('delivery/unreachable', 'No such address.'));

    await run(house);

    const left = leftToSend(await stored(house.ports));
    expect(left.map(({ order, stuck }) => [order.type, stuck?.code])).toEqual([
      ['Show', 'delivery/unreachable'],
    ]);
  });
});

describe('what a late carrier reports', () => {
  it('is ignored after the lease was given back and taken again', async () => {
    const house = await draftHouse();
    const other = openHouse({
      store: house.ports.store,
      owner: 'other',
      clock: house.clock,
      leaseClock: house.leaseClock,
    });
    const held = house.messenger.holdNext();
    const first = run(house);
    await held.reached;
    house.leaseClock.forward(house.ports.leaseMs);
    house.clock.forward(house.ports.leaseMs);
    other.messenger.failNext(DOWN);
    await run(other);
    house.clock.forward(60_000);
    const otherHeld = other.messenger.holdNext();
    const second = run(other);
    await otherHeld.reached;

    held.release();
    await first;
    const whileCarried = await onlyEffect(house);
    otherHeld.release();
    await second;

    expect(whileCarried?.lease?.owner).toBe('other');
    const [copy] = (await stored(house.ports)).copies;
    expect(copy?.activityId).toBe(other.messenger.posts(chatOf(PARTNER))[0]?.activityId);
    expect(await onlyEffect(house)).toBeUndefined();
  });

  it('does not put off what somebody else has taken over', async () => {
    const house = await draftHouse();
    const parts = { store: house.ports.store, clock: house.clock, leaseClock: house.leaseClock };
    const other = openHouse({ ...parts, owner: 'other' });
    const failing = house.messenger.holdNext(DOWN);
    const first = run(house);
    await failing.reached;
    house.leaseClock.forward(house.ports.leaseMs);
    const held = other.messenger.holdNext();
    const second = run(other);
    await held.reached;

    failing.release();
    await first;
    const whileCarried = await onlyEffect(house);
    held.release();
    await second;

    expect(whileCarried).toMatchObject({
      attempts: 0,
      lease: { owner: 'other' },
      generation: 2,
    });
    expect(await onlyEffect(house)).toBeUndefined();
  });
});
