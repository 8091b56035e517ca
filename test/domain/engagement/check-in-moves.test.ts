import type { EngagementOrder } from '../../../src/domain/engagement/engagement-messages';
import { FRAN, PAT, SAM } from '../cast';
import { CHATTING, engagementAfter } from '../engagement-stories';
import { ASKED, asking, FIRST, HOUR, PLANNED, then, TOLD, WEEK } from '../schedule-stories';

const CHECK_IN = 'checkin:11111111-2222-3333-4444-555555555555';

function open(ordinal: number, at: number): EngagementOrder & { by: 'system'; at: number } {
  return { type: 'OpenCheckIn', ordinal, by: 'system', at };
}

function typesOf(answer: { readonly ok: boolean }): readonly string[] {
  const { events = [] } = answer as { readonly events?: readonly { readonly type: string }[] };
  return events.map(({ type }) => type);
}

describe('a pause', () => {
  const PAUSED = then(PLANNED, { type: 'PauseCheckIns', until: '2026-12-10', by: PAT });

  it('ends with the first regular moment on or after its day', () => {
    expect(engagementAfter(...PAUSED)?.checkIns.plan).toMatchObject({
      pausedUntil: '2026-12-10',
      nextAt: FIRST + 2 * WEEK,
    });
  });

  it('lets no timer through, and needs nobody to end it', () => {
    const during = asking(PAUSED, open(1, FIRST + WEEK));
    const later = asking(PAUSED, open(1, FIRST + 2 * WEEK));

    expect(typesOf(during)).toEqual([]);
    expect(typesOf(later)).toEqual(['CheckInOpened']);
    expect(later.after?.checkIns.plan).not.toHaveProperty('pausedUntil');
  });

  it('skips the one that nobody answered', () => {
    const answer = asking(ASKED, {
      type: 'PauseCheckIns',
      until: '2026-12-10',
      ...{ by: FRAN, at: FIRST + HOUR },
    });

    expect(answer.after?.checkIns.newest?.status).toBe('Skipped');
    expect(answer.effects[0]).toMatchObject({
      record: `${CHECK_IN}-1`,
      command: { type: 'SkipCheckIn', why: 'paused' },
    });
  });

  it('leaves an answer as it is, and only corrects the next date on it', () => {
    const answer = asking(TOLD, {
      type: 'PauseCheckIns',
      until: '2026-12-10',
      ...{ by: PAT, at: FIRST + 2 * HOUR },
    });

    expect(answer.after?.checkIns.newest?.status).toBe('Answered');
    expect(answer.effects[0]).toMatchObject({
      command: { type: 'NoteNext', nextAt: FIRST + 2 * WEEK },
    });
  });

  it.each(['2026-11-23', '2026-11-22', '2027-11-24', '2026-02-30', 'soon', ''])(
    'until "%s" is refused on 2026-11-23',
    (until) => {
      expect(asking(PLANNED, { type: 'PauseCheckIns', until, by: PAT })).toMatchObject({
        refusal: { code: 'date-wrong' },
      });
    },
  );

  it('can be ended before its day', () => {
    const answer = asking(PAUSED, { type: 'ResumeCheckIns', by: SAM });

    expect(answer.after?.checkIns.plan).toMatchObject({ nextAt: FIRST });
    expect(answer.after?.checkIns.plan).not.toHaveProperty('pausedUntil');
    expect(answer.effects).toContainEqual({
      type: 'WakeUp',
      at: FIRST,
      command: { type: 'OpenCheckIn', ordinal: 1 },
    });
  });

  it('that is none cannot be ended: nothing happens', () => {
    expect(typesOf(asking(PLANNED, { type: 'ResumeCheckIns', by: PAT }))).toEqual([]);
  });

  it('until the same day once more changes nothing', () => {
    const again = asking(PAUSED, { type: 'PauseCheckIns', until: '2026-12-10', by: PAT });

    expect(typesOf(again)).toEqual([]);
  });

  it('without a rhythm has nothing to pause', () => {
    const answer = asking(CHATTING, { type: 'PauseCheckIns', until: '2026-12-10', by: PAT });

    expect(answer).toMatchObject({ refusal: { code: 'not-now' } });
  });

  it('keeps the next one from being opened by hand', () => {
    const answer = asking(PAUSED, { type: 'OpenCheckInNow', ordinal: 1, by: PAT });

    expect(answer).toMatchObject({ refusal: { code: 'not-now' } });
  });
});

describe('moving a check-in', () => {
  it.each([
    ['earlier', '2026-11-25'],
    ['later', '2026-12-01'],
  ])('that comes next %s leaves the rhythm as it is', (_way, to) => {
    const moved = then(PLANNED, { type: 'MoveCheckIn', ordinal: 1, to, by: PAT });
    const at = Date.parse(`${to}T10:00Z`);

    const tooEarly = asking(moved, open(1, at - 1));
    const opened = asking(moved, open(1, at));

    expect(typesOf(tooEarly)).toEqual([]);
    expect(opened).toMatchObject({ events: [{ dueAt: at, slotAt: FIRST, isLate: false }] });
    expect(opened.after?.checkIns.plan?.nextAt).toBe(FIRST + WEEK);
  });

  it('that waits for an answer skips it and brings another one in the same week', () => {
    const moved = then(ASKED, {
      type: 'MoveCheckIn',
      ...{ ordinal: 1, to: '2026-11-30', by: PAT, at: FIRST + HOUR },
    });

    const opened = asking(moved, open(2, Date.UTC(2026, 10, 30, 10)));

    expect(engagementAfter(...moved)?.checkIns.newest?.status).toBe('Skipped');
    expect(opened).toMatchObject({ events: [{ ordinal: 2, slotAt: FIRST, nextAt: FIRST + WEEK }] });
    expect(JSON.stringify(opened)).not.toContain('unanswered');
  });

  it.each([
    ['into the past', '2026-11-20'],
    ['to yesterday', '2026-11-22'],
    ['to the day of the regular one after it', '2026-12-03'],
    ['beyond it', '2026-12-04'],
    ['to a day that does not exist', '2026-11-31'],
    ['to no day', ''],
  ])('%s is refused', (_where, to) => {
    expect(asking(PLANNED, { type: 'MoveCheckIn', ordinal: 1, to, by: PAT })).toMatchObject({
      refusal: { code: 'date-wrong' },
    });
  });

  it.each([
    ['that was answered', TOLD, 1],
    ['that is long over', ASKED, 0],
    ['that nobody knows', PLANNED, 7],
  ])('%s is refused', (_which, story, ordinal) => {
    const order = { type: 'MoveCheckIn', ordinal, to: '2026-11-28' } as const;

    expect(asking(story, { ...order, by: PAT, at: FIRST + HOUR })).toMatchObject({
      refusal: { code: 'not-now' },
    });
  });

  it('to where it is changes nothing', () => {
    const answer = asking(PLANNED, { type: 'MoveCheckIn', ordinal: 1, to: '2026-11-26', by: PAT });

    expect(typesOf(answer)).toEqual([]);
  });
});
