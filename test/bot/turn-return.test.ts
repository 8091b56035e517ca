import { requestIdFor } from '../../src/bot/form-actions';
import type { Draft, NumberedRequest, Returned } from '../../src/domain/request/request';
import { wordsFor } from '../../src/text/words';
import { findRecords } from '../../src/workflow/find-states';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import { ANSWERS } from '../support/fake-requests';
import {
  activityOf,
  bodyOf,
  chatWith,
  FakeTeams,
  FRAN,
  PAT,
  readOn,
  SAM,
  type Member,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const { t } = wordsFor('en');
const REQUEST = 'request:00000000-1111-4222-8333-444444444444';
const NOTE = 'Please count the licences again.';
const RETURN = { reason: 'RETURN_INCORRECT', fields: 'licences, justification', note: NOTE };
const THIN = { reason: 'DENY_INSUFFICIENT_INFO', note: NOTE };
const WRONG = `⚠ ${t('problem.not-a-number')}`;

let teams = new FakeTeams();

/** Pat has a submitted request, Fran is to decide; all have the bot. */
beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
  for (const member of [PAT, FRAN, SAM]) {
    await teams.install(member);
  }
  const by = { id: PAT.id, name: PAT.name };
  const orders = [
    { type: 'StartDraft', id: REQUEST, answers: {} },
    { type: 'Submit', answers: ANSWERS },
  ];
  for (const order of orders) {
    const command = { ...order, by, at: MONDAY_9, causeId: `cause:${order.type}` };
    await handleCommand(teams.ports, REQUEST, { command });
    await teams.house.dispatcher.idle();
  }
});

async function request(): Promise<NumberedRequest> {
  return (await loadState<NumberedRequest>(teams.ports, REQUEST))!;
}

/** Presses a button of the request; what can be read on the answer. */
async function press(from: Member, verb: string, more: object = {}): Promise<string> {
  return readOn(await teams.press(from, `request.${verb}`, { id: REQUEST, ...more }));
}

/** What can be read on the answer to a text. */
async function say(from: Member, text: string): Promise<string> {
  return readOn(await teams.say(from, text));
}

function postsTo(member: Member): number {
  return teams.house.messenger.posts(chatWith(member).id).length;
}

describe('a return', () => {
  it('without anything is not carried out, and every gap is marked', async () => {
    const answer = await press(FRAN, 'return', { reason: '', fields: '', note: '' });

    expect(answer.split(`⚠ ${t('problem.missing')}`)).toHaveLength(4);
    expect(await request()).toMatchObject({ status: 'Submitted' });
  });

  it('without a note keeps the ticks and the reason', async () => {
    const answer = await press(FRAN, 'return', { ...RETURN, note: '  ' });

    expect(answer).toContain('"value":"licences,justification"');
    expect(answer).toContain('"value":"RETURN_INCORRECT"');
    expect(answer.split(`⚠ ${t('problem.missing')}`)).toHaveLength(2);
  });

  it('names the ticked fields, however the client parts them', async () => {
    await press(FRAN, 'return', RETURN);

    expect(await request()).toMatchObject({
      status: 'Returned',
      fields: ['licences', 'justification'],
      note: { typed: NOTE },
    });
  });

  it('moves the card of the requester down', async () => {
    const before = postsTo(PAT);

    await press(FRAN, 'return', RETURN);

    expect(postsTo(PAT)).toBe(before + 1);
  });

  it.each([
    ['return-form', PAT, 'refusal.own-request'],
    ['return-form', SAM, 'notice.title'],
    ['reopen-form', FRAN, 'refusal.not-now'],
    ['fix-form', PAT, 'refusal.not-now'],
    ['fix-all-form', FRAN, 'refusal.needs-requester'],
    ['withdraw-form', FRAN, 'refusal.needs-requester'],
  ] as const)(
    '%s is not opened for the wrong one or at the wrong time',
    async (verb, from, why) => {
      const answer = await press(from, verb);

      expect(answer).toContain(t(why));
      expect(answer).not.toContain('"Input.');
    },
  );

  it('is refused to two FPMs in turn: the second reads who was first', async () => {
    await press(FRAN, 'return', RETURN);

    const answer = await press(FRAN, 'return', RETURN);

    expect(answer).toContain(t('status.request.Returned.fpm'));
    expect(answer).toContain(`${FRAN.name} returned this on`);
  });
});

describe('the answer to a return', () => {
  beforeEach(async () => {
    await press(FRAN, 'return', RETURN);
  });

  it('asks for the marked fields only, and for all on demand', async () => {
    const marked = await press(PAT, 'fix-form');
    const all = await press(PAT, 'fix-all-form', { licences: '123' });

    expect(marked).toContain('"id":"licences"');
    expect(marked).not.toContain('"id":"region"');
    expect(all).toContain('"id":"region"');
    expect(all).toContain('"value":123');
  });

  it('with a wrong value stays on its face, names it, and keeps what was typed', async () => {
    const answers = { licences: 'many', justification: ANSWERS.justification };

    const answer = await press(PAT, 'send-again', { face: 'fix', ...answers });

    expect(answer).toContain(WRONG);
    expect(answer).toContain(t('form.problems', { count: 1, names: t('field.licences') }));
    expect(answer).toContain('"value":"many"');
    expect(answer).toContain(t('button.send-again'));
    expect(await request()).toMatchObject({ status: 'Returned', form: { licences: 400 } });
  });

  it('with a wrong value on a field that was not marked shows that field too', async () => {
    await press(PAT, 'send-again', { face: 'fix-all', contactMail: 'nobody' });

    const answer = await press(PAT, 'fix-form');

    expect(answer).toContain('"id":"contactMail"');
    expect(answer).toContain(t('problem.not-a-mail'));
  });

  it('that is right goes back to the FPM with old and new', async () => {
    const before = postsTo(FRAN);

    await press(PAT, 'send-again', { face: 'fix', licences: '450' });

    expect(await request()).toMatchObject({ status: 'Submitted', rounds: 1 });
    expect(postsTo(FRAN)).toBe(before + 1);
    const shown = await press(FRAN, 'turn', { face: 'front' });
    expect(shown).toContain('400 → 450');
    expect(shown).toContain(t('changes.heading-round', { k: 1, max: 3, name: PAT.name }));
  });

  it('cannot change who decides', async () => {
    await press(PAT, 'send-again', { face: 'fix-all', fpm: SAM.id, company: 'x', lead: 'false' });

    expect(await request()).toMatchObject({ status: 'Submitted', form: { fpm: { id: FRAN.id } } });
  });

  it('of somebody else is refused', async () => {
    const answer = await press(FRAN, 'send-again', { face: 'fix', licences: '1' });

    expect(answer).toContain(t('refusal.needs-requester'));
    expect((await request()) as Returned).toMatchObject({ status: 'Returned' });
  });
});

describe('a change before the decision', () => {
  it('is open to the requester and sent with what was typed', async () => {
    const opened = await press(PAT, 'change-form');

    await press(PAT, 'change', { face: 'fix-all', region: 'APJ' });

    expect(opened).toContain(t('button.send-change'));
    expect(await request()).toMatchObject({
      status: 'Submitted',
      form: { region: 'APJ' },
      changes: [{ field: 'region', from: { typed: 'EMEA' }, to: { typed: 'APJ' } }],
    });
  });

  it('with a wrong value stays on its face', async () => {
    const answer = await press(PAT, 'change', { face: 'fix-all', licences: 'many' });

    expect(answer).toContain(WRONG);
    expect(answer).toContain(t('button.send-change'));
  });

  it('comes too late once it is approved', async () => {
    await press(FRAN, 'approve', { expert: SAM.id });

    const answer = await press(PAT, 'change-form');

    expect(answer).toContain(`${FRAN.name} approved this on`);
    expect(answer).not.toContain('"Input.');
  });
});

describe('a withdrawal', () => {
  it.each(['withdraw 1001', 'withdraw', 'zurückziehen 1001', 'anular solicitud 1001'])(
    'is never carried out by a text, only opened: %s',
    async (text) => {
      const answer = await say(PAT, text);

      expect(answer).toContain(t('button.withdraw-now', { n: 1001 }));
      expect(await request()).toMatchObject({ status: 'Submitted' });
    },
  );

  it('needs no reason before the decision', async () => {
    const answer = await press(PAT, 'withdraw', { reason: '' });

    expect(answer).toContain(t('status.request.Withdrawn'));
    expect(answer).toContain(t('button.new-from-this'));
    expect(await request()).toMatchObject({ status: 'Withdrawn' });
  });

  it('needs a reason once an expert was asked, who then reads of it', async () => {
    await press(FRAN, 'approve', { expert: SAM.id });

    const bare = await press(PAT, 'withdraw', { reason: ' ' });
    const before = postsTo(SAM);
    await press(PAT, 'withdraw', { reason: 'The customer has stopped the project.' });

    expect(bare).toContain(`⚠ ${t('problem.missing')}`);
    expect(await request()).toMatchObject({ status: 'Withdrawn' });
    expect(postsTo(SAM)).toBe(before);
    const offer = readOn(await teams.press(SAM, 'offer.accept', { id: REQUEST }));
    expect(offer).toContain('This request was withdrawn on');
  });

  it('is only for the requester, also by text', async () => {
    const answer = await say(FRAN, 'withdraw 1001');

    expect(answer).toContain(t('refusal.needs-requester'));
    expect(answer).not.toContain('"Input.');
  });

  it('of a number that is not theirs finds nothing', async () => {
    const answer = await say(SAM, 'withdraw 1001');

    expect(answer).toContain(t('status.none', { n: 1001 }));
  });

  it('is said to be done already', async () => {
    await press(PAT, 'withdraw', { reason: '' });

    const answer = await say(PAT, 'withdraw 1001');

    expect(answer).toContain('This request was withdrawn on');
  });
});

describe('a denial for missing details', () => {
  it('first offers to return, and keeps what was typed', async () => {
    const answer = await press(FRAN, 'deny', THIN);

    expect(answer).toContain(t('deny.return-first'));
    expect(answer).toContain(`"value":"${NOTE}"`);
    expect(answer).toContain('"verb":"request.return-form"');
    expect(await request()).toMatchObject({ status: 'Submitted' });
  });

  it('leads to the return with the note that was typed', async () => {
    const answer = await press(FRAN, 'return-form', THIN);

    expect(answer).toContain(t('button.return-to-partner'));
    expect(answer).toContain(`"value":"${NOTE}"`);
  });

  it('is carried out by the second press', async () => {
    await press(FRAN, 'deny', { ...THIN, confirmed: 'yes' });

    expect(await request()).toMatchObject({ status: 'Denied', reason: THIN.reason });
  });

  it('is refused at once to who may not decide', async () => {
    const answer = await press(PAT, 'deny', THIN);

    expect(answer).toContain(t('refusal.own-request'));
  });

  it('for another reason takes one press', async () => {
    await press(FRAN, 'deny', { ...THIN, reason: 'DENY_OUT_OF_SCOPE' });

    expect(await request()).toMatchObject({ status: 'Denied' });
  });

  it('is reopened with words for the requester', async () => {
    await press(FRAN, 'deny', { ...THIN, confirmed: 'yes' });

    const bare = await press(FRAN, 'reopen', { note: '' });
    await press(FRAN, 'reopen', { note: 'I read the wrong attachment.' });

    expect(bare).toContain(`⚠ ${t('problem.missing')}`);
    expect(await request()).toMatchObject({ status: 'InReview' });
    const shown = await press(PAT, 'turn', { face: 'front' });
    expect(shown).toContain('I read the wrong attachment.');
  });
});

describe('a new request from an old one', () => {
  /** Presses "New request from this one"; the draft it opened. */
  async function again(from: Member): Promise<Draft | undefined> {
    const action = { type: 'Action.Execute', verb: 'request.again', data: { id: REQUEST } };
    const named = { name: 'adaptiveCard/action', value: { action }, id: 'again' };
    bodyOf(await teams.take(activityOf('invoke', from, named)));
    return loadState<Draft>(teams.ports, requestIdFor('again'));
  }

  it('is filled in with what was sent, and begins at the beginning', async () => {
    await press(PAT, 'withdraw', { reason: '' });

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
    await press(FRAN, 'deny', { ...THIN, confirmed: 'yes' });

    const draft = await again(PAT);

    expect(draft).toMatchObject({ status: 'Draft', step: 'why' });
    expect(draft?.attempted).toEqual(['need', 'customer', 'why', 'review']);
    expect(draft?.answers).not.toHaveProperty('difference');
  });

  it('is only for its requester', async () => {
    await press(PAT, 'withdraw', { reason: '' });

    const draft = await again(FRAN);

    expect(draft).toBeUndefined();
    expect(await findRecords(teams.ports, { kind: 'request', limit: 5 })).toHaveLength(1);
  });

  it('is not needed where one runs already: it is shown once more', async () => {
    const before = postsTo(PAT);

    await press(PAT, 'open-running', { running: REQUEST });
    const foreign = await press(SAM, 'open-running', { running: REQUEST });

    expect(postsTo(PAT)).toBe(before + 1);
    expect(foreign).toContain(t('notice.title'));
  });
});
