import type { Engagement } from '../../src/domain/engagement/engagement';
import { wordsFor } from '../../src/text/words';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { loadState } from '../../src/workflow/load-record';
import { engage, ENGAGEMENT } from '../support/engaged';
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

const { t } = wordsFor('en');

let teams: FakeTeams;

/** An engagement for which no chat could be opened; the bot is in a group chat and a channel. */
beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
  await teams.install(PAT, GROUP);
  await teams.install(SAM, CHANNEL);
  await engage(teams);
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
