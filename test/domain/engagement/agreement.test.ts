import {
  AGREEMENT_LINES,
  isAgreed,
  REQUIRED_LINES,
  type TypedAgreement,
} from '../../../src/domain/engagement/agreement';
import type { Engagement } from '../../../src/domain/engagement/engagement';
import type { EngagementHistory } from '../../../src/domain/engagement/engagement-messages';
import { typed, type Actor } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { dutiesOfEngagement } from '../../../src/domain/today/engagement-duty';
import { FRAN, hoursIn, MAX, NOW, PAT, SAM } from '../cast';
import {
  ACTIVE,
  COMPLETED,
  engagementAfter,
  givenEngagement,
  happenedThere,
  OPENED,
  REPORTED,
  SENT_BACK,
} from '../engagement-stories';

type Story = readonly EngagementHistory[];
type Proposal = Extract<EngagementHistory, { type: 'AgreementProposed' }>;

const LINES: TypedAgreement = {
  outcomes: 'Conditional access for everybody',
  criteria: 'Every sign-in is covered',
  startOn: '2026-11-30',
  endOn: '2027-01-29',
  release: 'The criteria are met',
  learners: 'Two engineers',
  partnerPart: 'Leads',
  expertPart: 'Assists',
};

function proposed(by: Actor, lines: TypedAgreement = LINES, edition = 1): EngagementHistory {
  const kept = Object.fromEntries(AGREEMENT_LINES.map((line) => [line, typed(lines[line])]));
  return happenedThere(
    { type: 'AgreementProposed', edition, lines: kept as Proposal['lines'] },
    by,
    hoursIn(5),
  );
}

function confirmed(by: Actor, edition = 1): EngagementHistory {
  return happenedThere({ type: 'AgreementConfirmed', edition }, by, hoursIn(6));
}

const PROPOSED: Story = [...ACTIVE, proposed(PAT)];
const AGREED: Story = [...PROPOSED, confirmed(FRAN), confirmed(SAM)];

function propose(
  story: Story,
  by: Actor,
  changes: Partial<TypedAgreement> = {},
): ReturnType<ReturnType<typeof givenEngagement>['when']> {
  const order = { type: 'ProposeAgreement', ...LINES, ...changes } as const;
  return givenEngagement(...story).when({ ...order, by });
}

function confirm(
  story: Story,
  by: Actor,
  edition: number,
): ReturnType<ReturnType<typeof givenEngagement>['when']> {
  return givenEngagement(...story).when({ type: 'ConfirmAgreement', edition, by });
}

function agreementOf(engagement: Engagement | undefined): Engagement['agreement'] {
  return engagement?.agreement;
}

function agreedTo(engagement: Engagement | undefined): readonly string[] {
  return (agreementOf(engagement)?.confirmed ?? []).map(({ person }) => person.name);
}

describe('a proposed agreement', () => {
  test('is the first edition, confirmed by who proposed it, with nothing changed', () => {
    const answer = propose(ACTIVE, PAT);

    expect(answer.ok && answer.events.map(({ type }) => type)).toEqual(['AgreementProposed']);
    expect(agreementOf(answer.after)).toEqual({
      edition: 1,
      lines: Object.fromEntries(AGREEMENT_LINES.map((line) => [line, typed(LINES[line])])),
      proposedBy: PAT,
      proposedAt: NOW,
      confirmed: [{ person: PAT, at: NOW }],
      changes: [],
    });
    expect(answer.effects).toEqual([]);
  });

  test.each([
    ['the requester', PAT],
    ['the FPM', FRAN],
    ['the expert', SAM],
  ])('may come from %s', (_who, by) => {
    expect(propose(ACTIVE, by)).toMatchObject({ ok: true, after: { agreement: {} } });
  });

  test.each([
    ['somebody else', MAX],
    ['the process itself', 'system' as const],
  ])('may not come from %s', (_who, by) => {
    expect(propose(ACTIVE, by)).toMatchObject({ ok: false, refusal: { code: 'not-yours' } });
    expect(confirm(PROPOSED, by, 1)).toMatchObject({ refusal: { code: 'not-yours' } });
  });

  test('is possible before first contact, too', () => {
    expect(propose(OPENED, SAM)).toMatchObject({ ok: true });
  });

  test.each([
    ['a reported completion', REPORTED],
    ['the end', COMPLETED],
  ])('comes too late after %s', (_when, story) => {
    expect(propose(story, PAT)).toMatchObject({ refusal: { code: 'not-now' } });
    expect(confirm([...story, proposed(PAT)], FRAN, 1)).toMatchObject({
      refusal: { code: 'not-now' },
    });
  });

  test('is possible again when the report was sent back', () => {
    expect(propose(SENT_BACK, PAT)).toMatchObject({ ok: true });
  });

  test.each(REQUIRED_LINES)('needs the line %s', (line) => {
    expect(propose(ACTIVE, PAT, { [line]: ' \n' })).toMatchObject({
      refusal: { code: 'agreement-missing' },
    });
  });

  test('needs no other line', () => {
    const others = AGREEMENT_LINES.filter((line) => !REQUIRED_LINES.includes(line));

    const answer = propose(ACTIVE, PAT, Object.fromEntries(others.map((line) => [line, ''])));

    expect(others).toHaveLength(4);
    expect(answer).toMatchObject({ ok: true });
  });

  test('is kept without the blanks around its lines', () => {
    const answer = propose(ACTIVE, PAT, { outcomes: '  All of it \n', endOn: ' 2027-01-29 ' });

    expect(agreementOf(answer.after)?.lines).toMatchObject({
      outcomes: typed('All of it'),
      endOn: typed('2027-01-29'),
    });
  });

  test.each([
    ['a start that is no day', { startOn: 'soon' }],
    ['an end that is no day', { endOn: '29.01.2027' }],
    ['a day that does not exist', { endOn: '2027-02-30' }],
    ['an end before its start', { startOn: '2027-01-30', endOn: '2027-01-29' }],
    ['an end that is past', { startOn: '', endOn: '2026-11-22' }],
  ])('is refused with %s', (_what, changes) => {
    expect(propose(ACTIVE, PAT, changes)).toMatchObject({ refusal: { code: 'date-wrong' } });
  });

  test('may end today', () => {
    expect(propose(ACTIVE, PAT, { startOn: '', endOn: '2026-11-23' })).toMatchObject({ ok: true });
  });

  test('keeps an end that passed meanwhile while another line is changed, and takes no other past one', () => {
    const lines = { ...LINES, startOn: '', endOn: '2026-11-20' };
    const story: Story = [...ACTIVE, proposed(PAT, lines)];
    const changed = { ...lines, learners: 'Three engineers' };

    expect(propose(story, SAM, changed)).toMatchObject({ ok: true });
    expect(propose(story, SAM, { ...changed, endOn: '2026-11-21' })).toMatchObject({
      refusal: { code: 'date-wrong' },
    });
  });

  test('may end on the day on which it starts', () => {
    expect(propose(ACTIVE, PAT, { startOn: '2027-01-29' })).toMatchObject({ ok: true });
  });

  test('has lines that fit one card', () => {
    const longest = 'x'.repeat(POLICY.agreementLineMaxChars);

    expect(propose(ACTIVE, PAT, { release: longest })).toMatchObject({ ok: true });
    expect(propose(ACTIVE, PAT, { release: `${longest}x` })).toMatchObject({
      refusal: { code: 'text-too-long' },
    });
  });
});

describe('a changed agreement', () => {
  const changes = { endOn: '2027-02-12', release: '' };

  test('is another edition, says what changed, and asks the other two again', () => {
    const { after } = propose(AGREED, SAM, changes);

    expect(agreementOf(after)).toMatchObject({ edition: 2, proposedBy: SAM });
    expect(agreementOf(after)?.changes).toEqual([
      { line: 'endOn', from: typed('2027-01-29'), to: typed('2027-02-12') },
      { line: 'release', from: typed('The criteria are met'), to: typed('') },
    ]);
    expect(agreedTo(after)).toEqual([SAM.name]);
    expect(isAgreed(agreementOf(after))).toBe(false);
  });

  test('tells only what differs from the edition before', () => {
    const { after } = propose([...AGREED, proposed(SAM, { ...LINES, ...changes }, 2)], FRAN, {
      ...changes,
      learners: 'Three engineers',
    });

    expect(agreementOf(after)).toMatchObject({ edition: 3 });
    expect(agreementOf(after)?.changes.map(({ line }) => line)).toEqual(['learners']);
  });

  test('without a change is a confirmation of what is there', () => {
    const answer = propose(PROPOSED, FRAN, { outcomes: `${LINES.outcomes} ` });

    expect(answer.ok && answer.events).toEqual([{ type: 'AgreementConfirmed', edition: 1 }]);
    expect(agreedTo(answer.after)).toEqual([PAT.name, FRAN.name]);
  });

  test('without a change by who has confirmed already changes nothing', () => {
    expect(propose(PROPOSED, PAT)).toMatchObject({ ok: true, events: [] });
  });
});

describe('a confirmation', () => {
  test('counts each of the three once, and then all have agreed', () => {
    const states = [PROPOSED, [...PROPOSED, confirmed(FRAN)], AGREED].map((story) =>
      agreementOf(engagementAfter(...story)),
    );

    expect(states.map(isAgreed)).toEqual([false, false, true]);
    expect(isAgreed(undefined)).toBe(false);
    expect(confirm(AGREED, FRAN, 1)).toMatchObject({ ok: true, events: [] });
  });

  test('of an older edition is refused: what was read is not what would be confirmed', () => {
    const story = [...PROPOSED, proposed(SAM, { ...LINES, learners: 'Nobody' }, 2)];

    expect(confirm(story, FRAN, 1)).toMatchObject({ refusal: { code: 'agreement-changed' } });
    expect(confirm(story, FRAN, 2)).toMatchObject({ ok: true });
  });

  test('of nothing is refused', () => {
    expect(confirm(ACTIVE, FRAN, 1)).toMatchObject({ refusal: { code: 'agreement-changed' } });
  });
});

describe('what an agreement asks of people', () => {
  const asked = (story: Story, at = hoursIn(100)): readonly (readonly string[])[] =>
    [PAT, FRAN, SAM].map(({ id }) =>
      dutiesOfEngagement(engagementAfter(...story)!, id, at).map(({ what }) => what),
    );

  test.each<[string, Story, readonly (readonly string[])[]]>([
    ['nothing before first contact', OPENED, [[], [], []]],
    ['the lead to make it', ACTIVE, [['agreement'], [], []]],
    ['the others to confirm it', PROPOSED, [[], ['agreement'], ['agreement']]],
    ['nothing once all have', AGREED, [[], [], []]],
    [
      'nothing once the end is reported',
      [...PROPOSED, ...REPORTED.slice(-1)],
      [['confirm-completion'], [], []],
    ],
  ])('%s', (_what, story, expected) => {
    expect(asked(story)).toEqual(expected);
  });
});

describe('who was trained further', () => {
  const tell = (story: Story, by: Actor, names: string): ReturnType<typeof confirm> =>
    givenEngagement(...story).when({ type: 'TellTrained', names, by });

  test('is told by the partner after the end, and can be told again', () => {
    const { after } = tell(COMPLETED, PAT, ' Ann and Bo ');
    const told = happenedThere({ type: 'TrainedTold', names: typed('Ann and Bo') }, PAT);

    expect(after).toMatchObject({ status: 'Completed', trained: typed('Ann and Bo') });
    expect(tell([...COMPLETED, told], PAT, 'Nobody')).toMatchObject({
      after: { trained: typed('Nobody') },
    });
  });

  test('is no news when the same names are told once more', () => {
    const told = happenedThere({ type: 'TrainedTold', names: typed('Ann and Bo') }, PAT);

    expect(tell([...COMPLETED, told], PAT, 'Ann and Bo ')).toMatchObject({ ok: true, events: [] });
  });

  test.each([
    ['the FPM', FRAN],
    ['the expert', SAM],
    ['the process itself', 'system' as const],
  ])('is not told by %s', (_who, by) => {
    expect(tell(COMPLETED, by, 'Ann')).toMatchObject({ refusal: { code: 'needs-requester' } });
  });

  test('is not told before the end, nor without a word', () => {
    expect(tell(REPORTED, PAT, 'Ann')).toMatchObject({ refusal: { code: 'not-now' } });
    expect(tell(COMPLETED, PAT, ' ')).toMatchObject({ refusal: { code: 'text-missing' } });
  });

  test('is asked exactly that many days after the end, until it is told', () => {
    const dueAt = hoursIn(100) + POLICY.trainedAfterDays * 24 * 3_600_000;
    const told = happenedThere({ type: 'TrainedTold', names: typed('Ann') }, PAT);
    const duties = (story: Story, at: number): readonly string[] =>
      dutiesOfEngagement(engagementAfter(...story)!, PAT.id, at).map(({ what }) => what);

    expect(duties(COMPLETED, dueAt - 1)).toEqual([]);
    expect(duties(COMPLETED, dueAt)).toEqual(['trained']);
    expect(duties([...COMPLETED, told], dueAt)).toEqual([]);
  });
});
