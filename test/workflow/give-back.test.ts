import { MemoryStore } from '../../src/store/memory-store';
import { giveBack } from '../../src/workflow/give-back';
import type { LiveRecord } from '../../src/workflow/record';
import { FPM, PARTNER } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { RacingStore } from '../support/fake-racing-store';
import { give, given, REQUEST, started, stored, submitted } from '../support/fake-requests';
import { dueByThen, leftToSend } from '../support/left-to-do';

/** A process over a store, and another one that lives on. */
async function twoHouses(
  store = new MemoryStore(),
): Promise<{ readonly leaving: FakeHouse; readonly heir: FakeHouse }> {
  const leaving = openHouse({ store, owner: 'leaving' });
  const { clock, leaseClock } = leaving;
  const heir = openHouse({ store, clock, leaseClock, owner: 'heir', isDispatching: true });
  await moveIn(leaving.ports);
  await giveBack(leaving.ports); // What moving in has ordered is not what a test is about.
  return { leaving, heir };
}

function ownersIn({ effects }: LiveRecord): readonly (string | undefined)[] {
  return effects.filter(({ order }) => order.type !== 'WakeUp').map(({ lease }) => lease?.owner);
}

async function carriedOutBy(house: FakeHouse): Promise<LiveRecord> {
  house.dispatcher.kick(REQUEST);
  await house.dispatcher.idle();
  return stored(house.ports);
}

describe('a process that ends', () => {
  it('gives back what it has not begun, and others need not wait for the end of a lease', async () => {
    const { leaving, heir } = await twoHouses();
    await submitted(leaving.ports);
    const before = ownersIn(await stored(leaving.ports));

    leaving.ports.shift.endAll();
    const count = await giveBack(leaving.ports);

    expect(new Set(before)).toEqual(new Set(['leaving']));
    expect(count).toBe(before.length);
    expect(await dueByThen(leaving.ports.store, leaving.clock.now())).toEqual([REQUEST]);
    expect(leftToSend(await carriedOutBy(heir))).toEqual([]);
    expect(heir.messenger.posts(chatOf(FPM))).toHaveLength(1);
  });

  it('keeps the lease of a send that is under way, so that nobody sends it once more', async () => {
    const { leaving, heir } = await twoHouses();
    await submitted(leaving.ports);
    const held = leaving.messenger.holdNext();
    leaving.dispatcher.kick(REQUEST);
    await held.reached;

    void leaving.dispatcher.stop();
    await giveBack(leaving.ports);
    const owners = ownersIn(await stored(leaving.ports));
    await carriedOutBy(heir);
    const meanwhile = heir.messenger.posts(chatOf(PARTNER)).length;
    held.release();
    await leaving.dispatcher.idle();

    expect(owners.filter((owner) => owner === 'leaving')).toHaveLength(1);
    expect(meanwhile).toBe(0);
    expect(leaving.messenger.sent).toHaveLength(1);
    expect(heir.messenger.posts(chatOf(FPM))).toHaveLength(1);
    expect(leftToSend(await stored(heir.ports))).toEqual([]);
  });

  it('leaves alone what others hold', async () => {
    const { leaving } = await twoHouses();
    const { store } = leaving.ports;
    const other = openHouse({ store, owner: 'other' });
    await started(other.ports);

    const count = await giveBack(leaving.ports);

    expect(count).toBe(0);
    expect(ownersIn(await stored(leaving.ports))).toEqual(['other']);
  });

  it('gives back although somebody changes the record at that moment', async () => {
    const store = new RacingStore(new MemoryStore());
    const leaving = openHouse({ store, owner: 'leaving' });
    await moveIn(leaving.ports);
    await submitted(leaving.ports);
    const other = openHouse({ store, owner: 'other' });
    store.beforeWriteOf(REQUEST, () =>
      give(other.ports, REQUEST, given(other.ports, FPM, { type: 'MarkComplete' })),
    );

    const count = await giveBack(leaving.ports);

    const owners = ownersIn(await stored(leaving.ports));
    expect(count).toBeGreaterThan(0);
    expect(owners).not.toContain('leaving');
  });
});
