import { inputsOf, languageOf } from './card-reading';
import { Desk } from './driver';
import { ANSWERS, SENTENCE, submitRequest } from './form-story';

const TWO_MINUTES_MS = 120_000;

describe('the whole path, from "solicitar SME" to a completed engagement', () => {
  let desk: Desk;
  const es = (...args: Parameters<ReturnType<Desk['words']>>): string =>
    desk.words('partner')(...args);
  const en = (...args: Parameters<ReturnType<Desk['words']>>): string => desk.words('fpm')(...args);
  const de = (...args: Parameters<ReturnType<Desk['words']>>): string => desk.words('sme')(...args);

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme']);
  }, TWO_MINUTES_MS);

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

    const names = `${es('field.role')}, ${es('field.licences')} y ${es('field.secondLanguage')}`;
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

    const back = await desk.seeLast('partner', es('form.step.need'));
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
    await desk.seeLast('partner', es('form.step.customer'));
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
});
