import type { Engagement } from '../../src/domain/engagement/engagement';
import { POLICY } from '../../src/domain/policy';
import { wordsFor } from '../../src/text/words';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { engage, ENGAGEMENT } from '../support/engaged';
import { FakeChats } from '../support/fake-chats';
import { FakeNamedPosts } from '../support/fake-named-posts';
import { FakeSignIn } from '../support/fake-sign-in';
import {
  activityOf,
  ADA,
  CHANNEL,
  chatWith,
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
const FACE = { id: ENGAGEMENT, card: 'kickoff', face: 'in-name' };
const SAID = { id: ENGAGEMENT, edition: 0, line: 'Hello.', withKickoff: 'false' };

let teams: FakeTeams;
let posts: FakeNamedPosts;
let signIn: FakeSignIn;

beforeEach(() => openEngaged());

/** The way to an engagement whose kickoff chat is open; people can sign in unless a test says otherwise. */
async function openEngaged(canSignIn = true): Promise<void> {
  posts = new FakeNamedPosts();
  signIn = new FakeSignIn();
  const chats = new FakeChats([conversationRecord(GROUP.id)]);
  teams = new FakeTeams({ chats, inName: posts }, false, canSignIn ? { signIn } : {});
  await teams.open();
  await teams.install(PAT, GROUP);
  await teams.install(FRAN);
  await engage(teams);
}

async function press(
  by: Member,
  verb: string,
  payload: object,
  room: Room = GROUP,
): Promise<string> {
  const answer = await teams.press(by, verb, payload, room);
  await teams.house.dispatcher.idle();
  return readOn(answer);
}

async function inName(): Promise<Engagement['inName']> {
  return (await loadState<Engagement>(teams.ports, ENGAGEMENT))?.inName;
}

describe("writing in one's own name", () => {
  it('is offered to the FPM in the chat of the three, with a line to begin with', async () => {
    const more = await press(FRAN, 'engagement.turn', { ...FACE, face: 'more' });
    const face = await press(FRAN, 'engagement.turn', FACE);

    expect(more).toContain(t('button.write-in-name'));
    expect(face).toContain('engagement.say-in-name');
    expect(face).toContain(wordsFor('es').t('in-name.suggestion')); // Of the engagement.
  });

  it.each([
    ['the partner', PAT, GROUP],
    ['the expert', SAM, GROUP],
    ['somebody who is none of the three', ADA, GROUP],
    ['the FPM in a channel', FRAN, CHANNEL],
    ['the FPM in their own chat', FRAN, undefined],
  ])('is neither offered to %s nor taken from them', async (_who, by, room) => {
    const more = await teams.press(by, 'engagement.turn', { ...FACE, face: 'more' }, room);
    const face = await teams.press(by, 'engagement.turn', FACE, room);
    await teams.press(by, 'engagement.say-in-name', SAID, room);

    expect(readOn([more, face])).not.toContain('engagement.say-in-name');
    expect(readOn(more)).not.toContain(t('button.write-in-name'));
    expect(await inName()).toBeUndefined();
  });

  it.each([
    ['nothing to post', { line: ' ' }, 'in-name.missing'],
    ['a control character', { line: 'Kept\u0007 words' }, 'refusal.text-unreadable'],
  ] as const)('says what is wrong with %s, at the field', async (_what, typed, problem) => {
    const shown = await press(FRAN, 'engagement.say-in-name', { ...SAID, ...typed });

    expect(shown).toContain(t(problem));
    expect(shown).toContain('engagement.say-in-name');
    expect(await inName()).toBeUndefined();
  });

  it('keeps a line that is too long', async () => {
    const line = 'x'.repeat(POLICY.namedLineMaxChars + 1);

    const shown = await press(FRAN, 'engagement.say-in-name', { ...SAID, line });

    expect(shown).toContain(line);
    expect(shown).toContain(t('problem.too-long', { max: '1,000' }));
  });

  it('is known to Teams by who presses, whatever the button says', async () => {
    await press(FRAN, 'engagement.say-in-name', { ...SAID, teamsUser: '29:other', by: 'system' });

    expect(await inName()).toMatchObject({ teamsUser: `29:${FRAN.objectId}`, status: 'SignIn' });
  });

  it('is told in the history once it is posted', async () => {
    posts.tokens.set(`29:${FRAN.objectId}`, 'token');

    await press(FRAN, 'engagement.say-in-name', SAID);

    expect(posts.posted).toHaveLength(1);
    expect(readOn(await teams.say(FRAN, 'history'))).toContain(t('history.InNamePosted'));
  });
});

describe('the card of what waits', () => {
  beforeEach(() => press(FRAN, 'engagement.say-in-name', SAID));

  it('goes on at once with who is signed in already', async () => {
    signIn.signedIn.add(`29:${FRAN.objectId}`);
    posts.tokens.set(`29:${FRAN.objectId}`, 'token');

    await press(FRAN, 'engagement.sign-in', { id: ENGAGEMENT }, chatWith(FRAN));
    await press(FRAN, 'engagement.sign-in', { id: ENGAGEMENT }, chatWith(FRAN));

    expect(posts.posted).toHaveLength(1);
  });

  it.each([
    ['the expert', SAM],
    ['the partner', PAT],
  ])('is nothing that %s sees or discards', async (_who, by) => {
    const payload = { id: ENGAGEMENT, edition: 1 };
    const shown = [
      await press(by, 'engagement.sign-in', payload, chatWith(by)),
      await press(by, 'engagement.discard-in-name', payload, chatWith(by)),
    ];

    expect(readOn(shown)).not.toContain(SAID.line);
    expect(await inName()).toMatchObject({ status: 'SignIn' });
  });

  it('is put away with Discard, and nothing is posted with a later sign-in', async () => {
    const payload = { id: ENGAGEMENT, edition: 1 };
    const shown = await press(FRAN, 'engagement.discard-in-name', payload, chatWith(FRAN));
    signIn.signedIn.add(`29:${FRAN.objectId}`);
    await press(FRAN, 'engagement.sign-in', { id: ENGAGEMENT }, chatWith(FRAN));

    expect(shown).toContain(t('status.in-name.Discarded'));
    expect(posts.tries).toBe(0);
  });
});

test('an event that hands a token on is believed only by what the token service says', async () => {
  await press(FRAN, 'engagement.say-in-name', SAID);
  const value = { token: 'forged', connectionName: 'graph' };
  const event = activityOf('event', FRAN, { name: 'tokens/response', value });
  const before = (await loadRecord(teams.ports, ENGAGEMENT)).count;

  await teams.take(event);
  expect((await loadRecord(teams.ports, ENGAGEMENT)).count).toBe(before);

  signIn.signedIn.add(`29:${FRAN.objectId}`);
  posts.tokens.set(`29:${FRAN.objectId}`, 'token');
  await teams.take(event);
  expect(posts.posted).toHaveLength(1);
});

test('where nobody can sign in, nothing is taken', async () => {
  await openEngaged(false);

  await press(FRAN, 'engagement.say-in-name', SAID);

  expect(await inName()).toBeUndefined();
});

test('"sign out" in a chat that others read signs nobody out', async () => {
  signIn.signedIn.add(`29:${FRAN.objectId}`);

  await teams.say(FRAN, 'sign out', GROUP);

  expect(signIn.signedIn.size).toBe(1);
});
