import type { ConversationAddress } from '../domain/directory/conversation';
import type { CardName, Effect } from '../domain/effects';
import type { Instant } from '../domain/kernel';
import type { CardModel, Section } from './card-model';
import { drawingFor, shown, type Drawing, type Viewer } from './drawing';
import { sayButton } from './say-button';
import { whyText } from './stuck-card';

/** One message of a request, as it stands with its reader. */
export interface DeliveryLine {
  readonly what: Effect['type'];
  readonly card?: CardName;
  readonly to?: string;
  /** Where it stands, when several read it, and by name who brought the bot there. */
  readonly place?: { readonly kind: ConversationAddress['kind']; readonly addedBy?: string };
  readonly how:
    /** It is there, and shows things as they stand. */
    | { readonly kind: 'shown' }
    /** The last ping went by mail, or nothing was to be shown yet. */
    | { readonly kind: 'elsewhere' }
    | { readonly kind: 'waits'; readonly from: Instant; readonly attempts: number }
    | {
        readonly kind: 'stuck';
        readonly code: string;
        readonly at: Instant;
        readonly detail?: string;
      };
  /** Under which the log has everything of it. */
  readonly trace?: string;
}

/** Lines of one picture: more would not fit a message. */
const LINES_MAX = 20;
/** Digits of a trace that a person reads out. */
const TRACE_SHOWN = 8;

/** S24: which request is looked for. Verbs: operator.delivery, home.say. */
export function deliveryFormCard(input: {
  readonly viewer: Viewer;
  readonly number: string;
  /** There is none of this number. */
  readonly isUnknown: boolean;
}): CardModel {
  const draw = drawingFor(input.viewer);
  return {
    language: draw.language,
    kicker: draw.t('health.kicker'),
    title: draw.t('delivery.ask'),
    fields: [
      {
        ...{ id: 'number', kind: 'text', label: draw.t('field.request-number') },
        value: input.number,
        hint: draw.t('hint.request-number'),
        ...(input.isUnknown ? { error: `⚠ ${draw.t('delivery.unknown')}` } : {}),
      },
    ],
    buttons: [
      {
        ...{ title: draw.t('button.show-delivery'), verb: 'operator.delivery', payload: {} },
        style: 'positive',
      },
      sayButton(draw, 'stuck', { title: draw.t('button.back') }),
    ],
  };
}

/** S24: what became of every message of one request, its engagement included. Verbs: operator.delivery-form, home.say. */
export function deliveryCard(input: {
  readonly viewer: Viewer;
  readonly number: number;
  readonly lines: readonly DeliveryLine[];
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { lines, number } = input;
  return {
    language: draw.language,
    kicker: draw.t('health.kicker'),
    title: draw.t('delivery.title', { n: number }),
    intro: lines.length === 0 ? draw.t('delivery.nothing') : '',
    sections: lines.slice(0, LINES_MAX).map((line) => sectionOf(draw, line)),
    ...(lines.length > LINES_MAX
      ? { footer: draw.t('list.more', { count: lines.length - LINES_MAX }) }
      : {}),
    buttons: [
      { title: draw.t('button.another-delivery'), verb: 'operator.delivery-form', payload: {} },
      sayButton(draw, 'stuck', { title: draw.t('button.back') }),
    ],
  };
}

function sectionOf(draw: Drawing, line: DeliveryLine): Section {
  const what =
    line.card === undefined
      ? draw.t(`stuck.what.${line.what}`)
      : draw.t('stuck.what.card', { card: draw.t(`card-name.${line.card}`) });
  const where = line.to === undefined ? placeText(draw, line) : shown(line.to);
  const to = where === '' ? '' : ` → ${where}`;
  const trace =
    line.trace === undefined
      ? ''
      : ` ${draw.t('delivery.trace', { reference: line.trace.slice(0, TRACE_SHOWN) })}`;
  return { text: `${what}${to}\n${howText(draw, line)}${trace}`, separated: true };
}

/** The kickoff card stands in as many chats as there are; nothing else tells them apart. */
function placeText(draw: Drawing, { place }: DeliveryLine): string {
  if (place === undefined) {
    return '';
  }
  const kind = draw.t(`delivery.place.${place.kind}`);
  return place.addedBy === undefined
    ? kind
    : draw.t('delivery.added-by', { place: kind, name: shown(place.addedBy) });
}

function howText(draw: Drawing, { how }: DeliveryLine): string {
  switch (how.kind) {
    case 'shown':
      return draw.t('delivery.shown');
    case 'elsewhere':
      return draw.t('delivery.elsewhere');
    case 'waits':
      return how.attempts === 0
        ? draw.t('delivery.waits', { when: draw.dateTime(how.from) })
        : draw.t('delivery.tried', { count: how.attempts, when: draw.dateTime(how.from) });
    case 'stuck':
      return whyText(draw, how, how.at);
  }
}
