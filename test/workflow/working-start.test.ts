import { createCalendar } from '../../src/calendar/working-calendar';
import { demoHomes, workingStart } from '../../src/workflow/working-start';
import { berlin, home, london, madrid } from '../calendar/homes';
import { FakeCalendar } from '../support/fake-calendar';
import { DIRECTORY, SEED } from '../support/fake-directory';
import { seedOf } from '../../src/workflow/seed-directory';

const CALENDAR = createCalendar();
const HOMES = [madrid, london, berlin];

function startAt(moment: string): string {
  const at = workingStart(CALENDAR, HOMES, Date.parse(moment));
  return new Date(at).toISOString().slice(0, 16);
}

describe('the moment at which a demo begins', () => {
  it('is now while everybody works', () => {
    expect(startAt('2026-11-25T10:15Z')).toBe('2026-11-25T10:15');
  });

  // Work begins at 08:00 in Madrid and Berlin, which is 07:00 UTC, and one hour later in London.
  it.each([
    ['the same morning, before work', '2026-11-25T03:00Z', '2026-11-25T09:10'],
    ['the same morning, while only some work', '2026-11-25T07:30Z', '2026-11-25T09:10'],
    ['the next morning, in the evening', '2026-11-25T20:00Z', '2026-11-26T09:10'],
    ['the next morning, when the first have gone', '2026-11-25T17:30Z', '2026-11-26T09:10'],
    ['Monday, at the weekend', '2026-11-28T12:00Z', '2026-11-30T09:10'],
    ['after a holiday of one of them', '2026-12-08T12:00Z', '2026-12-09T09:10'],
  ])('is %s, some way into the day of all', (_when, moment, start) => {
    expect(startAt(moment)).toBe(start);
  });

  it('is now when nobody is waited for', () => {
    expect(workingStart(CALENDAR, [], 1_000)).toBe(1_000);
  });

  it('is found in the end, also for people who never work at the same time', () => {
    const never = [home('Europe/Berlin', 'DE-BE', [1]), home('Europe/Berlin', 'DE-BE', [2])];
    const at = Date.parse('2026-11-25T10:15Z');

    const start = workingStart(CALENDAR, never, at);

    expect(start).toBeGreaterThan(at);
  });

  it('is now in a calendar without nights', () => {
    expect(workingStart(new FakeCalendar(), HOMES, 1_000)).toBe(1_000);
  });
});

describe('whose homes count', () => {
  it('are those of the first contact, the first FPM and the first expert', () => {
    const [contact, fpm, expert] = DIRECTORY.people;
    const people = [
      { ...contact!, home: madrid },
      { ...fpm!, home: london },
      { ...expert!, home: berlin },
      ...DIRECTORY.people.slice(3),
    ];

    expect(demoHomes(seedOf({ ...DIRECTORY, people }))).toEqual([madrid, london, berlin]);
  });

  it('are fewer where a part is not played', () => {
    const people = SEED.people.filter(({ entry }) => !entry.isExpert);

    expect(demoHomes({ ...SEED, people })).toHaveLength(2);
    expect(demoHomes({ ...SEED, people: [] })).toEqual([]);
  });
});
