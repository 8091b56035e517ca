import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { FRAN, hoursIn, PAT, SAM } from '../cast';
import {
  ACTIVE,
  AGREED,
  CHATTING,
  COMPLETED,
  engagementAfter,
  engagementFacts,
  givenEngagement,
  happenedThere,
  REPORT,
  REPORTED,
  SENT_BACK,
  UNMET,
} from '../engagement-stories';

const BY_EXPERT = { ...REPORT, by: SAM, at: hoursIn(80) } as const;

describe('the report of completion', () => {
  test('with every criterion met asks the partner', () => {
    const answer = givenEngagement(...ACTIVE).when({
      ...BY_EXPERT,
      summary: ' Conditional access is live.\n',
      learned: ' Two engineers of the partner. ',
      feedback: ' Quick learners. ',
    });

    expect(answer.after).toMatchObject({
      status: 'WrappingUp',
      awaits: 'requester',
      confirmBy: hoursIn(200),
      report: {
        at: hoursIn(80),
        summary: typed('Conditional access is live.'),
        criteriaMet: true,
        learned: typed('Two engineers of the partner.'),
        inFtop: true,
        feedback: typed('Quick learners.'),
      },
    });
  });

  test('with an unmet criterion asks the FPM first, with the reason', () => {
    const answer = givenEngagement(...ACTIVE).when({
      ...BY_EXPERT,
      criteriaMet: 'no',
      whyUnmet: ' The last site moves in May. ',
    });

    expect(answer.after).toMatchObject({
      status: 'WrappingUp',
      awaits: 'fpm',
      report: { criteriaMet: false, whyUnmet: typed('The last site moves in May.') },
    });
  });

  test('keeps no reason and no feedback that there is none', () => {
    const { after } = givenEngagement(...ACTIVE).when({ ...BY_EXPERT, whyUnmet: 'Left over.' });

    expect(after).not.toHaveProperty('report.whyUnmet');
    expect(after).not.toHaveProperty('report.feedback');
  });

  test.each([
    { summary: ' ' },
    { learned: '' },
    { criteriaMet: '' },
    { criteriaMet: 'no', whyUnmet: ' \n' },
  ])('that leaves something open is refused: %j', (open) => {
    const answer = givenEngagement(...ACTIVE).when({ ...BY_EXPERT, ...open });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'summary-missing' } });
  });

  test('is refused while no day to confirm is known', () => {
    const { confirmBy: _unknown, ...rest } = engagementFacts();

    const answer = givenEngagement(...ACTIVE).when(BY_EXPERT, rest);

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
  });

  test('given again says when it was given', () => {
    const answer = givenEngagement(...REPORTED).when(BY_EXPERT);

    expect(answer).toMatchObject({ refusal: { code: 'already-done', by: SAM, at: hoursIn(80) } });
  });

  test.each(['summary', 'learned', 'feedback', 'whyUnmet'] as const)(
    'takes as many words in %s as the policy lets a person send in, and no more',
    (field) => {
      const longest = 'x'.repeat(POLICY.textMaxChars);

      const [whole, tooLong] = [` ${longest} `, `${longest}x`].map((text) =>
        givenEngagement(...ACTIVE).when({ ...BY_EXPERT, [field]: text }),
      );

      expect(whole?.ok).toBe(true);
      expect(tooLong).toMatchObject({ ok: false, refusal: { code: 'text-too-long' } });
    },
  );
});

describe('what the FPM says to unmet criteria', () => {
  test('agreed: the partner is asked, with a new day to confirm', () => {
    const answer = givenEngagement(...UNMET).when(
      { type: 'AgreeToEnd', by: FRAN, at: hoursIn(90) },
      engagementFacts({ confirmBy: hoursIn(210) }),
    );

    expect(answer.after).toMatchObject({ awaits: 'requester', confirmBy: hoursIn(210) });
  });

  test('agreed while no new day is known: the old one stays', () => {
    const { confirmBy: _unknown, ...rest } = engagementFacts();

    const answer = givenEngagement(...UNMET).when({ type: 'AgreeToEnd', by: FRAN }, rest);

    expect(answer.after).toMatchObject({ awaits: 'requester', confirmBy: hoursIn(200) });
  });
});

describe.each([
  ['the FPM', UNMET, FRAN],
  ['the partner', REPORTED, PAT],
])('sent back by %s', (_who, story, by) => {
  const back = {
    type: 'SendBack',
    by,
    at: hoursIn(90),
    note: ' The handbook is missing. ',
  } as const;

  test('the engagement goes on, with what is missing', () => {
    const { after } = givenEngagement(...story).when(back);

    expect(after).toMatchObject({
      status: 'Active',
      missing: { by, at: hoursIn(90), note: typed('The handbook is missing.') },
    });
    expect(after).not.toHaveProperty('report');
    expect(after).not.toHaveProperty('confirmBy');
  });

  test('without words it is refused', () => {
    const answer = givenEngagement(...story).when({ ...back, note: '  ' });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'note-missing' } });
  });

  test('with more words than the policy lets a person send in it is refused', () => {
    const note = 'x'.repeat(POLICY.textMaxChars + 1);

    expect(givenEngagement(...story).when({ ...back, note })).toMatchObject({
      ok: false,
      refusal: { code: 'text-too-long' },
    });
  });
});

describe('after it was sent back', () => {
  test('a second report takes what was missing away', () => {
    const answer = givenEngagement(...SENT_BACK).when({ ...BY_EXPERT, at: hoursIn(100) });

    expect(answer.after).toMatchObject({ status: 'WrappingUp', report: { at: hoursIn(100) } });
    expect(answer.after).not.toHaveProperty('missing');
  });

  test('the old deadline confirms nothing', () => {
    const answer = givenEngagement(...SENT_BACK).when({
      type: 'CheckConfirmation',
      by: 'system',
      at: hoursIn(200),
    });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('an engagement without first contact still waits for it', () => {
    const early = [...CHATTING, ...REPORTED.slice(-1)];

    const answer = givenEngagement(...early).when({
      type: 'SendBack',
      by: PAT,
      note: 'Too early.',
    });

    expect(answer.after?.status).toBe('Preparing');
  });
});

describe('the confirmation', () => {
  test('by the partner completes the engagement', () => {
    const answer = givenEngagement(...REPORTED).when({
      type: 'ConfirmCompletion',
      by: PAT,
      at: hoursIn(100),
    });

    expect(answer.after).toMatchObject({
      status: 'Completed',
      completedAt: hoursIn(100),
      confirmedBy: PAT,
      report: { criteriaMet: true },
    });
  });

  test.each([
    { hours: 199.999, confirmed: false },
    { hours: 200, confirmed: true },
    { hours: 200.001, confirmed: true },
  ])('by silence, after $hours h: $confirmed', ({ hours, confirmed }) => {
    const answer = givenEngagement(...REPORTED).when({
      type: 'CheckConfirmation',
      by: 'system',
      at: hoursIn(hours),
    });

    expect(answer.after?.status).toBe(confirmed ? 'Completed' : 'WrappingUp');
  });

  test('by silence needs the FPM’s agreement where criteria are unmet', () => {
    const check = { type: 'CheckConfirmation', by: 'system' } as const;

    const unmet = givenEngagement(...UNMET).when({ ...check, at: hoursIn(999) });
    const early = givenEngagement(...AGREED).when({ ...check, at: hoursIn(200) });
    const due = givenEngagement(...AGREED).when({ ...check, at: hoursIn(210) });

    expect([unmet, early, due].map(({ after }) => after?.status)).toEqual([
      'WrappingUp',
      'WrappingUp',
      'Completed',
    ]);
    expect(due.after).toMatchObject({ confirmedBy: 'system' });
  });

  test('given again says who was first, and when', () => {
    const again = { type: 'ConfirmCompletion', by: PAT } as const;
    const silently = [
      ...REPORTED,
      happenedThere({ type: 'EngagementCompleted' }, 'system', hoursIn(200)),
    ];

    expect(givenEngagement(...COMPLETED).when(again)).toMatchObject({
      refusal: { code: 'already-done', by: PAT, at: hoursIn(100) },
    });
    expect(givenEngagement(...silently).when(again)).toMatchObject({
      ok: false,
      refusal: { code: 'already-done', at: hoursIn(200) },
    });
    expect(givenEngagement(...silently).when(again)).not.toHaveProperty('refusal.by');
  });

  test('is the end: the engagement stays as it was', () => {
    const before = engagementAfter(...COMPLETED);

    const after = engagementAfter(...COMPLETED, ...REPORTED.slice(-1), ...SENT_BACK.slice(-1));

    expect(after).toEqual(before);
  });
});
