import type { Recipient } from '../domain/effects';
import { languageOf, type Person } from '../domain/directory/person';
import type { Language, PersonId } from '../domain/kernel';
import { loadState } from './load-record';
import type { CommandPorts, Reader } from './ports';
import type { LiveRecord } from './record';

/** The language of last resort. */
const FALLBACK: Reader = { language: 'en', zone: 'UTC' };

/** A person as a reader: the language they chose, the zone they live in. */
async function personReader(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  id: PersonId,
): Promise<Reader> {
  const person = await loadState<Person>(ports, id);
  if (person === undefined) {
    return { ...FALLBACK, person: id };
  }
  const { account, home } = person;
  return {
    ...{ person: id, language: languageOf(person), zone: home.zone },
    ...(account === undefined ? {} : { account: account.kind }),
  };
}

/**
 * For whom something about this record is drawn: a person in their language; a shared chat in the record's working language;
 * a bare mail address in the requester's.
 */
export async function readerOf(
  ports: Pick<CommandPorts, 'store' | 'clock'>,
  record: LiveRecord,
  to: Recipient | undefined,
): Promise<Reader> {
  if (to !== undefined && 'person' in to) {
    return personReader(ports, to.person);
  }
  const state = record.state as Partial<{
    readonly language: Language;
    readonly zone: string;
    readonly requester: { readonly id: PersonId };
  }>;
  if (to === undefined && state.requester !== undefined) {
    const { person: _bare, ...reader } = await personReader(ports, state.requester.id);
    return { ...reader, person: state.requester.id };
  }
  return { language: state.language ?? FALLBACK.language, zone: state.zone ?? FALLBACK.zone };
}
