import { buttonsOf, languageOf, textsOf } from './card-reading';
import type { ShownCard } from './desk-window';
import { Desk, STEP_LASTS_MS } from './driver';
import { ANSWERS, SENTENCE, submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

describe('what else happens beside the path', () => {
  let desk: Desk;
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;

  /** Types and waits for the answer below everything else. */
  async function ask(
    person: 'partner' | 'fpm' | 'sme',
    text: string,
    ...answer: readonly string[]
  ): Promise<ShownCard> {
    await desk.say(person, text);
    return desk.seeLast(person, ...answer);
  }

  /** The id that a button of a request carries. */
  async function idOf(person: 'partner' | 'fpm', verb: string): Promise<string> {
    const { button } = await desk.findButton(person, verb);
    return String(button.payload['id']);
  }

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme']);
    es = desk.words('partner');
    en = desk.words('fpm');
    await submitRequest(desk);
    await desk.see('fpm', 'SME-1001', en('button.approve'));
  });

  afterAll(async () => {
    await desk.close();
  });

  describe("commands in one's own language", () => {
    it.each([
      ['partner', 'mis solicitudes', 'list.my.title'],
      ['partner', 'mis pendientes', 'today.nothing'],
      ['fpm', 'waiting for me', 'today.duty.check'],
      ['sme', 'Was steht an?', 'today.nothing'],
      ['sme', 'Hilfe', 'home.expert.title'],
      ['partner', 'historial SME-1001', 'history.RequestSubmitted'],
    ] as const)('answers the %s who types "%s"', async (person, text, answer) => {
      const shown = await ask(person, text, desk.words(person)(answer));

      expect(languageOf(shown.card)).toBe(desk.personas[person].language);
    });

    it('opens a record from a list', async () => {
      const list = await ask('fpm', 'my requests', en('list.my.title'), 'SME-1001');

      await desk.press('fpm', 'record.open');

      const opened = await desk.seeLast('fpm', 'SME-1001', en('button.approve'));
      expect(opened.messageId).not.toBe(list.messageId);
    });

    it('moves the living card down at "estado 1001"', async () => {
      const receipt = es('request.receipt', { mail: 'pat@partner.example' });

      const shown = await ask('partner', 'estado 1001', 'SME-1001', receipt);

      const living = await desk.until(
        'partner',
        () => {
          const cards = desk.cards('partner').filter(({ text }) => text.includes(receipt));
          return cards.length === 1 && cards;
        },
        'one living card',
      );
      expect(living[0]?.messageId).toBe(shown.messageId);
    });

    it('finds no number that is not there', async () => {
      const answer = await ask('fpm', 'status 1234', en('status.none', { n: 1234 }));

      expect(answer.text).not.toContain('SME-1001');
    });

    it('says who somebody is', async () => {
      const answer = await ask('partner', '¿Quién soy?', 'Pat Partner');

      expect(answer.text).toContain('Northwind Consulting');
      expect(answer.text).toContain(es('who.partner'));
    });

    it('offers the nearest commands for an unknown text and runs none', async () => {
      const answer = await ask('partner', 'mis solicitudos', es('not-understood.near'));

      const offered = buttonsOf(answer.card).map(({ payload }) => payload['intent']);
      expect(offered).toContain('my-requests');
      const list = await desk.press('partner', 'home.say', { chosen: { intent: 'my-requests' } });
      expect(list.text).toContain('SME-1001');
    });
  });

  describe('somebody whom the directory does not know', () => {
    it.each(['solicitar SME', 'status 1001', 'help'])(
      'is told whom to write to and nothing else, whatever they type: %s',
      async (text) => {
        const { guest, sme2 } = desk.personas;
        const chat = await desk.openChat('partner', sme2);
        const before = (await desk.posted('partner', chat)).length;

        await desk.forward(
          'partner',
          guest,
          { type: 'message', text, locale: 'es-ES' },
          { chat, id: text },
        );

        await desk.answersTo('partner', text, 1);
        const answers = (await desk.posted('partner', chat)).slice(before);
        const said = answers.map(({ card }) => textsOf(card).join('\n'));
        expect(said).toHaveLength(1);
        expect(said[0]).toContain(es('unknown.status'));
        expect(said[0]).toContain('Ada Operator, ada@contoso.example');
        expect(said[0]).not.toContain('SME-1001');
      },
    );

    it('changes nothing with a click', async () => {
      const id = await idOf('fpm', 'request.approve-form');

      const { status, card } = await desk.forge('fpm', {
        by: desk.personas.guest,
        verb: 'request.approve',
        payload: { id },
      });

      expect(status).toBe(200);
      expect(textsOf(card).join('\n')).toContain(en('unknown.status'));
      await ask('fpm', 'status 1001', 'SME-1001', en('status.request.Submitted'));
    });
  });

  describe('clicks that were never offered', () => {
    it.each([
      ['partner', 'request.approve', 'refusal.own-request'],
      ['sme', 'request.approve', 'refusal.needs-fpm'],
      ['sme', 'offer.accept', 'refusal.needs-expert'],
      ['sme', 'form.submit', 'refusal.not-yours'],
      ['fpm', 'request.close', 'refusal.not-now'],
      ['partner', 'request.destroy', 'refusal.unknown-button'],
      ['partner', '__proto__', 'refusal.unknown-button'],
    ] as const)('the %s sends %s and is told why nothing changed', async (person, verb, why) => {
      const id = await idOf('fpm', 'request.approve-form');
      const payload = { id, step: 'review', edition: 1, by: 'system', status: 'Approved' };

      const { status, card } = await desk.forge('fpm', {
        by: desk.personas[person],
        verb,
        payload,
      });

      expect(status).toBe(200);
      expect(textsOf(card).join('\n')).toContain(desk.words(person)(why));
      await ask('fpm', 'status 1001', 'SME-1001', en('status.request.Submitted'));
    });

    it.each([
      'request:00000000-0000-4000-8000-000000000000',
      "request:' OR 1=1 --",
      'person:7f2c3b1e-0000-4000-8000-000000000011',
      '',
      { $ne: '' },
    ])('a foreign id %j finds nothing', async (id) => {
      const { status, card } = await desk.forge('fpm', {
        by: desk.personas.fpm,
        verb: 'request.approve',
        payload: { id },
      });

      expect(status).toBe(200);
      expect(languageOf(card)).toBe('en');
      expect(textsOf(card)).toContain(en('notice.title'));
    });
  });

  describe('the same activity delivered five times', () => {
    const FIVE = [1, 2, 3, 4, 5];

    it('opens one form', async () => {
      const { partner } = desk.personas;
      const before = desk.cards('partner').length;

      await Promise.all(
        FIVE.map(() =>
          desk.forward(
            'partner',
            partner,
            { type: 'message', text: SENTENCE },
            { id: 'told-five-times' },
          ),
        ),
      );

      await desk.seeLast('partner', es('form.step.need'));
      await desk.answersTo('partner', 'told-five-times', 5);
      const drafts = await ask('partner', 'mis borradores', es('list.drafts.title'));
      const rows = buttonsOf(drafts.card).filter(({ verb }) => verb === 'record.open');
      expect(rows).toHaveLength(1);
      expect(desk.cards('partner').length - before).toBe(2);
    });

    it('warns of the request that looks alike, and asks what is different', async () => {
      await desk.press('partner', 'form.next', { typed: ANSWERS.need });
      const why = await desk.press('partner', 'form.next', { typed: ANSWERS.customer });
      expect(why.text).toContain(es('look-alike.heading', { count: 1 }));
      expect(why.text).toContain('SME-1001');

      const typed = { ...ANSWERS.why, difference: 'The first one was about the pilot only.' };
      const review = await desk.press('partner', 'form.next', { typed });

      expect(review.text).toContain(es('form.step.review'));
    });

    it('submits one request', async () => {
      const { button } = await desk.findButton('partner', 'form.submit');
      const press = {
        by: desk.personas.partner,
        verb: 'form.submit',
        payload: { ...button.payload, lead: 'true' },
        id: 'pressed-five-times',
      };

      await Promise.all(FIVE.map(() => desk.forge('partner', press)));

      const answers = await desk.answersTo('partner', 'pressed-five-times', 5);
      expect(answers.map(({ status }) => status)).toEqual(FIVE.map(() => 200));
      await desk.see('fpm', en('heading.difference'), 'The first one was about the pilot only.');
      expect(await desk.pings('fpm')).toEqual(['P1', 'P1']);
    });

    it('answers every delivery alike', async () => {
      const answers = await desk.answersTo('partner', 'pressed-five-times', 5);

      // A minute may pass between two of them.
      const isClock = (text: string): boolean => text.startsWith(es('clock.line', { when: '' }));
      const cards = answers.map(({ card }) =>
        textsOf(card)
          .filter((text) => !isClock(text))
          .join('\n'),
      );
      expect(cards[0]).toContain(es('status.request.Submitted'));
      expect(new Set(cards).size).toBe(1);
    });

    it('shows the form once, also when the repeat comes late', async () => {
      const { partner } = desk.personas;
      const tell = (): Promise<void> =>
        desk.forward(
          'partner',
          partner,
          { type: 'message', text: 'solicitar SME' },
          { id: 'told-late' },
        );
      const before = (await desk.posted('partner')).length;
      await tell();
      await desk.seeLast('partner', es('form.step.need'));

      await tell();
      await desk.answersTo('partner', 'told-late', 2);

      await ask('partner', 'mis borradores', es('list.drafts.title'));
      expect((await desk.posted('partner')).length - before).toBe(2);
    });
  });
});
