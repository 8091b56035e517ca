import type { Drawn } from '../../src/cards/draw-card';
import type { DrawnMail } from '../../src/cards/draw-mail';
import { partsOf, textOf, withoutMentions, type CardPart } from '../cards/card-lint';
import { HARMLESS, HOSTILE, WAYS, type Way } from './typed-corpus';

/** A card, by the name under which a failure is told. */
interface Shot {
  readonly name: string;
  readonly drawn: Drawn;
}

/** A mail, by the name under which a failure is told. */
interface MailShot {
  readonly name: string;
  readonly mail: DrawnMail;
}

/** Everything that shows what was typed. */
export interface Shown {
  readonly cards: readonly Shot[];
  readonly mails: readonly MailShot[];
}

const ESCAPED = /\\([\\`*_[\]{}()~<>#|.!+$-])/g;

/** A text as a reader of Markdown sees it; an invisible space may part two braces. */
function readOf(text: string): string {
  return text.replace(ESCAPED, '$1').replaceAll('{\u200B', '{');
}

/** What would still mean something to a reader of Markdown or to the client, once all escaped characters are gone. */
function activeIn(text: string): string | undefined {
  const rest = text.replace(ESCAPED, '');
  return /[`*_[\]~<>#|]|\{\{(?:DATE|TIME)\(|^\s*([-+]|\d{1,9}[.)])\s/m.exec(rest)?.[0];
}

/** What matters of a card here, read once: texts as Markdown, elements with their properties, links. */
interface Reading {
  readonly texts: readonly string[];
  readonly shape: string;
  readonly links: string;
}

/** What clients read as Markdown in one part: the words of a text block, the values of facts. */
function markdownIn(part: CardPart): readonly string[] {
  const facts = part['type'] === 'FactSet' ? (part['facts'] as readonly CardPart[]) : [];
  return [
    ...(part['type'] === 'TextBlock' ? [textOf(part, 'text')] : []),
    ...facts.map((fact) => textOf(fact, 'value')),
  ];
}

const readings = new WeakMap<Drawn, Reading>();

function readingOf(drawn: Drawn): Reading {
  const known = readings.get(drawn);
  if (known !== undefined) {
    return known;
  }
  const parts = partsOf(drawn.content);
  const reading = {
    texts: parts.flatMap(markdownIn).map((text) => withoutMentions(text, drawn.content)),
    shape: parts.map((part) => `${textOf(part, 'type')}(${Object.keys(part).join()})`).join('\n'),
    links: parts.map((part) => textOf(part, 'url')).join('\n'),
  };
  readings.set(drawn, reading);
  return reading;
}

function cardProblems({ name, drawn }: Shot, twin: Drawn | undefined, typed: string): string[] {
  const { texts, shape, links } = readingOf(drawn);
  const other = twin === undefined ? undefined : readingOf(twin);
  const active = texts.flatMap((text) => {
    const found = activeIn(text);
    return found === undefined ? [] : [`${name}: ${found} is alive in ${text.slice(0, 80)}`];
  });
  return [
    ...active,
    ...(shape === other?.shape ? [] : [`${name}: other elements`]),
    ...(links === other?.links ? [] : [`${name}: other links`]),
    ...(drawn.summary.includes(typed) ? [`${name}: typed text in the notification`] : []),
  ];
}

function mailProblems({ name, mail }: MailShot, twin: DrawnMail | undefined, both: Both): string[] {
  const shows = twin?.text.includes(both.harmless) === true;
  return [
    ...(mail.subject === twin?.subject ? [] : [`${name}: other subject`]),
    ...(shows === mail.text.includes(both.typed) ? [] : [`${name}: not as it was typed`]),
  ];
}

/** A text and the harmless one that stood in its place when the twins were drawn. */
interface Both {
  readonly typed: string;
  readonly harmless: string;
}

/**
 * Where a typed text is more than text, against twins drawn with a harmless one: another element, link, mention or subject, living
 * Markdown, a date function, a notification that carries it. Empty when it is inert everywhere.
 */
function aliveIn(shown: Shown, twins: Shown, both: Both): readonly string[] {
  const cardOf = (name: string): Drawn | undefined =>
    twins.cards.find((twin) => twin.name === name)?.drawn;
  const mailOf = (name: string): DrawnMail | undefined =>
    twins.mails.find((twin) => twin.name === name)?.mail;
  return [
    ...shown.cards.flatMap((shot) => cardProblems(shot, cardOf(shot.name), both.typed)),
    ...shown.mails.flatMap((shot) => mailProblems(shot, mailOf(shot.name), both)),
  ];
}

/** The cards and mails on which a text can be read, to its end or to an ellipsis; of pictures that are the same, the first. */
function showing({ cards, mails }: Shown, typed: string): readonly string[] {
  const start = typed.slice(0, 200);
  const names = new Map<string, string>();
  const found = [
    ...cards
      .filter(({ drawn }) => readingOf(drawn).texts.some((text) => readOf(text).includes(start)))
      .map(({ name, drawn }) => [name, JSON.stringify(drawn)] as const),
    ...mails
      .filter(({ mail }) => mail.text.includes(start))
      .map(({ name, mail }) => [name, JSON.stringify(mail)] as const),
  ];
  for (const [name, picture] of found) {
    names.set(picture, names.get(picture) ?? name);
  }
  return [...names.values()];
}

/** What became of an accepted text, and where it is shown. */
export interface Life {
  readonly faults: readonly string[];
  readonly shown: Shown;
}

/**
 * What is wrong with the lives of these texts, each lived beside a twin with a harmless one. Only hostile texts are drawn, and only
 * where the twin can be read; `places` are those.
 */
export async function faultsOfLives(
  ways: readonly Way[],
  live: (text: string, only?: ReadonlySet<string>) => Promise<Life>,
): Promise<{ readonly faults: readonly string[]; readonly places: readonly string[] }> {
  const twin = await live(HARMLESS);
  const places = showing(twin.shown, HARMLESS);
  const faults = [...twin.faults];
  for (const way of ways) {
    const only = new Set(HOSTILE.includes(way) ? places : []);
    const life = await live(WAYS[way], only);
    const both = { typed: WAYS[way], harmless: HARMLESS };
    const isShown = only.size === 0 || showing(life.shown, WAYS[way]).join() === places.join();
    const all = [
      ...life.faults,
      ...aliveIn(life.shown, twin.shown, both),
      ...(isShown ? [] : ['is not shown as it was typed']),
    ];
    faults.push(...all.map((fault) => `${way} ${fault}`));
  }
  return { faults, places };
}
