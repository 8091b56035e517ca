import { conversationRecord } from '../../src/workflow/conversation-record';
import type { CheckIn } from '../../src/domain/check-in/check-in';
import type { Engagement } from '../../src/domain/engagement/engagement';
import { sweep } from '../../src/scheduler/ticker';
import { wordsFor } from '../../src/text/words';
import { findRecords } from '../../src/workflow/find-states';
import { loadState } from '../../src/workflow/load-record';
import { engage, ENGAGEMENT } from '../support/engaged';
import { FakeChats } from '../support/fake-chats';
import { ANSWERS } from '../support/fake-requests';
import { ADA, CHANNEL, FakeTeams, FRAN, GROUP, PAT, readOn, SAM } from '../support/fake-teams';

const { t } = wordsFor('en');
const UUID = '00000000-1111-4222-8333-444444444444';
const CHECK_IN = `checkin:${UUID}-1`;
const WEEKLY = { id: ENGAGEMENT, rhythm: 'weekly', weekday: '4', hour: '10:00' };
const FACTS = { progress: 'The pilot is done.', nextStep: '', blocker: '', blockerOwner: '' };

let teams: FakeTeams;

beforeEach(async () => {
  teams = new FakeTeams({ chats: new FakeChats([conversationRecord(GROUP.id)]) });
  await teams.open();
  await teams.install(PAT, GROUP);
  await teams.install(SAM, CHANNEL);
  await engage(teams);
});

/** Agrees on Thursdays at ten; the first check-in is open. */
async function checkedIn(): Promise<void> {
  await teams.press(PAT, 'checkin.rhythm', WEEKLY, GROUP);
  teams.house.clock.set((await engagement()).checkIns.plan?.nextAt ?? 0);
  await sweep({ ...teams.ports, kick: teams.house.dispatcher.kick });
  await teams.house.dispatcher.idle();
}

async function engagement(): Promise<Engagement> {
  return (await loadState<Engagement>(teams.ports, ENGAGEMENT))!;
}

async function checkIn(): Promise<CheckIn | undefined> {
  return loadState<CheckIn>(teams.ports, CHECK_IN);
}

/** Ids of the inputs on a card. */
function inputsOn(shown: unknown): readonly string[] {
  return [...readOn(shown).matchAll(/"type":"Input\.\w+","id":"([^"]+)"/g)].map(
    ([, id = '']) => id,
  );
}

describe('a typed command about check-ins', () => {
  it.each([
    ['pause check-ins until 2026-12-10', ['until']],
    ['pausar seguimientos hasta el 10/12/2026', ['until']],
    ['Check-in auf 10.12.2026 verschieben', ['to']],
    ['move to Thursday', ['to']],
  ])('"%s" opens the form with the day filled in, and decides nothing', async (text, inputs) => {
    await teams.press(PAT, 'checkin.rhythm', WEEKLY, GROUP);
    const before = await engagement();

    const replies = await teams.say(PAT, text);

    expect(inputsOn(replies)).toEqual(inputs);
    expect(readOn(replies)).toMatch(/"value":"2026-1[12]-\d\d"/);
    expect(await engagement()).toEqual(before);
  });

  it.each([
    ['pause check-ins until 10 December', '2026-12-10'],
    ['pausar seguimientos hasta el 4 de enero', '2027-01-04'],
    ['Check-ins bis zum 10. Dezember pausieren', '2026-12-10'],
    ['pause check-ins for two weeks', '2026-12-07'],
    ['auf morgen verschieben', '2026-11-24'],
  ])('"%s" fills in %s', async (text, day) => {
    await teams.press(PAT, 'checkin.rhythm', WEEKLY, GROUP);

    const replies = await teams.say(PAT, text);

    expect(readOn(replies)).toContain(`"value":"${day}"`);
  });

  it.each(['pause check-ins until 29 February', 'pause check-ins for 3 hours'])(
    '"%s" leaves the day to the person',
    async (text) => {
      await teams.press(PAT, 'checkin.rhythm', WEEKLY, GROUP);

      const replies = await teams.say(PAT, text);

      expect(inputsOn(replies)).toEqual(['until']);
      expect(readOn(replies)).not.toContain('2027-0');
    },
  );

  it('without a rhythm leads to one first', async () => {
    const replies = await teams.say(PAT, 'pause check-ins until 2026-12-10');

    expect(inputsOn(replies)).toEqual(['rhythm', 'weekday', 'hour']);
  });

  it.each(['check-in now', 'pause check-ins', 'move to Thursday'])(
    '"%s" opens no form while there is no chat to meet in',
    async (text) => {
      teams = new FakeTeams();
      await teams.open();
      await engage(teams);

      const replies = await teams.say(PAT, text);

      expect(inputsOn(replies)).toEqual([]);
      expect(readOn(replies)).toContain(t('refusal.not-now'));
    },
  );

  it.each(['check-in now', 'reanudar', 'Check-ins fortsetzen'])(
    '"%s" opens what is planned',
    async (text) => {
      await teams.press(PAT, 'checkin.rhythm', WEEKLY, GROUP);

      const replies = await teams.say(SAM, text);

      expect(readOn(replies)).toContain('checkin.now');
      expect(await checkIn()).toBeUndefined();
    },
  );

  it('"hand Teams to the CSM" opens the workloads', async () => {
    await teams.press(FRAN, 'checkin.add-workload', { id: ENGAGEMENT, workload: 'TEAMS' }, GROUP);

    const replies = await teams.say(FRAN, 'hand Teams to the CSM');

    expect(readOn(replies)).toContain(t('button.hand-to-csm', { workload: 'Microsoft Teams' }));
    expect((await engagement()).workloads.at(-1)).toEqual({ id: 'TEAMS' });
  });

  it('of somebody with two engagements asks which, and keeps the day', async () => {
    await engage(teams, 'request:00000000-1111-4222-8333-555555555555');

    const replies = await teams.say(PAT, 'pause check-ins until 2026-12-10');

    expect(readOn(replies)).toContain(t('check-ins.choose'));
    expect(readOn(replies).match(/"verb":"checkin.plan"/g)?.length).toBeGreaterThanOrEqual(2);
    expect(readOn(replies)).toContain('"day":"2026-12-10"');
  });

  it('of somebody without an engagement says so', async () => {
    const replies = await teams.say(ADA, 'pause check-ins');

    expect(readOn(replies)).toContain(t('check-ins.none-running'));
  });

  it('shows nothing personal where others read it', async () => {
    const replies = await teams.say(PAT, 'pause check-ins', GROUP);

    expect(readOn(replies)).toContain(t('group.personal'));
    expect(inputsOn(replies)).toEqual([]);
  });
});

describe('the check-in in the kickoff chat', () => {
  beforeEach(checkedIn);

  it('was posted there, once', () => {
    const posts = teams.house.messenger
      .posts(GROUP.id)
      .filter(({ content }) => readOn(content).includes('check-in'));

    expect(posts.map(({ summary }) => summary)).toEqual(['P11']);
  });

  it('is answered in place, and the answer is there for all', async () => {
    const form = await teams.press(PAT, 'checkin.turn', { id: CHECK_IN, face: 'update' }, GROUP);
    const said = { id: CHECK_IN, ...FACTS, 'usage-AADP-P2': 7 };

    const answer = await teams.press(PAT, 'checkin.answer', said, GROUP);

    expect(inputsOn(form)).toContain('usage-AADP-P2');
    expect(readOn(answer)).toContain('The pilot is done.');
    expect(await checkIn()).toMatchObject({
      status: 'Answered',
      answer: { usage: { 'AADP-P2': 7 } },
    });
    expect((await engagement()).checkIns.answer?.progress?.typed).toBe('The pilot is done.');
  });

  it('comes back with what was typed when something is missing', async () => {
    const said = { id: CHECK_IN, ...FACTS, blocker: 'No licences.' };

    const answer = await teams.press(SAM, 'checkin.answer', said, GROUP);

    expect(readOn(answer)).toContain(t('refusal.owner-missing'));
    expect(readOn(answer)).toContain('No licences.');
    expect(inputsOn(answer)).toContain('blockerOwner');
  });

  it('is not for others to answer: they get no form, and no answer of theirs counts', async () => {
    const form = await teams.press(ADA, 'checkin.turn', { id: CHECK_IN, face: 'update' }, GROUP);
    await teams.press(ADA, 'checkin.answer', { id: CHECK_IN, ...FACTS }, GROUP);

    expect(readOn(form)).toContain(t('refusal.not-yours'));
    expect(inputsOn(form)).toEqual([]);
    expect((await checkIn())?.status).toBe('Due');
  });

  it('is nothing to see for others in their own chat', async () => {
    const answer = await teams.press(ADA, 'checkin.turn', { id: CHECK_IN, face: 'front' });

    expect(readOn(answer)).toContain(t('refusal.not-found'));
  });

  it('that is moved says where it went', async () => {
    const moved = { id: ENGAGEMENT, on: CHECK_IN, ordinal: 1, to: '2026-11-28' };

    const answer = await teams.press(PAT, 'checkin.move', moved, GROUP);

    expect(readOn(answer)).toContain(wordsFor('es').t('status.check-in.moved'));
    expect((await checkIn())?.status).toBe('Skipped');
  });

  it('brings a blocker to its owner, who solves it', async () => {
    const said = { id: CHECK_IN, ...FACTS, blocker: 'No licences.', blockerOwner: SAM.id };
    await teams.press(PAT, 'checkin.answer', said, GROUP);

    const answer = await teams.press(SAM, 'checkin.solved', { id: ENGAGEMENT, blocker: 'b1' });

    expect(readOn(answer)).toContain(t('blocker.none'));
    expect((await engagement()).blockers).toEqual([]);
  });

  it('opens a form for another expert in the lead’s own chat, filled from the engagement', async () => {
    const said = {
      id: CHECK_IN,
      ...FACTS,
      blocker: 'Mail routing is broken.',
      blockerOwner: PAT.id,
    };
    await teams.press(PAT, 'checkin.answer', said, GROUP);

    const answer = await teams.press(PAT, 'checkin.request', { id: CHECK_IN }, GROUP);

    const [draft] = await findRecords(teams.ports, {
      ...{ kind: 'request', tag: `drafter:${PAT.id}`, limit: 1 },
    });
    expect(readOn(answer)).toContain(wordsFor('es').t('kind.check-in'));
    expect(draft?.state).toMatchObject({
      answers: {
        tenantName: { typed: ANSWERS.tenantName },
        justification: { typed: 'Mail routing is broken.' },
      },
    });
  });

  it.each([
    ['the expert', SAM, 'refusal.needs-requester'],
    ['a stranger to it', ADA, 'refusal.not-yours'],
  ] as const)('opens no form for %s', async (_who, from, key) => {
    const answer = await teams.press(from, 'checkin.request', { id: CHECK_IN }, GROUP);

    expect(readOn(answer)).toContain(t(key));
  });
});

describe('"post check-ins here"', () => {
  it('offers the engagements of an expert, without naming a customer', async () => {
    const replies = await teams.say(SAM, 'post check-ins here', CHANNEL);

    expect(readOn(replies)).toContain(t('link.intro'));
    expect(readOn(replies)).toContain('checkin.link');
    expect(readOn(replies)).not.toContain('Contoso');
  });

  it('links the channel of the press, whatever the button says', async () => {
    const forged = { id: ENGAGEMENT, conversation: 'conversation:elsewhere' };

    const answer = await teams.press(SAM, 'checkin.link', forged, CHANNEL);

    expect((await engagement()).channel).toBe(conversationRecord(CHANNEL.id));
    expect(readOn(answer)).toContain('from now on');
  });

  it('puts one silent post there, and the next check-in as a reply under it', async () => {
    await teams.press(FRAN, 'checkin.link', { id: ENGAGEMENT }, CHANNEL);
    await checkedIn();

    const [channel = ''] = CHANNEL.id.split(';');
    const [root] = teams.house.messenger.posts(channel);
    const replies = teams.house.messenger.posts(`${channel};messageid=${root?.activityId ?? ''}`);
    expect(root).toMatchObject({ summary: 'silent', content: { card: 'kickoff' } });
    expect(replies).toMatchObject([{ summary: 'P11', content: { card: 'check-in' } }]);
  });

  it.each([
    ['a group chat', GROUP],
    ['the own chat', undefined],
  ])('in %s says where it works, and a button pressed there does nothing', async (_where, room) => {
    const replies = await teams.say(SAM, 'post check-ins here', room);
    const answer = await teams.press(SAM, 'checkin.link', { id: ENGAGEMENT }, room);

    expect(readOn(replies)).toContain(t('link.not-here'));
    expect(readOn(answer)).toContain(t('refusal.not-now'));
    expect((await engagement()).channel).toBeUndefined();
  });

  it('offers the lead nothing: expert and FPM choose the place', async () => {
    const replies = await teams.say(PAT, 'post check-ins here', CHANNEL);
    const answer = await teams.press(PAT, 'checkin.link', { id: ENGAGEMENT }, CHANNEL);

    expect(readOn(replies)).toContain(t('link.none'));
    expect(readOn(answer)).toContain(t('refusal.needs-fpm'));
  });

  it('is ended by "stop posting here" and a choice', async () => {
    await teams.press(SAM, 'checkin.link', { id: ENGAGEMENT }, CHANNEL);

    const replies = await teams.say(SAM, 'stop posting here', CHANNEL);
    const still = (await engagement()).channel;
    await teams.press(SAM, 'checkin.unlink', { id: ENGAGEMENT }, CHANNEL);

    expect(readOn(replies)).toContain('checkin.unlink');
    expect(still).toBeDefined();
    expect((await engagement()).channel).toBeUndefined();
  });

  it('has nothing to end where nothing was linked', async () => {
    const replies = await teams.say(SAM, 'stop posting here', CHANNEL);

    expect(readOn(replies)).toContain(t('unlink.none'));
  });
});
