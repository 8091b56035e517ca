import { Desk, STEP_LASTS_MS } from './driver';
import { submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

const REPORT = {
  summary: 'Conditional access runs in the pilot and in production.',
  ...{ criteriaMet: 'no', whyUnmet: 'The last site moves in May.' },
  learned: 'Two admins at the partner can plan a rollout.',
} as const;

describe('a request that changes hands twice', () => {
  let desk: Desk;
  let number = '';
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let second: ReturnType<Desk['words']>;
  let fran = '';
  let finn = '';
  /** One, or two where the crash came between sending and noting it. */
  let told: readonly string[] = [];

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'fpm2', 'sme']);
    es = desk.words('partner');
    en = desk.words('fpm');
    second = desk.words('fpm2');
    fran = desk.personas.fpm.name;
    finn = desk.personas.fpm2.name;
    number = (await submitRequest(desk)).text.slice(0, 8);
    await desk.see('fpm', number, en('button.approve'));
  });

  afterAll(async () => {
    await desk.close();
  });

  it('goes once, however often the button is pressed, and through a crash right after it', async () => {
    await desk.say('fpm', `hand over ${number} to ${finn}`);
    await desk.seeLast('fpm', number, en('field.new-fpm'));
    const button = await desk.findButton('fpm', 'request.hand-over');

    const typed = { note: 'Pat calls on Monday.' };
    await Promise.all(Array.from({ length: 10 }, () => desk.pressFound('fpm', button, typed)));
    await desk.crash();

    const card = await desk.see('fpm2', number, second('button.approve'), typed.note);
    expect(card.text).toContain(fran);
    told = await desk.pings('fpm2');
    expect(told.join()).toMatch(/^P21(,P21)?$/);
    await desk.see('fpm', number, finn);
    await desk.see('partner', number, finn);
    expect(await desk.pings('partner')).toEqual([]);
  });

  it('is decided by the one who has it; the other learns who that is', async () => {
    const button = await desk.findButton('fpm2', 'request.approve-form');

    const { card } = await desk.forge('fpm', {
      by: desk.personas.fpm,
      verb: 'request.approve',
      payload: button.button.payload,
    });
    expect(JSON.stringify(card)).toContain(finn);
    expect(JSON.stringify(card)).not.toContain('request.approve');

    await desk.press('fpm2', 'request.approve-form');
    await desk.press('fpm2', 'request.approve');
    // A ping that is still on its way gives way to a later one.
    await desk.see('partner', number, es('status.request.Approved'));
    await desk.press('sme', 'offer.accept');
    await desk.see('partner/group', number, finn);
  });

  it('goes back with its engagement, on a living card below the old line', async () => {
    await desk.press('fpm2', 'request.turn', { chosen: { face: 'more' } });
    await desk.press('fpm2', 'request.hand-over-form');
    await desk.press('fpm2', 'request.hand-over', { typed: { to: personOf(desk) } });

    await desk.see('fpm', number, en('status.request.Assigned'));
    await desk.see('partner/group', en('kickoff.new-fpm', { name: fran }));
    expect(await desk.pings('fpm')).toEqual(['P1', 'P21']);
  });

  it('ends with whoever has it then', async () => {
    await desk.press('sme', 'request.contacted');
    await desk.press('sme', 'engagement.complete-form');
    await desk.press('sme', 'engagement.complete', { typed: REPORT });

    await desk.press('fpm', 'engagement.agree');
    await desk.press('partner', 'engagement.confirm');

    await desk.see('partner', number, es('status.engagement.Completed'));
    expect(await desk.pings('fpm')).toEqual(['P1', 'P21', 'P16']);
    expect(await desk.pings('fpm2')).toEqual(told);
    expect((await desk.pings('partner')).toSorted()).toEqual(['P13', 'P4']);
  });
});

/** The first FPM as the directory names them. */
function personOf({ personas }: Desk): string {
  return `person:${personas.fpm.aadObjectId}`;
}
