import { wordsFor } from '../../src/text/words';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { ADA, FRAN, PAT, readOn } from '../support/fake-teams';
import {
  absenceOf,
  DAY_MS,
  fpmOf,
  goAway,
  hear,
  HOUR_MS,
  openAwayDesk,
  submitAs,
  TUESDAY,
  valuesOn,
  waitUntil,
} from './away-desk';
import { FAY, GIL } from './more-fpms';
import { desk, idOf, press, todayOf } from './today-desk';

const { t } = wordsFor('en');

beforeEach(openAwayDesk);

describe('a typed sentence', () => {
  it.each([
    ['out of office until Friday, stand-in Fay', '2026-11-23', '2026-11-27', FAY.id],
    ['abwesend bis 04.12.2026, Vertretung Gil', '2026-11-23', '2026-12-04', GIL.id],
    ['ausente del martes al viernes', '2026-11-24', '2026-11-27', FAY.id],
    ['fuera de la oficina del viernes al miércoles', '2026-11-27', '2026-12-02', FAY.id],
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

    expect(await hear(PAT, 'I am back')).toContain(t('away.for-whom'));
  });
});
