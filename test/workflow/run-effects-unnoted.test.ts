import { MemoryStore } from '../../src/store/memory-store';
import type { PendingEffect } from '../../src/workflow/record';
import { runEffects } from '../../src/workflow/run-effects';
import { PARTNER } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { ANSWERS, give, given, REQUEST, started, stored } from '../support/fake-requests';

const SUBMIT = { type: 'Submit', answers: ANSWERS };

async function onlyEffect(house: FakeHouse): Promise<PendingEffect | undefined> {
  const { effects } = await stored(house.ports);
  expect(effects.length).toBeLessThanOrEqual(1);
  return effects[0];
}

/** Carries out what is due now. */
function run(house: FakeHouse): Promise<void> {
  return runEffects(house.ports, REQUEST, 'sends');
}

describe('what was sent and could not be noted', () => {
  async function unnotedHouse(): Promise<FakeHouse> {
    const store = new FlakyStore(new MemoryStore());
    const house = openHouse({ store });
    await moveIn(house.ports);
    await started(house.ports);
    const held = house.messenger.holdNext();
    const running = run(house);
    await held.reached;
    store.failWrite(({ id }) => id === REQUEST);
    held.release();
    await running;
    return house;
  }

  it('is noted at the next attempt and not sent again', async () => {
    const house = await unnotedHouse();
    const before = await onlyEffect(house);

    await run(house);

    expect(before).toMatchObject({ lease: { owner: 'one' } });
    expect(house.messenger.sent).toHaveLength(1);
    expect(await onlyEffect(house)).toBeUndefined();
    const [copy] = (await stored(house.ports)).copies;
    expect(copy).toMatchObject({ activityId: house.messenger.sent[0]?.activityId });
    expect(house.witness.carriages.filter(({ way }) => way === 'chat')).toHaveLength(1);
  });

  it('is shown again where it has changed meanwhile', async () => {
    const house = await unnotedHouse();
    await give(house.ports, REQUEST, given(house.ports, PARTNER, SUBMIT));

    await run(house);

    expect(house.messenger.shownIn(chatOf(PARTNER))).toEqual([
      { card: 'request-partner', status: 'Submitted', reader: PARTNER.id },
    ]);
  });

  it('is noted under a lease taken anew as well', async () => {
    const house = await unnotedHouse();
    house.leaseClock.forward(house.ports.leaseMs);

    await run(house);

    expect(house.messenger.sent).toHaveLength(1);
    expect(await onlyEffect(house)).toBeUndefined();
  });
});
