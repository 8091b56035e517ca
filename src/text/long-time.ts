import type { Instant, Language } from '../domain/kernel';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES', de: 'de-DE' };

/** "Friday 20 November 2026, 14:05": a moment with its year, in an IANA zone. For the few sentences that are about the clock itself. Pure. */
export function longTime(language: Language, timeZone: string, at: Instant): string {
  const day = new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  });
  const time = new Intl.DateTimeFormat(LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return `${day.format(at)}, ${time.format(at)}`;
}
