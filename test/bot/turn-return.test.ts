import { wordsFor } from '../../src/text/words';
import { ANSWERS } from '../support/fake-requests';
import { FRAN, PAT, SAM } from '../support/fake-teams';
import { SubmittedTeams } from '../support/submitted-teams';

const { t } = wordsFor('en');
const NOTE = 'Please count the licences again.';
const RETURN = { reason: 'RETURN_INCORRECT', fields: 'licences, justification', note: NOTE };
const WRONG = `⚠ ${t('problem.not-a-number')}`;

let teams = new SubmittedTeams();

beforeEach(async () => {
  teams = new SubmittedTeams();
  await teams.open();
});

describe('a return', () => {
  it('without anything is not carried out, and every gap is marked', async () => {
    const answer = await teams.pressOn(FRAN, 'return', { reason: '', fields: '', note: '' });

    expect(answer.split(`⚠ ${t('problem.missing')}`)).toHaveLength(4);
    expect(await teams.request()).toMatchObject({ status: 'Submitted' });
  });

  it('without a note keeps the ticks and the reason', async () => {
    const answer = await teams.pressOn(FRAN, 'return', { ...RETURN, note: '  ' });

    expect(answer).toContain('"value":"licences,justification"');
    expect(answer).toContain('"value":"RETURN_INCORRECT"');
    expect(answer.split(`⚠ ${t('problem.missing')}`)).toHaveLength(2);
  });

  it('names the ticked fields, however the client parts them', async () => {
    await teams.pressOn(FRAN, 'return', RETURN);

    expect(await teams.request()).toMatchObject({
      status: 'Returned',
      fields: ['licences', 'justification'],
      note: { typed: NOTE },
    });
  });

  it('moves the card of the requester down', async () => {
    const before = teams.postsTo(PAT);

    await teams.pressOn(FRAN, 'return', RETURN);

    expect(teams.postsTo(PAT)).toBe(before + 1);
  });

  it.each([
    ['return-form', PAT, 'refusal.own-request'],
    ['return-form', SAM, 'notice.title'],
    ['reopen-form', FRAN, 'refusal.not-now'],
    ['fix-form', PAT, 'refusal.already-submitted'],
    ['fix-all-form', FRAN, 'refusal.needs-requester'],
    ['withdraw-form', FRAN, 'refusal.needs-requester'],
  ] as const)(
    '%s is not opened for the wrong one or at the wrong time',
    async (verb, from, why) => {
      const answer = await teams.pressOn(from, verb);

      expect(answer).toContain(t(why));
      expect(answer).not.toContain('"Input.');
    },
  );

  it('pressed twice is refused the second time, with who did it first', async () => {
    await teams.pressOn(FRAN, 'return', RETURN);

    const answer = await teams.pressOn(FRAN, 'return', RETURN);

    expect(answer).toContain(t('status.request.Returned.fpm'));
    expect(answer).toContain('You returned this on');
  });
});

describe('the answer to a return', () => {
  beforeEach(async () => {
    await teams.pressOn(FRAN, 'return', RETURN);
  });

  it('asks for the marked fields only, and for all on demand', async () => {
    const marked = await teams.pressOn(PAT, 'fix-form');
    const all = await teams.pressOn(PAT, 'fix-all-form', { licences: '123' });

    expect(marked).toContain('"id":"licences"');
    expect(marked).not.toContain('"id":"region"');
    expect(all).toContain('"id":"region"');
    expect(all).toContain('"value":123');
  });

  it('with a wrong value stays on its face, names it, and keeps what was typed', async () => {
    const answers = { licences: 'many', justification: ANSWERS.justification };

    const answer = await teams.pressOn(PAT, 'send-again', { face: 'fix', ...answers });

    expect(answer).toContain(WRONG);
    expect(answer).toContain(t('form.problems', { count: 1, names: t('field.licences') }));
    expect(answer).toContain('"value":"many"');
    expect(answer).toContain(t('button.send-again'));
    expect(await teams.request()).toMatchObject({ status: 'Returned', form: { licences: 400 } });
  });

  it('with a wrong value on a field that was not marked shows that field too', async () => {
    await teams.pressOn(PAT, 'send-again', { face: 'fix-all', contactMail: 'nobody' });

    const answer = await teams.pressOn(PAT, 'fix-form');

    expect(answer).toContain('"id":"contactMail"');
    expect(answer).toContain(t('problem.not-a-mail'));
  });

  it('that is right goes back to the FPM with old and new', async () => {
    const before = teams.postsTo(FRAN);

    await teams.pressOn(PAT, 'send-again', { face: 'fix', licences: '450' });

    expect(await teams.request()).toMatchObject({ status: 'Submitted', rounds: 1 });
    expect(teams.postsTo(FRAN)).toBe(before + 1);
    const shown = await teams.pressOn(FRAN, 'turn', { face: 'front' });
    expect(shown).toContain('400 → 450');
    expect(shown).toContain(t('changes.heading-round', { k: 1, max: 3, name: PAT.name }));
  });

  it('cannot change who decides', async () => {
    await teams.pressOn(PAT, 'send-again', {
      face: 'fix-all',
      fpm: SAM.id,
      company: 'x',
      lead: 'false',
    });

    expect(await teams.request()).toMatchObject({
      status: 'Submitted',
      form: { fpm: { id: FRAN.id } },
    });
  });

  it('of somebody else is refused', async () => {
    const answer = await teams.pressOn(FRAN, 'send-again', { face: 'fix', licences: '1' });

    expect(answer).toContain(t('refusal.needs-requester'));
    expect(await teams.request()).toMatchObject({ status: 'Returned' });
  });
});

describe('a change before the decision', () => {
  it('is open to the requester and sent with what was typed', async () => {
    const opened = await teams.pressOn(PAT, 'change-form');

    await teams.pressOn(PAT, 'change', { face: 'fix-all', region: 'APJ' });

    expect(opened).toContain(t('button.send-change'));
    expect(await teams.request()).toMatchObject({
      status: 'Submitted',
      form: { region: 'APJ' },
      changes: [{ field: 'region', from: { typed: 'EMEA' }, to: { typed: 'APJ' } }],
    });
  });

  it('with a wrong value stays on its face', async () => {
    const answer = await teams.pressOn(PAT, 'change', { face: 'fix-all', licences: 'many' });

    expect(answer).toContain(WRONG);
    expect(answer).toContain(t('button.send-change'));
  });

  it('comes too late once it is approved', async () => {
    await teams.pressOn(FRAN, 'approve', { expert: SAM.id });

    const answer = await teams.pressOn(PAT, 'change-form');

    expect(answer).toContain(`${FRAN.name} approved this on`);
    expect(answer).not.toContain('"Input.');
  });
});
