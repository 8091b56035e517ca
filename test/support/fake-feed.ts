import type { PersonId } from '../../src/domain/kernel';
import type { Feed } from '../../src/workflow/ports';

/** Remembers what it was to tell; fails when it is told to. */
export class FakeFeed implements Feed {
  readonly told: {
    readonly key: string;
    readonly person: PersonId;
    readonly request: string;
    readonly text: string;
  }[] = [];
  #failure: Error | undefined;

  /** Every call from now on fails with this. */
  fail(error: Error): void {
    this.#failure = error;
  }

  notify(...[key, person, note]: Parameters<Feed['notify']>): Promise<void> {
    this.told.push({ key, person, ...note });
    return this.#failure === undefined ? Promise.resolve() : Promise.reject(this.#failure);
  }
}
