import type { Order } from '../../src/domain/effects';
import type { ConversationId } from '../../src/domain/kernel';
import type { Question } from '../../src/domain/question/question';
import { findRecords } from '../../src/workflow/find-states';
import { handleCommand } from '../../src/workflow/handle-command';
import type { LiveRecord } from '../../src/workflow/record';
import { FakeChats } from './fake-chats';
import { ANSWERS } from './fake-requests';
import { ADA, chatWith, FakeTeams, FRAN, GROUP, PAT, SAM, type Member } from './fake-teams';

export const ASKED_ABOUT = 'request:00000000-1111-4222-8333-444444444444';
export const WORKED_ON = 'engagement:00000000-1111-4222-8333-444444444444';
export const TEXT = 'Which role fits our case?';
export const ANSWER = 'The engineer fits.';
const GROUP_CHAT: ConversationId = `conversation:${Buffer.from(GROUP.id).toString('base64url')}`;

/** Teams in which everybody has the bot, with a kickoff chat, and what can be asked about. */
export class FakeQuestions extends FakeTeams {
  constructor() {
    super({ chats: new FakeChats([GROUP_CHAT]) });
  }

  override async open(): Promise<void> {
    await super.open();
    for (const member of [PAT, FRAN, SAM, ADA]) {
      await this.install(member);
    }
    await this.install(PAT, GROUP);
  }

  /** Pat has submitted a request. */
  async submit(): Promise<void> {
    await this.#order(PAT, { type: 'StartDraft', id: ASKED_ABOUT, answers: {} });
    await this.#order(PAT, { type: 'Submit', answers: ANSWERS });
  }

  /** Fran has approved it, and Sam has accepted. */
  async assign(): Promise<void> {
    await this.submit();
    await this.#order(FRAN, { type: 'Approve', expert: SAM.id });
    await this.#order(SAM, { type: 'AcceptOffer' });
  }

  /** Every question there is, newest first. */
  questions(): Promise<readonly LiveRecord[]> {
    return findRecords(this.ports, { kind: 'question', limit: 20 });
  }

  /** The one question there is. */
  async theQuestion(): Promise<Question> {
    const found = await this.questions();
    expect(found).toHaveLength(1);
    return found[0]?.state as Question;
  }

  /** Which cards were posted anew in somebody's own chat. */
  cardsTo(member: Member): readonly unknown[] {
    const posts = this.house.messenger.posts(chatWith(member).id);
    return posts.map(({ content }) => (content as { readonly card?: string }).card);
  }

  /** Pat asks before any request; the id of the question. */
  async asked(): Promise<string> {
    await this.say(PAT, 'ask my FPM');
    const { id } = await this.theQuestion();
    await this.press(PAT, 'question.ask', { id, text: TEXT });
    return id;
  }

  async #order(by: Member, what: Order): Promise<void> {
    const command = {
      ...what,
      by: { id: by.id, name: by.name },
      at: this.ports.clock.now(),
      causeId: `cause:${what.type}`,
    };
    expect(await handleCommand(this.ports, ASKED_ABOUT, { command })).toMatchObject({ ok: true });
    await this.house.dispatcher.idle();
  }
}
