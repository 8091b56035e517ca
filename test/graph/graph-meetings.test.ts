import { createGraphMeetings } from '../../src/graph/graph-meetings';
import type { MeetingPlan, Meetings } from '../../src/workflow/ports';
import { clientOf, FRAN, FREYA, GUS, meaningOf, SAM } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';

const graph = new StrictGraph();
const START = Date.parse('2026-11-25T09:00:00Z');
const HOUR = 3_600_000;
const ORGANIZER = `person:${FRAN.id}` as const;
const PLAN: MeetingPlan = {
  key: 'engagement:r1:4:0',
  organizer: ORGANIZER,
  subject: 'SME-1042 · Kickoff · Entra ID P2',
  text: 'Kickoff for SME-1042.',
  startAt: START,
  endAt: START + HOUR,
  invited: [
    { name: 'Sam Expert', mail: SAM.mail },
    { name: 'Gus Guest', mail: GUS.mail },
  ],
};
const MAKING = 'POST /users/{id}/events';
const MOVING = 'PATCH /users/{id}/events/{id}';
const CANCELLING = 'POST /users/{id}/events/{id}/cancel';
const LOOKING = 'POST /users/{id}/calendar/getSchedule';

let named = 0;

/** A meeting that nobody has asked for yet. */
function newPlan(parts: Partial<MeetingPlan> = {}): MeetingPlan {
  named += 1;
  return { ...PLAN, key: `engagement:r1:4:${String(named)}`, ...parts };
}

beforeAll(async () => {
  await graph.start();
  graph.know(FRAN, SAM, GUS, FREYA);
});
afterAll(() => graph.stop());

function meetings(roles?: readonly string[]): Meetings {
  const client = clientOf(graph, roles);
  return createGraphMeetings({ graph: client, hurried: client, teamsHost: 'teams.microsoft.com' });
}

async function bookedBy(
  maker: Meetings,
  plan: MeetingPlan,
): Promise<NonNullable<MeetingPlan['entry']>> {
  const entry = await maker.book(plan);
  if (entry === undefined) {
    throw new Error('Nothing was booked.');
  }
  return entry;
}

/** A plan of the same meeting an hour later, once it stands in the calendar. */
function later(entry: NonNullable<MeetingPlan['entry']>): MeetingPlan {
  return newPlan({ entry, startAt: START + HOUR, endAt: START + 2 * HOUR });
}

/** What fails again if it is asked for at once: the area stays closed for as long as it was told. */
function closesArea(fault: (typeof FAULTS)[number][1]): boolean {
  return typeof fault === 'object' && fault.status === 429 && fault.retryAfter !== undefined;
}

test('a meeting stands in the calendar of its organizer, in Teams, with everybody else invited', async () => {
  const plan = newPlan();

  const entry = await bookedBy(meetings(), plan);

  expect(graph.state.events.at(-1)).toMatchObject({
    ...{ id: entry.id, organizer: FRAN.id, transactionId: plan.key },
    body: {
      subject: PLAN.subject,
      start: { dateTime: '2026-11-25T09:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-11-25T10:00:00', timeZone: 'UTC' },
      attendees: [SAM, GUS].map(({ mail }) => ({ emailAddress: { address: mail } })),
      isOnlineMeeting: true,
    },
  });
  expect(entry).toMatchObject({
    organizer: ORGANIZER,
    joinUrl: expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//) as string,
  });
});

test('the same meeting asked for twice is one meeting', async () => {
  const plan = newPlan();
  const before = graph.state.events.length;

  const twice = [await meetings().book(plan), await meetings().book(plan)];

  expect(twice[1]).toEqual(twice[0]);
  expect(graph.state.events).toHaveLength(before + 1);
});

test('one that was made with other words before is found by its name, with its link', async () => {
  const plan = newPlan();
  const first = await meetings().book(plan);
  const before = graph.state.events.length;

  const again = await meetings().book({ ...plan, subject: 'In another language' });

  expect(again).toEqual(first);
  expect(graph.state.events).toHaveLength(before);
});

test('a name that is taken by a meeting that cannot be found is no success', async () => {
  graph.next(MAKING, { status: 409, code: 'ErrorDuplicateTransactionId' });

  await expect(meetings().book(newPlan({ startAt: 0, endAt: HOUR }))).rejects.toMatchObject({
    code: 'graph/faulty',
  });
});

test('a meeting is moved where it stands, and keeps its link', async () => {
  const entry = await bookedBy(meetings(), newPlan());
  const before = graph.state.events.length;

  const moved = await meetings().book(later(entry));

  expect(moved).toEqual(entry);
  expect(graph.state.events).toHaveLength(before);
  expect(graph.state.events.find(({ id }) => id === entry.id)?.body).toMatchObject({
    subject: PLAN.subject,
    start: { dateTime: '2026-11-25T10:00:00' },
    end: { dateTime: '2026-11-25T11:00:00' },
  });
});

test('one that its organizer deleted is made anew instead of moved', async () => {
  const maker = meetings();
  const entry = await bookedBy(maker, newPlan());
  await maker.cancel(entry.id, entry.organizer);

  const moved = await bookedBy(maker, later(entry));

  expect(graph.state.events.at(-1)).toMatchObject({
    id: moved.id,
    body: { start: { dateTime: '2026-11-25T10:00:00' } },
  });
});

test('a meeting that is called off is gone, and calling it off once more is as good', async () => {
  const maker = meetings();
  const entry = await bookedBy(maker, newPlan());

  await maker.cancel(entry.id, entry.organizer);
  await maker.cancel(entry.id, entry.organizer);

  expect(graph.state.events.some(({ id }) => id === entry.id)).toBe(false);
  expect(
    graph
      .to(CANCELLING)
      .slice(-2)
      .map(({ status }) => status),
  ).toEqual([202, 404]);
});

test('nothing is asked of Graph where nobody of the three has a calendar in the tenant', async () => {
  const before = graph.requests.length;
  const { organizer: _none, ...plan } = newPlan();

  expect(await meetings().book(plan)).toBeUndefined();
  expect(graph.requests).toHaveLength(before);
});

test('tells when people of the tenant are busy, and says nothing of those it cannot see', async () => {
  const at = (hour: string): string => `2026-11-25T${hour}:00:00`;
  graph.state.busy.set(SAM.mail, [{ start: at('09'), end: at('11') }]);

  const busy = await meetings().busy(ORGANIZER, [FRAN.mail, SAM.mail, FREYA.mail], {
    from: START,
    until: START + 24 * HOUR,
  });

  expect(Object.fromEntries(busy)).toEqual({
    [FRAN.mail]: [],
    [SAM.mail]: [{ from: START, until: START + 2 * HOUR }],
  });
});

describe.each(FAULTS)('%s', (name, fault) => {
  test('while a meeting is made: trying again leads to one meeting', async () => {
    const maker = meetings();
    const plan = newPlan();
    const before = graph.state.events.length;
    graph.next(MAKING, fault);

    const [first] = await Promise.allSettled([maker.book(plan)]);
    const asked = graph.to(MAKING).length;
    const [second] = await Promise.allSettled([maker.book(plan)]);

    expect(first).toMatchObject({ status: 'rejected', reason: meaningOf(fault, false) });
    expect(second.status).toBe(closesArea(fault) ? 'rejected' : 'fulfilled');
    expect(graph.to(MAKING).length - asked).toBe(closesArea(fault) ? 0 : 1);
    expect(graph.state.events.length - before).toBe(closesArea(fault) ? 0 : 1);
  });

  test('while a meeting is moved: trying again leads to the new time', async () => {
    const maker = meetings();
    const entry = await bookedBy(maker, newPlan());
    graph.next(MOVING, fault);

    const [first] = await Promise.allSettled([maker.book(later(entry))]);
    const [second] = await Promise.allSettled([maker.book(later(entry))]);

    // A status that says it was done is enough. A 404 that does not name the event may be about the mailbox.
    const isDone = fault === 'cut';
    expect(first).toMatchObject(
      isDone ? { status: 'fulfilled' } : { status: 'rejected', reason: meaningOf(fault, false) },
    );
    expect(second.status).toBe(closesArea(fault) ? 'rejected' : 'fulfilled');
  });

  test('while a meeting is called off: trying again ends it', async () => {
    const maker = meetings();
    const entry = await bookedBy(maker, newPlan());
    graph.next(CANCELLING, fault);

    const [first] = await Promise.allSettled([maker.cancel(entry.id, ORGANIZER)]);
    const [second] = await Promise.allSettled([maker.cancel(entry.id, ORGANIZER)]);

    const isDone = fault === 'cut';
    expect(first).toMatchObject(
      isDone ? { status: 'fulfilled' } : { status: 'rejected', reason: meaningOf(fault, false) },
    );
    expect(second.status).toBe(closesArea(fault) ? 'rejected' : 'fulfilled');
    expect(graph.state.events.some(({ id }) => id === entry.id)).toBe(closesArea(fault));
  });

  test('while calendars are looked into', async () => {
    const before = graph.to(LOOKING).length;
    graph.next(LOOKING, fault);

    const work = meetings().busy(ORGANIZER, [SAM.mail], { from: START, until: START + HOUR });

    await expect(work).rejects.toMatchObject(meaningOf(fault, false));
    expect(graph.to(LOOKING)).toHaveLength(before + 1);
  });

  test('while the meeting made before is looked up', async () => {
    const maker = meetings();
    const plan = newPlan();
    await maker.book(plan);
    graph.next('GET /users/{id}/calendarView', fault);

    const work = maker.book({ ...plan, subject: 'In another language' });

    await expect(work).rejects.toMatchObject(meaningOf(fault, false));
  });
});

test.each([
  ['made', (maker: Meetings): Promise<unknown> => maker.book(newPlan())],
  ['called off', (maker: Meetings): Promise<unknown> => maker.cancel('AAMk00000001=', ORGANIZER)],
])('a meeting is not %s without the permission', async (_what, work) => {
  await expect(work(meetings(['Chat.Create', 'Mail.Send']))).rejects.toMatchObject({
    code: 'graph/refused',
  });
});
