import type { ConversationId } from '../../../src/domain/kernel';
import { FAY, FRAN, PAT, SAM } from '../cast';
import {
  CHAT,
  CHATTING,
  COMPLETED,
  givenEngagement,
  happenedThere,
  OPENED,
} from '../engagement-stories';

const MADE = '19:made@thread.v2';
const OTHER: ConversationId = 'conversation:other';
const MADE_STORY = [...OPENED, happenedThere({ type: 'KickoffChatMade', teamsId: MADE })];
const CHATLESS = [...OPENED, happenedThere({ type: 'KickoffChatOpened', chats: [] })];

describe('a chat that was made', () => {
  const made = { type: 'NoteChatMade', by: 'system', teamsId: MADE } as const;

  test('is kept, and the bot is brought into it', () => {
    const answer = givenEngagement(...OPENED).when(made);

    expect(answer).toMatchObject({
      after: { madeChat: MADE, chats: [] },
      effects: [{ type: 'JoinKickoffChat', teamsId: MADE }],
    });
  });

  test.each([
    ['one was made before', MADE_STORY],
    ['one is open', CHATTING],
  ])('changes nothing when %s', (_when, story) => {
    const answer = givenEngagement(...story).when({ ...made, teamsId: '19:second@thread.v2' });

    expect(answer).toMatchObject({ ok: true, events: [] });
  });

  test('becomes the kickoff chat when the bot is in it', () => {
    const joined = { type: 'NoteKickoffChat', by: 'system', chats: [CHAT] } as const;

    const { after, effects } = givenEngagement(...MADE_STORY).when(joined);

    expect(after?.chats).toEqual([CHAT]);
    expect(effects.map(({ type }) => type)).toEqual(['Show', 'Show']);
  });
});

describe('where no chat can be opened', () => {
  const none = { type: 'NoteKickoffChat', by: 'system', chats: [] } as const;

  test('the engagement knows it, once', () => {
    expect(givenEngagement(...OPENED).when(none).after).toMatchObject({ isChatless: true });
    expect(givenEngagement(...CHATLESS).when(none)).toMatchObject({ ok: true, events: [] });
  });

  test.each([PAT, FRAN, SAM])('$name names the chat in which they meet', (by) => {
    const { after, effects } = givenEngagement(...CHATLESS).when({
      ...{ type: 'LinkKickoffChat', conversation: OTHER },
      by,
    });

    expect(after).toMatchObject({ chats: [OTHER] });
    expect(after).not.toHaveProperty('isChatless');
    expect(effects).toMatchObject([
      { type: 'Show', copy: 'kickoff:0', to: { conversation: OTHER }, ping: 'P6' },
      { type: 'Show', copy: 'teams-first:0', to: { conversation: OTHER } },
    ]);
  });

  test('nobody else does', () => {
    const link = { type: 'LinkKickoffChat', conversation: OTHER, by: FAY } as const;

    expect(givenEngagement(...CHATLESS).when(link)).toMatchObject({
      ok: false,
      refusal: { code: 'not-yours' },
    });
  });
});

describe('naming a chat', () => {
  const link = { type: 'LinkKickoffChat', conversation: OTHER, by: SAM } as const;

  test('works as well while one is being made, which then changes nothing', () => {
    const linked = [
      ...MADE_STORY,
      happenedThere({ type: 'KickoffChatOpened', chats: [OTHER] }, SAM),
    ];
    const joined = { type: 'NoteKickoffChat', by: 'system', chats: [CHAT] } as const;

    expect(givenEngagement(...MADE_STORY).when(link).after).toMatchObject({ chats: [OTHER] });
    expect(givenEngagement(...linked).when(joined)).toMatchObject({ ok: true, events: [] });
  });

  test.each([
    ['another chat is open', CHATTING],
    ['the engagement is over', COMPLETED],
  ])('is refused when %s', (_when, story) => {
    expect(givenEngagement(...story).when(link)).toMatchObject({
      ok: false,
      refusal: { code: 'not-now' },
    });
  });

  test('the same chat once more changes nothing', () => {
    const again = { ...link, conversation: CHAT };

    expect(givenEngagement(...CHATTING).when(again)).toMatchObject({ ok: true, events: [] });
  });
});
