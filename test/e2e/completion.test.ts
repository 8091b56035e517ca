import { inputsOf, languageOf } from './card-reading';
import { Desk, STEP_LASTS_MS, type Place } from './driver';
import { ANSWERS, submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

const REPORT = {
  summary: 'Conditional access runs in the pilot and in production.',
  criteriaMet: 'yes',
  learned: 'Two admins at the partner can plan a rollout.',
  inFtop: 'true',
  feedback: 'Well prepared; could lead the next one alone.',
} as const;

const GROUPS: readonly Place[] = ['partner/group', 'fpm/group', 'sme/group'];

describe('an accepted offer, from the kickoff to a completed engagement', () => {
  let desk: Desk;
  /** `SME-1001` or later: a write that was overtaken uses a number up. */
  let number = '';
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;

  /** The same must be shown in every kickoff chat. */
  async function seeInEveryGroup(...texts: readonly string[]): Promise<void> {
    await Promise.all(GROUPS.map((group) => desk.see(group, number, ...texts)));
  }

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme']);
    es = desk.words('partner');
    en = desk.words('fpm');
    de = desk.words('sme');
    number = (await submitRequest(desk)).text.slice(0, 8);
    await desk.press('fpm', 'request.approve-form');
    await desk.press('fpm', 'request.approve');
  });

  afterAll(async () => {
    await desk.close();
  });

  it('turns the offer into the engagement when the expert accepts', async () => {
    const offer = await desk.see('sme', number, de('status.offer.offered'));

    const engagement = await desk.press('sme', 'offer.accept');

    expect(engagement.messageId).toBe(offer.messageId);
    expect(engagement.text).toContain(de('status.engagement.Preparing'));
    await desk.see('partner', number, es('status.request.Assigned'), 'Sam Expert');
    await desk.see('fpm', number, en('status.request.Assigned'), 'Sam Expert');
  });

  it('brings one kickoff and one Teams-first card into each group chat, in the language that was asked for', async () => {
    await seeInEveryGroup(en('kind.kickoff'), en('kickoff.rules'));
    await seeInEveryGroup(en('kind.teams-first'), en('teams-first.locked'));

    for (const group of GROUPS) {
      const posts = desk.cards(group).filter(({ text }) => text.includes(number));
      expect(posts.map(({ card }) => languageOf(card))).toEqual(['en', 'en']);
    }
  });

  it('shows the kickoff to one reader in their own language', async () => {
    await desk.press('partner/group', 'engagement.turn', {
      chosen: { card: 'kickoff', face: 'more' },
    });
    const own = await desk.press('partner/group', 'engagement.in-my-language', {
      chosen: { card: 'kickoff' },
    });

    expect(own.text).toContain(es('kickoff.rules'));
    expect(languageOf(own.card)).toBe('es');
  });

  it('records the consent with a name and a day, and unlocks the team in every window', async () => {
    await desk.press('partner/group', 'engagement.consent-form');
    const bare = await desk.press('partner/group', 'engagement.tick', {
      typed: { consentBy: 'Kim Customer' },
    });
    expect(bare.text).toContain(`⚠ ${es('problem.consent')}`);
    expect(inputsOf(bare.card)).toMatchObject({ consentBy: 'Kim Customer' });

    await desk.press('partner/group', 'engagement.tick', { typed: { consentOn: '2020-01-02' } });

    await seeInEveryGroup(en('teams-first.next.pitch-unlocked'), 'Kim Customer');
  });

  it('notes the first contact with one tap of the expert, everywhere', async () => {
    const engagement = await desk.press('sme', 'request.contacted');

    expect(engagement.text).toContain(de('status.engagement.Active'));
    await desk.see('partner', number, es('next.partner.in-touch', { expert: 'Sam Expert' }));
    await desk.see('fpm', number, en('button.close-request'));
    await seeInEveryGroup(en('kind.kickoff'), en('status.engagement.Active'));
  });

  it('lets the FPM close the request while the engagement goes on', async () => {
    const closed = await desk.press('fpm', 'request.close');

    expect(closed.text).toContain(en('next.fpm.closed', { expert: 'Sam Expert' }));
    await desk.see('partner', number, es('status.request.Closed'));
  });

  it('marks what is missing in the report of completion and keeps what was typed', async () => {
    await desk.press('sme', 'engagement.complete-form');

    const bare = await desk.press('sme', 'engagement.complete', {
      typed: { summary: REPORT.summary, criteriaMet: 'no' },
    });

    expect(bare.text).toContain(`${de('field.whyUnmet')}\n⚠ ${de('problem.missing')}`);
    expect(bare.text).toContain(`${de('hint.learned')}\n⚠ ${de('problem.missing')}`);
    expect(inputsOf(bare.card)).toMatchObject({ summary: REPORT.summary, criteriaMet: 'no' });
  });

  it('asks the partner to confirm what the expert reports, without the private feedback', async () => {
    const reported = await desk.press('sme', 'engagement.complete', { typed: REPORT });

    expect(reported.text).toContain(de('status.engagement.WrappingUp'));
    const card = await desk.see('partner', number, es('button.confirm'));
    expect(card.text).toContain(REPORT.summary);
    expect(card.text).not.toContain(REPORT.feedback);
  });

  it('goes back to the expert with a note, and comes again', async () => {
    await desk.press('partner', 'engagement.missing-form');
    const bare = await desk.press('partner', 'engagement.missing');
    expect(bare.text).toContain(`⚠ ${es('problem.missing')}`);
    await desk.press('partner', 'engagement.missing', { typed: { note: 'Falta el manual.' } });

    const back = await desk.see('sme', number, 'Falta el manual.');
    expect(back.text).toContain(de('button.complete'));
    await desk.press('sme', 'engagement.complete-form');
    await desk.press('sme', 'engagement.complete', { typed: REPORT });

    await desk.seeLast('partner', number, es('button.confirm'));
  });

  it('is completed when the partner confirms', async () => {
    const completed = await desk.press('partner', 'engagement.confirm');

    expect(completed.text).toContain(es('status.engagement.Completed'));
    await desk.see('sme', number, de('status.engagement.Completed'));
    await desk.see('fpm', number, en('fact.summary'), REPORT.feedback);
    await seeInEveryGroup(en('status.engagement.Completed'), REPORT.summary);
  });

  it("leaves every copy in every window in its final state and its reader's language", async () => {
    const heads = (place: Place): readonly string[] =>
      desk
        .cards(place)
        .filter(({ text }) => text.includes(number))
        .map(({ card, text }) => `${languageOf(card)}: ${text.split('\n')[2] ?? ''}`);
    await desk.see('partner', number, es('fact.summary'), es('status.request.Closed'));

    const moved = (language: string, text: string): string => `${language}: ${text}`;
    expect(heads('partner')).toEqual([
      moved('es', es('card.moved')),
      `es: ✓ ${es('status.request.Closed')}`,
      moved('es', es('card.moved')),
      `es: ✓ ${es('status.engagement.Completed')}`,
    ]);
    expect(heads('fpm')).toEqual([`en: ✓ ${en('status.request.Closed')}`]);
    expect(heads('sme')).toEqual([
      moved('de', de('card.moved')),
      `de: ✓ ${de('status.engagement.Completed')}`,
    ]);
    for (const group of GROUPS) {
      expect(heads(group)).toEqual([
        `en: ✓ ${en('status.engagement.Completed')}`,
        `en: ◔ ${en('value.of', { done: 1, all: 3 })}`,
      ]);
    }
  });

  it.each([
    ['partner', ['P4', 'P13', 'P13']],
    ['fpm', ['P1']],
    ['sme', ['P5', 'P17']],
  ] as const)('pings the %s no more than the attention budget allows', async (person, budget) => {
    expect(await desk.pings(person)).toEqual(budget);
  });

  it('pings each group chat once', async () => {
    const pings = await Promise.all(GROUPS.map((group) => desk.pings(group)));

    expect(pings).toEqual([['P6'], ['P6'], ['P6']]);
  });

  it.each([
    ['partner', 'home, form, and one for each ping', 5],
    ['fpm', 'home, and one for each ping', 2],
    ['sme', 'home, and one for each ping', 3],
    ['partner/group', 'the welcome, kickoff and Teams first', 3],
    ['fpm/group', 'the welcome, kickoff and Teams first', 3],
    ['sme/group', 'the welcome, kickoff and Teams first', 3],
  ] as const)('posts nothing else to %s: %s', async (place, _what, count) => {
    expect(await desk.posted(place)).toHaveLength(count);
  });

  it.each([
    ['the partner', 'partner', ['receipt', 'decision', 'closing']],
    ['the FPM', 'fpm', ['arrival', 'closing']],
    ['the expert', 'sme', []],
  ] as const)('sends %s the mails of the process and no other', (_who, person, mails) => {
    const t = desk.words(person);
    const sent = desk.mails().filter(({ to }) => to === desk.personas[person].mail);

    const intros = sent.map(({ text }) => text.split('\n')[0]);
    expect(intros.toSorted()).toEqual(mails.map((mail) => t(`mail.${mail}.intro`)).toSorted());
    expect(sent.filter(({ subject }) => !subject.startsWith(`[${number}] `))).toEqual([]);
    expect(sent.filter(({ subject }) => subject.includes(ANSWERS.customer.tenantName))).toEqual([]);
  });

  it('logs no error on the way', () => {
    expect(desk.log()).not.toContain('"level":"error"');
  });
});
