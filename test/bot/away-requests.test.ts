import { wordsFor } from '../../src/text/words';
import { gatherDuties } from '../../src/workflow/duties';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { FRAN, PAT, SAM } from '../support/fake-teams';
import {
  absenceOf,
  DAY_MS,
  fpmOf,
  goAway,
  hear,
  HOUR_MS,
  MONDAY_AFTER_8_30,
  openAwayDesk,
  pingsTo,
  submitAs,
  TUESDAY,
  valuesOn,
  waitUntil,
} from './away-desk';
import { FAY, GIL } from './more-fpms';
import { desk, idOf, inTouch, press, submit } from './today-desk';

const { t } = wordsFor('en');

beforeEach(openAwayDesk);

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
