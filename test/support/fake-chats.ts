import type { RecordId } from '../../src/domain/kernel';
import type { BotAddress, ChatPlan, KickoffChats, OpenedChat } from '../../src/workflow/ports';

/** Gives the same chats to whoever asks, and remembers under which keys they were asked for. */
export class FakeChats implements KickoffChats {
  readonly opensAnew: boolean = false;
  readonly asked: {
    readonly key: string;
    readonly topic: string;
    readonly members: ChatPlan['members'];
  }[] = [];
  readonly #chats: readonly RecordId[];

  constructor(chats: readonly RecordId[] = []) {
    this.#chats = chats;
  }

  open(key: string, plan: ChatPlan): Promise<OpenedChat> {
    this.asked.push({ key, ...plan });
    return Promise.resolve({ chats: this.#chats });
  }

  join(teamsId: string): Promise<BotAddress> {
    return Promise.reject(new Error(`Nobody made ${teamsId}.`));
  }
}

/** Makes another chat every time it is asked, fails when it is told to, and remembers which chats it was brought into. */
export class FakeChatMaker implements KickoffChats {
  readonly opensAnew = true;
  readonly made: ChatPlan[] = [];
  readonly joined: string[] = [];
  readonly #failures: { readonly error: Error; readonly isMade: boolean }[] = [];
  readonly #refusals: Error[] = [];

  /** The next call of `open` fails with this; `isMade` when a chat comes about all the same. */
  failNext(error: Error, isMade = false): void {
    this.#failures.push({ error, isMade });
  }

  /** The next call of `join` fails with this. */
  refuseNext(error: Error): void {
    this.#refusals.push(error);
  }

  open(_key: string, plan: ChatPlan): Promise<OpenedChat> {
    const failure = this.#failures.shift();
    if (failure?.isMade !== false) {
      this.made.push(plan);
    }
    return failure === undefined
      ? Promise.resolve({ made: `19:made-${String(this.made.length)}@thread.v2` })
      : Promise.reject(failure.error);
  }

  join(teamsId: string): Promise<BotAddress & { readonly serviceUrl?: string }> {
    const refusal = this.#refusals.shift();
    if (refusal !== undefined) {
      return Promise.reject(refusal);
    }
    this.joined.push(teamsId);
    return Promise.resolve({
      ...{ tenantId: 'tenant', botId: '28:us' },
      serviceUrl: 'https://smba.trafficmanager.net/teams/',
    });
  }
}
