import { createCalendar } from '../../src/calendar/working-calendar';
import type { Person } from '../../src/domain/directory/person';
import type { Instant, RequestId } from '../../src/domain/kernel';
import type { NumberedRequest } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { gatherDuties } from '../../src/workflow/duties';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import type { CheckedDirectory } from '../../src/workflow/seed-directory';
import { partsOf, textOf } from '../cards/card-lint';
import { importDirectory } from '../support/directory-imports';
import { ANSWERS } from '../support/fake-requests';
import {
  ADA,
  chatWith,
  FakeTeams,
  FRAN,
  PAT,
  readOn,
  SAM,
  STRANGER,
  TEAMS_DIRECTORY,
  type Member,
} from '../support/fake-teams';
import { desk, idOf, inTouch, press, submit, todayOf } from './today-desk';

const { t } = wordsFor('en');

/** The company's second FPM, who requests as well, and one of another company. */
const FAY: Member = { ...STRANGER, name: 'Fay Weber' };
const GIL: Member = {
  id: 'person:00000000-0000-4000-8000-000000000008',
  objectId: '00000000-0000-4000-8000-000000000008',
  name: 'Gil Weber',
};

function person({ objectId, name }: Member): CheckedDirectory['people'][number] {
  const [like] = TEAMS_DIRECTORY.people;
  return { ...like!, id: objectId, name, mail: `${objectId.slice(-1)}@example.com` };
}

const WITH_FAY: CheckedDirectory = {
  ...TEAMS_DIRECTORY,
  people: [...TEAMS_DIRECTORY.people, person(FAY), person(GIL)],
  partners: [
    ...TEAMS_DIRECTORY.partners.map((one) => ({
      ...one,
      contacts: [...one.contacts, FAY.objectId],
      fpms: [FRAN.objectId, FAY.objectId],
    })),
    { id: 'adatum', name: 'Adatum', contacts: [], fpms: [GIL.objectId] },
  ],
};

/** Everybody is at home in Madrid: the desk opens on Monday 23 November 2026, 10:00. */
const TUESDAY = Date.UTC(2026, 10, 24) - 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY_AFTER_8_30 = TUESDAY + 6 * DAY_MS + 8.5 * HOUR_MS;

beforeEach(async () => {
  desk.teams = new FakeTeams({ calendar: createCalendar() });
  await desk.teams.open();
  await importDirectory(desk.teams.ports, WITH_FAY);
  for (const member of [PAT, FRAN, SAM, FAY, GIL, ADA]) {
    await desk.teams.install(member);
  }
});

/** Time passes, and everything that is due by then is carried out. */
async function waitUntil(at: Instant): Promise<void> {
  const { clock, leaseClock, dispatcher } = desk.teams.house;
  clock.set(at);
  leaseClock.set(at);
  for (const id of [FRAN, FAY, SAM].flatMap((one) => [one.id, todayOf(one)])) {
    dispatcher.kick(id);
    await dispatcher.idle();
  }
}

async function hear(from: Member, text: string): Promise<string> {
  return readOn(await desk.teams.say(from, text));
}

/** What stands in the inputs of the form that was opened. */
function valuesOn(shown: unknown): Readonly<Record<string, string>> {
  const inputs = partsOf(shown).filter(({ type }) => String(type).startsWith('Input.'));
  return Object.fromEntries(inputs.map((input) => [textOf(input, 'id'), textOf(input, 'value')]));
}

/** Fran is away from Tuesday to Friday, and Fay stands in. */
async function goAway(inHand: 'all' | 'new', more: object = {}): Promise<string> {
  const said = { from: '2026-11-24', until: '2026-11-27', standIn: FAY.id, inHand };
  return (await press(FRAN, 'away.set', { ...said, ...more })).text;
}

/** One request more by this person, for Fran. */
async function submitAs({ id: by, name }: Member, id: RequestId): Promise<void> {
  const orders = [
    { type: 'StartDraft', id, answers: {} },
    { type: 'Submit', answers: { ...ANSWERS, fpm: FRAN.id, tenantId: OTHER_TENANT } },
  ];
  for (const order of orders) {
    const { clock } = desk.teams.house;
    const meta = { by: { id: by, name }, at: clock.now(), causeId: `${order.type}:${id}` };
    await handleCommand(desk.teams.ports, id, { command: { ...order, ...meta } });
    await desk.teams.house.dispatcher.idle();
  }
}

const OTHER_TENANT = '22222222-2222-4333-8444-555555555555';

async function fpmOf(nth: number): Promise<string | undefined> {
  return (await loadState<NumberedRequest>(desk.teams.ports, idOf(nth)))?.form.fpm.id;
}

function pingsTo(member: Member): readonly string[] {
  return desk.teams.house.messenger.posts(chatWith(member).id).map(({ summary }) => summary);
}

async function absenceOf({ id }: Member): Promise<Person['absence']> {
  return (await loadState<Person>(desk.teams.ports, id))?.absence;
}

describe('a typed sentence', () => {
  it.each([
    ['out of office until Friday, stand-in Fay', '2026-11-23', '2026-11-27', FAY.id],
    ['abwesend bis 04.12.2026, Vertretung Gil', '2026-11-23', '2026-12-04', GIL.id],
    ['ausente del martes al viernes', '2026-11-24', '2026-11-27', FAY.id],
    ['im Urlaub', '2026-11-23', '', FAY.id],
    ['fuera de la oficina, suplente Weber', '2026-11-23', '', ''],
    ['out of office until Monday, stand-in Zoe', '2026-11-23', '2026-11-30', ''],
  ])('opens the form with what was said, and sets nothing: %s', async (text, from, until, who) => {
    const replies = await desk.teams.say(FRAN, text);

    expect(valuesOn(replies)).toEqual({ from, until, standIn: who, inHand: 'new' });
    expect(await absenceOf(FRAN)).toBeUndefined();
  });

  it('with a name that nobody or several have says so beside the list', async () => {
    expect(await hear(FRAN, 'out of office, stand-in Zoe')).toContain('no FPM called Zoe');
    expect(await hear(FRAN, 'ausente, suplente Weber')).toContain('Several FPMs are called Weber');
  });

  it.each([
    ['a partner', PAT],
    ['an operator', ADA],
  ])('of %s is answered with for whom it is', async (_who, who) => {
    const heard = await hear(who, 'out of office until Friday');
    const pressed = await press(who, 'away.set', {
      ...{ from: '2026-11-24', until: '2026-11-27', inHand: 'new' },
    });

    expect(heard).toContain(t('away.for-whom'));
    expect(pressed.text).toContain(t('away.for-whom'));
    expect(await absenceOf(who)).toBeUndefined();
  });

  it('shows whoever has an absence how it stands', async () => {
    await goAway('new');

    const heard = await hear(FRAN, 'out of office');

    expect(heard).toContain(t('away.next', { name: FAY.name }));
    expect(heard).not.toContain('Input.');
  });
});

describe('the form', () => {
  it('comes back with a sentence beside each wrong field, and what was typed', async () => {
    const body = await desk.teams.press(FRAN, 'away.set', {
      ...{ from: '2026-11-20', until: '2026-11-19', standIn: PAT.id, inHand: 'some' },
    });

    expect(valuesOn(body)).toMatchObject({ from: '2026-11-20', until: '2026-11-19' });
    expect(readOn(body)).toContain(t('away.problem.past'));
    expect(readOn(body)).toContain(t('refusal.fpm-missing'));
    expect(readOn(body)).toContain(t('problem.missing'));
    expect(await absenceOf(FRAN)).toBeUndefined();
  });

  it('counts days in the calendar at home, and becomes the summary', async () => {
    const shown = await goAway('new');

    expect(await absenceOf(FRAN)).toMatchObject({ from: TUESDAY, until: TUESDAY + 4 * DAY_MS });
    expect(shown).toContain('Away from Tue, 24 Nov 2026 until Fri, 27 Nov 2026');
    expect(shown).toContain(FAY.name);
  });

  it('pressed ten times counts once', async () => {
    for (let nth = 0; nth < 10; nth += 1) {
      await goAway('new');
    }

    const { events } = await loadRecord(desk.teams.ports, FRAN.id);
    expect(events.filter(({ type }) => type === 'AbsenceSet')).toHaveLength(1);
  });

  it('is opened again with what was set, and changes it', async () => {
    await goAway('new');
    const form = await desk.teams.press(FRAN, 'away.form', {});
    await goAway('all', { until: '2026-12-01', standIn: GIL.id });

    expect(valuesOn(form)).toEqual({
      ...{ from: '2026-11-24', until: '2026-11-27', standIn: FAY.id, inHand: 'new' },
    });
    expect(await absenceOf(FRAN)).toMatchObject({
      untilDay: '2026-12-01',
      standIn: { id: GIL.id },
    });
  });
});

describe('from the first day on', () => {
  it('new requests go to the stand-in, and the FPM is not pinged for them', async () => {
    await goAway('new');
    await waitUntil(TUESDAY - 1);
    await submit(1);
    await waitUntil(TUESDAY);
    await submitAs(PAT, idOf(2));

    expect([await fpmOf(1), await fpmOf(2)]).toEqual([FRAN.id, FAY.id]);
    expect((await press(PAT, 'request.turn', { id: idOf(2), face: 'front' })).text).toContain(
      FAY.name,
    );
    expect((await press(FAY, 'request.turn', { id: idOf(2), face: 'front' })).text).toContain(
      `for ${FRAN.name}, who is away`,
    );
    expect(await hear(FRAN, 'status 1002')).toContain(t('hand-over.next', { name: FAY.name }));
    expect((await press(FRAN, 'request.approve', { id: idOf(2) })).text).toContain(
      'This was handed over on',
    );
    const { effects, copies } = await loadRecord(desk.teams.ports, idOf(2));
    const readers = [...effects.map(({ order }) => order), ...copies].flatMap((one) =>
      'to' in one && 'person' in one.to ? [one.to.person] : [],
    );
    expect(readers).toContain(FAY.id);
    expect(readers).not.toContain(FRAN.id);
  });

  it('a stand-in who is away as well is passed over, and nobody goes round in circles', async () => {
    await goAway('new', { standIn: GIL.id });
    await press(GIL, 'away.set', {
      ...{ from: '2026-11-24', until: '2026-11-27', standIn: FRAN.id, inHand: 'new' },
    });
    await waitUntil(TUESDAY);
    await submitAs(PAT, idOf(1));
    await press(FAY, 'away.set', {
      ...{ from: '2026-11-24', until: '2026-11-27', standIn: FRAN.id, inHand: 'new' },
    });
    await submitAs(PAT, idOf(2));

    expect([await fpmOf(1), await fpmOf(2)]).toEqual([FAY.id, FRAN.id]);
  });

  it('what is in hand goes too, if wished, with its engagement; what cannot go stays', async () => {
    await submit(2);
    await inTouch(2);
    await submitAs(FAY, idOf(3));
    await goAway('all');
    await waitUntil(TUESDAY - 1);
    expect(await fpmOf(1)).toBe(FRAN.id);

    await waitUntil(TUESDAY);

    expect([await fpmOf(1), await fpmOf(2), await fpmOf(3)]).toEqual([FAY.id, FAY.id, FRAN.id]);
    expect(await loadState(desk.teams.ports, `engagement:${idOf(2).slice(8)}`)).toMatchObject({
      fpm: { id: FAY.id },
    });
    const { events } = await loadRecord(desk.teams.ports, idOf(1));
    expect(events.filter(({ type }) => type === 'RequestHandedOver')).toMatchObject([
      { isAway: true, by: 'system', fpm: { id: FAY.id } },
    ]);
  });

  it('only new ones go if that is wished', async () => {
    await submit(1);
    await goAway('new');

    await waitUntil(TUESDAY);

    expect(await fpmOf(1)).toBe(FRAN.id);
  });

  it('and a clock that jumped over the whole absence, nothing is handed over any more', async () => {
    await submit(1);
    await goAway('all');

    await waitUntil(TUESDAY + 4 * DAY_MS);

    expect(await fpmOf(1)).toBe(FRAN.id);
    expect(await absenceOf(FRAN)).toBeUndefined();
  });

  it('forty and more are handed over in turns, each once', async () => {
    await submit(42);
    await goAway('all');

    await waitUntil(TUESDAY);

    const records = await Promise.all(
      Array.from({ length: 42 }, (_none, nth) => loadRecord(desk.teams.ports, idOf(nth + 1))),
    );
    const handed = records.map(
      ({ events }) => events.filter(({ type }) => type === 'RequestHandedOver').length,
    );
    expect(handed).toEqual(records.map(() => 1));
  });
});

describe('Today', () => {
  it('is not pinged while away, and says on the return day what happened', async () => {
    await submit(1);
    await submitAs(FAY, idOf(3));
    await goAway('all');
    await waitUntil(TUESDAY);
    await submitAs(PAT, idOf(2));
    await press(FAY, 'request.approve', { id: idOf(2), expert: SAM.id });
    for (const day of [0, 1, 2, 3]) {
      await waitUntil(TUESDAY + day * DAY_MS + 8.5 * HOUR_MS);
    }
    expect(pingsTo(FRAN)).not.toContain('P8');

    await waitUntil(MONDAY_AFTER_8_30);

    expect(pingsTo(FRAN)).toContain('P8');
    const duties = await gatherDuties(desk.teams.ports, FRAN.id, MONDAY_AFTER_8_30);
    expect(duties.whileAway).toEqual({
      ...{ taken: 2, decided: 1, left: 1, kept: 1 },
      takenBy: [{ id: FAY.id, name: FAY.name }],
    });
    expect(duties.lines).toMatchObject([{ number: 1002 }]);
    const next = MONDAY_AFTER_8_30 + DAY_MS;
    await waitUntil(next);
    expect((await gatherDuties(desk.teams.ports, FRAN.id, next)).whileAway).toBeUndefined();
  });

  it('of the stand-in says for whom they stand in, without a ping of its own', async () => {
    const before = pingsTo(FAY);

    await goAway('new');

    const at = desk.teams.ports.clock.now();
    const { standsInFor } = await gatherDuties(desk.teams.ports, FAY.id, at);
    expect(standsInFor).toMatchObject([{ person: { id: FRAN.id }, untilDay: '2026-11-27' }]);
    expect(pingsTo(FAY)).toEqual(before);
    await desk.teams.say(FAY, 'waiting for me');
    expect(pingsTo(FAY)).toHaveLength(before.length + 1);
  });
});

describe('"I am back"', () => {
  it.each(['I am back', 'ya estoy de vuelta', 'ich bin wieder da'])(
    'ends the absence at once: %s',
    async (text) => {
      await goAway('new');
      await waitUntil(TUESDAY);
      await submitAs(PAT, idOf(1));
      await waitUntil(TUESDAY + DAY_MS + 9 * HOUR_MS);

      const heard = await hear(FRAN, text);
      await submitAs(PAT, idOf(2));

      expect(heard).toContain(t('away.over'));
      expect(await absenceOf(FRAN)).toBeUndefined();
      expect([await fpmOf(1), await fpmOf(2)]).toEqual([FAY.id, FRAN.id]);
      const today = await loadState<{ duties: object }>(desk.teams.ports, todayOf(FRAN));
      expect(today?.duties).toMatchObject({ whileAway: { taken: 1, left: 1 } });
    },
  );

  it('without an absence is answered kindly, and of a planned one nothing ends', async () => {
    expect(await hear(FRAN, 'I am back')).toContain(t('away.not-away'));
    await goAway('new');

    expect(await hear(FRAN, 'I am back')).toContain(t('away.next', { name: FAY.name }));
    expect(await absenceOf(FRAN)).toBeDefined();
  });

  it('on an old card ends no later absence', async () => {
    await goAway('new');
    await press(FRAN, 'away.end', { edition: 1 });
    await goAway('new', { until: '2026-12-01' });

    const late = await press(FRAN, 'away.end', { edition: 1 });

    expect(late.text).toContain(t('refusal.not-away'));
    expect(await absenceOf(FRAN)).toMatchObject({ untilDay: '2026-12-01' });
  });

  it('in a form of a request is not "back"', async () => {
    await desk.teams.say(PAT, 'request SME');

    expect(await hear(PAT, 'I am back')).toContain(t('away.not-away'));
  });
});

describe('an expert', () => {
  it('who is away is not proposed, with the reason, and keeps an open offer', async () => {
    await submit(1);
    await press(FRAN, 'request.approve', { id: idOf(1), expert: SAM.id });
    const form = await desk.teams.say(SAM, 'abwesend bis Freitag');
    await press(SAM, 'away.set', { from: '2026-11-23', until: '2026-11-27' });
    await submitAs(PAT, idOf(2));

    const approve = await press(FRAN, 'request.approve-form', { id: idOf(2) });

    expect(valuesOn(form)).toEqual({ from: '2026-11-23', until: '2026-11-27' });
    expect(approve.text).toContain('away until Fri 27 Nov');
    expect(await loadState(desk.teams.ports, idOf(1))).toMatchObject({
      offer: { expert: { id: SAM.id } },
    });
  });
});
