import type { PersonId } from '../../src/domain/kernel';
import type { Photos } from '../../src/workflow/ports';

/** A tenant with some pictures; fails when and as often as it is told to. */
export class FakePhotos implements Photos {
  /** Pictures by person, as data URIs. */
  readonly known = new Map<PersonId, string>();
  readonly asked: PersonId[] = [];
  readonly #failures: Error[] = [];

  /** The next calls fail, one after the other. */
  failNext(...failures: readonly Error[]): void {
    this.#failures.push(...failures);
  }

  photoOf(person: PersonId): Promise<string | undefined> {
    this.asked.push(person);
    const failure = this.#failures.shift();
    return failure === undefined
      ? Promise.resolve(this.known.get(person))
      : Promise.reject(failure);
  }
}
