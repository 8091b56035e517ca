import { typed } from '../../../src/domain/kernel';
import { revisedAnswers } from '../../../src/domain/request/revision';
import { isNumbered } from '../../../src/domain/request/request';
import { earlier, EXPERTS, facts, FORM, FRAN, hoursIn, ID, PAT, SAM, SUE } from '../cast';
import { given, happened, RETURNED, REVIEWED, returnedAt, SENT, SENT_AGAIN } from '../stories';

const AGAIN = {
  type: 'SendAgain',
  by: PAT,
  at: hoursIn(50),
  answers: { licences: '1.200', justification: 'Twelve hundred people start on 3 December.' },
} as const;

const DUE = { checkBy: hoursIn(72), decideBy: hoursIn(168), fpmDecideBy: hoursIn(160) } as const;
const WORLD = { facts: facts({ promises: DUE }) };

const KEPT = happened(
  {
    type: 'RevisionKept',
    answers: { licences: typed('some'), tenantName: typed('Wide World') },
    lookAlikes: [],
  },
  PAT,
  hoursIn(40),
);

describe('sending a returned request again', () => {
  test('puts the answers over the form and waits for the FPM anew', () => {
    const { after } = given(...RETURNED).when(AGAIN, WORLD);

    expect(after).toMatchObject({
      status: 'Submitted',
      number: 1042,
      form: { ...FORM, licences: 1200, justification: typed(AGAIN.answers.justification) },
      rounds: 1,
      submittedAt: hoursIn(0),
    });
    expect(after).not.toHaveProperty('returnedBy');
    expect(after).not.toHaveProperty('left');
    expect(after).not.toHaveProperty('checked');
  });

  test('tells what changed, old and new, in the order of the form', () => {
    const { after } = given(...RETURNED).when(AGAIN, WORLD);

    expect(after).toMatchObject({
      changes: [
        { field: 'licences', from: typed('400'), to: typed('1200') },
        {
          field: 'justification',
          from: FORM.justification,
          to: typed(AGAIN.answers.justification),
        },
      ],
    });
  });

  test('promises new dates; the decision presses four hours before the FPM’s due', () => {
    const { after } = given(...RETURNED).when(AGAIN, WORLD);

    expect(after).toMatchObject({ promises: { ...DUE, remindAt: hoursIn(156) } });
  });

  test.each([
    { at: 155.999, presses: true },
    { at: 156, presses: false },
  ])('at $at h, is there a moment at which it presses: $presses', ({ at, presses }) => {
    const { after } = given(...RETURNED).when({ ...AGAIN, at: hoursIn(at) }, WORLD);

    expect(after !== undefined && isNumbered(after) && 'remindAt' in after.promises).toBe(presses);
  });

  test('with nothing changed is fine: a note may have been answered by a word', () => {
    const answer = given(...RETURNED).when({ ...AGAIN, answers: {} }, WORLD);

    expect(answer.after).toMatchObject({ status: 'Submitted', form: FORM, changes: [] });
  });

  test('says nothing of what is only written differently', () => {
    const answers = { licences: ' 400 ', tenantId: `{${FORM.tenantId.toUpperCase()}}` };

    const { after } = given(...RETURNED).when({ ...AGAIN, answers }, WORLD);

    expect(after).toMatchObject({ changes: [], form: FORM });
  });

  test('changes every field that may be changed, not only those that were returned', () => {
    const answers = { region: 'APJ', language: 'en', secondLanguage: 'de', segment: 'SMC' };

    const { after } = given(...RETURNED).when({ ...AGAIN, answers }, WORLD);

    expect(after).toMatchObject({
      form: { region: 'APJ', language: 'en', secondLanguage: 'de', segment: 'SMC' },
    });
  });

  test('never changes company, FPM, delivery team, and who leads', () => {
    const answers = { company: 'partner:x', fpm: SAM.id, deliveryTeam: 'x', lead: 'false' };

    const { after } = given(...RETURNED).when({ ...AGAIN, answers }, WORLD);

    expect(after).toMatchObject({ status: 'Submitted', form: FORM, changes: [] });
  });

  test('ranks the experts for the form as it now is', () => {
    const answers = { workload: 'MDATP', language: 'en' };
    const experts = EXPERTS.map((one, index) =>
      index === 1 ? { ...one, workloads: ['MDATP'] } : one,
    );

    const answer = given(...RETURNED).when(
      { ...AGAIN, answers },
      { facts: facts({ promises: DUE, experts }) },
    );

    expect(answer.after).toMatchObject({
      routing: { rule: 'mdatp' },
      candidates: expect.arrayContaining([expect.objectContaining({ expert: SUE })]) as unknown,
    });
    expect(answer.after).toMatchObject({ candidates: [{ expert: SUE }, {}, {}] });
  });

  test('needs new dates', () => {
    const { promises: _unknown, ...rest } = facts();

    const answer = given(...RETURNED).when(AGAIN, { facts: rest });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
  });

  test('makes the FPM look again at what was found complete before', () => {
    const story = [...REVIEWED, returnedAt(hoursIn(2), { left: { decide: 1 } })];

    const { after } = given(...story).when(AGAIN, WORLD);

    expect(after?.status).toBe('Submitted');
    expect(after).not.toHaveProperty('checked');
  });
});

describe('an answer with something wrong in it', () => {
  const wrong = { licences: 'some', tenantName: 'Wide World' } as const;

  test('is kept and sends nothing: the request stays returned, its form as it was', () => {
    const answer = given(...RETURNED).when({ ...AGAIN, answers: wrong }, WORLD);

    expect(answer).toMatchObject({
      ok: true,
      events: [{ type: 'RevisionKept' }],
      effects: [],
      after: {
        status: 'Returned',
        form: FORM,
        revising: { licences: typed('some'), tenantName: typed('Wide World') },
      },
    });
  });

  test('loses nothing: what is right by then goes with the next try', () => {
    const { after } = given(...RETURNED, KEPT).when(
      { ...AGAIN, answers: { licences: '500' } },
      WORLD,
    );

    expect(after).toMatchObject({
      status: 'Submitted',
      form: { licences: 500, tenantName: typed('Wide World') },
    });
    expect(after).not.toHaveProperty('revising');
    expect(after).not.toHaveProperty('revisingLookAlikes');
  });

  test('that was emptied stays empty, and is not filled from the form again', () => {
    const { after } = given(...RETURNED).when({ ...AGAIN, answers: { tenantName: ' ' } }, WORLD);

    expect(after).toMatchObject({ revising: { tenantName: typed(' ') } });
    expect(after !== undefined && isNumbered(after) && revisedAnswers(after)).toMatchObject({
      tenantName: typed(' '),
      licences: typed('400'),
    });
  });

  test.each([
    ['licences', '-3'],
    ['tenantId', 'not a guid'],
    ['contactMail', 'nowhere'],
    ['workload', 'NOPE'],
    ['role', 'not-sure'],
    ['justification', 'short'],
    ['justification', 'x'.repeat(2001)],
    ['emailSource', ''],
  ] as const)('in %s is found, case %#', (field, text) => {
    const migration = { role: 'migration', workload: 'EXO' };
    const answers = { ...(field === 'emailSource' ? migration : {}), [field]: text };

    const answer = given(...RETURNED).when({ ...AGAIN, answers }, WORLD);

    expect(answer).toMatchObject({ ok: true, events: [{ type: 'RevisionKept' }] });
  });
});

describe('earlier requests that look alike', () => {
  test('ask for the difference when the answers make them alike, and are kept for the question', () => {
    const mdatp = earlier({ workloadId: 'MDATP' });
    const world = { facts: facts({ promises: DUE, earlier: [mdatp] }) };
    const answers = { workload: 'MDATP', language: 'en' };

    const first = given(...RETURNED).when({ ...AGAIN, answers }, world);
    const told = { ...answers, difference: 'Another customer, with a hybrid directory.' };
    const second = given(...RETURNED).when({ ...AGAIN, answers: told }, world);

    expect(first.after).toMatchObject({
      status: 'Returned',
      revisingLookAlikes: [{ number: 1007 }],
      lookAlikes: [],
    });
    expect(second.after).toMatchObject({
      status: 'Submitted',
      form: { difference: typed(told.difference) },
      lookAlikes: [{ number: 1007 }],
    });
  });

  test.each([
    ['itself', earlier({ id: ID, number: 1042, at: hoursIn(0) })],
    ['one that was submitted after it', earlier({ at: hoursIn(1) })],
    ['one that was withdrawn', earlier({ result: 'withdrawn' })],
  ])('are never %s', (_which, other) => {
    const world = { facts: facts({ promises: DUE, earlier: [other] }) };

    const answer = given(...RETURNED).when(AGAIN, world);

    expect(answer.after).toMatchObject({ status: 'Submitted', lookAlikes: [] });
  });
});

describe('what an answer orders', () => {
  test('the FPM must act: their card moves down, and the new dates are watched', () => {
    const { effects } = given(...RETURNED).when(AGAIN, WORLD);

    expect(effects).toEqual([
      {
        type: 'Show',
        copy: 'fpm',
        card: 'request-fpm',
        to: { person: FRAN.id },
        ping: 'P1',
        moveDown: true,
      },
      { type: 'WakeUp', at: hoursIn(156), command: { type: 'CheckDecision' } },
      { type: 'WakeUp', at: hoursIn(168), command: { type: 'CheckDecision' } },
    ]);
  });

  test('a new contact gets the receipt', () => {
    const answers = { contactMail: 'kim@contoso.example' };

    const { effects, after } = given(...RETURNED).when({ ...AGAIN, answers }, WORLD);

    expect(effects).toContainEqual({
      type: 'SendMail',
      mail: 'receipt',
      to: { address: 'kim@contoso.example' },
    });
    expect(after).toMatchObject({ contactIsRequester: false });
  });
});

describe('sending again what is not returned', () => {
  test('twice is refused: it was sent', () => {
    const answer = given(...SENT_AGAIN).when(AGAIN, WORLD);

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'already-submitted' } });
  });

  test('by anybody else is refused, whatever it says', () => {
    const answers = { licences: 'some' };

    const refusals = [FRAN, SAM, 'system' as const].map((by) =>
      given(...RETURNED).when({ ...AGAIN, by, answers }, WORLD),
    );

    expect(refusals).toEqual(
      refusals.map(
        () => expect.objectContaining({ refusal: { code: 'needs-requester' } }) as unknown,
      ),
    );
  });

  test('a request nobody returned keeps its form', () => {
    expect(given(...SENT).when(AGAIN, WORLD)).toMatchObject({
      ok: false,
      after: { form: FORM, status: 'Submitted' },
    });
  });
});
