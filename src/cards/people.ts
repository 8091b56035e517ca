import type { PersonId, PersonRef } from '../domain/kernel';
import { shown, type Drawing } from './drawing';

/** Whether this person is the one who reads the card. Pure. */
export function isReader(draw: Drawing, { id }: { readonly id: PersonId }): boolean {
  return draw.reader === id;
}

/** The name of a person where it stands alone, "you" for the reader. Not for sentences whose verb or case depends on it. Pure. */
export function nameOf(draw: Drawing, person: PersonRef): string {
  return isReader(draw, person) ? draw.t('person.you') : shown(person.name);
}

/** As {@link nameOf}, at the beginning of a line. Pure. */
export function nameAtStart(draw: Drawing, person: PersonRef): string {
  const name = nameOf(draw, person);
  return isReader(draw, person) ? initialUpper(draw, name) : name;
}

/** With a capital at the beginning. Pure. */
export function initialUpper({ language }: Drawing, text: string): string {
  return `${text.charAt(0).toLocaleUpperCase(language)}${text.slice(1)}`;
}
