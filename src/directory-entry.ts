import { LANGUAGES } from './domain/kernel';

/** Somebody whom a search found. */
export interface FoundEntry {
  readonly id: string;
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly userType?: string | null | undefined;
  readonly preferredLanguage?: string | null | undefined;
  readonly usageLocation?: string | null | undefined;
}

/** Stands where the tenant says nothing; the import refuses it, so that nobody forgets to fill it in. */
const UNKNOWN = {
  language: `${LANGUAGES.join(', ')}?`,
  zone: 'Area/City?',
  country: '??',
  mail: '?',
};
/** Control characters and those that turn the direction of text: a terminal would obey them. */
const OBEYED = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The line for `people` of the directory file, in JSON of one line; what the tenant does not know is left to fill in. Pure. */
export function directoryEntry(found: FoundEntry): string {
  const { id, displayName, mail, userType, preferredLanguage, usageLocation } = found;
  const spoken = preferredLanguage?.slice(0, 2).toLowerCase();
  const entry = {
    ...{ id, name: displayName ?? '', mail: mail ?? UNKNOWN.mail },
    language: LANGUAGES.find((one) => one === spoken) ?? UNKNOWN.language,
    home: { zone: UNKNOWN.zone, country: usageLocation ?? UNKNOWN.country },
    ...(userType?.toLowerCase() === 'guest' ? { account: 'guest' } : {}),
  };
  return `${JSON.stringify(entry).replace(OBEYED, escaped)},`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
