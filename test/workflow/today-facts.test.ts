import { createCalendar } from '../../src/calendar/working-calendar';
import type { HomeCalendar } from '../../src/domain/directory/home-calendar';
import type { TodayFacts } from '../../src/domain/today/today';
import { gatherFacts } from '../../src/workflow/facts';
import { seedDirectory, seedOf } from '../../src/workflow/seed-directory';
import { DIRECTORY, FPM } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { stored, submitted } from '../support/fake-requests';

const TODAY = 'today:fpm';

/** A house with the real calendar in which everybody lives like this. */
async function houseOf(home: Partial<HomeCalendar> = {}): Promise<FakeHouse> {
  const house = openHouse({ calendar: createCalendar() });
  const people = DIRECTORY.people.map((one) => ({ ...one, home: { ...one.home, ...home } }));
  await seedDirectory(house.ports, seedOf({ ...DIRECTORY, people }));
  return house;
}

/** What is gathered at a moment, `2026-11-23T09:00Z`. */
async function factsAt(house: FakeHouse, moment: string): Promise<TodayFacts> {
  const command = { type: 'BeginDay', by: 'system', at: Date.parse(moment), causeId: 'c' } as const;
  return (await gatherFacts(house.ports, await stored(house.ports, TODAY), command)) as TodayFacts;
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

describe('the next morning', () => {
  // Madrid is one hour ahead of UTC in November; Today comes at 08:30.
  it.each([
    ['later the same day', '2026-11-23T05:00Z', '2026-11-23T07:30'],
    ['the next day, from the very moment on', '2026-11-23T07:30Z', '2026-11-24T07:30'],
    [
      'the next day, when the timer was some seconds late',
      '2026-11-23T07:30:20Z',
      '2026-11-24T07:30',
    ],
    ['the next day, in the evening', '2026-11-23T22:00Z', '2026-11-24T07:30'],
    ['Monday, after Friday', '2026-11-27T12:00Z', '2026-11-30T07:30'],
    ['after a public holiday', '2026-12-07T12:00Z', '2026-12-09T07:30'],
  ])('is %s', async (_when, moment, morning) => {
    const { nextAt } = await factsAt(await houseOf(), moment);

    expect(iso(nextAt)).toBe(morning);
  });

  it('is when work begins for those who begin later', async () => {
    const { nextAt } = await factsAt(await houseOf({ from: '11:00' }), '2026-11-23T05:00Z');

    expect(iso(nextAt)).toBe('2026-11-23T10:00');
  });

  it('is the same wall time after the clocks went back', async () => {
    const { nextAt } = await factsAt(await houseOf(), '2026-10-23T12:00Z');

    expect(iso(nextAt)).toBe('2026-10-26T07:30');
  });

  it('is counted where the person is', async () => {
    const mexico = await houseOf({ zone: 'America/Mexico_City', country: 'MX' });

    const { nextAt, day } = await factsAt(mexico, '2026-11-24T03:00Z');

    expect(day).toBe('2026-11-23');
    expect(iso(nextAt)).toBe('2026-11-24T14:30');
  });
});

describe('working at a moment', () => {
  it.each([
    ['in working hours', '2026-11-23T09:00Z', true],
    ['at the end of work', '2026-11-23T17:00Z', false],
    ['before work', '2026-11-23T06:59Z', false],
    ['on a Sunday', '2026-11-22T09:00Z', false],
  ])('%s', async (_when, moment, isWorking) => {
    expect(await factsAt(await houseOf(), moment)).toMatchObject({ isWorking });
  });
});

it('what waits is gathered with it', async () => {
  const house = openHouse({ calendar: createCalendar() });
  await moveIn(house.ports);
  await submitted(house.ports);

  const { duties } = await factsAt(house, '2026-11-23T09:00Z');

  expect(duties.lines).toMatchObject([{ what: 'check', number: 1001, partner: 'Fabrikam' }]);
  expect(await stored(house.ports, `today:${FPM.id.slice('person:'.length)}`)).toMatchObject({
    id: TODAY,
  });
});
