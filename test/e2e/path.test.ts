import { wordsFor } from '../../src/text/words';
import { inputsOf, languageOf } from './card-reading';
import { Desk, STEP_LASTS_MS } from './driver';
import { ANSWERS, SENTENCE } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

describe('the whole path, from "solicitar SME" to a completed engagement', () => {
  let desk: Desk;
  /** `SME-1001` or later: a refused submit may use a number up. */
  let number = '';
  const es = (...args: Parameters<ReturnType<Desk['words']>>): string =>
    desk.words('partner')(...args);
  const en = (...args: Parameters<ReturnType<Desk['words']>>): string => desk.words('fpm')(...args);
  const de = (...args: Parameters<ReturnType<Desk['words']>>): string => desk.words('sme')(...args);

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme']);
  });

  afterAll(async () => {
    await desk.close();
  });

  it('greets everybody in their own language, and the group chats too', async () => {
    const homes = await Promise.all([
      desk.see('partner', es('home.partner.title'), es('home.fact.promise')),
      desk.see('fpm', en('home.fpm.title'), en('home.fpm.intro')),
      desk.see('sme', de('home.expert.title'), de('home.expert.intro')),
    ]);
    const groups = await Promise.all([
      desk.see('partner/group', es('group.intro')),
      desk.see('fpm/group', en('group.intro')),
      desk.see('sme/group', de('group.intro')),
    ]);

    expect([...homes, ...groups].map(({ card }) => languageOf(card))).toEqual([
      'es',
      'en',
      'de',
      'es',
      'en',
      'de',
    ]);
  });

  it('fills step 1 from what was typed and says at once that an expert is available', async () => {
    await desk.say('partner', SENTENCE);

    const form = await desk.seeLast('partner', es('form.kicker.step', { step: 1, steps: 3 }));
    expect(form.text).toContain(es('routing.staffed'));
    expect(inputsOf(form.card)).toMatchObject({
      workload: 'AADP-P2',
      licences: '400',
      region: 'EMEA',
      language: '',
    });
  });

  it('names wrong answers beside their fields and keeps what was typed', async () => {
    const typed = { licences: '-5', language: 'en', secondLanguage: 'en' };

    const form = await desk.press('partner', 'form.next', { typed });

    const names = `${es('field.role')} · ${es('field.licences')} · ${es('field.secondLanguage')}`;
    expect(form.text).toContain(es('form.problems', { count: 3, names }));
    expect(form.text).toContain(`${es('hint.licences')}\n⚠ ${es('problem.negative')}`);
    expect(form.text).toContain(`${es('field.secondLanguage')}\n⚠ ${es('problem.same-language')}`);
    expect(inputsOf(form.card)).toMatchObject(typed);
  });

  it('goes on with right answers, and back again at the word "atrás"', async () => {
    const typed = { ...ANSWERS.need, licences: '400' };
    const next = await desk.press('partner', 'form.next', { typed });
    expect(next.text).toContain(es('form.step.customer'));

    await desk.say('partner', 'atrás');

    const back = await desk.until(
      'partner',
      () => {
        const last = desk.cards('partner').at(-1);
        return last?.messageId !== next.messageId && last;
      },
      'the form once more, below',
    );
    expect(back.text).toContain(es('form.step.need'));
    expect(inputsOf(back.card)).toMatchObject({ ...typed, workload: 'AADP-P2' });
    await desk.press('partner', 'form.next');
  });

  it.each([
    ['"ayuda"', 'ayuda', 'form.side.help'],
    ['an unrelated text', '¿qué tiempo hace mañana?', 'form.side.unknown'],
  ] as const)('answers %s and shows the form again below', async (_what, text, answer) => {
    await desk.say('partner', text);

    await desk.see('partner', es(answer));
    await desk.until(
      'partner',
      () => desk.cards('partner').at(-2)?.text.includes(es(answer)),
      'the form below the answer',
    );
    const form = await desk.seeLast('partner', es('form.step.customer'));
    expect(Object.keys(inputsOf(form.card))).toContain('tenantId');
  });

  it('puts the form away at the word "guardar" and goes on where it stood', async () => {
    await desk.say('partner', 'guardar');
    await desk.seeLast('partner', es('form.put-away.status'));

    const form = await desk.press('partner', 'form.continue');

    expect(form.text).toContain(es('form.step.customer'));
  });

  it('survives a crash in the middle of the form: the next press goes on', async () => {
    const wrong = { ...ANSWERS.customer, tenantId: 'woodgrove' };
    const form = await desk.press('partner', 'form.next', { typed: wrong });
    expect(form.text).toContain(`${es('hint.tenantId')}\n⚠ ${es('problem.not-a-guid')}`);
    expect(inputsOf(form.card)).toMatchObject(wrong);

    await desk.crash();

    const next = await desk.press('partner', 'form.next', { typed: ANSWERS.customer });
    expect(next.text).toContain(es('form.step.why'));
  });

  it('refuses a thin justification, then shows everything for review, and changes an answer from there', async () => {
    const thin = { ...ANSWERS.why, justification: 'Ayuda' };
    const form = await desk.press('partner', 'form.next', { typed: thin });
    expect(form.text).toContain(`⚠ ${es('problem.too-short', { min: 20 })}`);
    const review = await desk.press('partner', 'form.next', { typed: ANSWERS.why });
    expect(review.text).toContain(ANSWERS.why.justification);
    expect(review.text).toContain('0a1b2c3d-0000-4000-8000-0000000000ff');

    const customer = await desk.press('partner', 'form.go', { chosen: { to: 'customer' } });
    expect(inputsOf(customer.card)).toMatchObject({ tenantName: 'Woodgrove Bank' });
    await desk.press('partner', 'form.next', { typed: { tenantName: 'Woodgrove Bank SA' } });
    const again = await desk.press('partner', 'form.next');

    expect(again.text).toContain('Woodgrove Bank SA');
  });

  it('says beside the tick what is to be confirmed, when it is not set', async () => {
    const review = await desk.press('partner', 'form.submit');

    expect(review.text).toContain(`⚠ ${es('problem.not-ticked')}`);
  });

  it('submits with the tick set, and the same message becomes the request', async () => {
    const review = await desk.seeLast('partner', es('form.step.review'));

    const request = await desk.press('partner', 'form.submit', { typed: { lead: 'true' } });

    expect(request.messageId).toBe(review.messageId);
    expect(request.text).toMatch(/^SME-\d{4} /);
    number = request.text.slice(0, 8);
    expect(request.text).toContain(es('status.request.Submitted'));
    expect(request.text).toContain(es('request.receipt', { mail: 'pat@partner.example' }));
  });

  it('brings the request to the FPM, with the best match and why', async () => {
    const card = await desk.see('fpm', number, en('status.request.Submitted'));

    expect(card.text).toContain(`${en('fact.best-match')}: Sam Expert`);
    expect(card.text).toContain(ANSWERS.why.justification);
    expect(languageOf(card.card)).toBe('en');
  });

  it('loses nothing in a crash right after "Complete, decide later": the partner is told, the next click works', async () => {
    const answer = await desk.press('fpm', 'request.complete');
    await desk.crash();

    expect(answer.text).toContain(en('status.request.InReview'));
    await desk.see('partner', number, es('status.request.InReview'));
    const front = await desk.press('fpm', 'request.approve-form');
    expect(inputsOf(front.card)).toEqual({ expert: `person:${desk.personas.sme.aadObjectId}` });
  });

  it('approves with the first match: the partner hears of it, the expert is asked in German', async () => {
    const approved = await desk.press('fpm', 'request.approve');

    expect(approved.text).toContain(en('status.request.Approved'));
    await desk.see('partner', number, es('status.request.Approved'));
    await desk.see('partner', es('card.moved'));
    const offer = await desk.see('sme', number, de('status.offer.offered'));
    expect(offer.text).toContain(de('fact.why-you'));
    expect(languageOf(offer.card)).toBe('de');
  });

  it('takes a decline only with a reason, and answers it with the declined offer', async () => {
    await desk.press('sme', 'offer.decline-form');
    const bare = await desk.press('sme', 'offer.decline');
    expect(bare.text).toContain(`⚠ ${de('problem.missing')}`);

    const typed = { reason: 'DECLINE_CAPACITY' };
    const declined = await desk.press('sme', 'offer.decline', { typed });

    expect(declined.text).toContain(de('status.offer.declined'));
  });

  it('asks the next expert by mail where there is no window, and tells the FPM', async () => {
    await desk.see('fpm', number, en('delivery.by-mail', { name: 'Sue Expert' }));

    const offers = desk.mails().filter(({ to }) => to === desk.personas.sme2.mail);
    expect(offers).toHaveLength(1);
    expect(offers[0]?.text).toContain(wordsFor('es').t('mail.no-chat'));
    expect(offers[0]?.subject).toContain(number);
  });

  it('shows the decline to the FPM and to nobody else', async () => {
    const fpm = await desk.see('fpm', number, en('heading.turned-down'));
    const partner = await desk.see('partner', number, es('status.request.Approved'));

    expect(fpm.text).toContain(`Sam Expert: ${en('reason-label.DECLINE_CAPACITY')}`);
    expect(partner.text).not.toContain('Sam Expert');
    expect(partner.text).not.toContain(es('reason-label.DECLINE_CAPACITY'));
  });

  it("leaves no copy behind: one living card each, in its reader's language and true state", async () => {
    await desk.see('sme', number, de('status.offer.declined'));
    await desk.see('fpm', number, en('status.request.Approved'));
    await desk.see('partner', number, es('status.request.Approved'));
    await desk.see('partner', number, es('card.moved'));

    // A form that moved down before has left a line; whether it names the number depends on when it became one.
    const isLiving = ({ text }: { readonly text: string }): boolean =>
      text.includes(number) && !text.includes(es('card.moved'));
    const [living] = await desk.until(
      'partner',
      () => {
        const found = desk.cards('partner').filter(isLiving);
        return found.length === 1 && found;
      },
      'one living card',
    );
    const [fpm = [], sme = []] = (['fpm', 'sme'] as const).map((person) =>
      desk.cards(person).filter(({ text }) => text.includes(number)),
    );

    expect([fpm.length, sme.length]).toEqual([1, 1]);
    expect(living?.text).toContain(es('status.request.Approved'));
    expect(fpm[0]?.text).toContain(en('status.request.Approved'));
    expect(sme[0]?.text).toContain(de('status.offer.declined'));
  });

  it('logs no error on the way, crashes included', () => {
    expect(desk.log()).not.toContain('"level":"error"');
  });
});
