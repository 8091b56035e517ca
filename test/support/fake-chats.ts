import type { PersonRef, RecordId } from '../../src/domain/kernel';
import type { KickoffChats } from '../../src/workflow/ports';

/** Gives the same chats to whoever asks, and remembers under which keys they were asked for. */
export class FakeChats implements KickoffChats {
  readonly asked: { readonly key: string; readonly members: readonly string[] }[] = [];
  readonly #chats: readonly RecordId[];

  constructor(chats: readonly RecordId[] = []) {
    this.#chats = chats;
  }

  open(key: string, members: readonly PersonRef[]): Promise<readonly RecordId[]> {
    this.asked.push({ key, members: members.map(({ id }) => id) });
    return Promise.resolve(this.#chats);
  }
}
