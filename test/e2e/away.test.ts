import { Desk, STEP_LASTS_MS } from './driver';
import { ANSWERS, submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

/** The story begins on Monday, 23 November 2026: Fran is away on that day and the next one. */
const LAST_DAY = '2026-11-24';
/** As the stand-in reads them. */
const DAYS = { from: 'Mo., 23. Nov. 2026', until: 'Di., 24. Nov. 2026' };
const WHY = { ...ANSWERS.why, difference: 'This one is about production, not about the pilot.' };

describe('an FPM who is away', () => {
  let desk: Desk;
  let inHand = '';
  let later = '';
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;
  let fran = '';
  let finn = '';

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'fpm2']);
    en = desk.words('fpm');
    de = desk.words('fpm2');
    fran = desk.personas.fpm.name;
    finn = desk.personas.fpm2.name;
    inHand = (await submitRequest(desk)).text.slice(0, 8);
    await desk.see('fpm', inHand, en('button.approve'));
  });

  afterAll(async () => {
    await desk.close();
  });

  it('types it, and is shown what will be set; nothing is set by that', async () => {
    await desk.say('fpm', `out of office until ${LAST_DAY}, stand-in Finn`);

    await desk.seeLast('fpm', en('away.title'), en('field.away-until'));
    expect((await desk.findButton('fpm', 'away.set')).inputs).toEqual({
      ...{ from: '2026-11-23', until: LAST_DAY, inHand: 'new' },
      standIn: `person:${desk.personas.fpm2.aadObjectId}`,
    });
    await desk.see('fpm', inHand, en('button.approve'));
  });

  it('sets it once, however often the button is pressed, and through a crash right after it', async () => {
    const button = await desk.findButton('fpm', 'away.set');

    await Promise.all(
      Array.from({ length: 10 }, () => desk.pressFound('fpm', button, { inHand: 'all' })),
    );
    await desk.crash();

    await desk.see('fpm', en('away.next', { name: finn }));
    await desk.see('fpm2', inHand, de('button.approve'), fran);
    await desk.see('fpm', inHand, finn);
    expect((await desk.pings('fpm2')).join()).toMatch(/^P21(,P21)?$/);
  });

  it('is not written to about new requests: the stand-in is the FPM of these', async () => {
    const card = await submitRequest(desk, { why: WHY });
    later = card.text.slice(0, 8);

    expect(card.text).toContain(finn);
    await desk.see('fpm2', later, de('button.approve'));
    expect((await desk.pings('fpm2')).at(-1)).toBe('P1');
    expect(await desk.pings('fpm')).toEqual(['P1']);
  });

  it('leaves the decision to the stand-in, whose Today says so', async () => {
    await desk.say('fpm2', 'wartet auf mich');
    await desk.see('fpm2', de('today.stands-in', { name: fran, ...DAYS }));

    await desk.press('fpm2', 'request.approve-form');
    await desk.press('fpm2', 'request.approve');

    const { text } = await desk.see(
      'partner',
      later,
      desk.words('partner')('status.request.Approved'),
    );
    expect(text).toContain(finn);
  });

  it('reads in Today on the morning of the return what happened', async () => {
    await desk.fastForward('fpm', '49 hours');

    const today = await desk.see('fpm', en('today.away.taken', { count: 2, names: finn }));

    expect(today.text).toContain(en('today.away.decided', { count: 1 }));
    expect(today.text).toContain(en('today.away.left', { count: 1 }));
    expect(await desk.pings('fpm')).toEqual(['P1', 'P8']);
  });

  it('has new requests again from then on', async () => {
    const why = { ...WHY, difference: 'This one is about the branch offices only.' };

    const { text } = await submitRequest(desk, { why });

    expect(text).toContain(fran);
    await desk.see('fpm', text.slice(0, 8), en('button.approve'));
  });
});
