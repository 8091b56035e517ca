import { createRequire } from 'node:module';
import type * as Templating from 'adaptivecards-templating';
import { BugError } from '../errors';
import { createLastUsed } from '../last-used';
import type { PersonRef } from '../domain/kernel';
import type { Button, CardModel, Fact, Field, Link, Portrait } from './card-model';
import { shown } from './drawing';
import layout from './card-layout.json';

/** An Adaptive Card as JSON. */
export interface CardContent {
  readonly type: 'AdaptiveCard';
  readonly [key: string]: unknown;
}

/** Teams shows six and hides the rest. */
const BUTTONS_MAX = 6;

/**
 * Drawn cards kept, as text: the answer to a click is drawn once more for the message it stands in, "help" is the same for most. At 10 KB
 * each they stay far below 10 MB.
 */
const DRAWN_KEPT = 300;

const drawn = createLastUsed<string>(DRAWN_KEPT);

const requireOnDemand = createRequire(__filename);
let template: Templating.Template | undefined;

/**
 * The layout, parsed once: a new template costs as much as a thousand cards. Parsed with the first card, not at the start, since its
 * package takes longer to load than all of our own code; whoever wants no card to wait calls it ahead.
 */
export function layoutTemplate(): Templating.Template {
  if (template === undefined) {
    const { Template } = requireOnDemand('adaptivecards-templating') as typeof Templating;
    template = new Template(layout);
  }
  return template;
}

/**
 * Draws a view model as an Adaptive Card: the same model gives the same card, and everybody gets one of their own. Pure.
 * @throws BugError when a card has more buttons than Teams shows.
 */
export function renderModel(model: CardModel): CardContent {
  const key = JSON.stringify(model);
  const known = drawn.get(key);
  if (known !== undefined) {
    return JSON.parse(known) as CardContent;
  }
  const content = fittingContent(model);
  drawn.set(key, JSON.stringify(content));
  return content;
}

/** Of a card with portraits, in bytes: Teams refuses a message of more than 28 KB, and what is around the card counts. */
const ILLUSTRATED_MAX = 26 * 1_024;

function fittingContent({ portraits = [], ...model }: CardModel): CardContent {
  if (portraits.length === 0) {
    return contentOf(model);
  }
  const content = contentOf({ ...model, portraits });
  return Buffer.byteLength(JSON.stringify(content)) > ILLUSTRATED_MAX ? contentOf(model) : content;
}

function contentOf(model: CardModel): CardContent {
  const buttons = model.buttons ?? [];
  const links = model.links ?? [];
  if (buttons.length + links.length > BUTTONS_MAX) {
    throw new BugError('bug/unreachable', 'A card has more buttons than Teams shows.', {
      details: { buttons: buttons.length + links.length },
    });
  }
  const content = layoutTemplate().expand({ $root: rootOf(model, buttons, links) }) as CardContent;
  const entities = (model.mentions ?? []).map(mentionOf);
  return entities.length === 0 ? content : { ...content, msteams: { entities } };
}

/** A mention inside a card (learn.microsoft.com, "Format cards in Teams"): the text stands in the card, the entity beside it. */
function mentionOf({ id, name }: PersonRef): object {
  const mentioned = { id: id.slice('person:'.length), name: plainName(name) };
  return { type: 'mention', text: mentionText(name), mentioned };
}

function mentionText(name: string): string {
  return `<at>${plainName(name)}</at>`;
}

/** Names come from the directory; what would end the mention early, or be read as Markdown, is left out. */
function plainName(name: string): string {
  return name.replace(/[\\`*_[\]~<>#|]/g, '');
}

/** What a part shows that a card does not have. */
const EMPTY = {
  kicker: '',
  status: '',
  tone: 'emphasis',
  next: '',
  intro: '',
  notice: '',
  problems: '',
  footer: '',
  portraits: [],
  facts: [],
};

/** Every binding of the layout with a value: a missing one would show its expression to the reader, a null one would throw. */
function rootOf(model: CardModel, buttons: readonly Button[], links: readonly Link[]): object {
  return {
    ...EMPTY,
    ...model,
    title: paragraphs(model.title),
    intro: paragraphs(model.intro ?? ''),
    portraits: (model.portraits ?? []).map(boundPortrait),
    facts: (model.facts ?? []).map(boundFact),
    sections: (model.sections ?? []).map((section) => ({
      heading: section.heading ?? '',
      text: paragraphs(section.text ?? ''),
      facts: (section.facts ?? []).map(boundFact),
      actions: (section.buttons ?? []).map(boundButton),
      separated: section.separated ?? false,
    })),
    fields: (model.fields ?? []).map(boundField),
    firstLinks: links.filter(({ isFirst = false }) => isFirst),
    buttons: buttons.map(boundButton),
    links: links.filter(({ isFirst = false }) => !isFirst),
    mentionLine: (model.mentions ?? []).map(({ name }) => mentionText(name)).join(', '),
    fallbackText: fallbackOf(model),
  };
}

/** Text blocks read a single line end as a space, and four spaces after an empty line as code: every line stands as a paragraph. */
function paragraphs(text: string): string {
  return text.replace(/\s*[\r\n]\s*/g, '\n\n');
}

/** A text block reads Markdown, what stands for a picture does not. */
function boundPortrait({ name, image }: Portrait): object {
  return { image, altText: name, caption: shown(name) };
}

function boundFact({ title, value }: Fact): Fact {
  return { title, value: paragraphs(value) };
}

function boundButton(button: Button): object {
  return {
    kind: 'execute',
    title: button.title,
    tooltip: button.tooltip ?? button.title,
    verb: button.verb,
    style: button.style ?? 'default',
    data: button.payload,
    twin: { ...button.payload, verb: button.verb },
  };
}

function boundField(field: Field): object {
  const value = field.value ?? '';
  const isNumber = /^\d{1,15}$/.test(value);
  return {
    id: field.id,
    kind: field.kind === 'number' ? numberKind(value, isNumber) : field.kind,
    label: field.label,
    value,
    number: isNumber ? Number(value) : 0,
    placeholder: field.placeholder ?? '',
    choices: field.choices ?? [],
    hint: field.hint ?? '',
    error: field.error ?? '',
  };
}

/** A number input cannot show what is not a number: what was typed is then kept in a text input. */
function numberKind(value: string, isNumber: boolean): string {
  if (value === '') {
    return 'empty-number';
  }
  return isNumber ? 'number' : 'text';
}

/** Status and next step: what a client without cards shows. */
function fallbackOf(model: CardModel): string {
  return [model.kicker, model.title, model.status, model.next, model.notice]
    .filter((part) => part !== undefined && part !== '')
    .join(' – ');
}
