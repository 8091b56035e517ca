import type { Order } from '../../src/domain/effects';
import type { ConversationId } from '../../src/domain/kernel';
import type { Question } from '../../src/domain/question/question';
import { findRecords } from '../../src/workflow/find-states';
import { handleCommand } from '../../src/workflow/handle-command';
import type { LiveRecord } from '../../src/workflow/record';
import { FakeChats } from './fake-chats';
import { ANSWERS } from './fake-requests';
import { ADA, chatWith, FakeTeams, FRAN, GROUP, PAT, SAM, type Member } from './fake-teams';

/** What can be asked about, once it is there. */
export const ASKED_ABOUT = 'request:00000000-1111-4222-8333-444444444444';
export const WORKED_ON = 'engagement:00000000-1111-4222-8333-444444444444';
export const TEXT = 'Which role fits our case?';
export const ANSWER = 'The engineer fits.';
const GROUP_CHAT: ConversationId = `conversation:${Buffer.from(GROUP.id).toString('base64url')}`;

/** Teams in which everybody has the bot, with a kickoff chat. */
export async function openTeams(): Promise<FakeTeams> {
  const teams = new FakeTeams({ chats: new FakeChats([GROUP_CHAT]) });
  await teams.open();
  for (const member of [PAT, FRAN, SAM, ADA]) {
    await teams.install(member);
  }
  await teams.install(PAT, GROUP);
  return teams;
}

/** Pat has opened the form of a request. */
export function startForm(teams: FakeTeams): Promise<void> {
  return order(teams, PAT, { type: 'StartDraft', id: ASKED_ABOUT, answers: {} });
}

/** Pat has sent it in, to this FPM. */
export function sendForm(teams: FakeTeams, fpm: Member): Promise<void> {
  return order(teams, PAT, { type: 'Submit', answers: { ...ANSWERS, fpm: fpm.id } });
}

/** Fran has approved it and had this expert asked. */
export function approveFor(teams: FakeTeams, expert: Member): Promise<void> {
  return order(teams, FRAN, { type: 'Approve', expert: expert.id });
}

/** Pat has submitted a request. */
export async function submit(teams: FakeTeams): Promise<void> {
  await startForm(teams);
  await sendForm(teams, FRAN);
}

/** Fran has approved it, and Sam has accepted. */
export async function assign(teams: FakeTeams): Promise<void> {
  await submit(teams);
  await approveFor(teams, SAM);
  await order(teams, SAM, { type: 'AcceptOffer' });
}

/** Every question there is, newest first. */
export function questions(teams: FakeTeams): Promise<readonly LiveRecord[]> {
  return findRecords(teams.ports, { kind: 'question', limit: 20 });
}

/** The one question there is. */
export async function theQuestion(teams: FakeTeams): Promise<Question> {
  const found = await questions(teams);
  expect(found).toHaveLength(1);
  return found[0]?.state as Question;
}

/** Which cards were posted anew in somebody's own chat. */
export function cardsTo(teams: FakeTeams, member: Member): readonly unknown[] {
  const posts = teams.house.messenger.posts(chatWith(member).id);
  return posts.map(({ content }) => (content as { readonly card?: string }).card);
}

/** Pat asks before any request; the id of the question. */
export async function asked(teams: FakeTeams): Promise<string> {
  await teams.say(PAT, 'ask my FPM');
  const { id } = await theQuestion(teams);
  await teams.press(PAT, 'question.ask', { id, text: TEXT });
  return id;
}

async function order(teams: FakeTeams, by: Member, what: Order): Promise<void> {
  const command = {
    ...what,
    by: { id: by.id, name: by.name },
    at: teams.ports.clock.now(),
    causeId: `cause:${what.type}`,
  };
  expect(await handleCommand(teams.ports, ASKED_ABOUT, { command })).toMatchObject({ ok: true });
  await teams.house.dispatcher.idle();
}
