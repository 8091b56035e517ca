import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { Desk, STEP_LASTS_MS } from './driver';
import { submitRequest } from './form-story';

jest.setTimeout(2 * STEP_LASTS_MS);

/** STORYBOARD section 3: the FPM works in Singapore; everybody else as in the demo. */
function travellingDirectory(): string {
  const directory = JSON.parse(readFileSync(DIRECTORY_FILE, 'utf8')) as {
    people: { name: string; home: object }[];
  };
  const people = directory.people.map((person) =>
    person.name.startsWith('Fran')
      ? { ...person, home: { zone: 'Asia/Singapore', country: 'SG' } }
      : person,
  );
  const file = join(mkdtempSync(join(tmpdir(), 'directory-')), 'directory.json');
  writeFileSync(file, JSON.stringify({ ...directory, people }));
  return file;
}

const CHECK_INS = 12;

/** The script of the storyboard, from Monday 09:10 in Madrid on. Every message is counted against its attention budget. */
describe('one request on the calendar', () => {
  let desk: Desk;
  let number = '';
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme'], { directoryFile: travellingDirectory() });
    es = desk.words('partner');
    en = desk.words('fpm');
    de = desk.words('sme');
  });

  afterAll(async () => {
    await desk.close();
  });

  async function openWorkloads(): Promise<void> {
    await desk.press('partner/group', 'checkin.plan', { chosen: { face: 'rhythm' } });
    await desk.press('partner/group', 'checkin.plan', { chosen: { face: 'workloads' } });
  }

  it('Mon 09:13 Madrid: the partner submits; the decision is promised for Saturday, due to the FPM on Friday evening', async () => {
    const card = await submitRequest(desk);
    number = card.text.slice(0, 8);

    expect(card.text).toMatch(/28 nov/);
    const fpm = await desk.see('fpm', number, en('status.request.Submitted'));
    expect(fpm.text).toMatch(/27 Nov[^\n]*18:00/);
    expect(await desk.pings('fpm')).toEqual(['P1']);
    expect(await desk.pings('partner')).toEqual([]);
  });

  it('Mon 16:13 Singapore: complete, decide later; the partner sees it silently', async () => {
    await desk.press('fpm', 'request.complete');

    await desk.see('partner', number, es('status.request.InReview'));
    expect(await desk.pings('partner')).toEqual([]);
  });

  it('Tue 08:30 Singapore: Today, the next one, approved with the first match; nobody in Europe is woken', async () => {
    await desk.fastForward('fpm', '17 hours');
    expect(await desk.pings('fpm')).toEqual(['P1', 'P8']);
    await desk.press('fpm', 'today.next');
    await desk.press('fpm', 'request.approve-form', { chosen: { queue: number.slice(4) } });
    const done = await desk.press('fpm', 'request.approve', {
      chosen: { queue: number.slice(4) },
    });

    expect(done.text).toContain(en('today.queue.done'));
    const isDecision = (subject: string): boolean =>
      subject.includes(number) && subject.includes(es('status.request.Approved'));
    await desk.mail(({ to, subject }) => to === desk.personas.partner.mail && isDecision(subject));
    expect(await desk.pings('partner')).toEqual([]);
    expect(await desk.pings('sme')).toEqual([]);
    await desk.see('partner', number, es('status.request.Approved'));
  });

  it('Tue 08:00 in Madrid and Berlin: the approval and the offer', async () => {
    await desk.fastForward('fpm', '6 hours');

    expect(await desk.pings('partner')).toEqual(['P4']);
    expect(await desk.pings('sme')).toEqual(['P5']);
  });

  it('Tue 08:40: accepted in German, and all three meet once', async () => {
    await desk.press('sme', 'offer.accept');

    await desk.see('sme', number, de('status.engagement.Preparing'));
    for (const place of ['partner/group', 'fpm/group', 'sme/group'] as const) {
      await desk.see(place, number);
      await desk.until(place, () => desk.cards(place).length >= 3, 'both kickoff posts');
      expect(await desk.pings(place)).toEqual(['P6']);
    }
  });

  it('Tue: the agreement is made and confirmed, the rhythm set, both are in touch; silently', async () => {
    await desk.press('sme', 'request.contacted');
    await desk.press('partner/group', 'engagement.turn', { chosen: { face: 'agreement' } });
    const typed = {
      outcomes: 'Conditional access for everybody.',
      criteria: 'No lock-outs in two weeks.',
      startOn: '2026-11-24',
      endOn: '2027-02-12',
      learners: 'Two administrators.',
    };
    await desk.press('partner/group', 'engagement.propose-agreement', { typed });
    for (const person of ['fpm', 'sme'] as const) {
      await desk.press(`${person}/group`, 'engagement.turn', { chosen: { face: 'agreement' } });
      await desk.press(`${person}/group`, 'engagement.confirm-agreement');
    }
    await desk.press('partner/group', 'checkin.plan', { chosen: { face: 'rhythm' } });
    await desk.press('partner/group', 'checkin.rhythm', {
      typed: { rhythm: 'weekly', weekday: '4', hour: '10:00' },
    });
    await openWorkloads();
    await desk.press('partner/group', 'checkin.add-workload', { typed: { workload: 'TEAMS' } });

    expect(await desk.pings('partner')).toEqual(['P4']);
    expect(await desk.pings('sme')).toEqual(['P5']);
    expect(await desk.pings('fpm')).toEqual(['P1', 'P8']);
  });

  it('Thu: the FPM closes what has confirmed contact in one tap', async () => {
    await desk.fastForward('fpm', '2 days');

    const today = await desk.press('fpm', 'today.close-ready');

    expect(today.text).toContain(en('today.closed', { count: 1 }));
    expect(await desk.pings('fpm')).toEqual(['P1', 'P8', 'P8', 'P8']);
  });

  it('Thursdays 10:00: a check-in each week, answered in place; in week 6 a CSM takes Teams', async () => {
    await desk.fastForward('fpm', '3 hours');
    for (let k = 1; k <= CHECK_INS; k += 1) {
      await desk.see('partner/group', number, `${en('kind.check-in')} ${String(k)}:`);
      if (k === 6) {
        await openWorkloads();
        await desk.press('partner/group', 'checkin.csm', { chosen: { workload: 'TEAMS' } });
      }
      await desk.press('partner/group', 'checkin.nothing-new');
      if (k < CHECK_INS) {
        await desk.fastForward('fpm', '1 week');
      }
    }

    const elevens = (await desk.pings('partner/group')).filter((code) => code === 'P11');
    expect(elevens).toHaveLength(CHECK_INS);
    expect(await desk.pings('partner')).toEqual(['P4']);
    expect(await desk.pings('sme')).toEqual(['P5']);
    expect(await desk.pings('fpm')).toEqual(['P1', 'P8', 'P8', 'P8']);
  });

  it('Week 12: completion is reported and confirmed; the FPM reads the feedback in Today', async () => {
    await desk.press('sme', 'engagement.complete-form');
    await desk.press('sme', 'engagement.complete', {
      typed: {
        summary: 'Conditional access is on for everybody.',
        criteriaMet: 'yes',
        learned: 'Two administrators.',
        feedback: 'Well prepared.',
      },
    });
    await desk.press('partner', 'engagement.confirm');
    await desk.fastForward('fpm', '1 day');

    expect(await desk.pings('partner')).toEqual(['P4', 'P13']);
    expect((await desk.pings('fpm')).at(-1)).toBe('P8');
    await desk.say('fpm', `status ${number}`);
    await desk.press('fpm', 'request.feedback-noted');
  });

  it('30 days on: the partner tells who was trained further', async () => {
    await desk.fastForward('fpm', '33 days');

    const pings = await desk.pings('partner');
    expect(pings.slice(0, 2)).toEqual(['P4', 'P13']);
    expect(new Set(pings.slice(2))).toEqual(new Set(['P8']));
    await desk.see('partner', es('today.duty.trained'));
  });

  it('keeps to the attention budget', async () => {
    const mails = desk.mails().map(({ to }) => to);

    expect(mails.filter((to) => to === desk.personas.partner.mail)).toHaveLength(3);
    expect(mails.filter((to) => to === desk.personas.fpm.mail)).toHaveLength(2);
    expect(mails.filter((to) => to === desk.personas.sme.mail)).toHaveLength(0);
    for (const place of ['partner/group', 'fpm/group', 'sme/group'] as const) {
      const pings = await desk.pings(place);
      expect(pings.filter((code) => code === 'P6')).toHaveLength(1);
    }
    expect(desk.log()).not.toContain('"level":"error"');
  });
});
