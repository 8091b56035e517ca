import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementId, RequestId } from '../../src/domain/kernel';
import { wordsFor } from '../../src/text/words';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import { ANSWERS } from '../support/fake-requests';
import {
  ADA,
  CHANNEL,
  FakeTeams,
  FRAN,
  GROUP,
  PAT,
  readOn,
  SAM,
  type Member,
  type Room,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const { t } = wordsFor('en');
const UUID = '00000000-1111-4222-8333-444444444444';
const REQUEST: RequestId = `request:${UUID}`;
const ENGAGEMENT: EngagementId = `engagement:${UUID}`;

let teams: FakeTeams;

/** An engagement for which no chat could be opened; the bot is in a group chat and a channel. */
beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
  await teams.install(PAT, GROUP);
  await teams.install(SAM, CHANNEL);
  const orders: readonly (readonly [Member, { readonly type: string }])[] = [
    [PAT, { type: 'StartDraft', ...{ id: REQUEST, answers: {} } }],
    [PAT, { type: 'Submit', ...{ answers: ANSWERS } }],
    [FRAN, { type: 'Approve', ...{ expert: undefined } }],
    [SAM, { type: 'AcceptOffer' }],
  ];
  for (const [{ id: person, name }, order] of orders) {
    const meta = { by: { id: person, name }, at: MONDAY_9, causeId: `cause:${order.type}` };
    await handleCommand(teams.ports, REQUEST, { command: { ...order, ...meta } });
    await teams.house.dispatcher.idle();
  }
});

async function chats(): Promise<Engagement['chats'] | undefined> {
  return (await loadState<Engagement>(teams.ports, ENGAGEMENT))?.chats;
}

test.each<[string, Room]>([
  ['a group chat', GROUP],
  ['a channel', CHANNEL],
])(
  '"kickoff here" in %s offers the engagements without a chat, and names no customer',
  async (_where, room) => {
    const replies = await teams.say(PAT, 'kickoff here', room);

    expect(readOn(replies)).toContain(t('meet.intro'));
    expect(readOn(replies)).toContain('checkin.meet');
    expect(readOn(replies)).not.toContain('Contoso');
  },
);

test.each<[Member, Room]>([
  [PAT, GROUP],
  [FRAN, CHANNEL],
  [SAM, GROUP],
])(
  '$name has the kickoff posted where the button was pressed, whatever the button says',
  async (who, room) => {
    const forged = { id: ENGAGEMENT, conversation: 'conversation:elsewhere' };

    const answer = await teams.press(who, 'checkin.meet', forged, room);
    await teams.house.dispatcher.idle();

    expect(await chats()).toEqual([conversationRecord(room.id)]);
    expect(readOn(answer)).toContain('is posted here');
    const [chat = ''] = room.id.split(';');
    expect(teams.house.messenger.posts(chat).map(({ summary }) => summary)).toEqual([
      'P6',
      'silent',
    ]);
  },
);

test('somebody else decides nothing, and is offered nothing', async () => {
  const replies = await teams.say(ADA, 'kickoff here', GROUP);
  const answer = await teams.press(ADA, 'checkin.meet', { id: ENGAGEMENT }, GROUP);

  expect(readOn(replies)).toContain(t('meet.none'));
  expect(readOn(answer)).toContain(t('refusal.not-yours'));
  expect(await chats()).toEqual([]);
});

test('in the own chat it says where it works, and a button pressed there does nothing', async () => {
  const replies = await teams.say(SAM, 'kickoff here');
  const answer = await teams.press(SAM, 'checkin.meet', { id: ENGAGEMENT });

  expect(readOn(replies)).toContain(t('meet.not-here'));
  expect(readOn(answer)).toContain(t('refusal.not-now'));
  expect(await chats()).toEqual([]);
});

test('an engagement that has its chat is not offered any more', async () => {
  await teams.press(SAM, 'checkin.meet', { id: ENGAGEMENT }, GROUP);

  const replies = await teams.say(PAT, 'kickoff here', CHANNEL);

  expect(readOn(replies)).toContain(t('meet.none'));
});
