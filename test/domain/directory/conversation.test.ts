import type { CommandMeta } from '../../../src/domain/kernel';
import {
  decideConversation,
  evolveConversation,
  summaryOfConversation,
  type Conversation,
  type ConversationAddress,
  type ConversationCommand,
} from '../../../src/domain/directory/conversation';
import { hoursIn, MAX, NOW, PAT } from '../cast';

const META: CommandMeta = { by: 'system', at: NOW, causeId: 'asked' };
const ADDRESS: ConversationAddress = {
  teamsId: 'a:pat',
  kind: 'personal',
  serviceUrl: 'https://smba.example/emea/',
  tenantId: 'tenant',
  botId: '28:bot',
  person: PAT.id,
};
const KNOWN: Conversation = { ...ADDRESS, id: 'conversation:pat', greeted: false };
const BLOCKED: Conversation = { ...KNOWN, blocked: { code: 'delivery/refused', at: NOW } };

function note(
  address: ConversationAddress,
): Extract<ConversationCommand, { readonly type: 'NoteAddress' }> {
  return { type: 'NoteAddress', id: 'conversation:pat', address, ...META };
}

/** The conversation after a command that is taken. */
function after(
  state: Conversation | undefined,
  command: ConversationCommand,
): Conversation | undefined {
  const decision = decideConversation(state, command);
  const events = decision.ok ? decision.events : [];
  return events.reduce<Conversation | undefined>(
    (conversation, event) => evolveConversation(conversation, { ...event, ...META }),
    state,
  );
}

describe('where the bot can post', () => {
  test('is noted at first sight, and not greeted yet', () => {
    expect(after(undefined, note(ADDRESS))).toEqual(KNOWN);
  });

  test('is not noted again while nothing changed, with or without the person', () => {
    const { person: _person, ...anonymous } = ADDRESS;

    expect(decideConversation(KNOWN, note(ADDRESS))).toEqual({ ok: true, events: [] });
    expect(decideConversation(KNOWN, note(anonymous))).toEqual({ ok: true, events: [] });
  });

  test.each([
    { teamsId: 'a:other' },
    { kind: 'group' },
    { serviceUrl: 'https://smba.example/amer/' },
    { tenantId: 'other' },
    { botId: '28:other' },
    { person: MAX.id },
  ] as const)('is noted anew when something changed: %j', (change) => {
    expect(after({ ...KNOWN, greeted: true }, note({ ...ADDRESS, ...change }))).toEqual({
      ...KNOWN,
      ...change,
      greeted: true,
    });
  });

  test('is noted with the moment at which Graph brought the bot in, until Teams tells another one', () => {
    const broughtIn = after(undefined, { ...note(ADDRESS), isBroughtIn: true });

    expect(broughtIn).toEqual({ ...KNOWN, broughtInAt: NOW });
    expect(
      after(broughtIn, note({ ...ADDRESS, serviceUrl: 'https://smba.example/told/' })),
    ).toEqual({ ...KNOWN, serviceUrl: 'https://smba.example/told/' });
  });

  test('keeps its person when a later address names none', () => {
    const { person: _person, ...anonymous } = ADDRESS;

    const moved = after(KNOWN, note({ ...anonymous, serviceUrl: 'https://smba.example/amer/' }));

    expect(moved?.person).toBe(PAT.id);
  });

  test('learns its team late, and keeps it when a later address names none', () => {
    const inTeam = after(KNOWN, note({ ...ADDRESS, team: '19:team' }));

    const moved = after(inTeam, note({ ...ADDRESS, serviceUrl: 'https://smba.example/amer/' }));

    expect([inTeam?.team, moved?.team]).toEqual(['19:team', '19:team']);
    expect(decideConversation(moved, note({ ...ADDRESS, ...moved }))).toEqual({
      ok: true,
      events: [],
    });
  });

  test('has no person where none was ever named', () => {
    const { person: _person, ...anonymous } = ADDRESS;

    expect(after(undefined, note(anonymous))).not.toHaveProperty('person');
  });
});

describe('the greeting', () => {
  test('is given once', () => {
    const greeted = after(KNOWN, { type: 'Greet', ...META });

    const { at, causeId } = META;
    expect(greeted).toEqual({ ...KNOWN, greeted: true, greeting: { at, causeId } });
    expect(after(greeted, { type: 'NoteGreeting', ...META })).toEqual({ ...KNOWN, greeted: true });
    expect(decideConversation(greeted, { type: 'Greet', ...META })).toEqual({
      ok: true,
      events: [],
    });
  });
});

describe('a refusal for good', () => {
  const block = { type: 'NoteBlocked', code: 'delivery/refused', ...META } as const;

  test('is remembered with code and moment, the first one', () => {
    expect(after(KNOWN, block)).toEqual(BLOCKED);
    expect(
      decideConversation(BLOCKED, { ...block, code: 'delivery/gone', at: hoursIn(1) }),
    ).toEqual({ ok: true, events: [] });
  });

  test('is forgotten when somebody writes or installs again', () => {
    expect(after(BLOCKED, note(ADDRESS))).toEqual(KNOWN);
  });
});

test.each(['Greet', 'NoteBlocked'] as const)('%s finds nothing before the address', (type) => {
  const decision = decideConversation(undefined, { type, code: 'delivery/refused', ...META });

  expect(decision).toEqual({ ok: false, refusal: { code: 'not-found' } });
});

test('an event before the address changes nothing', () => {
  expect(evolveConversation(undefined, { type: 'Greeted', ...META })).toBeUndefined();
});

test('a conversation is found by its person and kind', () => {
  const { person: _person, ...anonymous } = KNOWN;

  expect(summaryOfConversation(KNOWN, NOW)).toEqual({
    kind: 'conversation',
    tags: [`personal-of:${PAT.id}`],
    search: '',
    at: NOW,
  });
  expect(summaryOfConversation(anonymous, NOW).tags).toEqual([]);
});
