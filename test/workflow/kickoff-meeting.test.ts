import type { Engagement } from '../../src/domain/engagement/engagement';
import type { KickoffMeeting } from '../../src/domain/engagement/kickoff-meeting';
import { PermanentError, TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { ATTEMPTS_MAX } from '../../src/workflow/back-off';
import { handleCommand } from '../../src/workflow/handle-command';
import type { StoredRecord } from '../../src/workflow/store-port';
import { EXPERT, FPM, mailOf, PARTNER } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { heirOf, moveIn, openHouse, waitAndLook, type FakeHouse } from '../support/fake-house';
import { FakeCalendars, FakeMeetings } from '../support/fake-meetings';
import { ENGAGEMENT, engaged, give, given, stored } from '../support/fake-requests';

const GONE = new TransientError('graph/unavailable', 'It failed for the moment.');
const FORBIDDEN = new PermanentError('graph/refused', 'No permission.');
const HOUR = 3_600_000;

interface MeetingHouse extends FakeHouse {
  readonly calendars: FakeCalendars;
  readonly store: FlakyStore;
}

async function meetingHouse(): Promise<MeetingHouse> {
  const store = new FlakyStore(new MemoryStore());
  const calendars = new FakeCalendars();
  const house = openHouse({ store, meetings: calendars, isDispatching: true });
  await moveIn(house.ports);
  await engaged(house);
  return { ...house, calendars, store };
}

let plans = 0;

/** The expert plans the meeting, so many hours from now. */
async function plan(house: FakeHouse, hours = 48): Promise<void> {
  plans += 1;
  const time = String(house.clock.now() + hours * HOUR);
  const order = { type: 'PlanMeeting', edition: 0, time, day: '', hour: '' };
  await give(house.ports, ENGAGEMENT, given(house.ports, EXPERT, order, `plan-${String(plans)}`));
  await house.dispatcher.idle();
}

async function meetingIn(house: FakeHouse): Promise<KickoffMeeting | undefined> {
  return ((await stored(house.ports, ENGAGEMENT)).state as Engagement).meeting;
}

async function pendingIn(house: FakeHouse): Promise<readonly string[]> {
  const { effects } = await stored(house.ports, ENGAGEMENT);
  return effects.map(({ order }) => order.type).filter((type) => type.includes('Meeting'));
}

test('a planned meeting stands in the calendar of the FPM, who invites the other two in the language of the engagement', async () => {
  const house = await meetingHouse();

  await plan(house);

  const [asked] = house.calendars.asked;
  expect(asked).toMatchObject({
    organizer: FPM.id,
    subject: 'Kickoff es Preparing',
    text: 'Invitation es',
    startAt: house.clock.now() + 48 * HOUR,
    invited: [EXPERT, PARTNER].map((one) => ({ name: one.name, mail: mailOf(one) })),
  });
  expect(await meetingIn(house)).toMatchObject({
    status: 'Booked',
    entry: { organizer: FPM.id, joinUrl: 'https://teams.microsoft.com/l/meetup-join/1' },
  });
});

test('where nothing writes into calendars the three are given a link', async () => {
  const house = openHouse({ meetings: new FakeMeetings(), isDispatching: true });
  await moveIn(house.ports);
  await engaged(house);

  await plan(house);

  expect(await meetingIn(house)).toMatchObject({
    status: 'Left',
    link: 'https://teams.microsoft.com/l/meeting/new?subject=Kickoff%20es%20Preparing',
  });
  expect(await meetingIn(house)).not.toHaveProperty('why');
});

test('a refusal is told on the card with a link, and is not tried again', async () => {
  const house = await meetingHouse();
  house.calendars.failNext(FORBIDDEN);

  await plan(house);
  await waitAndLook(house, ENGAGEMENT);

  expect(await meetingIn(house)).toMatchObject({ status: 'Left', why: 'graph/refused' });
  expect(house.calendars.asked).toHaveLength(1);
  expect(await pendingIn(house)).toEqual([]);
});

test('what fails for the moment is asked for again under the same name: one meeting comes of it', async () => {
  const house = await meetingHouse();
  house.calendars.failNext(GONE, true);

  await plan(house);
  const between = await meetingIn(house);
  await waitAndLook(house, ENGAGEMENT);

  expect(between?.status).toBe('Asked');
  expect(house.calendars.asked).toHaveLength(2);
  expect(house.calendars.entries.size).toBe(1);
  expect((await meetingIn(house))?.status).toBe('Booked');
});

test('a calendar that never answers leaves the meeting to the three in the end, and nothing hangs', async () => {
  const house = await meetingHouse();
  for (let tries = 0; tries < ATTEMPTS_MAX; tries += 1) {
    house.calendars.failNext(GONE);
  }

  await plan(house);
  for (let hours = 1; hours < ATTEMPTS_MAX; hours += 1) {
    await waitAndLook(house, ENGAGEMENT);
  }

  expect(house.calendars.asked).toHaveLength(ATTEMPTS_MAX);
  expect(await meetingIn(house)).toMatchObject({ status: 'Left', why: 'graph/unavailable' });
  expect(await pendingIn(house)).toEqual([]);
});

test('a meeting that was made and could not be noted is found by the process that takes over', async () => {
  const house = await meetingHouse();
  const notesBooked = ({ id, body }: StoredRecord): boolean =>
    id === ENGAGEMENT && JSON.stringify(body).includes('MeetingBooked');
  house.store.failWrite(notesBooked);
  await plan(house);
  const { store, calendars } = house;

  const heir = heirOf(house, { store, meetings: calendars, isDispatching: true });
  heir.dispatcher.kick(ENGAGEMENT);
  await heir.dispatcher.idle();

  expect(calendars.asked).toHaveLength(2);
  expect(calendars.entries.size).toBe(1);
  expect((await meetingIn(heir))?.status).toBe('Booked');
});

test('another time moves the entry that is there', async () => {
  const house = await meetingHouse();
  await plan(house);

  await plan(house, 72);

  expect(house.calendars.entries.size).toBe(1);
  expect([...house.calendars.entries.values()][0]?.startAt).toBe(house.clock.now() + 72 * HOUR);
  expect(await meetingIn(house)).toMatchObject({ edition: 2, status: 'Booked' });
});

test('a meeting that is called off leaves the calendar, also when that takes a second try', async () => {
  const house = await meetingHouse();
  await plan(house);
  const id = (await meetingIn(house))?.entry?.id;
  house.calendars.failNext(GONE);

  await give(
    house.ports,
    ENGAGEMENT,
    given(house.ports, PARTNER, { type: 'CancelMeeting', edition: 1 }),
  );
  await house.dispatcher.idle();
  await waitAndLook(house, ENGAGEMENT);

  expect(house.calendars.cancelled).toEqual([id]);
  expect(await meetingIn(house)).toMatchObject({ status: 'Cancelled' });
});

test('a calendar that does not let it be called off is something an operator sees', async () => {
  const house = await meetingHouse();
  await plan(house);
  house.calendars.failNext(FORBIDDEN);

  await give(
    house.ports,
    ENGAGEMENT,
    given(house.ports, PARTNER, { type: 'CancelMeeting', edition: 1 }),
  );
  await house.dispatcher.idle();

  const { effects } = await stored(house.ports, ENGAGEMENT);
  expect(effects.find(({ order }) => order.type === 'CancelMeeting')).toMatchObject({
    stuck: { code: 'graph/refused' },
  });
});

test.each([
  ['the expert invites where the FPM is a guest', [FPM], { organizer: EXPERT.id }, 'Booked'],
  ['nobody invites where nobody has a calendar here', [FPM, EXPERT, PARTNER], {}, 'Left'],
])('%s', async (_title, guests, expected, status) => {
  const house = await meetingHouse();
  for (const { id } of guests) {
    const { state } = await stored(house.ports, id);
    const entry = { ...(state as object), account: { kind: 'guest' } };
    const meta = { by: 'system', at: house.clock.now(), causeId: `import:${id}` } as const;
    await handleCommand(house.ports, id, {
      command: { type: 'ImportPerson', ...{ id, entry }, ...meta },
    });
  }

  await plan(house);

  const [asked] = house.calendars.asked;
  expect(
    asked === undefined || !('organizer' in asked) ? {} : { organizer: asked.organizer },
  ).toEqual(expected);
  expect((await meetingIn(house))?.status).toBe(status);
});
