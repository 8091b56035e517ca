import { inputsOf } from './card-reading';
import type { ShownCard } from './desk-window';
import { Desk, STEP_LASTS_MS, type Place } from './driver';
import { submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

const EARLY = '¿Sirve un SME si el cliente aún no tiene licencias?';
const EARLY_ANSWER = 'Not yet: the licences have to be there first.';
const LATER = '¿Puede empezar el especialista esta semana?';
const LATER_ANSWER = 'Yes, as soon as he has accepted.';
const THANKS = 'Perfecto, gracias.';
const CONCERN = 'Seit Tagen antwortet beim Partner niemand.';

describe('questions and concerns', () => {
  let desk: Desk;
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;

  /** The lines under which the bot announced what it posted anew, oldest first. */
  async function lines(place: Place): Promise<readonly string[]> {
    return (await desk.posted(place)).map(({ summary }) => summary);
  }

  /** The living cards of a chat that show this text; what they left behind is not among them. */
  function living(place: Place, text: string): readonly ShownCard[] {
    return desk.cards(place).filter((card) => card.text.includes(text));
  }

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme']);
    es = desk.words('partner');
    en = desk.words('fpm');
    de = desk.words('sme');
  });

  afterAll(async () => {
    await desk.close();
  });

  describe('before a request', () => {
    it('opens a form at "preguntar a mi FPM", with the FPMs to choose from', async () => {
      await desk.say('partner', 'preguntar a mi FPM');

      const form = await desk.seeLast('partner', es('question.title.before'));

      expect(form.text).toContain(es('status.question.Draft'));
      expect(form.text).toContain(es('field.receiver'));
    });

    it('says what is missing beside the field', async () => {
      const answer = await desk.press('partner', 'question.ask');

      expect(answer.text).toContain(`⚠ ${es('refusal.text-missing')}`);
    });

    it('takes what is typed in the chat into its field, and sends nothing yet', async () => {
      await desk.say('partner', EARLY);

      const form = await desk.seeLast('partner', es('question.kept'));

      expect(inputsOf(form.card)).toMatchObject({ text: EARLY });
      expect(desk.cards('fpm').filter(({ text }) => text.includes(EARLY))).toEqual([]);
    });

    it('brings the question to the FPM, as written, under a line without it', async () => {
      const sent = await desk.press('partner', 'question.ask', { typed: { text: EARLY } });

      const card = await desk.seeLast('fpm', en('question.title.before'), EARLY);

      expect(sent.text).toContain(es('status.question.waiting'));
      expect(card.text).toContain(en('next.question.you'));
      expect((await lines('fpm')).at(-1)).toBe(
        'Northwind Consulting: the partner has a question for you.',
      );
    });

    it('appends the answer on both sides', async () => {
      await desk.press('fpm', 'question.answer-form');
      const own = await desk.press('fpm', 'question.answer', { typed: { text: EARLY_ANSWER } });

      const theirs = await desk.seeLast('partner', EARLY, EARLY_ANSWER);

      expect(own.text).toContain(EARLY_ANSWER);
      expect(theirs.text).toContain(es('status.question.answered'));
      expect((await lines('partner')).at(-1)).toBe(
        'Northwind Consulting: tiene una respuesta de su FPM.',
      );
      expect(living('fpm', EARLY_ANSWER)).toHaveLength(1);
    });

    it('is solved by its asker, which disturbs nobody', async () => {
      const before = await lines('fpm');

      const solved = await desk.press('partner', 'question.solve');

      expect(solved.text).toContain(es('status.question.Solved'));
      await desk.see('fpm', EARLY, en('status.question.Solved'));
      expect(await lines('fpm')).toEqual(before);
    });
  });

  describe('about a request', () => {
    beforeAll(async () => {
      await submitRequest(desk);
      await desk.see('fpm', 'SME-1001', en('button.approve'));
    });

    it('goes from its card to its FPM and back, and on', async () => {
      await desk.press('partner', 'request.ask-fpm');
      const form = await desk.seeLast(
        'partner',
        es('question.title.question', { about: 'SME-1001' }),
      );
      expect(form.text).not.toContain(es('field.receiver'));
      await desk.press('partner', 'question.ask', { typed: { text: LATER } });
      await desk.seeLast('fpm', 'SME-1001', LATER);
      await desk.press('fpm', 'question.answer-form');
      await desk.press('fpm', 'question.answer', { typed: { text: LATER_ANSWER } });
      await desk.seeLast('partner', LATER, LATER_ANSWER);
      await desk.press('partner', 'question.answer-form');
      await desk.press('partner', 'question.answer', { typed: { text: THANKS } });

      const onBoth = await Promise.all(
        (['partner', 'fpm'] as const).map((place) => desk.see(place, LATER, LATER_ANSWER, THANKS)),
      );

      expect(onBoth.map(({ text }) => text.includes('SME-1001'))).toEqual([true, true]);
      expect((await lines('fpm')).slice(-2)).toEqual([
        'SME-1001: the partner has a question for you.',
        'SME-1001: the partner has written again and waits for your answer.',
      ]);
      expect((await lines('partner')).at(-1)).toBe('SME-1001: tiene una respuesta de su FPM.');
    });

    it.each(['partner', 'fpm'] as const)('is told in the history of the %s', async (place) => {
      const words = { partner: 'historial 1001', fpm: 'history 1001' };

      await desk.say(place, words[place]);

      const history = await desk.seeLast(place, desk.words(place)('button.history'), LATER);
      expect(history.text).toContain(LATER_ANSWER);
      expect(history.text).toContain(THANKS);
    });

    it('opens the request again from the question', async () => {
      await desk.see('fpm', THANKS);

      const question = await desk.press('fpm', 'question.open');

      await desk.seeLast('fpm', 'SME-1001', en('button.approve'));
      expect(question.text).toContain(THANKS);
    });
  });

  describe('a concern', () => {
    beforeAll(async () => {
      await desk.press('fpm', 'request.approve-form');
      await desk.press('fpm', 'request.approve');
      await desk.press('sme', 'offer.accept');
      await desk.see('sme/group', 'SME-1001', en('kind.kickoff'));
    });

    it('of the expert begins on the kickoff, in their own chat', async () => {
      await desk.press('sme/group', 'engagement.turn', { chosen: { face: 'more' } });
      const kickoff = await desk.press('sme/group', 'engagement.ask');

      const form = await desk.seeLast('sme', de('question.title.concern', { about: 'SME-1001' }));

      expect(kickoff.text).toContain(de('refusal.in-own-chat'));
      expect(form.text).toContain(de('question.intro.concern', { count: 1 }));
      expect(living('partner/group', de('refusal.in-own-chat'))).toEqual([]);
    });

    it('goes to the FPM alone, with a day by which to answer', async () => {
      const before = await lines('partner');
      await desk.press('sme', 'question.ask', { typed: { text: CONCERN } });

      const card = await desk.seeLast('fpm', 'SME-1001', CONCERN);

      expect(card.text).toContain(en('question.kind.concern'));
      expect(card.text).toMatch(
        new RegExp(en('next.question.you-by', { date: '@' }).replace('@', '.+')),
      );
      expect((await lines('fpm')).at(-1)).toMatch(
        /^SME-1001: the expert raises a concern\. Please answer by .+\.$/,
      );
      expect(await lines('partner')).toEqual(before);
    });

    it('cannot be closed by the FPM', async () => {
      const { id } = (await desk.findButton('fpm', 'question.answer-form')).button.payload;

      const forged = await desk.forge('fpm', {
        by: desk.personas.fpm,
        verb: 'question.solve',
        payload: { id },
      });

      expect(JSON.stringify(forged.card)).toContain(en('refusal.needs-asker'));
    });

    it('without an answer is handed on after one working day, and its raiser sees it', async () => {
      await desk.say('sme', '4 Tage vorspulen');

      const card = await desk.see('sme', CONCERN, de('status.question.escalated'));

      expect(card.text).toContain(`${de('fact.handed-on')}: Finn Manager`);
      await desk.see('fpm', CONCERN, en('question.kind.escalation'));
      const mail = await desk.mail(({ to }) => to === 'finn@contoso.example');
      expect(mail.subject).toMatch(/^\[SME-1001\] /);
      expect(mail.text).toContain(CONCERN);
    });
  });
});
