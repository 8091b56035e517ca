import { createCalendar } from '../../src/calendar/working-calendar';
import type { Person } from '../../src/domain/directory/person';
import type { PersonRef, RequestId } from '../../src/domain/kernel';
import type { NumberedRequest } from '../../src/domain/request/request';
import { MemoryStore } from '../../src/store/memory-store';
import { loadState } from '../../src/workflow/load-record';
import { coverFor, standInFor } from '../../src/workflow/stand-ins';
import { importDirectory } from '../support/directory-imports';
import { DIRECTORY, FPM, PARTNER } from '../support/fake-directory';
import { heirOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { give, given, stored, submitted } from '../support/fake-requests';
import { SECOND_FPM, secondFpmJoins } from '../support/second-fpm';

/** The first moment of Tuesday in Madrid, where everybody lives. */
const TUESDAY = Date.UTC(2026, 10, 23, 23);
const ALONE = { without: [], at: TUESDAY };
const COMPANY = 'partner:fabrikam';
const TWO: readonly RequestId[] = ['request:r1', 'request:r2'];

/** A house with two FPMs of one company and two requests that wait for the first of them. */
async function houseWith(store = new MemoryStore()): Promise<FakeHouse> {
  const house = openHouse({ store, calendar: createCalendar() });
  await moveIn(house.ports);
  for (const id of TWO) {
    await submitted(house.ports, id);
  }
  await secondFpmJoins(house.ports);
  return house;
}

/** Away from Tuesday to Friday, whatever is in hand. */
async function goAway({ ports }: FakeHouse, who: PersonRef, standIn: PersonRef): Promise<void> {
  const order = { from: '2026-11-24', until: '2026-11-27', standIn: standIn.id, inHand: 'all' };
  const outcome = await give(ports, who.id, given(ports, who, { type: 'SetAbsence', ...order }));
  expect(outcome.ok).toBe(true);
}

function at({ clock, leaseClock }: FakeHouse, moment: number): void {
  clock.set(moment);
  leaseClock.set(moment);
}

/** How often each of the two was handed over, and whose it is. */
async function handed({ ports }: FakeHouse): Promise<readonly unknown[]> {
  return Promise.all(
    TWO.map(async (id) => {
      const { events, state } = await stored(ports, id);
      const count = events.filter(({ type }) => type === 'RequestHandedOver').length;
      return [(state as NumberedRequest).form.fpm.id, count];
    }),
  );
}

const ONCE = TWO.map(() => [SECOND_FPM.id, 1]);

describe('the beginning of an absence', () => {
  it('counts once, whichever of two processes comes to it', async () => {
    const store = new MemoryStore();
    const one = await houseWith(store);
    const other = openHouse({ store, calendar: createCalendar(), owner: 'other' });
    await goAway(one, FPM, SECOND_FPM);
    [one, other].forEach((house) => {
      at(house, TUESDAY);
    });

    await Promise.all(
      [one, other].map(async ({ dispatcher }) => {
        dispatcher.kick(FPM.id);
        await dispatcher.idle();
      }),
    );

    expect(await handed(one)).toEqual(ONCE);
  });

  it('is made up for by another process when the first one died right after it was set', async () => {
    const store = new MemoryStore();
    const dead = await houseWith(store);
    await goAway(dead, FPM, SECOND_FPM);
    at(dead, TUESDAY);

    const heir = heirOf(dead, { store, calendar: createCalendar() });
    heir.dispatcher.kick(FPM.id);
    await heir.dispatcher.idle();

    expect(await handed(heir)).toEqual(ONCE);
  });
});

describe('who takes what comes to an absent FPM', () => {
  let house: FakeHouse;

  beforeEach(async () => {
    house = await houseWith();
  });

  it('is the stand-in from the first moment on, and nobody before', async () => {
    await goAway(house, FPM, SECOND_FPM);

    const [before, then] = [TUESDAY - 1, TUESDAY].map((moment) =>
      coverFor(house.ports, FPM.id, COMPANY, { ...ALONE, at: moment }),
    );

    expect([await before, await then]).toEqual([undefined, SECOND_FPM]);
  });

  it.each([
    ['is away', (): Promise<void> => goAway(house, SECOND_FPM, FPM)],
    [
      'has left',
      async (): Promise<void> => {
        await importDirectory(house.ports, DIRECTORY);
      },
    ],
  ])('is nobody where the only stand-in %s: it stays', async (_why, go) => {
    await goAway(house, FPM, SECOND_FPM);
    await go();

    expect(await coverFor(house.ports, FPM.id, COMPANY, ALONE)).toBeUndefined();
  });

  it('is never somebody who asked for it', async () => {
    await goAway(house, FPM, SECOND_FPM);

    const which = { ...ALONE, without: [SECOND_FPM.id] };

    expect(await coverFor(house.ports, FPM.id, COMPANY, which)).toBeUndefined();
  });
});

describe('who hears of late decisions and concerns', () => {
  it('is nobody who is away', async () => {
    const house = await houseWith();
    const before = await standInFor(house.ports, COMPANY, [FPM.id, PARTNER.id], TUESDAY);
    await goAway(house, SECOND_FPM, FPM);

    const [monday, tuesday] = [TUESDAY - 1, TUESDAY].map((moment) =>
      standInFor(house.ports, COMPANY, [FPM.id, PARTNER.id], moment),
    );

    expect([before, await monday]).toEqual([SECOND_FPM, SECOND_FPM]);
    expect(await tuesday).not.toEqual(SECOND_FPM);
  });
});

describe('somebody whose record is older than absences', () => {
  it('is there, and can set one', async () => {
    const house = await houseWith();
    expect(await loadState<Person>(house.ports, FPM.id)).not.toHaveProperty('absence');

    await goAway(house, FPM, SECOND_FPM);

    expect(await loadState<Person>(house.ports, FPM.id)).toMatchObject({ absence: { edition: 1 } });
  });
});
