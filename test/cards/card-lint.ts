import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import type * as Parser from 'adaptivecards';
import type { Drawn } from '../../src/cards/draw-card';
import en from '../../src/text/en.json';

// The package's main entry is written for bundlers; only its bundle can be required.
const parser = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as typeof Parser;

/** A JSON object anywhere in a card. */
export type CardPart = Readonly<Record<string, unknown>>;

/** Teams refuses larger messages; in bytes. */
const BYTES_MAX = 28 * 1024;
/** Teams shows six and hides the rest. */
const BUTTONS_MAX = 6;
const FACT_TITLE_MAX = 25;

function isPart(value: unknown): value is CardPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A drawn card is looked through for each of its texts: its parts are gathered once. */
const PARTS = new WeakMap<object, readonly CardPart[]>();

/** Every JSON object of a card, outermost first; what buttons send back is not part of the picture. */
export function partsOf(value: unknown): readonly CardPart[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const known = PARTS.get(value);
  if (known !== undefined) {
    return known;
  }
  const parts: CardPart[] = [];
  gather(value, parts);
  PARTS.set(value, parts);
  return parts;
}

function gather(value: unknown, parts: CardPart[]): void {
  if (Array.isArray(value)) {
    value.forEach((inner) => gather(inner, parts));
  } else if (isPart(value)) {
    parts.push(value);
    Object.entries(value).forEach(([key, inner]) => {
      if (key !== 'data') {
        gather(inner, parts);
      }
    });
  }
}

/** The parts of one type, for instance `TextBlock`, or `Input.` for every input. */
export function partsOfType(content: unknown, type: string): readonly CardPart[] {
  return partsOf(content).filter(
    (part) =>
      part['type'] === type || (type.endsWith('.') && String(part['type']).startsWith(type)),
  );
}

/** The property as text; empty when it is absent. */
export function textOf(part: CardPart, property: string): string {
  const value = part[property];
  return typeof value === 'string' ? value : '';
}

function listOf(part: CardPart, property: string): readonly CardPart[] {
  const value = part[property];
  return Array.isArray(value) ? value.filter(isPart) : [];
}

/** The rows of every list of facts. */
export function factsOf(content: unknown): readonly CardPart[] {
  return partsOfType(content, 'FactSet').flatMap((set) => listOf(set, 'facts'));
}

/** Texts that clients read as Markdown. */
export function markdownOf(content: unknown): readonly string[] {
  return [
    ...partsOfType(content, 'TextBlock').map((block) => textOf(block, 'text')),
    ...factsOf(content).map((fact) => textOf(fact, 'value')),
  ];
}

/** A text without the mentions that the card itself names beside it: those are meant. */
export function withoutMentions(text: string, content: unknown): string {
  return partsOfType(content, 'mention').reduce(
    (rest, mention) => rest.replaceAll(textOf(mention, 'text'), ''),
    text,
  );
}

const SEEN = ['text', 'title', 'value', 'tooltip', 'label', 'placeholder', 'fallbackText'] as const;

/** Everything a reader can see of a card, and the line that announces it. */
export function textsOf({ content, summary }: Drawn): readonly string[] {
  const seen = partsOf(content).flatMap((part) => SEEN.map((name) => textOf(part, name)));
  return [...seen, summary].filter((text) => text !== '');
}

function parserProblems(content: Drawn['content']): readonly string[] {
  const card = new parser.AdaptiveCard();
  card.hostConfig = new parser.HostConfig({ actions: { maxActions: BUTTONS_MAX } });
  const context = new parser.SerializationContext(parser.Versions.v1_5);
  // Its check of `lang` keeps a global regular expression: every second valid one is refused.
  card.parse({ ...content, lang: undefined }, context);
  const parsed = Array.from({ length: context.eventCount }, (_, index) =>
    context.getEventAt(index),
  );
  return [...parsed, ...card.validateProperties().validationEvents].map(
    ({ message }) => `parser: ${message}`,
  );
}

/** Known to the parser, but not by its schemas; `msteams` is known to Teams only. */
const OUTSIDE_SCHEMA = ['$schema', 'body', 'actions', 'items', 'columns', 'fallback', 'msteams'];

/** The parser reads over properties it does not know; a misspelt one would silently do nothing. */
function propertyProblems(content: Drawn['content']): readonly string[] {
  return partsOf(content).flatMap((part) => {
    const type = textOf(part, 'type');
    const made =
      type === 'AdaptiveCard'
        ? parser.AdaptiveCard
        : (parser.GlobalRegistry.elements.findByName(type)?.objectType ??
          parser.GlobalRegistry.actions.findByName(type)?.objectType);
    if (made === undefined) {
      return [];
    }
    const schema = new made().getSchema();
    const known = Array.from({ length: schema.getCount() }, (_, index) => schema.getItemAt(index));
    return Object.keys(part)
      .filter(
        (name) =>
          !OUTSIDE_SCHEMA.includes(name) && known.every((property) => property.name !== name),
      )
      .map((name) => `${type} has no property ${name}`);
  });
}

function buttonProblems(content: Drawn['content']): readonly string[] {
  const sets = [content, ...partsOfType(content, 'ActionSet')].map((set) => listOf(set, 'actions'));
  const executes = partsOfType(content, 'Action.Execute');
  return [
    ...sets.filter(({ length }) => length > BUTTONS_MAX).map(({ length }) => `${length} buttons`),
    ...executes.flatMap(executeProblems),
    ...partsOfType(content, 'Action.OpenUrl').flatMap((link) =>
      /^https:\/\/\S+$/.test(textOf(link, 'url')) ? [] : [`link to ${textOf(link, 'url')}`],
    ),
    ...partsOfType(content, 'Action.').flatMap((action) =>
      textOf(action, 'title').trim() === '' ? ['button without title'] : [],
    ),
  ];
}

function executeProblems(button: CardPart): readonly string[] {
  const name = textOf(button, 'verb');
  const { data, fallback } = button;
  const twin = isPart(fallback) ? fallback : {};
  const sent = isPart(data) ? { ...data, verb: name } : undefined;
  return [
    ...(name === '' ? ['button without verb'] : []),
    ...(twin['type'] === 'Action.Submit' ? [] : [`${name} has no Submit twin`]),
    ...(twin['title'] === button['title'] ? [] : [`${name} and its twin differ in title`]),
    ...(sent !== undefined && isDeepStrictEqual(twin['data'], sent)
      ? []
      : [`${name} and its twin send different payloads`]),
  ];
}

function inputProblems(content: Drawn['content']): readonly string[] {
  const inputs = partsOfType(content, 'Input.');
  const ids = inputs.map((input) => textOf(input, 'id'));
  return [
    ...(new Set(ids).size === ids.length ? [] : ['two inputs with one id']),
    ...inputs.flatMap((input) => [
      ...(textOf(input, 'id') === '' ? ['input without id'] : []),
      ...(textOf(input, 'label').trim() === '' ? [`${textOf(input, 'id')} has no label`] : []),
      ...valueProblems(input),
    ]),
  ];
}

/** Teams refuses a card with a mention whose text stands nowhere, and shows the tags of one that nobody is named for. */
function mentionProblems(content: Drawn['content']): readonly string[] {
  const beside = content['msteams'];
  const entities = isPart(beside) ? listOf(beside, 'entities') : [];
  const named = entities.map((entity) => textOf(entity, 'text'));
  const written = markdownOf(content).flatMap((text) => text.match(/<at>.*?<\/at>/g) ?? []);
  const nobody = entities.filter(
    ({ mentioned }) => !isPart(mentioned) || textOf(mentioned, 'id') === '',
  );
  return [
    ...named.filter((text) => !written.includes(text)).map((text) => `nowhere: ${text}`),
    ...written.filter((text) => !named.includes(text)).map((text) => `no mention: ${text}`),
    ...nobody.map((entity) => `mentions nobody: ${textOf(entity, 'text')}`),
  ];
}

/** A picture stands in the card itself, and is one that every client of Teams can show. */
const PICTURE = /^data:image\/(?:jpeg|png);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Those who cannot see a picture read its words. */
function pictureProblems(content: Drawn['content']): readonly string[] {
  const images = partsOfType(content, 'Image');
  return [
    ...[...images, ...partsOfType(content, 'Media')]
      .filter((picture) => textOf(picture, 'altText').trim() === '')
      .map((picture) => `${textOf(picture, 'type')} without alt text`),
    ...images
      .filter((image) => !PICTURE.test(textOf(image, 'url')))
      .map((image) => `picture at ${textOf(image, 'url').slice(0, 40)}`),
  ];
}

function valueProblems(input: CardPart): readonly string[] {
  const { value } = input;
  const id = textOf(input, 'id');
  switch (input['type']) {
    case 'Input.Number':
      return value === undefined || typeof value === 'number' ? [] : [`${id} is no number`];
    case 'Input.Date':
      return /^(\d{4}-\d{2}-\d{2})?$/.test(textOf(input, 'value')) ? [] : [`${id} is no day`];
    case 'Input.Toggle':
      return value === 'true' || value === 'false' ? [] : [`${id} is neither on nor off`];
    case 'Input.ChoiceSet':
      return choiceProblems(input);
    default:
      return typeof value === 'string' ? [] : [`${id} is no text`];
  }
}

function choiceProblems(input: CardPart): readonly string[] {
  const id = textOf(input, 'id');
  const chosen = chosenOf(input);
  const choices = listOf(input, 'choices').map((choice) => textOf(choice, 'value'));
  const titles = listOf(input, 'choices').map((choice) => textOf(choice, 'title').trim());
  return [
    ...(choices.length === 0 || choices.includes('') ? [`${id} has an empty choice`] : []),
    ...(titles.includes('') ? [`${id} has a choice without words`] : []),
    ...(new Set(choices).size === choices.length ? [] : [`${id} offers a choice twice`]),
    ...chosen.filter((one) => !choices.includes(one)).map((one) => `${id} has no choice ${one}`),
  ];
}

function chosenOf(input: CardPart): readonly string[] {
  const value = textOf(input, 'value');
  const all = input['isMultiSelect'] === true ? value.split(',') : [value];
  return all.filter((one) => one !== '');
}

const KEYS: ReadonlySet<string> = new Set(Object.keys(en));
const ROOTS = [...new Set([...KEYS].map((key) => key.slice(0, key.indexOf('.'))))];
const KEY_LIKE = new RegExp(`(^|[\\s:(])(${ROOTS.join('|')})\\.[A-Za-z0-9]`, 'u');

const SLIPS: Readonly<Record<string, RegExp>> = {
  'a binding': /\$\{/,
  'an open place': /\{[A-Za-z]+\}/,
  'a value that is none': /\b(undefined|NaN)\b|^null$|\[object|Invalid Date/,
  'a key': KEY_LIKE,
};

function textProblems(drawn: Drawn): readonly string[] {
  return textsOf(drawn).flatMap((text) => [
    ...Object.entries(SLIPS).flatMap(([slip, pattern]) =>
      pattern.test(text) ? [`shows ${slip}: ${text}`] : [],
    ),
    ...(KEYS.has(text) ? [`shows a key: ${text}`] : []),
  ]);
}

function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

/** Tinted parts say in words what the tint says. */
function tintProblems(content: Drawn['content']): readonly string[] {
  const tinted = partsOf(content).filter(
    ({ type, style, color }) =>
      (type === 'Container' && style !== undefined && style !== 'default') || color !== undefined,
  );
  return tinted
    .filter((part) => !markdownOf(part).some(hasWords))
    .map((part) => `only a colour: ${JSON.stringify(part)}`);
}

function layoutProblems({ content, summary }: Drawn): readonly string[] {
  const blocks = partsOfType(content, 'TextBlock');
  const wrapped = [...blocks, ...partsOfType(content, 'Input.ChoiceSet')];
  const headings = blocks.filter(({ style }) => style === 'heading');
  const bytes = Buffer.byteLength(JSON.stringify(content));
  return [
    ...(content['version'] === '1.5' ? [] : ['not version 1.5']),
    ...(hasWords(textOf(content, 'fallbackText')) ? [] : ['no fallback text']),
    ...(hasWords(summary) ? [] : ['no summary']),
    ...(headings.some((heading) => hasWords(textOf(heading, 'text'))) ? [] : ['no heading']),
    ...blocks.filter(({ text }) => text === '').map(() => 'an empty text'),
    ...wrapped
      .filter(({ wrap }) => wrap !== true)
      .map((part) => `no wrap: ${textOf(part, 'text')}`),
    ...factsOf(content)
      .map((fact) => textOf(fact, 'title'))
      .filter((title) => title === '' || title.length > FACT_TITLE_MAX)
      .map((title) => `fact title of ${title.length} characters: ${title}`),
    ...factsOf(content)
      .filter((fact) => textOf(fact, 'value').trim() === '')
      .map((fact) => `fact without value: ${textOf(fact, 'title')}`),
    ...(bytes < BYTES_MAX ? [] : [`${bytes} bytes`]),
  ];
}

/** Everything that is wrong with a card in Teams' eyes or by STORYBOARD.md section 1; empty for a good card. */
export function lintCard(drawn: Drawn): readonly string[] {
  const { content } = drawn;
  return [
    ...parserProblems(content),
    ...propertyProblems(content),
    ...buttonProblems(content),
    ...inputProblems(content),
    ...mentionProblems(content),
    ...pictureProblems(content),
    ...textProblems(drawn),
    ...tintProblems(content),
    ...layoutProblems(drawn),
  ];
}
