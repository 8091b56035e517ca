import { wordsFor } from '../../src/text/words';
import { findRecords } from '../../src/workflow/find-states';
import { handleCommand } from '../../src/workflow/handle-command';
import { ANSWERS } from '../support/fake-requests';
import {
  activityOf,
  CHANNEL,
  chatWith,
  FakeTeams,
  FRAN,
  GROUP,
  OPERATOR_MAIL,
  PAT,
  readOn,
  STRANGER,
  type Member,
  type Replies,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const { t } = wordsFor('en');
const REQUEST = 'request:00000000-1111-4222-8333-444444444444';

let teams = new FakeTeams();

/** Pat has a submitted request and an open form; Fran is to decide. Both have the bot. */
beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
  await teams.install(PAT);
  await teams.install(FRAN);
  await teams.install(PAT, GROUP);
  await submit();
  await teams.say(PAT, 'request SME');
});

async function submit(): Promise<void> {
  const by = { id: PAT.id, name: PAT.name };
  const orders = [
    { type: 'StartDraft', id: REQUEST, answers: {} },
    { type: 'Submit', answers: ANSWERS },
  ];
  for (const order of orders) {
    const command = { ...order, by, at: MONDAY_9, causeId: `cause:${order.type}` };
    await handleCommand(teams.ports, REQUEST, { command });
    await teams.house.dispatcher.idle();
  }
}

/** What Teams was sent outside of turns, by now. */
function postsTo(chat: string): number {
  return teams.house.messenger.posts(chat).length;
}

/** Nothing on it belongs to one person alone. */
function expectNothingPersonal(replies: Replies): void {
  expect(replies).toHaveLength(1);
  expect(readOn(replies)).toContain(t('group.title'));
  expect(readOn(replies)).not.toMatch(/SME-\d|Contoso|Fabrikam|Partner|Fpm|@example\.com|Madrid/);
  expect(readOn(replies)).not.toContain('Action.');
}

describe('what is known about the two', () => {
  it('would be shown to them alone', async () => {
    const own = [
      await teams.say(PAT, 'my requests'),
      await teams.say(PAT, 'who am I'),
      await teams.say(PAT, 'history 1001'),
    ];
    await teams.say(FRAN, 'waiting for me');

    expect(own.map((replies) => /SME-1|Fabrikam|@example\.com/.test(readOn(replies)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(teams.house.messenger.posts(chatWith(FRAN).id).at(-1)?.content).toMatchObject({
      card: 'today',
      reader: FRAN.id,
    });
  });
});

describe.each([
  ['a group chat', GROUP, 'group.intro'],
  ['a channel', CHANNEL, 'group.channel'],
] as const)('in %s', (_where, room, intro) => {
  it.each<[string, Member]>([
    ['my requests', PAT],
    ['my drafts', PAT],
    ['waiting for me', PAT],
    ['history 1001', PAT],
    ['withdraw 1001', PAT],
    ['status 1002', PAT],
    ['who am I', PAT],
    ['language', PAT],
    ['save', PAT],
    ['start over', PAT],
  ])('a list is not shown: %s', async (text, from) => {
    const replies = await teams.say(from, text, room);

    expectNothingPersonal(replies);
    expect(readOn(replies)).toContain(t('group.personal'));
  });

  it('a command is known behind a mention under any name', async () => {
    const mentioned = { id: '28:bot', name: 'Desk of experts' };
    const text = '<at>Desk of experts</at> my requests';
    const mention = { type: 'mention', mentioned, text: '<at>Desk of experts</at>' };

    const replies = await teams.take(
      activityOf('message', PAT, { text, entities: [mention] }, room),
    );

    expectNothingPersonal(replies);
    expect(readOn(replies)).toContain(t('group.personal'));
  });

  it.each(['help', 'good morning everybody', '', '<at>SME Desk</at>'])(
    'the bot says what it is there for: "%s"',
    async (text) => {
      const replies = await teams.say(PAT, text, room);

      expectNothingPersonal(replies);
      expect(readOn(replies)).toContain(t(intro));
    },
  );

  it.each([
    ['request SME', PAT],
    ['status 1001', PAT],
    ['ask my FPM', PAT],
    ['raise a concern 1001', PAT],
    ['waiting for me', FRAN],
  ])('a card goes to the own chat of who asked: %s', async (text, from) => {
    const before = postsTo(chatWith(from).id);
    const inRoom = postsTo(room.id) + postsTo(GROUP.id);

    const replies = await teams.say(from, text, room);

    expectNothingPersonal(replies);
    expect(readOn(replies)).toContain(t('group.continued'));
    expect(postsTo(chatWith(from).id)).toBe(before + 1);
    expect(postsTo(room.id) + postsTo(GROUP.id)).toBe(inRoom);
  });

  it('words of the form do not reach the form that is open in the own chat', async () => {
    const drafter = { kind: 'request', tag: `drafter:${PAT.id}`, limit: 2 };
    const before = await findRecords(teams.ports, drafter);

    await teams.say(PAT, 'cancel', room);
    await teams.say(PAT, 'start over', room);

    expect(before).toHaveLength(1);
    expect(await findRecords(teams.ports, drafter)).toEqual(before);
  });

  it('a list is not shown to who presses for it with an old client', async () => {
    const value = { verb: 'home.say', intent: 'my-requests' };
    const pressed = activityOf('message', PAT, { value, replyToId: 'message-1' }, room);
    teams.place({ type: 'message', id: 'message-1', text: 'Kickoff' });

    await teams.take(pressed);

    expect(readOn(teams.shown.filter(({ id }) => id === 'message-1'))).not.toMatch(/SME-\d/);
  });

  it('a stranger learns no more than anywhere', async () => {
    const replies = await teams.say(STRANGER, 'my requests', room);

    expect(readOn(replies)).toContain(t('unknown.title'));
    expect(readOn(replies).replace(OPERATOR_MAIL, '')).not.toMatch(/SME-\d|Fabrikam|@example\.com/);
  });
});

describe('the own chat', () => {
  it('is the only one with a form in it', () => {
    expect(postsTo(chatWith(PAT).id)).toBeGreaterThanOrEqual(2);
    expect(postsTo(GROUP.id)).toBe(0);
  });
});
