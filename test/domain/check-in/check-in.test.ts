import type { CheckIn } from '../../../src/domain/check-in/check-in';
import { effectsOfCheckIn } from '../../../src/domain/check-in/check-in-effects';
import type { CheckInHistory, CheckInOrder } from '../../../src/domain/check-in/check-in-messages';
import { summaryOfCheckIn } from '../../../src/domain/check-in/check-in-summary';
import { decideCheckIn } from '../../../src/domain/check-in/decide-check-in';
import { evolveCheckIn } from '../../../src/domain/check-in/evolve-check-in';
import type { Effect } from '../../../src/domain/effects';
import { typed, type Actor, type CheckInId, type Instant } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { FRAN, hoursIn, MAX, NOW, PAT, SAM } from '../cast';
import { CHAT, ENGAGEMENT } from '../engagement-stories';

const ID: CheckInId = 'checkin:11111111-2222-3333-4444-555555555555-4';
const ANSWER_BY = hoursIn(48);

const OPEN: Extract<CheckInOrder, { type: 'OpenCheckIn' }> = {
  type: 'OpenCheckIn',
  ...{ id: ID, engagement: ENGAGEMENT, ordinal: 4, number: 1042 },
  ...{ requester: PAT, expert: SAM, fpm: FRAN, customer: typed('Adventure Works') },
  ...{ language: 'es', zone: 'Europe/Madrid', places: [{ conversation: CHAT }] },
  workloads: [{ id: 'AADP-P2' }, { id: 'TEAMS' }],
  ...{ usage: { 'AADP-P2': 4 }, targetPercent: 10, blockers: [], tasks: { done: 1, all: 3 } },
  ...{ dueAt: NOW, isLate: false, skipped: 0, answerBy: ANSWER_BY, nextAt: hoursIn(168) },
};

const ANSWER: Extract<CheckInOrder, { type: 'AnswerCheckIn' }> = {
  type: 'AnswerCheckIn',
  usage: { 'AADP-P2': ' 7 ', TEAMS: '' },
  ...{ progress: 'The pilot is done.', nextStep: '', blocker: '', blockerOwner: '' },
};

type Story = readonly CheckInHistory[];

interface Asked {
  readonly answer: ReturnType<typeof decideCheckIn>;
  readonly after: CheckIn | undefined;
  readonly effects: readonly Effect[];
  readonly story: Story;
}

function asking(story: Story, order: CheckInOrder, by: Actor = 'system', at: Instant = NOW): Asked {
  const state = story.reduce<CheckIn | undefined>(evolveCheckIn, undefined);
  const meta = { by, at, causeId: 'asked' };
  const answer = decideCheckIn(state, { ...order, ...meta }, undefined, POLICY);
  const events = answer.ok ? answer.events.map((event) => ({ ...event, ...meta })) : [];
  const after = events.reduce<CheckIn | undefined>(evolveCheckIn, state);
  const effects =
    after === undefined ? [] : events.flatMap((event) => effectsOfCheckIn(event, after));
  return { answer, after, effects, story: [...story, ...events] };
}

const DUE = asking([], OPEN).story;
const ANSWERED = asking(DUE, ANSWER, PAT).story;
const LATE = asking(DUE, { type: 'CheckAnswer' }, 'system', ANSWER_BY).story;
const SKIPPED = asking(DUE, { type: 'SkipCheckIn', why: 'moved', nextAt: hoursIn(72) }).story;
const CLOSED = asking(ANSWERED, { type: 'CloseCheckIn' }).story;
const UNANSWERED = asking(LATE, { type: 'CloseCheckIn' }).story;

describe('a check-in that is opened', () => {
  it('is posted everywhere with P11 and asks itself when the answer is due', () => {
    const chats = [{ conversation: CHAT }, { conversation: 'conversation:second' as const }];

    const { after, effects } = asking([], { ...OPEN, places: chats });

    expect(after).toMatchObject({ status: 'Due', openedAt: NOW, isClosed: false });
    expect(effects).toEqual([
      ...chats.map((to, index) => ({
        type: 'Show',
        ...{ copy: `check-in:${String(index)}`, card: 'check-in', to, ping: 'P11' },
      })),
      { type: 'WakeUp', at: ANSWER_BY, command: { type: 'CheckAnswer' } },
    ]);
  });

  it('is opened once', () => {
    expect(asking(DUE, OPEN).answer).toEqual({ ok: true, events: [] });
  });

  it('cannot be answered before it is there', () => {
    expect(asking([], ANSWER, PAT).answer).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('waits for the lead, and for nobody once it is answered, skipped or closed', () => {
    const waits = [DUE, LATE, ANSWERED, SKIPPED, UNANSWERED].map((story) =>
      summaryOfCheckIn(
        story.reduce<CheckIn | undefined>(evolveCheckIn, undefined)!,
        NOW,
      ).tags.filter((tag) => tag.startsWith('waits:')),
    );

    expect(waits).toEqual([[`waits:${PAT.id}`], [`waits:${PAT.id}`], [], [], []]);
  });

  it('is found by its engagement, its people and its kind', () => {
    const state = DUE.reduce<CheckIn | undefined>(evolveCheckIn, undefined)!;

    expect(summaryOfCheckIn(state, NOW)).toEqual({
      kind: 'checkin',
      tags: [
        `checkins-of:${ENGAGEMENT}`,
        ...[PAT, FRAN, SAM].map(({ id }) => `person:${id}`),
        `waits:${PAT.id}`,
      ],
      search: 'sme-1042 adventure works',
      at: NOW,
    });
  });
});

describe('an answer', () => {
  it.each([
    ['the lead', PAT],
    ['the expert, who helps', SAM],
    ['the FPM', FRAN],
  ])('may come from %s and goes to the engagement', (_who, by) => {
    const { after, effects } = asking(DUE, ANSWER, by);

    expect(after).toMatchObject({
      status: 'Answered',
      answer: { by, usage: { 'AADP-P2': 7 }, progress: typed('The pilot is done.') },
    });
    expect(effects).toEqual([
      {
        type: 'Tell',
        record: ENGAGEMENT,
        command: {
          type: 'NoteCheckIn',
          report: {
            ...{ ordinal: 4, status: 'Answered', by },
            ...{ usage: { 'AADP-P2': 7 }, progress: typed('The pilot is done.') },
          },
        },
      },
    ]);
  });

  it('of somebody else is refused', () => {
    expect(asking(DUE, ANSWER, MAX).answer).toMatchObject({ refusal: { code: 'not-yours' } });
  });

  it.each([
    ['0', 0],
    ['100', 100],
    ['', undefined],
  ])('takes "%s" for active usage', (text, kept) => {
    const { after } = asking(DUE, { ...ANSWER, usage: { 'AADP-P2': text } }, PAT);

    expect(after).toMatchObject({
      answer: { usage: kept === undefined ? {} : { 'AADP-P2': kept } },
    });
  });

  it.each(['101', '-1', '7.5', '7,5', '7 %', 'ten', '１０'])('does not take "%s"', (text) => {
    const { answer } = asking(DUE, { ...ANSWER, usage: { 'AADP-P2': text } }, PAT);

    expect(answer).toMatchObject({ refusal: { code: 'usage-wrong' } });
  });

  it('keeps no figure of a workload that is not asked about', () => {
    const { after } = asking(DUE, { ...ANSWER, usage: { EXO: '50', TEAMS: '5' } }, PAT);

    expect(after).toMatchObject({ answer: { usage: { TEAMS: 5 } } });
  });

  it.each([
    [{ progress: ' ' }, 'text-missing'],
    [{ progress: 'x'.repeat(2001) }, 'text-too-long'],
    [{ nextStep: 'x'.repeat(2001) }, 'text-too-long'],
    [{ blocker: 'x'.repeat(501), blockerOwner: SAM.id }, 'text-too-long'],
    [{ blocker: 'No licences.' }, 'owner-missing'],
    [{ blocker: 'No licences.', blockerOwner: MAX.id }, 'owner-missing'],
  ])('with %j is refused', (wrong, code) => {
    expect(asking(DUE, { ...ANSWER, ...wrong }, PAT).answer).toMatchObject({ refusal: { code } });
  });

  it('may name a blocker and who takes care of it', () => {
    const said = { ...ANSWER, nextStep: 'Buy.', blocker: ' No licences. ', blockerOwner: SAM.id };

    const { effects } = asking(DUE, said, PAT);

    expect(effects).toMatchObject([
      {
        command: {
          report: {
            nextStep: typed('Buy.'),
            blocker: { text: typed('No licences.'), owner: SAM },
          },
        },
      },
    ]);
  });

  it('that its giver gives once more, word by word, is no news', () => {
    const said = { ...ANSWER, nextStep: 'Buy.', blocker: 'No licences.', blockerOwner: SAM.id };
    const given = asking(DUE, said, PAT).story;

    expect(asking(given, said, PAT).answer).toEqual({ ok: true, events: [] });
    expect(asking(given, { ...said, blocker: ' No licences. ' }, PAT).answer).toEqual({
      ok: true,
      events: [],
    });
  });

  it.each<[string, Actor, object]>([
    ['by another of the three', FRAN, {}],
    ['with another figure', PAT, { usage: { 'AADP-P2': '8' } }],
    ['with another word', PAT, { progress: 'The pilot is over.' }],
    ['without its next step', PAT, { nextStep: '' }],
    ['with another to take care of the blocker', PAT, { blockerOwner: FRAN.id }],
  ])('that is given once more %s takes the place of the first', (_how, by, changes) => {
    const said = { ...ANSWER, nextStep: 'Buy.', blocker: 'No licences.', blockerOwner: SAM.id };

    const { answer } = asking(asking(DUE, said, PAT).story, { ...said, ...changes }, by);

    expect(answer).toMatchObject({ ok: true, events: [{ type: 'CheckInAnswered' }] });
  });

  it('names no blocker more when ten are open already', () => {
    const blocker = { id: 'b1', text: typed('Old.'), owner: SAM, since: NOW };
    const full = asking([], { ...OPEN, blockers: Array<typeof blocker>(10).fill(blocker) }).story;

    const { answer } = asking(full, { ...ANSWER, blocker: 'New.', blockerOwner: SAM.id }, PAT);

    expect(answer).toMatchObject({ refusal: { code: 'blockers-full' } });
  });

  it('may be that there is nothing new', () => {
    const { after } = asking(DUE, { type: 'ReportNothingNew' }, PAT);

    expect(after).toMatchObject({ status: 'Answered', answer: { by: PAT, usage: {} } });
    expect(after).not.toHaveProperty('answer.progress');
  });

  it('is not taken back by "nothing new"', () => {
    expect(asking(ANSWERED, { type: 'ReportNothingNew' }, SAM).answer).toMatchObject({
      refusal: { code: 'already-done', by: PAT },
    });
  });

  it('can be replaced until the next check-in opens; the old one stays in the history', () => {
    const { after, story } = asking(ANSWERED, { ...ANSWER, progress: 'Rolled out.' }, SAM);

    expect(after).toMatchObject({ answer: { by: SAM, progress: typed('Rolled out.') } });
    expect(story.filter(({ type }) => type === 'CheckInAnswered')).toHaveLength(2);
  });

  it.each([
    ['after the next one has opened', CLOSED],
    ['to one that was skipped', SKIPPED],
    ['to one that nobody answered in time for the next', UNANSWERED],
  ])('%s is refused', (_when, story) => {
    expect(asking(story, ANSWER, PAT).answer).toMatchObject({ refusal: { code: 'not-now' } });
  });

  it('may come late', () => {
    expect(asking(LATE, ANSWER, PAT).after?.status).toBe('Answered');
  });
});

describe('the promise to answer', () => {
  it.each([
    ['just before it runs out', DUE, ANSWER_BY - 1, 'Due'],
    ['exactly when it runs out', DUE, ANSWER_BY, 'Late'],
    ['when somebody has answered', ANSWERED, ANSWER_BY, 'Answered'],
    ['when it was skipped', SKIPPED, ANSWER_BY, 'Skipped'],
  ])('%s', (_when, story, at, status) => {
    expect(asking(story, { type: 'CheckAnswer' }, 'system', at).after?.status).toBe(status);
  });

  it('that ran out is told to the engagement, once', () => {
    const first = asking(DUE, { type: 'CheckAnswer' }, 'system', ANSWER_BY);
    const second = asking(LATE, { type: 'CheckAnswer' }, 'system', ANSWER_BY);

    expect(first.effects).toMatchObject([
      { type: 'Tell', command: { report: { ordinal: 4, status: 'Late' } } },
    ]);
    expect(second.effects).toEqual([]);
  });
});

describe('what the engagement tells a check-in', () => {
  it('closes it: every copy is drawn once more and left alone', () => {
    const { after, effects } = asking(ANSWERED, { type: 'CloseCheckIn' });

    expect(after).toMatchObject({ status: 'Answered', isClosed: true });
    expect(effects).toEqual([{ type: 'Retire', copy: 'check-in:0' }]);
  });

  it('closes one without an answer as skipped', () => {
    expect(asking(LATE, { type: 'CloseCheckIn' }).after).toMatchObject({
      ...{ status: 'Skipped', why: 'unanswered', isClosed: true },
    });
  });

  it('skips one that waits, but not one that was answered', () => {
    const order = { type: 'SkipCheckIn', why: 'paused', nextAt: hoursIn(500) } as const;

    expect(asking(DUE, order).after).toMatchObject({ status: 'Skipped', why: 'paused' });
    expect(asking(ANSWERED, order).after?.status).toBe('Answered');
  });

  it('corrects the date of the next one, also on one that was skipped', () => {
    const next = asking(ANSWERED, { type: 'NoteNext', nextAt: hoursIn(200) });
    const again = asking(SKIPPED, { type: 'SkipCheckIn', why: 'paused', nextAt: hoursIn(300) });

    expect(next.after?.nextAt).toBe(hoursIn(200));
    expect(again.after).toMatchObject({ why: 'moved', nextAt: hoursIn(300) });
  });

  it.each([
    ['the date it has', ANSWERED, { type: 'NoteNext', nextAt: hoursIn(168) }],
    ['a date once it is closed', CLOSED, { type: 'NoteNext', nextAt: hoursIn(200) }],
    ['to close once it is closed', CLOSED, { type: 'CloseCheckIn' }],
    ['a workload that it does not have', DUE, { type: 'NoteHandedOver', workload: { id: 'EXO' } }],
  ] as readonly (readonly [string, Story, CheckInOrder])[])(
    'changes nothing when it is %s',
    (_what, story, order) => {
      expect(asking(story, order).answer).toEqual({ ok: true, events: [] });
    },
  );

  it('names a blocker no more that was solved, and has room for another', () => {
    const blocker = { id: 'b1', text: typed('Old.'), owner: SAM, since: NOW };
    const full = asking([], {
      ...OPEN,
      blockers: Array.from({ length: 10 }, (_none, nth) => ({ ...blocker, id: `b${String(nth)}` })),
    }).story;

    const cleared = asking(full, { type: 'NoteSolved', blocker: 'b3' });
    const again = asking(cleared.story, { type: 'NoteSolved', blocker: 'b3' });
    const said = { ...ANSWER, blocker: 'New.', blockerOwner: SAM.id };

    expect(cleared.after?.blockers).toHaveLength(9);
    expect(again.answer).toEqual({ ok: true, events: [] });
    expect(asking(cleared.story, said, PAT).after?.status).toBe('Answered');
  });

  it('takes a workload out that went to the CSM', () => {
    const workload = { id: 'TEAMS', handedOver: { by: FRAN, at: NOW } };

    const rested = asking(DUE, { type: 'NoteHandedOver', workload });
    const answered = asking(rested.story, { ...ANSWER, usage: { TEAMS: 'ten' } }, PAT);

    expect(rested.after?.workloads).toEqual([{ id: 'AADP-P2' }, workload]);
    expect(answered.after).toMatchObject({ status: 'Answered', answer: { usage: {} } });
  });
});

describe('the history of a check-in', () => {
  it('leads to nothing without its beginning, and changes nothing it does not fit', () => {
    const [, answered] = ANSWERED;
    const [due, skipped] = [DUE, SKIPPED].map((story) =>
      story.reduce<CheckIn | undefined>(evolveCheckIn, undefined)!,
    );

    expect(evolveCheckIn(undefined, answered!)).toBeUndefined();
    expect(evolveCheckIn(due, { ...DUE[0]!, at: hoursIn(9) })).toBe(due);
    expect(evolveCheckIn(due, { ...answered!, by: 'system' })).toBe(due);
    expect(evolveCheckIn(skipped, answered!)).toBe(skipped);
  });
});
