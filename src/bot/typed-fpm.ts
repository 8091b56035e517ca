import type { PersonId } from '../domain/kernel';
import type { FpmChoice } from '../domain/request/hand-over';
import { splitWords } from './normalise-text';

/** As much of a name that nobody has as is said back. */
const NAME_MAX_CHARS = 80;

/** Whom a typed name means: exactly one of the choices, none of them, or several. */
export type TypedFpm =
  { readonly one: PersonId } | { readonly unknown: string } | { readonly several: string };

/** Looks for whoever is called so; every word that was said is one of the name, accents and case aside. Pure. */
export function typedFpm(choices: readonly FpmChoice[], said: string): TypedFpm {
  const [found, ...others] = choices.filter(isCalled(said));
  if (found !== undefined && others.length === 0) {
    return { one: found.person.id };
  }
  const name = said.slice(0, NAME_MAX_CHARS);
  return found === undefined ? { unknown: name } : { several: name };
}

function isCalled(said: string): (choice: FpmChoice) => boolean {
  const words = splitWords(said).map(({ folded }) => folded);
  return ({ person }) => {
    const name = splitWords(person.name).map(({ folded }) => folded);
    return words.length > 0 && words.every((word) => name.includes(word));
  };
}
