import { createCalendar } from '../../src/calendar/working-calendar';
import type { HomeCalendar } from '../../src/domain/directory/home-calendar';
import type { MeetingTimes } from '../../src/domain/engagement/kickoff-meeting';
import { BugError, PermanentError, TransientError } from '../../src/errors';
import { proposeTimes } from '../../src/workflow/meeting-times';
import { seedDirectory, seedOf, type CheckedDirectory } from '../../src/workflow/seed-directory';
import { home, honolulu, london, madrid, moment, singapore, utc } from '../calendar/homes';
import { FRAN, PAT, SAM } from '../domain/cast';
import { ACTIVE, engagementAfter } from '../domain/engagement-stories';
import { openHouse, type FakeHouse } from '../support/fake-house';
import { FakeCalendars } from '../support/fake-meetings';

const HOUR = 3_600_000;
/** Monday, late in the morning in Madrid. */
const NOW = moment('2026-11-23T11:10:00+01:00');
const THREE = [PAT, FRAN, SAM] as const;

type Entry = CheckedDirectory['people'][number];

interface Homes {
  readonly pat: HomeCalendar;
  readonly fran: HomeCalendar;
  readonly sam: HomeCalendar;
}

const ALL_IN_MADRID: Homes = { pat: madrid, fran: madrid, sam: madrid };

function mail(name: string): string {
  return `${name}@contoso.example`;
}

interface TimesHouse extends FakeHouse {
  readonly calendars: FakeCalendars;
  readonly propose: () => Promise<MeetingTimes>;
}

/** The three, where they live; calendars of everybody are seen and empty. */
async function houseOf(
  homes: Homes,
  accounts: Partial<Record<keyof Homes, Entry['account']>> = {},
): Promise<TimesHouse> {
  const calendars = new FakeCalendars();
  const house = openHouse({ calendar: createCalendar(), meetings: calendars });
  house.clock.set(NOW);
  const people = THREE.map(({ id, name }): Entry => {
    const key = id.slice('person:'.length) as keyof Homes;
    const account = accounts[key];
    calendars.spans.set(mail(key), []);
    return {
      ...{ id: key, name, mail: mail(key), language: 'en', home: homes[key], operator: false },
      ...(account === undefined ? {} : { account }),
    };
  });
  await seedDirectory(house.ports, seedOf({ people, partners: [], experts: [] }));
  const engagement = engagementAfter(...ACTIVE)!;
  return { ...house, calendars, propose: () => proposeTimes(house.ports, engagement) };
}

function shown({ times }: MeetingTimes): readonly string[] {
  return times.map(utc);
}

test('three times on three working days, the first one working day ahead, in the working hours of all three', async () => {
  const house = await houseOf({ pat: madrid, fran: london, sam: madrid });

  const proposed = await house.propose();

  expect(shown(proposed)).toEqual([
    '2026-11-24T10:30:00.000Z',
    '2026-11-25T08:00:00.000Z',
    '2026-11-26T08:00:00.000Z',
  ]);
  expect(proposed.fit.map(({ id }) => id).sort()).toEqual(THREE.map(({ id }) => id).sort());
  expect(proposed.unseen).toEqual([]);
});

test('a weekend and a holiday of one of them are left out', async () => {
  const house = await houseOf(ALL_IN_MADRID);
  house.clock.set(moment('2026-12-03T17:30:00+01:00'));

  // Saturday and Sunday, then Constitution Day moved to Monday, and the Immaculate Conception.
  expect(shown(await house.propose())).toEqual([
    '2026-12-09T07:00:00.000Z',
    '2026-12-10T07:00:00.000Z',
    '2026-12-11T07:00:00.000Z',
  ]);
});

test('what any of them has in the calendar is no time to meet, not by a minute', async () => {
  const house = await houseOf(ALL_IN_MADRID);
  const at = (text: string): number => moment(`2026-11-24T${text}:00+01:00`);
  house.calendars.spans.set(mail('sam'), [{ from: at('12:29'), until: at('12:31') }]);
  house.calendars.spans.set(mail('pat'), [
    { from: at('13:10'), until: at('13:20') },
    { from: at('14:30'), until: at('16:30') },
  ]);

  const [first] = shown(await house.propose());

  // 11:30 ends a minute too late, 13:00 has something in its midst, 13:30 only touches what follows.
  expect(first).toBe('2026-11-24T12:30:00.000Z');
});

test('a meeting may end with the working day, and begin with it', async () => {
  const late = { ...madrid, from: '16:30', until: '18:00' };
  const house = await houseOf({
    pat: madrid,
    fran: { ...madrid, from: '08:00', until: '17:30' },
    sam: late,
  });

  const proposed = await house.propose();

  expect(proposed.fit).toHaveLength(3);
  expect(shown(proposed)[0]).toBe('2026-11-24T15:30:00.000Z');
});

test.each([
  [
    'the FPM bends theirs where the three never work at once',
    { pat: madrid, fran: honolulu, sam: london },
    [PAT, SAM],
  ],
  [
    'the lead goes before both where nobody fits',
    { pat: madrid, fran: madrid, sam: honolulu },
    [PAT],
  ],
])('working hours: %s', async (_title, homes, fit) => {
  const house = await houseOf(homes);

  const proposed = await house.propose();

  expect(proposed.times).toHaveLength(3);
  expect(proposed.fit.map(({ id }) => id)).toEqual(fit.map(({ id }) => id));
});

test('distant people meet where their days overlap', async () => {
  const house = await houseOf({ pat: madrid, fran: singapore, sam: london });

  // 08:00 to 10:00 in London, until 18:00 in Singapore.
  expect(shown(await house.propose())[0]).toBe('2026-11-25T08:00:00.000Z');
});

test('nobody who never works is given a time', async () => {
  const never = home('Europe/Madrid', 'ES-MD', []);
  const house = await houseOf({ pat: never, fran: never, sam: never });

  expect((await house.propose()).times).toEqual([]);
});

test.each<[string, Error]>([
  ['is throttled', new TransientError('graph/throttled', 'Slow down.')],
  ['does not answer', new TransientError('graph/unavailable', 'Too late.')],
  ['refuses', new PermanentError('graph/refused', 'No permission.')],
])(
  'working hours are what is left when Graph %s, and whose calendars were not seen is told',
  async (_what, error) => {
    const house = await houseOf(ALL_IN_MADRID);
    house.calendars.hide(error);

    const proposed = await house.propose();

    expect(proposed.times).toHaveLength(3);
    expect(proposed.unseen.map(({ id }) => id).sort()).toEqual(THREE.map(({ id }) => id).sort());
    expect(house.log.lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
  },
);

test('a mistake of ours is not taken for a calendar that cannot be seen', async () => {
  const house = await houseOf(ALL_IN_MADRID);
  house.calendars.hide(new BugError('bug/unreachable', 'Ours.'));

  await expect(house.propose()).rejects.toThrow('Ours.');
});

test('calendars of people of other organizations are not asked for: they are told as unseen', async () => {
  const house = await houseOf(ALL_IN_MADRID, { pat: 'guest' });

  const { unseen } = await house.propose();

  expect(unseen).toEqual([PAT]);
  expect(house.calendars.looked).toEqual([
    [FRAN.id, [mail('sam'), mail('fran')], { from: NOW, until: NOW + 14 * 24 * HOUR }],
  ]);
});
