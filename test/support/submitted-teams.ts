import type { NumberedRequest } from '../../src/domain/request/request';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import { ANSWERS } from './fake-requests';
import { chatWith, FakeTeams, FRAN, PAT, readOn, SAM, type Member } from './fake-teams';
import { MONDAY_9 } from './store-records';

/** The request of {@link SubmittedTeams}. */
export const SUBMITTED = 'request:00000000-1111-4222-8333-444444444444';

/** Teams in which Pat has a submitted request, SME-1001, and Fran is to decide; all have the bot. */
export class SubmittedTeams extends FakeTeams {
  override async open(): Promise<void> {
    await super.open();
    for (const member of [PAT, FRAN, SAM]) {
      await this.install(member);
    }
    const by = { id: PAT.id, name: PAT.name };
    const orders = [
      { type: 'StartDraft', id: SUBMITTED, answers: {} },
      { type: 'Submit', answers: ANSWERS },
    ];
    for (const order of orders) {
      const command = { ...order, by, at: MONDAY_9, causeId: `cause:${order.type}` };
      await handleCommand(this.ports, SUBMITTED, { command });
      await this.house.dispatcher.idle();
    }
  }

  /** The request as it is stored now. */
  async request(): Promise<NumberedRequest> {
    const request = await loadState<NumberedRequest>(this.ports, SUBMITTED);
    if (request === undefined) {
      throw new Error('There is no request');
    }
    return request;
  }

  /** Somebody presses a button of the request; what can be read on the answer. */
  async pressOn(from: Member, verb: string, more: object = {}): Promise<string> {
    return readOn(await this.press(from, `request.${verb}`, { id: SUBMITTED, ...more }));
  }

  /** Somebody types; what can be read on the answer. */
  async hear(from: Member, text: string): Promise<string> {
    return readOn(await this.say(from, text));
  }

  /** How many messages somebody got so far. */
  postsTo(member: Member): number {
    return this.house.messenger.posts(chatWith(member).id).length;
  }
}
