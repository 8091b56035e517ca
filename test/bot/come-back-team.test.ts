import type { Activity } from 'botbuilder';
import type { Conversation } from '../../src/domain/directory/conversation';
import type { EngagementId, RequestId } from '../../src/domain/kernel';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { FakeChats } from '../support/fake-chats';
import { ANSWERS } from '../support/fake-requests';
import { activityOf, CHANNEL, FakeTeams, FRAN, PAT, SAM, type Member } from '../support/fake-teams';

const KEY = '00000000-1111-4222-8333-444444444444';
const REQUEST: RequestId = `request:${KEY}`;
const ENGAGEMENT: EngagementId = `engagement:${KEY}`;
const BOT = { id: '28:bot', name: 'SME Desk' };
const TEAM = '19:general@thread.tacv2';
/** Teams tells of a team in its first channel, whatever channel the bot is used in. */
const FIRST = { ...CHANNEL, id: TEAM };
const IN_TEAM = { channelData: { team: { id: TEAM } } };

let teams: FakeTeams;

async function order(
  by: Member,
  what: { readonly type: string; readonly [field: string]: unknown },
): Promise<void> {
  const meta = {
    by: { id: by.id, name: by.name },
    at: teams.ports.clock.now(),
    causeId: what.type,
  };
  await handleCommand(teams.ports, REQUEST, { command: { ...what, ...meta } });
  await teams.house.dispatcher.idle();
}

/** What the three have in common is to stand in another channel of the team; an expert is asked. */
beforeEach(async () => {
  teams = new FakeTeams({ chats: new FakeChats([conversationRecord(CHANNEL.id)]) });
  await teams.open();
  for (const member of [PAT, FRAN, SAM]) {
    await teams.install(member);
  }
  await teams.install(PAT, FIRST, IN_TEAM);
  await teams.install(PAT, CHANNEL, IN_TEAM);
  await order(PAT, { type: 'StartDraft', id: REQUEST, answers: {} });
  await order(PAT, { type: 'Submit', answers: ANSWERS });
  await order(FRAN, { type: 'Approve', expert: undefined });
});

async function blockedBy(chat: string): Promise<string | undefined> {
  return (await loadState<Conversation>(teams.ports, conversationRecord(chat)))?.blocked?.code;
}

/** Who comes to or goes from a channel, as Teams tells it. */
function members(change: Partial<Activity>, room = FIRST): Partial<Activity> {
  return activityOf('conversationUpdate', FRAN, change, room);
}

async function stuckPosts(): Promise<number> {
  const { effects } = await loadRecord(teams.ports, ENGAGEMENT);
  return effects.filter(({ stuck }) => stuck?.code === 'delivery/unreachable').length;
}

describe('a bot that is taken out of a team', () => {
  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    [
      'as one of its members',
      () => teams.take(members({ membersRemoved: [BOT], ...IN_TEAM })),
      () => teams.take(members({ membersAdded: [BOT], ...IN_TEAM })),
    ],
    [
      'as an app',
      () => teams.install(FRAN, FIRST, { action: 'remove', ...IN_TEAM }),
      () => teams.install(FRAN, FIRST, IN_TEAM),
    ],
  ])(
    '%s does not post in its channels, and posts what got stuck there once it is back',
    async (_how, goes, comes) => {
      await goes();
      await order(SAM, { type: 'AcceptOffer' });
      const stuck = await stuckPosts();
      const [channel = ''] = CHANNEL.id.split(';');
      const asked = teams.house.messenger.posts(channel).length;
      await comes();

      expect([stuck, asked]).toEqual([2, 0]);
      expect(teams.house.messenger.posts(channel).map(({ content }) => content)).toEqual([
        expect.objectContaining({ card: 'kickoff' }),
        expect.objectContaining({ card: 'teams-first' }),
      ]);
      expect(await stuckPosts()).toBe(0);
    },
  );

  it('is in other teams still', async () => {
    await teams.take(
      members({ membersRemoved: [BOT], channelData: { team: { id: '19:other@thread.tacv2' } } }),
    );

    expect(await blockedBy(CHANNEL.id)).toBeUndefined();
  });

  it.each([{ team: { id: 7 } }, { team: null }, { team: { id: '19:'.padEnd(400, 'x') } }, null])(
    'is in one channel where Teams names no team: %j',
    async (channelData) => {
      const other = { ...CHANNEL, id: '19:other-channel@thread.tacv2' };
      await teams.take(members({ membersAdded: [BOT], channelData }, other));
      const noted = await loadState<Conversation>(teams.ports, conversationRecord(other.id));

      await teams.take(members({ membersRemoved: [BOT], channelData }, other));

      expect(noted).toMatchObject({ teamsId: other.id });
      expect(noted).not.toHaveProperty('team');
      expect([await blockedBy(other.id), await blockedBy(CHANNEL.id)]).toEqual([
        'removed',
        undefined,
      ]);
    },
  );
});
