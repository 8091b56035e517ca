import { wordsFor } from '../../src/text/words';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { handleCommand } from '../../src/workflow/handle-command';
import { findRecords } from '../../src/workflow/find-states';
import { FakeChats } from '../support/fake-chats';
import type { SentMessage } from '../support/fake-messenger';
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
  SAM,
  STRANGER,
  type Member,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const { t } = wordsFor('en');
const REQUEST = 'request:00000000-1111-4222-8333-444444444444';

/** A process with a full directory and nothing else. */
async function openTeams(isLocal: boolean, chats = new FakeChats()): Promise<FakeTeams> {
  const teams = new FakeTeams({ chats }, isLocal);
  await teams.open();
  return teams;
}

/** Gives the commands of the whole way to an engagement, each by who may give it. */
async function reachEngagement(teams: FakeTeams): Promise<void> {
  const orders: readonly (readonly [Member, { readonly type: string }])[] = [
    [PAT, { type: 'StartDraft', ...{ id: REQUEST, answers: {} } }],
    [PAT, { type: 'Submit', ...{ answers: ANSWERS } }],
    [FRAN, { type: 'Approve', ...{ expert: undefined } }],
    [SAM, { type: 'AcceptOffer' }],
  ];
  for (const [{ id, name }, order] of orders) {
    const meta = { by: { id, name }, at: MONDAY_9, causeId: `cause:${order.type}` };
    await handleCommand(teams.ports, REQUEST, { command: { ...order, ...meta } });
    await teams.house.dispatcher.idle();
  }
}

function cardOf({ content }: SentMessage): unknown {
  return (content as { readonly card?: unknown }).card;
}

describe.each([
  ['in production', false],
  ['locally', true],
])('the first installation %s', (_where, isLocal) => {
  it('greets a person once, with what they may do here', async () => {
    const teams = await openTeams(isLocal);

    const replies = await teams.install(PAT);

    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('home.partner.title'));
    expect(readOn(replies).includes(JSON.stringify(t('home.demo')).slice(1, -1))).toBe(isLocal);
  });

  it('makes the person reachable', async () => {
    const teams = await openTeams(isLocal);

    await teams.install(PAT);

    const query = { kind: 'conversation', tag: `personal-of:${PAT.id}`, limit: 2 };
    expect(await findRecords(teams.ports, query)).toHaveLength(1);
  });

  it('introduces the bot to a group in one line, with nothing of a person', async () => {
    const teams = await openTeams(isLocal);

    const replies = await teams.install(PAT, GROUP);

    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('group.intro'));
    expect(readOn(replies)).not.toContain(PAT.name);
  });

  it('tells a channel how check-ins come to it, with the mention that it takes there', async () => {
    const teams = await openTeams(isLocal);

    const replies = await teams.install(PAT, CHANNEL);

    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('group.channel'));
    expect(t('group.channel')).toContain('@SME Desk post check-ins here');
  });

  it('shows a group nothing personal when Teams names only its kind', async () => {
    const teams = await openTeams(isLocal);
    const { id, conversationType, tenantId } = GROUP;
    const conversation = { id, conversationType, tenantId };

    const replies = await teams.install(PAT, GROUP, { conversation });

    expect(readOn(replies)).toContain(t('group.intro'));
    expect(readOn(replies)).not.toContain(t('home.partner.title'));
  });

  it('tells a stranger whom to write to, in their own chat only', async () => {
    const teams = await openTeams(isLocal);

    const own = await teams.install(STRANGER);
    const inGroup = await teams.install(STRANGER, GROUP);

    expect(readOn(own)).toContain(t('unknown.title'));
    expect(inGroup).toEqual([]);
  });

  it('sends a stranger to the assignment team before anybody else', async () => {
    const teams = await openTeams(isLocal);
    const { ports } = teams;
    const policy = { ...ports.policy, assignmentContact: 'team@contoso.example' };
    Object.assign(ports, { policy });

    const own = readOn(await teams.install(STRANGER));

    expect(own).toContain('team@contoso.example');
    expect(own.indexOf('team@contoso.example')).toBeLessThan(own.indexOf(OPERATOR_MAIL));
  });
});

describe('an installation in production that is not the first', () => {
  it('is silent, for a person, a stranger and a group', async () => {
    const teams = await openTeams(false);
    await teams.install(PAT);
    await teams.install(STRANGER);
    await teams.install(PAT, GROUP);

    const again = [
      ...(await teams.install(PAT)),
      ...(await teams.install(STRANGER)),
      ...(await teams.install(PAT, GROUP)),
    ];

    expect(again).toEqual([]);
  });

  it('is silent when Teams delivers the same one twice, or two at once', async () => {
    const teams = await openTeams(false);
    const activity = activityOf('installationUpdate', PAT, { action: 'add', id: 'activity-x' });

    await Promise.all([teams.take(activity), teams.take(activity), teams.install(PAT)]);
    await teams.take(activity);

    expect(teams.shown.map(({ summary }) => summary)).toEqual([t('home.partner.title')]);
  });

  it('is silent after an update of the app', async () => {
    const teams = await openTeams(false);
    await teams.install(PAT);

    const replies = await teams.install(PAT, chatWith(PAT), { action: 'add-upgrade' });

    expect(replies).toEqual([]);
  });
});

describe('a local window that is loaded again', () => {
  it('shows where the person was', async () => {
    const teams = await openTeams(true);
    await teams.install(PAT);
    await teams.say(PAT, 'request SME');

    const replies = await teams.install(PAT);

    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('list.where.title'));
  });

  it('begins anew when nothing of the person is open', async () => {
    const teams = await openTeams(true);
    await teams.install(PAT);

    const replies = await teams.install(PAT);

    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('home.partner.title'));
  });

  it('tells a stranger nothing again', async () => {
    const teams = await openTeams(true);
    await teams.install(STRANGER);

    const replies = await teams.install(STRANGER);

    expect(replies).toEqual([]);
  });

  it('shows the kickoff again in its group chat, and in no other', async () => {
    const teams = await openTeams(true, new FakeChats([conversationRecord(GROUP.id)]));
    for (const member of [PAT, FRAN, SAM]) {
      await teams.install(member);
    }
    await teams.install(PAT, GROUP);
    await reachEngagement(teams);
    const { messenger } = teams.house;
    const before = messenger.posts(GROUP.id).map(cardOf);
    const elsewhere = messenger.sent.filter(({ chat }) => chat !== GROUP.id).length;

    const replies = await teams.install(PAT, GROUP);

    const after = messenger.posts(GROUP.id).map(cardOf);
    expect(before).toEqual(['kickoff', 'teams-first']);
    expect(after).toEqual([...before, ...before]);
    expect(replies).toEqual([]);
    expect(messenger.sent.filter(({ chat }) => chat !== GROUP.id)).toHaveLength(elsewhere);
  });
});

describe('taking the bot away', () => {
  it('is silent and notes nothing', async () => {
    const teams = await openTeams(false);

    const replies = await teams.install(PAT, chatWith(PAT), { action: 'remove' });

    const conversations = await findRecords(teams.ports, { kind: 'conversation', limit: 1 });
    expect(replies).toEqual([]);
    expect(conversations).toEqual([]);
  });
});
