import type { PersonId } from '../../src/domain/kernel';
import type { Feed } from '../../src/workflow/ports';

/** Remembers what it was to tell; fails when and as often as it is told to. */
export class FakeFeed implements Feed {
  readonly told: {
    readonly key: string;
    readonly person: PersonId;
    readonly request: string;
    readonly text: string;
  }[] = [];
  #failure: Error | undefined;
  #times = 0;

  /** So many calls from now on fail with this; every one unless told. */
  fail(error: Error, times = Infinity): void {
    this.#failure = error;
    this.#times = times;
  }

  notify(...[key, person, note]: Parameters<Feed['notify']>): Promise<void> {
    this.told.push({ key, person, ...note });
    this.#times -= 1;
    return this.#failure === undefined || this.#times < 0
      ? Promise.resolve()
      : Promise.reject(this.#failure);
  }
}
