/**
 * The people of the local Teams: who sits at which window. Names, mail and languages come from the
 * directory file, so that the demo and the product never disagree about a person.
 */
import { LANGUAGES, type Language } from '../domain/kernel';
import { PermanentError } from '../errors';

/** The words of `--people`, in the order in which they fill the places of a window. */
export const PERSONA_KEYS = [
  'partner',
  'fpm',
  'sme',
  'fpm2',
  'operator',
  'sme2',
  'sme3',
  'partner2',
  'guest',
] as const;

/** One of {@link PERSONA_KEYS}. */
export type PersonaKey = (typeof PERSONA_KEYS)[number];

/** What this file fixes about a persona; the rest is in the directory file. */
interface Seat {
  readonly aadObjectId: string;
  readonly port: number;
  readonly role: string;
  readonly tryFirst: string;
}

/** A persona as a window needs it. `id` is the Teams id (`29:…`), `port` the fixed port of the window. */
export interface Persona extends Seat {
  readonly key: PersonaKey;
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly language: Language;
}

/** Everybody the local Teams knows, by key. */
export type Personas = Readonly<Record<PersonaKey, Persona>>;

const PERSON = '7f2c3b1e-0000-4000-8000-0000000000';

/**
 * Object ids as in `directory.example.json`. The ports never change: the bot keeps each window's
 * address with its conversations, so a moved window would receive somebody else's messages.
 */
const SEATS: Readonly<Record<PersonaKey, Seat>> = {
  partner: seat('10', 56150, 'Partner, asks for experts', 'type "request SME"'),
  fpm: seat('11', 56151, 'Partner manager (FPM), decides', 'type "waiting for me"'),
  sme: seat('12', 56152, 'Subject matter expert (SME)', 'type "my profile"'),
  fpm2: seat('16', 56153, 'Second partner manager (FPM)', 'type "waiting for me"'),
  operator: seat('14', 56154, 'Operator, keeps the desk running', 'type "stuck"'),
  sme2: seat('13', 56155, 'Second expert (SME)', 'type "my profile"'),
  sme3: seat('17', 56156, 'Third expert (SME)', 'type "my profile"'),
  partner2: seat('18', 56157, 'Second partner', 'type "request SME"'),
  guest: seat('15', 56158, 'Guest, unknown to the directory', 'type "ask for access"'),
};

/** The one who is deliberately not in the directory file. */
const GUEST = {
  id: '29:guest',
  name: 'Gus Guest',
  mail: 'guest@elsewhere.example',
  language: 'en',
} as const;

function seat(lastDigits: string, port: number, role: string, tryFirst: string): Seat {
  return { aadObjectId: `${PERSON}${lastDigits}`, port, role, tryFirst };
}

/** Whether a word of `--people` names a persona. Pure. */
export function isPersonaKey(word: string): word is PersonaKey {
  return PERSONA_KEYS.some((key) => key === word);
}

/**
 * Reads the personas out of the text of a directory file (`{ "people": [{ id, name, mail, language, teamsId }] }`).
 * Pure.
 *
 * @throws `directory/invalid` when a persona is missing there or lacks a field.
 */
export function readPersonas(directoryText: string): Personas {
  const people = readPeople(directoryText);
  const read = (key: PersonaKey): Persona => readPersona(key, people);
  return {
    partner: read('partner'),
    fpm: read('fpm'),
    sme: read('sme'),
    fpm2: read('fpm2'),
    operator: read('operator'),
    sme2: read('sme2'),
    sme3: read('sme3'),
    partner2: read('partner2'),
    guest: { ...SEATS.guest, ...GUEST, key: 'guest' },
  };
}

function readPeople(directoryText: string): readonly unknown[] {
  const parsed = parseJson(directoryText);
  const people = isRecord(parsed) ? parsed['people'] : undefined;
  if (!Array.isArray(people)) {
    throw new PermanentError('directory/invalid', 'The directory file has no list "people".');
  }
  return people;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PermanentError('directory/invalid', 'The directory file is not JSON.', { cause });
  }
}

function readPersona(key: PersonaKey, people: readonly unknown[]): Persona {
  const { aadObjectId } = SEATS[key];
  const entry = people.filter(isRecord).find(({ id }) => id === aadObjectId);
  if (entry === undefined) {
    throw new PermanentError(
      'directory/invalid',
      `The directory file does not contain ${aadObjectId}, the persona "${key}".`,
    );
  }
  return {
    ...SEATS[key],
    key,
    id: readText(entry, 'teamsId'),
    name: readText(entry, 'name'),
    mail: readText(entry, 'mail'),
    language: LANGUAGES.find((language) => language === entry['language']) ?? 'en',
  };
}

function readText(entry: Readonly<Record<string, unknown>>, field: string): string {
  const value = entry[field];
  if (typeof value !== 'string' || value === '') {
    throw new PermanentError(
      'directory/invalid',
      `The person ${String(entry['id'])} of the directory file has no "${field}".`,
    );
  }
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
