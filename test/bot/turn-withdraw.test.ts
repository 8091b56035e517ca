import { idInRow } from '../../src/bot/place-in-row';
import type { Draft } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { findRecords } from '../../src/workflow/find-states';
import { loadState } from '../../src/workflow/load-record';
import type { LiveRecord } from '../../src/workflow/record';
import { ANSWERS } from '../support/fake-requests';
import { activityOf, bodyOf, FRAN, PAT, readOn, SAM, type Member } from '../support/fake-teams';
import { SUBMITTED, SubmittedTeams } from '../support/submitted-teams';

const { t } = wordsFor('en');
const NOTE = 'Please count the licences again.';
const THIN = { reason: 'DENY_INSUFFICIENT_INFO', note: NOTE };

let teams = new SubmittedTeams();

beforeEach(async () => {
  teams = new SubmittedTeams();
  await teams.open();
});

describe('a withdrawal', () => {
  it.each(['withdraw 1001', 'withdraw', 'zurückziehen 1001', 'anular solicitud 1001'])(
    'is never carried out by a text, only opened: %s',
    async (text) => {
      const answer = await teams.hear(PAT, text);

      expect(answer).toContain(t('button.withdraw-now', { n: 1001 }));
      expect(await teams.request()).toMatchObject({ status: 'Submitted' });
    },
  );

  it('needs no reason before the decision', async () => {
    const answer = await teams.pressOn(PAT, 'withdraw', { reason: '' });

    expect(answer).toContain(t('status.request.Withdrawn'));
    expect(answer).toContain(t('button.new-from-this'));
    expect(await teams.request()).toMatchObject({ status: 'Withdrawn' });
  });

  it('is no decision of a queue, whatever the button says', async () => {
    const answer = await teams.pressOn(PAT, 'withdraw', { reason: '', queue: '1001' });

    expect(answer).toContain(t('button.new-from-this'));
    expect(answer).not.toContain(t('today.queue.done'));
  });

  it('needs a reason once an expert was asked, who then reads of it', async () => {
    await teams.pressOn(FRAN, 'approve', { expert: SAM.id });

    const bare = await teams.pressOn(PAT, 'withdraw', { reason: ' ' });
    const before = teams.postsTo(SAM);
    await teams.pressOn(PAT, 'withdraw', { reason: 'The customer has stopped the project.' });

    expect(bare).toContain(`⚠ ${t('problem.missing')}`);
    expect(await teams.request()).toMatchObject({ status: 'Withdrawn' });
    expect(teams.postsTo(SAM)).toBe(before);
    const offer = readOn(await teams.press(SAM, 'offer.accept', { id: SUBMITTED }));
    expect(offer).toContain('This request was withdrawn on');
  });

  it('is only for the requester, also by text', async () => {
    const answer = await teams.hear(FRAN, 'withdraw 1001');

    expect(answer).toContain(t('refusal.needs-requester'));
    expect(answer).not.toContain('"Input.');
  });

  it('of a number that is not theirs finds nothing', async () => {
    const answer = await teams.hear(SAM, 'withdraw 1001');

    expect(answer).toContain(t('status.none', { n: 1001 }));
  });

  it('is said to be done already', async () => {
    await teams.pressOn(PAT, 'withdraw', { reason: '' });

    const answer = await teams.hear(PAT, 'withdraw 1001');

    expect(answer).toContain('This request was withdrawn on');
  });
});

describe('a denial for missing details', () => {
  it('first offers to return, and keeps what was typed', async () => {
    const answer = await teams.pressOn(FRAN, 'deny', THIN);

    expect(answer).toContain(t('deny.return-first'));
    expect(answer).toContain(`"value":"${NOTE}"`);
    expect(answer).toContain('"verb":"request.return-form"');
    expect(await teams.request()).toMatchObject({ status: 'Submitted' });
  });

  it('leads to the return with the note that was typed', async () => {
    const answer = await teams.pressOn(FRAN, 'return-form', THIN);

    expect(answer).toContain(t('button.return-to-partner'));
    expect(answer).toContain(`"value":"${NOTE}"`);
  });

  it('is carried out by the second press', async () => {
    await teams.pressOn(FRAN, 'deny', { ...THIN, confirmed: 'yes' });

    expect(await teams.request()).toMatchObject({ status: 'Denied', reason: THIN.reason });
  });

  it('is refused at once to who may not decide', async () => {
    const answer = await teams.pressOn(PAT, 'deny', THIN);

    expect(answer).toContain(t('refusal.own-request'));
  });

  it('for another reason takes one press', async () => {
    await teams.pressOn(FRAN, 'deny', { ...THIN, reason: 'DENY_OUT_OF_SCOPE' });

    expect(await teams.request()).toMatchObject({ status: 'Denied' });
  });

  it('is reopened with words for the requester', async () => {
    await teams.pressOn(FRAN, 'deny', { ...THIN, confirmed: 'yes' });

    const bare = await teams.pressOn(FRAN, 'reopen', { note: '' });
    await teams.pressOn(FRAN, 'reopen', { note: 'I read the wrong attachment.' });

    expect(bare).toContain(`⚠ ${t('problem.missing')}`);
    expect(await teams.request()).toMatchObject({ status: 'InReview' });
    const shown = await teams.pressOn(PAT, 'turn', { face: 'front' });
    expect(shown).toContain('I read the wrong attachment.');
  });
});

describe('a new request from an old one', () => {
  /** Presses "New request from this one"; the draft it opened. */
  async function again(from: Member, id = 'again'): Promise<Draft | undefined> {
    const action = { type: 'Action.Execute', verb: 'request.again', data: { id: SUBMITTED } };
    const named = { name: 'adaptiveCard/action', value: { action }, id };
    bodyOf(await teams.take(activityOf('invoke', from, named)));
    const row = { kind: 'request', by: from.id, about: SUBMITTED } as const;
    return loadState<Draft>(teams.ports, idInRow(row, 1));
  }

  function drafts(): Promise<readonly LiveRecord[]> {
    return findRecords(teams.ports, { kind: 'request', tag: `drafter:${PAT.id}`, limit: 5 });
  }

  it('is filled in with what was sent, and begins at the beginning', async () => {
    await teams.pressOn(PAT, 'withdraw', { reason: '' });

    const draft = await again(PAT);

    expect(draft).toMatchObject({
      status: 'Draft',
      step: 'need',
      attempted: [],
      answers: {
        workload: { typed: 'AADP-P2' },
        licences: { typed: '400' },
        tenantName: { typed: 'Contoso' },
        justification: { typed: ANSWERS.justification },
      },
    });
    expect(draft?.answers).not.toHaveProperty('lead');
  });

  it('of one that was denied for missing details opens at the first gap', async () => {
    await teams.pressOn(FRAN, 'deny', { ...THIN, confirmed: 'yes' });

    const draft = await again(PAT);

    expect(draft).toMatchObject({ status: 'Draft', step: 'why' });
    expect(draft?.attempted).toEqual(['need', 'customer', 'why', 'review']);
    expect(draft?.answers).not.toHaveProperty('difference');
  });

  it('is shown again while it is a draft, with what was typed there, and takes the words of the form', async () => {
    await again(PAT);
    const [draft] = await drafts();
    await teams.press(PAT, 'form.save', { id: draft?.id, step: 'need', edition: 1, licences: '7' });
    const before = teams.postsTo(PAT);

    const same = await again(PAT, 'again, later');

    expect(await drafts()).toHaveLength(1);
    expect(same).toMatchObject({ answers: { licences: { typed: '7' } } });
    expect(teams.postsTo(PAT)).toBe(before + 1);
  });

  it('takes the words of the form again when another one was opened meanwhile', async () => {
    const draft = await again(PAT);
    await teams.hear(PAT, 'request SME for Intune');

    await again(PAT, 'again, later');

    const { position } = await teams.ports.positions.load(PAT.id);
    expect(await drafts()).toHaveLength(2);
    expect(position?.draftId).toBe(draft?.id);
  });

  it('is another one once the first was discarded', async () => {
    const draft = await again(PAT);
    await teams.press(PAT, 'form.discard', { id: draft?.id, step: 'need', edition: 1 });

    await again(PAT, 'again, later');

    expect((await drafts()).map(({ id }) => id)).not.toContain(draft?.id);
    expect(await drafts()).toHaveLength(1);
  });

  it('is only for its requester', async () => {
    await teams.pressOn(PAT, 'withdraw', { reason: '' });

    const draft = await again(FRAN);

    expect(draft).toBeUndefined();
    expect(await findRecords(teams.ports, { kind: 'request', limit: 5 })).toHaveLength(1);
  });

  it('is not needed where one runs already: it is shown once more', async () => {
    const before = teams.postsTo(PAT);

    await teams.pressOn(PAT, 'open-running', { running: SUBMITTED });
    const foreign = await teams.pressOn(SAM, 'open-running', { running: SUBMITTED });

    expect(teams.postsTo(PAT)).toBe(before + 1);
    expect(foreign).toContain(t('notice.title'));
  });
});
