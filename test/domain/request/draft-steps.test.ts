import { said, type Step } from '../../../src/domain/form/fields';
import { POLICY } from '../../../src/domain/policy';
import { firstOpenStep } from '../../../src/domain/request/decide-draft';
import type { Draft } from '../../../src/domain/request/request';
import type { TypedAnswers } from '../../../src/domain/request/request-commands';
import { facts, hoursIn, ID, MAX, OPTIONS, PAT, WHOLE } from '../cast';
import { draftOf, drafted, given, happened, requestAfter } from '../stories';

/** A draft with these answers, standing at this step. */
function standingAt(step: Step, answers: TypedAnswers = WHOLE): ReturnType<typeof drafted> {
  return [
    ...drafted(answers),
    happened({
      type: 'DraftSaved',
      answers: {},
      step,
      attempted: [],
      lookAlikes: [],
      putAway: false,
    }),
  ];
}

describe('moving through the form', () => {
  test.each([
    ['need', 'next', 'customer'],
    ['customer', 'next', 'why'],
    ['why', 'next', 'review'],
    ['review', 'next', 'review'],
    ['review', 'back', 'why'],
    ['why', 'back', 'customer'],
    ['customer', 'back', 'need'],
    ['need', 'back', 'need'],
    ['review', 'need', 'need'],
    ['review', 'customer', 'customer'],
    ['need', 'review', 'review'],
    ['why', 'stay', 'why'],
    ['why', 'away', 'why'],
  ] as const)('from %s, %s leads to %s', (from, go, to) => {
    const answer = given(...standingAt(from)).when({ type: 'SaveDraft', by: PAT, answers: {}, go });

    expect(draftOf(answer).step).toBe(to);
  });

  test('forwards waits for a step without problems, keeps what was typed and marks the step', () => {
    const answer = given(...standingAt('need')).when({
      type: 'SaveDraft',
      by: PAT,
      answers: { licences: 'four' },
      go: 'next',
    });

    const draft = draftOf(answer);

    expect(draft).toMatchObject({ step: 'need', attempted: ['need'] });
    expect(said(draft.answers, 'licences')).toBe('four');
  });

  test('back is always free and marks nothing', () => {
    const answer = given(...standingAt('customer')).when({
      type: 'SaveDraft',
      by: PAT,
      answers: { tenantId: 'wrong' },
      go: 'back',
    });

    expect(draftOf(answer)).toMatchObject({ step: 'need', attempted: [] });
    expect(said(draftOf(answer).answers, 'tenantId')).toBe('wrong');
  });

  test.each([
    [{ licences: 'four', tenantId: 'wrong' }, 'need'],
    [{ tenantId: 'wrong', justification: 'short' }, 'customer'],
    [{ justification: 'short' }, 'why'],
  ] as const)('the review is reached only over whole steps: %j', (wrong, stops) => {
    const answer = given(...standingAt('need', { ...WHOLE, ...wrong })).when({
      type: 'SaveDraft',
      by: PAT,
      answers: {},
      go: 'review',
    });

    expect(draftOf(answer).step).toBe(stops);
    expect(firstOpenStep(draftOf(answer), POLICY)).toBe(stops);
  });

  describe('the reason for going on that an outcome asks for', () => {
    const FEW = { licences: '100', region: 'EMEA' };
    type Save = readonly [answers: TypedAnswers, go: 'next' | 'back' | 'stay' | 'away'];

    const after = (answers: TypedAnswers, ...saves: readonly Save[]): Draft => {
      let story = standingAt('need', { ...WHOLE, region: 'EMEA', ...answers });
      for (const [typedNow, go] of saves) {
        const saved = given(...story).when({ type: 'SaveDraft', by: PAT, answers: typedNow, go });
        story = [...story, ...(saved.ok ? saved.events.map((event) => happened(event)) : [])];
      }
      return requestAfter(...story) as Draft;
    };

    test.each<[string, readonly Save[], boolean]>([
      ['by the press that asks for it', [[FEW, 'next']], true],
      ['by asking the FPM first', [[FEW, 'stay']], true],
      [
        'by asking the FPM afterwards',
        [
          [FEW, 'next'],
          [{}, 'stay'],
        ],
        true,
      ],
      [
        'by pressing on with it on screen',
        [
          [FEW, 'next'],
          [{ exceptionReason: '' }, 'next'],
        ],
        false,
      ],
      ['by a press with something in it', [[{ ...FEW, exceptionReason: 'short' }, 'next']], false],
      [
        'by a count that needs none',
        [
          [FEW, 'next'],
          [{ licences: '800' }, 'next'],
        ],
        false,
      ],
    ])('is new %s: %#', (_how, saves, isNew) => {
      expect(after({}, ...saves).isReasonNew ?? false).toBe(isNew);
    });

    test('is not new in a form that began with it', () => {
      expect(after(FEW, [{}, 'next'])).not.toHaveProperty('isReasonNew');
    });

    test('still keeps the form on its step', () => {
      expect(after({}, [FEW, 'next']).step).toBe('need');
    });
  });

  test('a step is marked once, however often it is left', () => {
    const once = [...standingAt('need', { ...WHOLE, licences: 'four' })];
    const saved = given(...once).when({ type: 'SaveDraft', by: PAT, answers: {}, go: 'next' });
    const events = saved.ok ? saved.events.map((event) => happened(event)) : [];

    const twice = given(...once, ...events).when({
      type: 'SaveDraft',
      by: PAT,
      answers: {},
      go: 'next',
    });

    expect(draftOf(twice).attempted).toEqual(['need']);
  });

  test('every save makes a new edition, so that a button of an older picture is recognised', () => {
    const answer = given(...drafted()).when({
      type: 'SaveDraft',
      by: PAT,
      answers: { licences: '5' },
      go: 'stay',
    });

    expect(draftOf(answer).edition).toBe(2);
  });

  test('only what changed is written', () => {
    const answer = given(...drafted({ licences: '400', region: 'EMEA' })).when({
      type: 'SaveDraft',
      by: PAT,
      answers: { licences: '400', region: 'APJ' },
      go: 'stay',
    });

    expect(answer).toMatchObject({ ok: true, events: [{ answers: { region: { typed: 'APJ' } } }] });
    expect(answer).not.toHaveProperty('events.0.answers.licences');
  });

  test('an answer can be emptied again', () => {
    const answer = given(...drafted(WHOLE)).when({
      type: 'SaveDraft',
      by: PAT,
      answers: { otherInformation: '', tenantName: '' },
      go: 'stay',
    });

    expect(said(draftOf(answer).answers, 'tenantName')).toBe('');
  });
});

describe('putting away and coming back', () => {
  test('put away, the form keeps its answers and its step', () => {
    const answer = given(...standingAt('why')).when({
      type: 'SaveDraft',
      by: PAT,
      answers: { licences: '7' },
      go: 'away',
    });

    expect(draftOf(answer)).toMatchObject({ putAway: true, step: 'why' });
    expect(said(draftOf(answer).answers, 'licences')).toBe('7');
  });

  test('going on takes it out again', () => {
    const away = happened({
      type: 'DraftSaved',
      answers: {},
      step: 'why',
      attempted: [],
      lookAlikes: [],
      putAway: true,
    });

    const answer = given(...drafted(WHOLE), away).when({
      type: 'SaveDraft',
      by: PAT,
      answers: {},
      go: 'stay',
    });

    expect(draftOf(answer)).toMatchObject({ putAway: false, step: 'why' });
  });

  test('started over, what the directory filled in stays and what was typed goes', () => {
    const answer = given(...standingAt('why')).when({ type: 'StartOver', by: PAT });

    const draft = draftOf(answer);

    expect(Object.keys(draft.answers).toSorted()).toEqual([
      'company',
      'contactMail',
      'deliveryTeam',
      'fpm',
    ]);
    expect(draft).toMatchObject({ step: 'need', attempted: [], putAway: false, edition: 3 });
  });

  test('started over before anything was filled in, the form is empty', () => {
    const answer = given(...drafted()).when({ type: 'StartOver', by: PAT });

    expect(draftOf(answer).answers).toEqual({});
  });

  test('a discarded draft is gone, and says so', () => {
    const discarded = given(...drafted()).when({ type: 'DiscardDraft', by: PAT, at: hoursIn(1) });
    const later = given(...drafted(), happened({ type: 'DraftDiscarded' })).when({
      type: 'SaveDraft',
      by: PAT,
      answers: {},
      go: 'next',
    });

    expect(discarded.after).toMatchObject({ status: 'Discarded', endedAt: hoursIn(1) });
    expect(later).toMatchObject({ ok: false, refusal: { code: 'draft-gone' } });
  });
});

describe('opening the form', () => {
  const start = { type: 'StartDraft', id: ID, by: PAT, answers: {} } as const;

  test('fills in what the directory knows: company, its first FPM, the team and the mail', () => {
    const answer = given().when(start);

    expect(draftOf(answer).answers).toEqual({
      company: { typed: 'partner:contoso' },
      fpm: { typed: 'person:fran' },
      deliveryTeam: { typed: 'FTP Partner' },
      contactMail: { typed: 'pat@contoso.example' },
    });
    expect(draftOf(answer)).toMatchObject({ id: ID, requester: PAT, step: 'need', edition: 1 });
  });

  test('takes over what the sentence said', () => {
    const answer = given().when({ ...start, answers: { workload: 'AADP-P2', licences: '1.200' } });

    expect(draftOf(answer).answers).toMatchObject({
      workload: { typed: 'AADP-P2' },
      licences: { typed: '1200' },
    });
  });

  test('leaves company and FPM open where there is a choice', () => {
    const two = { id: 'partner:fabrikam', name: 'Fabrikam', fpms: [MAX] } as const;
    const options = { ...OPTIONS, companies: [...OPTIONS.companies, two] };

    const answer = given().when(start, {
      facts: facts({ requester: { person: PAT, mail: 'pat@contoso.example', options } }),
    });

    expect(Object.keys(draftOf(answer).answers)).toEqual(['deliveryTeam', 'contactMail']);
  });

  test('leaves the FPM open where the company has none', () => {
    const options = {
      ...OPTIONS,
      companies: [{ id: 'partner:contoso', name: 'Contoso', fpms: [] }],
    } as const;

    const answer = given().when(start, {
      facts: facts({ requester: { person: PAT, mail: 'pat@contoso.example', options } }),
    });

    expect(draftOf(answer).answers).not.toHaveProperty('fpm');
  });

  test('is refused to somebody the directory does not know as a requester', () => {
    const { requester: _unknown, ...rest } = facts();

    const answer = given().when({ ...start, by: MAX }, { facts: rest });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'unknown-person' } });
  });

  test('happens once: asked again, nothing changes', () => {
    expect(given(...drafted()).when(start)).toMatchObject({ ok: true, events: [], effects: [] });
  });

  test('any other command finds nothing yet', () => {
    expect(given().when({ type: 'StartOver', by: PAT })).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
  });
});
