import type {
  EngagementHistory,
  EngagementOrder,
} from '../../../src/domain/engagement/engagement-messages';
import { summaryOfEngagement } from '../../../src/domain/engagement/engagement-summary';
import type { CheckInReport } from '../../../src/domain/engagement/schedule-messages';
import { typed, type ConversationId } from '../../../src/domain/kernel';
import { FRAN, MAX, NOW, PAT, SAM } from '../cast';
import { COMPLETED, ENGAGEMENT, engagementAfter } from '../engagement-stories';
import { ASKED, asking, FIRST, HOUR, PLANNED, then, TOLD, WEEK } from '../schedule-stories';

const CHANNEL: ConversationId = 'conversation:channel';
const OTHER: ConversationId = 'conversation:other';
const AT = FIRST + HOUR;

function report(changes: Partial<CheckInReport> = {}): EngagementOrder {
  const answered = { ordinal: 1, status: 'Answered', by: PAT, usage: {} } as const;
  return { type: 'NoteCheckIn', report: { ...answered, ...changes } };
}

function noted(
  story: readonly EngagementHistory[],
  changes: Partial<CheckInReport>,
  at = AT,
): readonly EngagementHistory[] {
  return then(story, { ...report(changes), by: 'system', at });
}

function blocker(owner = SAM, text = 'No licences yet.'): Pick<Required<CheckInReport>, 'blocker'> {
  return { blocker: { text: typed(text), owner } };
}

describe('what a check-in reports', () => {
  it('is the newest answer, with the figures that were known before', () => {
    const second = then(noted(ASKED, { usage: { 'AADP-P2': 4 } }), {
      type: 'OpenCheckIn',
      ...{ ordinal: 2, by: 'system', at: FIRST + WEEK },
    });

    const after = engagementAfter(
      ...noted(second, { ordinal: 2, progress: typed('Pilot done.'), usage: { TEAMS: 12 } }),
    );

    expect(after?.checkIns).toMatchObject({
      usage: { 'AADP-P2': 4, TEAMS: 12 },
      newest: { ordinal: 2, status: 'Answered' },
      answer: { ordinal: 2, by: PAT, progress: typed('Pilot done.') },
    });
  });

  it('of one that is not the newest any more changes nothing', () => {
    const second = then(ASKED, {
      type: 'OpenCheckIn',
      ...{ ordinal: 2, by: 'system', at: FIRST + WEEK },
    });

    const answer = asking(second, { ...report(), by: 'system', at: FIRST + WEEK });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  it('may be that nobody answered, which the last answer survives', () => {
    const second = then(TOLD, {
      type: 'OpenCheckIn',
      ...{ ordinal: 2, by: 'system', at: FIRST + WEEK },
    });

    const after = engagementAfter(
      ...then(second, {
        type: 'NoteCheckIn',
        report: { ordinal: 2, status: 'Late', usage: {} },
        ...{ by: 'system', at: FIRST + WEEK + 48 * HOUR },
      }),
    );

    expect(after?.checkIns).toMatchObject({
      newest: { ordinal: 2, status: 'Late' },
      answer: { ordinal: 1 },
      usage: { 'AADP-P2': 4 },
    });
  });

  it('is late only while nobody has answered', () => {
    const late = {
      type: 'NoteCheckIn',
      report: { ordinal: 1, status: 'Late', usage: {} },
    } as const;

    expect(asking(TOLD, { ...late, by: 'system', at: AT })).toMatchObject({ events: [] });
  });

  it('is not listened to after completion', () => {
    expect(asking(COMPLETED, { ...report(), by: 'system' })).toMatchObject({
      ok: true,
      events: [],
    });
  });
});

describe('a blocker', () => {
  const RAISED = noted(ASKED, blocker());

  it('is asked of its owner, once, on one card for all of theirs', () => {
    const answer = asking(ASKED, { ...report(blocker()), by: 'system', at: AT });

    expect(answer.after?.blockers).toEqual([
      { id: 'b1', text: typed('No licences yet.'), owner: SAM, since: AT },
    ]);
    expect(answer.effects).toEqual([
      {
        type: 'Show',
        ...{ copy: `blocker:${SAM.id}`, card: 'blocker', to: { person: SAM.id } },
        ...{ ping: 'P12', moveDown: true },
      },
    ]);
  });

  it('pings nobody who named themselves', () => {
    const answer = asking(ASKED, { ...report(blocker(PAT)), by: 'system', at: AT });

    expect(answer.effects).toEqual([
      { type: 'Show', copy: `blocker:${PAT.id}`, card: 'blocker', to: { person: PAT.id } },
    ]);
  });

  it('that is said once more keeps its age and pings nobody again', () => {
    const answer = asking(RAISED, {
      ...report(blocker(SAM, 'Still no licences.')),
      ...{ by: 'system', at: AT + HOUR },
    });

    expect(answer.after?.blockers).toMatchObject([
      { since: AT, text: typed('Still no licences.') },
    ]);
    expect(answer.effects[0]).not.toHaveProperty('ping');
  });

  it('that goes to another owner pings that one', () => {
    const answer = asking(RAISED, { ...report(blocker(FRAN)), by: 'system', at: AT + HOUR });

    expect(answer.effects).toMatchObject([{ to: { person: FRAN.id }, ping: 'P12' }]);
  });

  it('is over when the answer that named it is corrected', () => {
    const after = engagementAfter(...noted(RAISED, {}, AT + HOUR));

    expect(after?.blockers).toEqual([]);
  });

  it.each([
    ['its owner', SAM],
    ['the lead', PAT],
    ['the FPM', FRAN],
  ])('is solved by %s', (_who, by) => {
    const answer = asking(RAISED, { type: 'SolveBlocker', blocker: 'b1', by });

    expect(answer.after?.blockers).toEqual([]);
  });

  it('that is solved is taken off the check-in that is open', () => {
    const answer = asking(RAISED, { type: 'SolveBlocker', blocker: 'b1', by: SAM });

    expect(answer.effects).toMatchObject([
      {
        record: 'checkin:11111111-2222-3333-4444-555555555555-1',
        command: { type: 'NoteSolved', blocker: 'b1' },
      },
    ]);
  });

  it.each([
    ['by somebody else', 'b1', MAX, 'not-yours'],
    ['that is none', 'b2', SAM, 'not-now'],
  ])('cannot be solved %s', (_how, id, by, code) => {
    expect(asking(RAISED, { type: 'SolveBlocker', blocker: id, by })).toMatchObject({
      refusal: { code },
    });
  });

  it('makes the engagement wait for its owner, until it is solved', () => {
    const raised = noted(ASKED, blocker(FRAN));
    const solved = then(raised, { type: 'SolveBlocker', blocker: 'b1', by: FRAN });

    const isWaiting = [raised, solved].map((story) =>
      summaryOfEngagement(engagementAfter(...story)!, NOW).tags.includes(`waits:${FRAN.id}`),
    );

    expect(isWaiting).toEqual([true, false]);
  });
});

describe('workloads in scope', () => {
  const TEAMS = then(PLANNED, { type: 'AddWorkload', workload: 'TEAMS', by: PAT });
  const HANDED = then(TEAMS, { type: 'NameCsm', workload: 'TEAMS', by: FRAN });

  it('begin with the one that was requested', () => {
    expect(engagementAfter(...PLANNED)?.workloads).toEqual([{ id: 'AADP-P2' }]);
  });

  it.each([
    ['by somebody else', 'TEAMS', MAX, 'not-yours'],
    ['that does not exist', 'NO-SUCH', PAT, 'workload-missing'],
    ['without a name', '', PAT, 'workload-missing'],
  ])('cannot be added %s', (_how, workload, by, code) => {
    expect(asking(PLANNED, { type: 'AddWorkload', workload, by })).toMatchObject({
      refusal: { code },
    });
  });

  it('are bounded, and each is there once', () => {
    const ids = ['EXO', 'SPO', 'ODB', 'INTUNE', 'WINDOWS'];
    const full = ids.reduce(
      (story, workload) => then(story, { type: 'AddWorkload', workload, by: PAT }),
      PLANNED,
    );

    const again = asking(full, { type: 'AddWorkload', workload: 'EXO', by: PAT });
    const more = asking(full, { type: 'AddWorkload', workload: 'TEAMS', by: PAT });

    expect(again).toMatchObject({ ok: true, events: [] });
    expect(more).toMatchObject({ refusal: { code: 'not-now' } });
  });

  it.each(['TEAMS', 'OUTLOOK-MOBILE', 'VIVA-ENGAGE'])('%s can go to a CSM', (workload) => {
    const story = then(PLANNED, { type: 'AddWorkload', workload, by: PAT });

    const answer = asking(story, { type: 'NameCsm', workload, by: SAM });

    expect(answer.after?.workloads.at(-1)).toEqual({
      id: workload,
      handedOver: { by: SAM, at: NOW },
    });
  });

  it.each([
    ['whose adoption no CSM leads', 'AADP-P2', PAT, 'not-now'],
    ['that is not in scope', 'OUTLOOK-MOBILE', PAT, 'not-now'],
    ['by somebody else', 'TEAMS', MAX, 'not-yours'],
  ])('one %s cannot', (_which, workload, by, code) => {
    expect(asking(TEAMS, { type: 'NameCsm', workload, by })).toMatchObject({ refusal: { code } });
  });

  it('that went to a CSM are named as such; check-ins go on for the other', () => {
    const opened = asking(HANDED, {
      type: 'OpenCheckIn',
      ...{ ordinal: 1, by: 'system', at: FIRST },
    });

    expect(opened.effects[0]).toMatchObject({
      command: {
        workloads: [{ id: 'AADP-P2' }, { id: 'TEAMS', handedOver: { by: FRAN, at: NOW } }],
      },
    });
  });

  it('are taken out of the check-in that is open', () => {
    const story = then(TEAMS, { type: 'OpenCheckIn', ...{ ordinal: 1, by: 'system', at: FIRST } });

    const answer = asking(story, { type: 'NameCsm', workload: 'TEAMS', by: PAT, at: AT });

    expect(answer.effects).toMatchObject([
      {
        record: 'checkin:11111111-2222-3333-4444-555555555555-1',
        command: { type: 'NoteHandedOver', workload: { id: 'TEAMS', handedOver: { by: PAT } } },
      },
    ]);
  });

  it('that all went to a CSM let check-ins rest, until another one is added', () => {
    const only = PLANNED.map((event) =>
      event.type === 'EngagementOpened'
        ? { ...event, form: { ...event.form, workloadId: 'TEAMS' } }
        : event,
    );
    const handed = then(only, { type: 'NameCsm', workload: 'TEAMS', by: PAT });
    const timer = { type: 'OpenCheckIn', ordinal: 1, by: 'system' } as const;

    const resting = asking(handed, { ...timer, at: FIRST });
    const added = asking(handed, { type: 'AddWorkload', workload: 'EXO', by: PAT, at: AT });

    expect(resting).toMatchObject({ ok: true, events: [] });
    expect(added).toMatchObject({
      events: [{ type: 'WorkloadAdded' }, { type: 'CheckInsResumed', nextAt: FIRST + WEEK }],
    });
    expect(added.effects.at(-1)).toMatchObject({ type: 'WakeUp', at: FIRST + WEEK });
  });
});

describe('a channel', () => {
  const LINKED = then(PLANNED, { type: 'LinkChannel', conversation: CHANNEL, by: SAM });
  const root = `root:${CHANNEL}`;

  it('gets one silent post for the engagement, and check-ins are replies under it', () => {
    const linked = asking(PLANNED, { type: 'LinkChannel', conversation: CHANNEL, by: FRAN });
    const opened = asking(LINKED, {
      type: 'OpenCheckIn',
      ...{ ordinal: 1, by: 'system', at: FIRST },
    });

    expect(linked.effects[0]).toEqual({
      type: 'Show',
      ...{ copy: root, card: 'kickoff', to: { conversation: CHANNEL } },
    });
    expect(opened.effects[0]).toMatchObject({
      command: {
        places: [{ conversation: CHANNEL, under: { record: ENGAGEMENT, copy: root } }],
      },
    });
  });

  it('that is left sends check-ins back to the kickoff chat; its post stays for life', () => {
    const left = asking(LINKED, { type: 'UnlinkChannel', conversation: CHANNEL, by: FRAN });

    expect(left.after).not.toHaveProperty('channel');
    expect(left.effects).toEqual([]);
  });

  it('can be exchanged for another, which gets a post of its own', () => {
    const answer = asking(LINKED, { type: 'LinkChannel', conversation: OTHER, by: SAM });

    expect(answer.after?.channel).toBe(OTHER);
    expect(answer.effects[0]).toMatchObject({ copy: `root:${OTHER}` });
  });

  it.each([
    ['the lead', PAT, PLANNED, 'needs-fpm'],
    ['somebody else', MAX, PLANNED, 'not-yours'],
    ['anybody after completion', FRAN, COMPLETED, 'not-now'],
  ])('is not linked by %s', (_who, by, story, code) => {
    expect(asking(story, { type: 'LinkChannel', conversation: CHANNEL, by })).toMatchObject({
      refusal: { code },
    });
  });

  it.each([
    ['linking the same once more', 'LinkChannel', CHANNEL],
    ['leaving another one', 'UnlinkChannel', OTHER],
  ] as const)('%s changes nothing', (_what, type, conversation) => {
    expect(asking(LINKED, { type, conversation, by: FRAN })).toMatchObject({
      ok: true,
      events: [],
    });
  });
});
