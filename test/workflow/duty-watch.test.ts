import { MemoryStore } from '../../src/store/memory-store';
import type { Today } from '../../src/domain/today/today';
import { createDutyWatch, todayOf, type DutyWatch } from '../../src/workflow/duty-watch';
import { handleCommand } from '../../src/workflow/handle-command';
import type { CommandPorts } from '../../src/workflow/ports';
import type { FindQuery, Page, Versioned } from '../../src/workflow/store-port';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeTimer } from '../support/fake-timer';
import {
  approved,
  give,
  given,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';

const TODAY = todayOf(FPM.id);

/** Counts how often the Today of the FPM is looked at, and the lists that are read. */
class WatchedStore extends MemoryStore {
  looks = 0;
  finds = 0;

  override async find(query: FindQuery, now: number): Promise<Page> {
    this.finds += 1;
    return super.find(query, now);
  }

  override async read(id: string, now: number): Promise<Versioned | undefined> {
    this.looks += id === TODAY ? 1 : 0;
    return super.read(id, now);
  }
}

interface WatchedHouse extends FakeHouse {
  readonly store: WatchedStore;
  readonly watch: DutyWatch;
  readonly timer: FakeTimer;
  /** The ports of the house, with somebody watching the duties. */
  readonly watched: CommandPorts;
}

async function watchedHouse(): Promise<WatchedHouse> {
  const store = new WatchedStore();
  const house = openHouse({ store, isDispatching: true });
  await moveIn(house.ports);
  await house.dispatcher.idle();
  const timer = new FakeTimer(house.leaseClock);
  const watch = createDutyWatch(house.ports, timer.ringAfter);
  return {
    ...house,
    store,
    watch,
    timer,
    watched: { ...house.ports, dutiesChanged: watch.changed },
  };
}

/** The FPM looks at Today, on which nothing stands yet. */
async function opened(house: WatchedHouse): Promise<void> {
  await give(house.ports, TODAY, given(house.ports, FPM, { type: 'OpenToday' }));
  await house.dispatcher.idle();
}

async function linesOf(house: WatchedHouse): Promise<readonly string[]> {
  const today = (await stored(house.ports, TODAY)).state as Today;
  return today.duties.lines.map(({ what }) => what);
}

describe('a shown Today', () => {
  it('is brought up to date when something begins to wait for its reader, and when it does no more', async () => {
    const house = await watchedHouse();
    await opened(house);

    await submitted(house.watched);
    await house.watch.idle();
    const waiting = await linesOf(house);
    await approved(house.watched);
    await house.watch.idle();

    expect(waiting).toEqual(['check']);
    expect(await linesOf(house)).toEqual([]);
  });

  it('is changed in place and without a ping', async () => {
    const house = await watchedHouse();
    await opened(house);

    await submitted(house.watched);
    await house.watch.idle();
    await house.dispatcher.idle();

    const [copy] = (await stored(house.ports, TODAY)).copies;
    expect(copy).toMatchObject({ key: 'today', activityId: expect.any(String), previous: [] });
    expect(copy).not.toHaveProperty('ping');
  });

  it('is not shown to somebody who has not opened it', async () => {
    const house = await watchedHouse();

    await submitted(house.watched);
    await house.watch.idle();

    expect((await stored(house.ports, TODAY)).copies).toEqual([]);
  });
});

describe('what a look costs', () => {
  it('is nothing for somebody who has no Today on show', async () => {
    const house = await watchedHouse();
    await submitted(house.watched);
    house.store.finds = 0;

    await house.watch.idle();

    expect(house.store.finds).toBe(0);
  });

  it('is every kind of record that can wait for somebody who has', async () => {
    const house = await watchedHouse();
    await opened(house);
    await submitted(house.watched);
    house.store.finds = 0;

    await house.watch.idle();

    // Four kinds of records, the requests they take part in, and for whom they stand in.
    expect(house.store.finds).toBe(6);
  });
});

describe('who is looked after', () => {
  async function toldBy(house: WatchedHouse, step: () => Promise<unknown>): Promise<unknown> {
    const told: (readonly string[])[] = [];
    const ports = {
      ...house.ports,
      dutiesChanged: (people: readonly string[]) => told.push(people),
    };
    Object.assign(house, { watched: ports });
    await step();
    return told;
  }

  it('is everybody for whom the record waited or waits, and nobody else', async () => {
    const house = await watchedHouse();
    await submitted(house.ports);

    const told = await toldBy(house, () => approved(house.watched));

    expect(told).toEqual([[FPM.id, EXPERT.id]]);
  });

  it('is nobody when a record waits for nobody', async () => {
    const house = await watchedHouse();

    const told = await toldBy(house, () => started(house.watched));

    expect(told).toEqual([]);
  });

  it('is nobody when nothing happened', async () => {
    const house = await watchedHouse();
    await submitted(house.ports);

    const told = await toldBy(house, async () => {
      await give(house.watched, REQUEST, given(house.ports, PARTNER, { type: 'Approve' }));
      await handleCommand(house.watched, REQUEST, { redraw: true });
    });

    expect(told).toEqual([]);
  });
});

describe('the watch', () => {
  it('looks once however often the duties of somebody changed meanwhile', async () => {
    const house = await watchedHouse();
    house.store.looks = 0;

    house.watch.changed([FPM.id]);
    house.watch.changed([FPM.id, FPM.id]);
    await house.watch.idle();

    expect(house.store.looks).toBe(1);
  });

  it('collects the changes of a second and then looks by itself', async () => {
    const house = await watchedHouse();
    house.store.looks = 0;
    const settled = (): Promise<void> => new Promise(setImmediate);

    house.watch.changed([FPM.id]);
    await house.timer.forward(999, settled);
    house.watch.changed([FPM.id]);
    const early = house.store.looks;
    await house.timer.forward(1, settled);
    const first = house.store.looks;
    house.watch.changed([FPM.id]);
    await house.timer.forward(1_000, settled);

    expect([early, first, house.store.looks]).toEqual([0, 1, 2]);
  });

  it('looks again when they change after it has looked', async () => {
    const house = await watchedHouse();
    house.store.looks = 0;

    house.watch.changed([FPM.id]);
    await house.watch.idle();
    house.watch.changed([FPM.id]);
    await house.watch.idle();

    expect(house.store.looks).toBe(2);
  });

  it('says that a look failed, and goes on with the others', async () => {
    const house = await watchedHouse();
    await house.ports.store.close();

    house.watch.changed([FPM.id, EXPERT.id]);
    await house.watch.idle();
    house.watch.changed([PARTNER.id]);
    await house.watch.idle();

    expect(house.log.lines.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn']);
  });

  it('is idle when nobody has asked for anything', async () => {
    const house = await watchedHouse();

    await expect(house.watch.idle()).resolves.toBeUndefined();
  });
});
