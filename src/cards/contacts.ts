import type { Fact } from './card-model';
import { shown, type Drawing } from './drawing';

/** To whom people are sent with what no card can do for them. */
export interface Contact {
  /** Absent for the mailbox of a team. */
  readonly name?: string;
  readonly mail: string;
}

/** A fact for each of them, with the name where there is one. Pure. */
export function contactFacts(draw: Drawing, contacts: readonly Contact[]): readonly Fact[] {
  return contacts.map(({ name, mail }) => ({
    title: draw.t('unknown.contact'),
    value: name === undefined ? shown(mail) : `${shown(name)}, ${shown(mail)}`,
  }));
}
