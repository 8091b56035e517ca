/** What is read of a message, in UTF-16 units; a longer one is no command, its beginning only serves to find what is near. */
export const INPUT_MAX_CHARS = 2_000;

/** No word of ours is longer; what follows in a longer one is not compared. */
const WORD_MAX_CHARS = 64;

/** One word as it is compared, and where it stands in {@link ReadText.clean}. */
export interface Word {
  /** Lower case, no accents, `ß` as `ss`, `ae`, `oe` and `ue` as `a`, `o` and `u`. Only to be compared, never to be shown. */
  readonly folded: string;
  readonly start: number;
  /** First position behind the word. */
  readonly end: number;
}

/** A message, ready to be compared with phrases. */
export interface ReadText {
  /** What was typed without mention of the bot and without invisible characters; positions of words refer to it. */
  readonly clean: string;
  /** Empty for emoji and punctuation; a lone question mark counts as the word `?`. */
  readonly words: readonly Word[];
  /** False when it cannot be a command: too long, or with mark-up, template signs, control or text-direction characters. */
  readonly isPlain: boolean;
}

// Teams wraps mentions so: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
const MENTION = /<at(?:\s[^<>]*)?>([^<>]*)<\/at>/giu;
const NO_COMMAND = /[<>{}$\\`|\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\t\n\r]/u;
const INVISIBLE = /\p{Cf}/gu;
// Grouped digits (1.200, 1,200, 1'200) are one word, so that they can be told from two numbers.
const WORD =
  /\p{Nd}{1,3}(?:[.,'’\u202F\u2009]\p{Nd}{3})+(?![\p{L}\p{N}\p{M}])|[\p{L}\p{N}\p{M}]+/gu;

/** One word in the form in which words are compared; the same for what people type and for our own phrases. Pure. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/([aou])e/g, '$1')
    .slice(0, WORD_MAX_CHARS);
}

/** The words of a text, in order. Punctuation and emoji only separate. Linear in the length of the text. Pure. */
export function splitWords(clean: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of clean.matchAll(WORD)) {
    const folded = foldWord(match[0]);
    if (folded !== '') {
      words.push({ folded, start: match.index, end: match.index + match[0].length });
    }
  }
  const mark = clean.search(/[?¿]/u);
  return words.length === 0 && mark >= 0 ? [{ folded: '?', start: mark, end: mark + 1 }] : words;
}

/** A text as one key: its folded words with single spaces between them. Pure. */
export function foldText(text: string): string {
  return splitWords(text)
    .map(({ folded }) => folded)
    .join(' ');
}

/**
 * Reads what a person typed: cuts at {@link INPUT_MAX_CHARS}, takes out the mention of the bot (by its name; the
 * mention of a person leaves that person's name), and splits into words. Never throws. Pure.
 */
export function readText(text: string, botName: string): ReadText {
  const bot = foldText(botName);
  const clean = text
    .slice(0, INPUT_MAX_CHARS)
    .replace(MENTION, (_mention, name: string) => (foldText(name) === bot ? ' ' : ` ${name} `))
    .replaceAll('&nbsp;', ' ');
  const visible = clean.replace(INVISIBLE, '');
  return {
    clean: visible,
    words: splitWords(visible),
    isPlain: text.length <= INPUT_MAX_CHARS && !NO_COMMAND.test(clean),
  };
}

/** What was typed from the first to the last of these words, with single spaces. `words` must not be empty. Pure. */
export function typedBetween(clean: string, words: readonly Word[]): string {
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? start;
  return clean.slice(start, end).replace(/\s+/gu, ' ');
}
