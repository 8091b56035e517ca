import type { EngagementOrder } from '../../../src/domain/engagement/engagement-messages';
import { rhythmFrom } from '../../../src/domain/engagement/schedule';
import { FRAN, MAX, NOW, PAT, SAM } from '../cast';
import {
  CHAT,
  CHATTING,
  COMPLETED,
  engagementAfter,
  OPENED,
  REPORT,
  SENT_BACK,
} from '../engagement-stories';
import { ASKED, asking, FIRST, HOUR, PLANNED, then, TOLD, WEEK } from '../schedule-stories';

const WEEKLY = { type: 'SetRhythm', rhythm: 'weekly', weekday: '4', hour: '10:00' } as const;
const CHECK_IN = 'checkin:11111111-2222-3333-4444-555555555555';

function open(ordinal: number, at: number): EngagementOrder & { by: 'system'; at: number } {
  return { type: 'OpenCheckIn', ordinal, by: 'system', at };
}

function typesOf(answer: { readonly ok: boolean }): readonly string[] {
  const { events = [] } = answer as { readonly events?: readonly { readonly type: string }[] };
  return events.map(({ type }) => type);
}

describe('a rhythm', () => {
  it.each([
    ['the lead', PAT],
    ['the expert', SAM],
    ['the FPM', FRAN],
  ])('can be set by %s, and the next one is asked for at its moment', (_who, by) => {
    const answer = asking(CHATTING, { ...WEEKLY, by });

    expect(answer.after?.checkIns.plan).toEqual({
      rhythm: { every: 'weekly', hour: '10:00', zone: 'Europe/Madrid', from: '2026-11-26' },
      nextAt: FIRST,
      slotAt: FIRST,
    });
    expect(answer.effects).toEqual([
      { type: 'WakeUp', at: FIRST, command: { type: 'OpenCheckIn', ordinal: 1 } },
    ]);
  });

  it('is nobody else’s business', () => {
    expect(asking(CHATTING, { ...WEEKLY, by: MAX })).toMatchObject({
      ok: false,
      refusal: { code: 'not-yours' },
    });
  });

  it.each([
    ['before the kickoff chat is there', OPENED],
    ['after completion', COMPLETED],
  ])('cannot be set %s', (_when, story) => {
    expect(asking(story, { ...WEEKLY, by: PAT })).toMatchObject({ refusal: { code: 'not-now' } });
  });

  it.each([
    [{ rhythm: 'daily' }, 'date-wrong'],
    [{ weekday: '8' }, 'date-wrong'],
    [{ weekday: '' }, 'date-wrong'],
    [{ hour: '24:00' }, 'hour-wrong'],
    [{ hour: 'ten' }, 'hour-wrong'],
    [{ hour: '' }, 'hour-wrong'],
  ])('with %j is refused', (wrong, code) => {
    expect(asking(CHATTING, { ...WEEKLY, ...wrong, by: PAT })).toMatchObject({ refusal: { code } });
  });

  it.each([
    ['9:05', '09:05'],
    ['09.05', '09:05'],
    [' 23:59 ', '23:59'],
  ])('takes the hour as %s', (hour, kept) => {
    expect(rhythmFrom({ ...WEEKLY, hour }, '2026-11-23', 'UTC')?.hour).toBe(kept);
  });

  it.each([
    ['2026-11-25', '2026-11-26'],
    ['2026-11-26', '2026-12-03'],
    ['2026-11-27', '2026-12-03'],
  ])('agreed on %s begins on the next such day, %s', (today, from) => {
    expect(rhythmFrom(WEEKLY, today, 'UTC')?.from).toBe(from);
  });

  it('that is set to what it is already changes nothing', () => {
    const answer = asking(PLANNED, { ...WEEKLY, by: SAM });

    expect(typesOf(answer)).toEqual([]);
  });

  it('can be set anew: the older timer then finds nothing to do', () => {
    const monthly = then(PLANNED, { ...WEEKLY, rhythm: 'monthly', weekday: '5', by: FRAN });

    const early = asking(monthly, open(1, FIRST));
    const onTime = asking(monthly, open(1, Date.UTC(2026, 10, 27, 10)));

    expect(typesOf(early)).toEqual([]);
    expect(typesOf(onTime)).toEqual(['CheckInOpened']);
  });
});

describe('the timer', () => {
  it.each([
    ['just before its moment', FIRST - 1, []],
    ['exactly at its moment', FIRST, ['CheckInOpened']],
  ])('%s', (_when, at, expected) => {
    expect(typesOf(asking(PLANNED, open(1, at)))).toEqual(expected);
  });

  it('opens a record of its own with all its card needs, in every window of the kickoff chat', () => {
    const answer = asking(PLANNED, open(1, FIRST));

    expect(answer.effects).toEqual([
      expect.objectContaining({
        type: 'Tell',
        record: `${CHECK_IN}-1`,
        command: expect.objectContaining({
          type: 'OpenCheckIn',
          ...{ id: `${CHECK_IN}-1`, ordinal: 1, number: 1042, requester: PAT, expert: SAM },
          ...{ places: [{ conversation: CHAT }], workloads: [{ id: 'AADP-P2' }] },
          ...{ dueAt: FIRST, isLate: false, skipped: 0, nextAt: FIRST + WEEK },
          tasks: { done: 0, all: 3 },
        }),
      }),
      { type: 'WakeUp', at: FIRST + WEEK, command: { type: 'OpenCheckIn', ordinal: 2 } },
    ]);
  });

  it.each([
    ['that comes twice', ASKED, 1, FIRST],
    ['of a number that is not next', PLANNED, 2, FIRST],
    ['after completion', COMPLETED, 1, FIRST],
    ['before anything was agreed', CHATTING, 1, FIRST],
  ])('%s opens nothing', (_which, story, ordinal, at) => {
    expect(typesOf(asking(story, open(ordinal, at)))).toEqual([]);
  });

  it('is the process alone: nobody can send its command', () => {
    const answer = asking(PLANNED, { ...open(1, FIRST), by: PAT });

    expect(typesOf(answer)).toEqual([]);
  });

  it.each([
    [60, false],
    [61, true],
  ])('that is %d minutes behind says so: %s', (minutes, isLate) => {
    const answer = asking(PLANNED, open(1, FIRST + minutes * 60_000));

    expect(answer).toMatchObject({ events: [{ isLate, dueAt: FIRST, skipped: 0 }] });
  });

  it('after three weeks of silence posts one, late, and counts those that fell out', () => {
    const answer = asking(PLANNED, open(1, FIRST + 3 * WEEK + HOUR));

    expect(answer).toMatchObject({
      events: [{ ordinal: 1, dueAt: FIRST, isLate: true, skipped: 3, nextAt: FIRST + 4 * WEEK }],
    });
  });

  it('closes the one before, and names it when nobody answered it', () => {
    const unanswered = asking(ASKED, open(2, FIRST + WEEK));
    const answered = asking(TOLD, open(2, FIRST + WEEK));

    expect(unanswered).toMatchObject({ events: [{ ordinal: 2, unanswered: 1 }] });
    expect(unanswered.effects[0]).toEqual({
      type: 'Tell',
      record: `${CHECK_IN}-1`,
      command: { type: 'CloseCheckIn' },
    });
    expect(answered).toMatchObject({ events: [{ ordinal: 2 }] });
    expect(JSON.stringify(answered)).not.toContain('unanswered');
  });

  it('rests from the report of completion on, and goes on when it is sent back', () => {
    const reported = then(ASKED, { ...REPORT, by: SAM, at: FIRST + HOUR });
    const during = asking(reported, open(2, FIRST + WEEK));
    const back = then(reported, {
      type: 'SendBack',
      note: 'The handbook is missing.',
      ...{ by: PAT, at: FIRST + WEEK + HOUR },
    });

    const again = asking(back, open(2, FIRST + 2 * WEEK));

    expect(typesOf(during)).toEqual([]);
    expect(engagementAfter(...back)?.checkIns.plan?.nextAt).toBe(FIRST + 2 * WEEK);
    expect(typesOf(again)).toEqual(['CheckInOpened']);
  });

  it('has nothing to go on with when none were agreed', () => {
    expect(SENT_BACK.at(-1)?.type).toBe('CompletionSentBack');
    expect(engagementAfter(...SENT_BACK)?.checkIns.plan).toBeUndefined();
  });

  it('leaves nothing waiting for an answer once completion is reported', () => {
    const waiting = asking(ASKED, { ...REPORT, by: SAM });
    const answered = asking(TOLD, { ...REPORT, by: SAM, at: FIRST + 2 * HOUR });

    const closing = { type: 'Tell', record: `${CHECK_IN}-1`, command: { type: 'CloseCheckIn' } };
    expect(waiting.effects).toContainEqual(closing);
    expect(answered.effects).not.toContainEqual(closing);
  });
});

describe('opening one now', () => {
  it('takes the next one ahead: its regular day brings no second', () => {
    const early = then(PLANNED, { type: 'OpenCheckInNow', ordinal: 1, by: PAT });

    const regular = asking(early, open(2, FIRST));

    expect(engagementAfter(...early)?.checkIns).toMatchObject({
      newest: { ordinal: 1, slotAt: FIRST, status: 'Due' },
      plan: { nextAt: FIRST + WEEK },
    });
    expect(typesOf(regular)).toEqual([]);
  });

  it('brings no second on that day either when check-ins were paused and resumed meanwhile', () => {
    const early = then(PLANNED, { type: 'OpenCheckInNow', ordinal: 1, by: PAT });
    const paused = then(early, { type: 'PauseCheckIns', until: '2026-12-20', by: PAT });

    const resumed = asking(paused, { type: 'ResumeCheckIns', by: PAT, at: NOW + HOUR });

    expect(resumed.after?.checkIns.plan?.nextAt).toBe(FIRST + WEEK);
  });

  it.each([
    ['twice', then(PLANNED, { type: 'OpenCheckInNow', ordinal: 1, by: PAT }), PAT, 'not-now'],
    ['without a rhythm', CHATTING, PAT, 'not-now'],
    ['by somebody else', PLANNED, MAX, 'not-yours'],
  ] as const)('%s is refused', (_how, story, by, code) => {
    expect(asking(story, { type: 'OpenCheckInNow', ordinal: 1, by })).toMatchObject({
      refusal: { code },
    });
  });
});
