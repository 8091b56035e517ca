import { setImmediate as breathe } from 'node:timers/promises';
import { idInRow } from '../../src/bot/place-in-row';
import type { Activity } from 'botbuilder';
import { STEPS, type Step } from '../../src/domain/form/fields';
import type { Draft } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { findRecords } from '../../src/workflow/find-states';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { RacingStore } from '../support/fake-racing-store';
import { ANSWERS } from '../support/fake-requests';
import { activityOf, chatWith, FakeTeams, FRAN, PAT, readOn } from '../support/fake-teams';

const { t } = wordsFor('en');
const DRAFT = idInRow({ kind: 'request', by: PAT.id, about: '' }, 1);

let teams = new FakeTeams();

/** Pat has opened the form. */
beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
  await teams.take(activityOf('message', PAT, { text: 'request SME', id: 'opening' }));
});

async function draft(): Promise<Draft> {
  return (await loadState<Draft>(teams.ports, DRAFT))!;
}

/** Presses a button of the form as it is shown now. */
async function press(action: string, more: object = {}): Promise<unknown> {
  const { step } = await draft();
  return teams.press(PAT, `form.${action}`, { id: DRAFT, step, edition: 1, ...more });
}

/** Fills in everything and goes on to this step. */
async function goTo(step: Step): Promise<void> {
  while ((await draft()).step !== step) {
    await press('next', ANSWERS);
  }
}

/** Step of the kept position; none when no form is open. */
async function keptStep(): Promise<string | undefined> {
  return (await teams.ports.positions.load(PAT.id)).position?.step;
}

async function losePosition(): Promise<void> {
  const { version } = await teams.ports.positions.load(PAT.id);
  await teams.ports.positions.save(PAT.id, undefined, version);
}

function answers(): number {
  return teams.shown.filter(({ type }) => type === 'invokeResponse').length;
}

function posts(): number {
  return teams.house.messenger.posts(chatWith(PAT).id).length;
}

describe('an open form', () => {
  it('keeps its position at every step', async () => {
    const kept = [await keptStep()];
    for (const step of STEPS.slice(1)) {
      await goTo(step);
      kept.push(await keptStep());
    }

    expect(kept).toEqual(STEPS);
  });

  it('is edited before a press is answered: a later edit would take what is typed by then', async () => {
    let show = (): void => undefined;
    const shown = new Promise<void>((resolve) => (show = resolve));
    const waited: string[] = [];
    const shownFirst = (id: string): Promise<void> => (waited.push(id), shown);
    teams = new FakeTeams({}, false, { shownFirst });
    await teams.open();
    await teams.say(PAT, 'request SME');

    const pressed = press('next', ANSWERS);
    while (waited.length === 0) {
      await breathe();
    }
    const before = answers();
    show();
    await pressed;

    expect([before, answers(), waited]).toEqual([0, 1, [DRAFT]]);
  });

  it('is shown again instead of a second one', async () => {
    const before = posts();

    const replies = await teams.say(PAT, 'request SME');

    const drafts = await findRecords(teams.ports, { kind: 'request', limit: 5 });
    expect(replies).toEqual([]);
    expect(drafts).toHaveLength(1);
    expect(posts()).toBe(before + 1);
  });

  it.each(STEPS)('takes its words at the step %s', async (step) => {
    await goTo(step);

    await teams.say(PAT, 'cancel');

    expect(await draft()).toMatchObject({ status: 'Draft', putAway: true });
    expect(await keptStep()).toBeUndefined();
  });

  it.each(STEPS.slice(1))('takes its words after a press on Back at %s', async (step) => {
    await goTo(step);
    await press('back');

    await teams.say(PAT, 'cancel');

    expect(await draft()).toMatchObject({ step: STEPS[STEPS.indexOf(step) - 1], putAway: true });
  });

  it.each(['need', 'customer', 'why'] as const)(
    'goes back from its review to %s and keeps that position',
    async (to) => {
      await goTo('review');

      const body = await press('go', { to });

      expect(body).toMatchObject({ statusCode: 200 });
      expect((await draft()).step).toBe(to);
      expect(await keptStep()).toBe(to);
    },
  );

  it('answers any other text and shows itself again', async () => {
    const before = posts();

    const replies = await teams.say(PAT, 'I have no idea');

    expect(readOn(replies)).toContain(t('form.side.unknown'));
    expect(posts()).toBe(before + 1);
  });

  it('is over once it is submitted', async () => {
    await goTo('review');

    await press('submit', { lead: 'true' });

    expect(await draft()).toMatchObject({ status: 'Submitted' });
    expect(await keptStep()).toBeUndefined();
  });

  it('is nobody else’s to press on', async () => {
    const body = await teams.press(FRAN, 'form.discard', { id: DRAFT, step: 'need', edition: 1 });

    expect(readOn(body)).toContain(t('refusal.not-yours'));
    expect(await draft()).toMatchObject({ status: 'Draft' });
    expect(await teams.ports.positions.load(FRAN.id)).not.toHaveProperty('position');
  });
});

describe('a button on an older picture of the form', () => {
  it('keeps what was typed there, and the form stays where it is', async () => {
    await goTo('why');

    const body = await teams.press(PAT, 'form.next', {
      ...{ id: DRAFT, step: 'need', edition: 1, licences: '777' },
    });

    expect(await draft()).toMatchObject({ step: 'why', answers: { licences: { typed: '777' } } });
    expect(await keptStep()).toBe('why');
    expect(readOn(body)).toContain(t('form.moved-on'));
  });
});

describe('a record that others keep changing', () => {
  it('is no error for who presses: the form says so and stays where it is', async () => {
    const store = new RacingStore(teams.ports.store);
    const racing = new FakeTeams({ store, clock: teams.house.clock });
    const pressed = { id: DRAFT, step: 'need', edition: 1, ...ANSWERS };
    store.loseNext(10);

    const body = await racing.press(PAT, 'form.next', pressed);

    expect(body).toMatchObject({ statusCode: 200 });
    expect(readOn(body)).toContain(t('refusal.busy'));
    expect(await draft()).toMatchObject({ step: 'need', edition: 1 });
  });
});

describe('a button of the form that is pressed twice at the same moment', () => {
  /** The same button ten times in this process, and once in another one over the same records. */
  async function pressAtOnce(verb: string, more: object): Promise<readonly unknown[]> {
    const { store } = teams.ports;
    const other = new FakeTeams({ store, owner: 'other', clock: teams.house.clock });
    const { step } = await draft();
    const action = { type: 'Action.Execute', verb, data: { id: DRAFT, step, edition: 1, ...more } };
    const pressed = (id: string): Partial<Activity> =>
      activityOf('invoke', PAT, { name: 'adaptiveCard/action', value: { action }, id });
    const here = Array.from({ length: 10 }, (_none, n) => teams.take(pressed(`here ${String(n)}`)));
    const [there] = await Promise.all([other.take(pressed('there')), ...here]);
    return [...teams.shown, ...there].filter(({ type }) => type === 'invokeResponse');
  }

  it('leads one step on, and tells the others that they came late', async () => {
    await goTo('review');
    await press('go', { to: 'need' });

    const answers = await pressAtOnce('form.next', { licences: '500' });

    const late = answers.filter((answer) => readOn(answer).includes(t('form.moved-on')));
    expect(await draft()).toMatchObject({
      step: 'customer',
      answers: { licences: { typed: '500' } },
    });
    expect(await keptStep()).toBe('customer');
    expect(late).toHaveLength(10);
  });

  it('submits once', async () => {
    await goTo('review');

    const answers = await pressAtOnce('form.submit', { lead: 'true' });

    const { events } = await loadRecord(teams.ports, DRAFT);
    expect(events.filter(({ type }) => type === 'RequestSubmitted')).toHaveLength(1);
    expect(readOn(answers)).not.toContain('"statusCode":500');
  });
});

describe('a lost position', () => {
  it('is found again from the draft when a button is pressed', async () => {
    await goTo('customer');
    await losePosition();

    await press('next', ANSWERS);

    expect((await draft()).step).toBe('why');
    expect(await keptStep()).toBe('why');
  });

  it('begins again with a form of its own; the draft before stays', async () => {
    await goTo('customer');
    await losePosition();

    await teams.say(PAT, 'request SME');

    const drafts = await findRecords(teams.ports, { kind: 'request', limit: 5 });
    expect(drafts).toHaveLength(2);
    expect(await keptStep()).toBe('need');
  });

  it('is found again by "request SME" while nothing was typed: a second form would look the same', async () => {
    await losePosition();

    await teams.say(PAT, 'request SME');

    const drafts = await findRecords(teams.ports, { kind: 'request', limit: 5 });
    expect(drafts).toHaveLength(1);
    expect(await keptStep()).toBe('need');
  });

  it('leaves the words of the form to everybody’s commands', async () => {
    await losePosition();

    const replies = await teams.say(PAT, 'save');

    expect(readOn(replies)).toContain(t('list.drafts.title'));
    expect(await draft()).toMatchObject({ putAway: false });
  });

  it.each([
    ['of another edition of the form', { draftId: DRAFT, step: 'need', formVersion: 0 }],
    ['of something that is no draft', { draftId: 'person:ada', step: 'need', formVersion: 1 }],
    ['of a draft that is gone', { draftId: 'request:gone0000', step: 'need', formVersion: 1 }],
  ])('is one %s', async (_what, position) => {
    const { version } = await teams.ports.positions.load(PAT.id);
    await teams.ports.positions.save(PAT.id, position, version);

    const replies = await teams.say(PAT, 'I have no idea');

    expect(readOn(replies)).toContain(t('not-understood.title'));
  });
});
