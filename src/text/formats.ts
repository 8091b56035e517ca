import type { Instant, Language } from '../domain/kernel';

/** Dates, times and numbers as one reader writes them. */
export interface Formats {
  /** "Tue 24 Nov". */
  date(at: Instant): string;
  /** "24 Nov 2026": for what may lie more than a few months away. */
  fullDate(at: Instant): string;
  /** "Tue 24 Nov, 09:13". */
  dateTime(at: Instant): string;
  /** "09:13". */
  time(at: Instant): string;
  /** A calendar day kept as `YYYY-MM-DD`, without a zone. */
  day(isoDay: string): string;
  number(value: number): string;
  /** The name of a language, for instance "Spanish". */
  languageName(code: string): string;
  /** "a, b and c". */
  list(parts: readonly string[]): string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES', de: 'de-DE' };
const cache = new Map<string, Formats>();
const CACHE_MAX = 300;

/** Formats for a language and an IANA zone. Pure; kept, because Intl objects are slow to make. */
export function formatsFor(language: Language, zone: string): Formats {
  const key = `${language} ${zone}`;
  const known = cache.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = makeFormats(LOCALES[language], zone);
  if (cache.size < CACHE_MAX) {
    cache.set(key, made);
  }
  return made;
}

function makeFormats(locale: string, timeZone: string): Formats {
  const day: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
  const date = new Intl.DateTimeFormat(locale, { ...day, timeZone });
  const fullDate = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  });
  const dateTime = new Intl.DateTimeFormat(locale, {
    ...day,
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const plain = new Intl.DateTimeFormat(locale, { ...day, year: 'numeric', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(locale, { useGrouping: true });
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    date: (at) => date.format(at),
    fullDate: (at) => fullDate.format(at),
    dateTime: (at) => dateTime.format(at),
    time: (at) => time.format(at),
    day: (isoDay) => plain.format(new Date(`${isoDay}T00:00:00Z`)),
    number: (value) => number.format(value),
    languageName: (code) => names.of(code) ?? code,
    list: (parts) => list.format(parts),
  };
}
