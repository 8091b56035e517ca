import { inputsOf, languageOf, textsOf } from './card-reading';
import { Desk, STEP_LASTS_MS } from './driver';
import { ANSWERS, submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

const NOTE = 'Please name the policies you tried; then we can help.';
const TEN = Array.from({ length: 10 }, (_none, index) => index);
const WHY = { ...ANSWERS.why, difference: 'This one is about production, not about the pilot.' };

describe('decisions, and what becomes of open cards', () => {
  let desk: Desk;
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme']);
    es = desk.words('partner');
    en = desk.words('fpm');
    de = desk.words('sme');
    await submitRequest(desk);
    await desk.see('fpm', 'SME-1001', en('button.deny'));
  });

  afterAll(async () => {
    await desk.close();
  });

  it('denies only with a reason and a note, and keeps what was typed', async () => {
    await desk.press('fpm', 'request.deny-form');
    const bare = await desk.press('fpm', 'request.deny', { typed: { note: NOTE } });
    expect(bare.text).toContain(`${en('field.reason')}\n⚠ ${en('problem.missing')}`);
    expect(inputsOf(bare.card)).toMatchObject({ note: NOTE });

    const offered = await desk.press('fpm', 'request.deny', {
      typed: { reason: 'DENY_INSUFFICIENT_INFO' },
    });
    expect(offered.text).toContain(en('deny.return-first'));

    const denied = await desk.press('fpm', 'request.deny');

    expect(denied.text).toContain(en('status.request.Denied'));
  });

  it('tells the partner why, what to do next, and by mail', async () => {
    const card = await desk.seeLast('partner', 'SME-1001', es('status.request.Denied'));

    expect(card.text).toContain(es('reason-label.DENY_INSUFFICIENT_INFO'));
    expect(card.text).toContain(NOTE);
    expect(card.text).toContain(es('next.denied.DENY_INSUFFICIENT_INFO'));
    expect(card.text).toContain(es('button.new-request'));
    expect(await desk.pings('partner')).toEqual(['P3']);
    const mail = await desk.mail(({ text }) => text.includes(es('mail.decision.intro')));
    expect(mail.to).toBe(desk.personas.partner.mail);
    expect(mail.text).toContain(NOTE);
  });

  it('takes ten clicks on Approve at once as one decision, each answered with 200', async () => {
    await submitRequest(desk, { why: WHY });
    await desk.see('fpm', 'SME-1002', en('button.approve'));
    await desk.press('fpm', 'request.approve-form');
    const button = await desk.findButton('fpm', 'request.approve');

    await Promise.all(TEN.map(() => desk.pressFound('fpm', button)));

    const answers = await desk.answersTo('fpm', 'request.approve', 10);

    expect(answers.map(({ status }) => status)).toEqual(TEN.map(() => 200));
    const texts = answers.map(({ card }) => textsOf(card).join('\n'));
    expect(texts.filter((text) => !text.includes(en('status.request.Approved')))).toEqual([]);
    await desk.see('sme', 'SME-1002', de('status.offer.offered'));
    await desk.press('fpm', 'request.turn', { chosen: { face: 'more' } });
    const history = await desk.press('fpm', 'request.turn', { chosen: { face: 'history' } });
    expect(history.text.split(en('history.RequestApproved'))).toHaveLength(2);
    expect(await desk.pings('sme')).toEqual(['P5']);
    // A chat that has had much at once gets its next message within a second or two.
    await desk.see('partner', 'SME-1002', es('status.request.Approved'));
    expect(await desk.pings('partner')).toEqual(['P3', 'P4']);
  });

  it('answers a click on the old picture with who approved and when', async () => {
    await submitRequest(desk, { why: WHY });
    await desk.see('fpm', 'SME-1003', en('button.approve'));
    await desk.press('fpm', 'request.approve-form');
    const old = await desk.findButton('fpm', 'request.approve');
    await desk.pressFound('fpm', old);

    const answer = await desk.pressFound('fpm', old);

    const [notice, ...card] = textsOf(answer.value);
    expect(notice).toMatch(/^You approved this on .*\d{1,2}:\d\d/);
    expect(card.join('\n')).toContain(en('status.request.Approved'));
    await desk.see('sme', 'SME-1003', de('status.offer.offered'));
    expect(await desk.pings('sme')).toEqual(['P5', 'P5']);
  });

  it('keeps two drafts apart', async () => {
    const isNeedForm = ({ text }: { readonly text: string }): boolean =>
      text.includes(es('form.step.need'));
    await desk.say('partner', 'solicitar SME para Teams');
    const forms = (count: number): Promise<unknown> =>
      desk.until(
        'partner',
        () => desk.cards('partner').filter(isNeedForm).length === count,
        `${String(count)} forms`,
      );
    await forms(1);
    const teams = await desk.findButton('partner', 'form.next');
    await desk.say('partner', 'solicitar SME para Intune');
    // Other cards may come in between: only a second form tells that its button is there.
    await forms(2);
    await desk.press('partner', 'form.next', { typed: { licences: '77' } });

    await desk.pressFound('partner', teams, { licences: '1500', region: 'APJ' });

    const typed = (): readonly unknown[] =>
      desk
        .cards('partner')
        .filter(isNeedForm)
        .map(({ card }) => inputsOf(card))
        .map(({ workload, licences, region }) => [workload, licences, region]);
    const wanted = [
      ['TEAMS', '1500', 'APJ'],
      ['INTUNE', '77', ''],
    ];
    await desk.until(
      'partner',
      () => JSON.stringify(typed()) === JSON.stringify(wanted),
      JSON.stringify(wanted),
    );
    await desk.say('partner', 'mis borradores');
    const list = await desk.seeLast('partner', es('list.drafts.title'));
    expect(list.text).toContain('Teams');
    expect(list.text).toContain('Intune');
  });

  it('redraws every open card when the language changes', async () => {
    const open = desk.cards('partner').filter(({ text }) => isLiving(text));
    expect(open.length).toBeGreaterThan(4);

    await desk.say('partner', 'Sprache Deutsch');

    await desk.seeLast('partner', de('language.changed', { language: 'Deutsch' }));
    const ids = open.map(({ messageId }) => messageId);
    await desk.until(
      'partner',
      () =>
        desk
          .cards('partner')
          .filter(({ messageId }) => ids.includes(messageId))
          // What a late ping has left behind meanwhile is not open any more.
          .every(({ card, text }) => languageOf(card) === 'de' || !isLiving(text)),
      'every open card in German',
    );
    const texts = desk.cards('partner').filter(({ messageId }) => ids.includes(messageId));
    expect(texts.filter(({ text }) => text.includes(es('button.ask-fpm')))).toEqual([]);
  });

  it('says where somebody was when their window is opened again, and opens a card from there', async () => {
    await desk.reopen('partner');

    const where = await desk.seeLast('partner', de('list.where.title'));
    expect(where.text).toContain('SME-1002');
    expect(where.text).toContain('SME-1003');
    expect(where.text).not.toContain('SME-1001');
    await desk.press('partner', 'record.open', { chosen: { list: 'where' } });
    const opened = await desk.until('partner', () => desk.cards('partner')[1], 'an opened card');

    expect(languageOf(opened.card)).toBe('de');
    expect(isLiving(opened.text)).toBe(true);
  });

  /** Living cards of the partner: requests and forms, not the lines left behind. */
  function isLiving(text: string): boolean {
    const isLeft = text.includes(es('card.moved')) || text.includes(de('card.moved'));
    return !isLeft && /SME-\d{4} ·|Licen|Lizenz/.test(text);
  }
});
