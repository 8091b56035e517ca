import type { Actor } from '../../../src/domain/kernel';
import type {
  EngagementHistory,
  EngagementOrder,
} from '../../../src/domain/engagement/engagement-messages';
import { FORM, FRAN, hoursIn, MAX, NOW, PAT, SAM } from '../cast';
import {
  ACTIVE,
  CHAT,
  CHATTING,
  COMPLETED,
  ENGAGEMENT,
  engagementAfter,
  engagementFacts,
  givenEngagement,
  OPEN,
  OPENED,
  REPORT,
  REPORTED,
  UNMET,
} from '../engagement-stories';

describe('opening', () => {
  const open = { ...OPEN, by: 'system' } as const;

  test('happens once the expert has accepted, with all that the parties need', () => {
    const answer = givenEngagement().when(open);

    expect(answer.after).toMatchObject({
      id: ENGAGEMENT,
      status: 'Preparing',
      number: 1042,
      requester: PAT,
      fpm: FRAN,
      expert: SAM,
      form: FORM,
      contactBy: hoursIn(48),
      language: 'es',
      zone: 'Europe/Madrid',
      openedAt: NOW,
      chats: [],
      teamsFirst: {},
    });
  });

  test('happens once: told again, nothing changes', () => {
    expect(givenEngagement(...OPENED).when(open)).toMatchObject({ ok: true, events: [] });
  });

  test('comes before everything else', () => {
    const answer = givenEngagement().when({ type: 'ConfirmCompletion', by: PAT });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-found' }, effects: [] });
  });
});

describe('what other records tell', () => {
  test('the kickoff chat is noted once', () => {
    const note = { type: 'NoteKickoffChat', by: 'system', chats: [CHAT] } as const;

    expect(givenEngagement(...OPENED).when(note).after).toMatchObject({ chats: [CHAT] });
    expect(
      givenEngagement(...CHATTING).when({ ...note, chats: ['conversation:other'] }),
    ).toMatchObject({
      ok: true,
      events: [],
    });
  });

  test('first contact makes the engagement active, once', () => {
    const contact = { by: SAM, at: hoursIn(4) };
    const note = { type: 'NoteContact', by: 'system', contact } as const;

    expect(givenEngagement(...CHATTING).when(note).after).toMatchObject({
      status: 'Active',
      contact,
    });
    expect(
      givenEngagement(...ACTIVE).when({ ...note, contact: { by: PAT, at: hoursIn(9) } }),
    ).toMatchObject({ ok: true, events: [] });
  });

  test('first contact that comes late does not take a reported completion back', () => {
    const early = [...CHATTING, ...REPORTED.slice(-1)];
    const contact = { by: SAM, at: hoursIn(99) };

    const answer = givenEngagement(...early).when({ type: 'NoteContact', by: 'system', contact });

    expect(answer.after).toMatchObject({ status: 'WrappingUp', contact });
  });

  test('how a person was reached is kept, and kept once', () => {
    const note = { type: 'NoteDelivery', by: 'system', person: PAT.id, way: 'mail' } as const;
    const first = givenEngagement(...OPENED).when(note);
    const told = first.ok ? first.events.map((event) => ({ ...event, ...META })) : [];

    expect(first.after).toEqual({ ...engagementAfter(...OPENED), reached: { [PAT.id]: 'mail' } });
    expect(givenEngagement(...OPENED, ...told).when(note)).toMatchObject({ events: [] });
  });
});

const META = { by: 'system', at: NOW, causeId: 'told' } as const;

describe('Teams first', () => {
  const tick = { type: 'TickTask', by: PAT, at: hoursIn(6), consentBy: '', consentOn: '' } as const;
  const consent = { ...tick, task: '3624', consentBy: ' Kim Doe ', consentOn: '2026-11-20' };

  test.each(['3723', '3617'])('task %s is ticked with who and when', (task) => {
    const answer = givenEngagement(...ACTIVE).when({ ...tick, task });

    expect(answer.after).toMatchObject({ teamsFirst: { [task]: { by: PAT, at: hoursIn(6) } } });
    expect(answer).not.toHaveProperty(`after.teamsFirst.${task}.consent`);
  });

  test('the customer’s consent is kept with who gave it, and on which day', () => {
    const answer = givenEngagement(...ACTIVE).when(consent);

    expect(answer.after).toMatchObject({
      teamsFirst: {
        '3624': { by: PAT, consent: { givenBy: { typed: 'Kim Doe' }, on: '2026-11-20' } },
      },
    });
  });

  test.each([
    ['today', '2026-11-23', true],
    ['tomorrow', '2026-11-24', false],
    ['no day', '', false],
    ['a day in words', 'last Friday', false],
    ['a day in another order', '20.11.2026', false],
    ['a moment', '2026-11-20T09:00:00Z', false],
    ['a month that does not exist', '2026-00-10', false],
    ['a day that does not exist', '2026-02-31', false],
  ])('a consent given on %s (%s) counts: %s', (_what, consentOn, counts) => {
    const answer = givenEngagement(...ACTIVE).when({ ...consent, consentOn });

    expect(answer).toMatchObject(
      counts ? { ok: true } : { ok: false, refusal: { code: 'consent-missing' } },
    );
  });

  test('a name longer than any text is no name', () => {
    const answer = givenEngagement(...ACTIVE).when({ ...consent, consentBy: 'x'.repeat(2001) });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'text-too-long' } });
  });

  test.each([
    ['without a name', { ...consent, consentBy: ' \t' }, engagementFacts()],
    ['while the day is not known', consent, withoutToday()],
  ])('a consent %s does not count', (_what, command, facts) => {
    const answer = givenEngagement(...ACTIVE).when(command, facts);

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'consent-missing' } });
  });

  test('a task ticked before says by whom, and when', () => {
    const first = givenEngagement(...ACTIVE).when({ ...tick, task: '3723' });
    const told: readonly EngagementHistory[] = first.ok
      ? first.events.map((event) => ({ ...event, ...META, by: PAT, at: hoursIn(6) }))
      : [];

    const answer = givenEngagement(...ACTIVE, ...told).when({ ...tick, by: SAM, task: '3723' });

    expect(answer).toMatchObject({ refusal: { code: 'already-done', by: PAT, at: hoursIn(6) } });
  });

  test.each(['', '994', 'toString'])(
    'a task that is none of the three is refused: "%s"',
    (task) => {
      const answer = givenEngagement(...ACTIVE).when({ ...tick, task });

      expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
    },
  );
});

function withoutToday(): ReturnType<typeof engagementFacts> {
  const { today: _unknown, ...rest } = engagementFacts();
  return rest;
}

const MEANING: Readonly<Record<string, string>> = {
  '+': 'happens',
  '.': 'changes nothing',
  n: 'not-now',
  y: 'not-yours',
  f: 'needs-fpm',
  e: 'needs-expert',
  r: 'needs-requester',
  x: 'already-done',
};
const ACTORS: readonly Actor[] = [PAT, FRAN, SAM, MAX, 'system'];
const STORIES = {
  opened: OPENED,
  active: ACTIVE,
  unmet: UNMET,
  reported: REPORTED,
  completed: COMPLETED,
};
const ORDERS: readonly EngagementOrder[] = [
  { type: 'TickTask', task: '3723', consentBy: '', consentOn: '' },
  REPORT,
  { type: 'AgreeToEnd' },
  { type: 'SendBack', note: 'The handbook is missing.' },
  { type: 'ConfirmCompletion' },
  { type: 'CheckConfirmation' },
];

/** One letter for each: requester, FPM, expert, somebody else, the process itself; at the deadline. */
const TABLE: readonly (readonly string[])[] = [
  // opened  active   unmet    reported completed
  ['+++yy', '+++yy', '+++yy', '+++yy', 'nnnyy'],
  ['ee+ee', 'ee+ee', 'eexee', 'eexee', 'eexee'],
  ['nnnyy', 'nnnyy', 'f+fyy', 'nnnyy', 'xxxyy'],
  ['nnnyy', 'nnnyy', 'f+fyy', '+rryy', 'xxxyy'],
  ['nnnyy', 'nnnyy', 'fffyy', '+rryy', 'xxxyy'],
  ['.....', '.....', '.....', '+++++', '.....'],
];

describe('who may do what, and when', () => {
  const endless = 'x'.repeat(2001);

  test.each<EngagementOrder>([
    { ...REPORT, summary: endless },
    { type: 'SendBack', note: endless },
    { type: 'TickTask', task: '3624', consentBy: endless, consentOn: '' },
  ])('$type is refused because of who says it, not because of what is said', (order) => {
    const answer = givenEngagement(...ACTIVE).when({ ...order, by: MAX, at: hoursIn(200) });

    expect(answer.ok ? '' : answer.refusal.code).toMatch(/^(needs-expert|not-yours)$/);
  });

  test.each(
    ORDERS.flatMap((order, row) =>
      Object.entries(STORIES).map(
        ([status, story], column) =>
          [order.type, status, { order, story, expected: TABLE[row]?.[column] }] as const,
      ),
    ),
  )('%s, %s', (_type, _status, { order, story, expected }) => {
    const found = ACTORS.map((by) => {
      const answer = givenEngagement(...story).when({ ...order, by, at: hoursIn(200) });
      const happens = answer.ok && answer.events.length > 0 ? 'happens' : 'changes nothing';
      const meant = answer.ok ? happens : answer.refusal.code;
      return Object.keys(MEANING).find((letter) => MEANING[letter] === meant);
    });

    expect(found.join('')).toBe(expected);
  });
});
