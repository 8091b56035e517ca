import { writtenIn } from '../text/written-in';
import { shown, type Drawing } from './drawing';

/** A text somebody typed under its heading, as written; the heading says in which language, where it is not the reader's. Pure. */
export function typedPart(
  draw: Drawing,
  heading: string,
  text: string,
): { readonly heading: string; readonly text: string } {
  return { heading: withLanguage(draw, heading, text), text: shown(text) };
}

/** As {@link typedPart}, on one line. Pure. */
export function typedLine(draw: Drawing, heading: string, text: string): string {
  return `${withLanguage(draw, heading, text)}: ${shown(text)}`;
}

function withLanguage(draw: Drawing, heading: string, text: string): string {
  const language = writtenIn(text);
  return language === undefined || language === draw.language
    ? heading
    : `${heading} · ${draw.t('value.written-in', { language: draw.languageName(language) })}`;
}
