import type { NamedPosts } from '../../src/workflow/ports';

/** A chat in which people can be written for, and a token service beside it; both fail when they are told to. */
export class FakeNamedPosts implements NamedPosts {
  /** Tokens by whom Teams names. */
  readonly tokens = new Map<string, string>();
  readonly posted: { readonly proof: string; readonly chat: string; readonly text: string }[] = [];
  /** How often somebody was to be written for. */
  tries = 0;
  readonly #failures: { readonly error: Error; readonly isPosted: boolean }[] = [];
  readonly #silences: Error[] = [];

  readonly proofOf = (teamsUser: string): Promise<string | undefined> => {
    const silence = this.#silences.shift();
    return silence === undefined
      ? Promise.resolve(this.tokens.get(teamsUser))
      : Promise.reject(silence);
  };

  /** The next post fails with this; `isPosted` when it stands in the chat all the same. */
  failNext(error: Error, isPosted = false): void {
    this.#failures.push({ error, isPosted });
  }

  /** The next token cannot be asked for. */
  silenceNext(error: Error): void {
    this.#silences.push(error);
  }

  post(proof: string, chat: string, text: string): Promise<void> {
    this.tries += 1;
    const failure = this.#failures.shift();
    if (failure?.isPosted !== false) {
      this.posted.push({ proof, chat, text });
    }
    return failure === undefined ? Promise.resolve() : Promise.reject(failure.error);
  }
}
