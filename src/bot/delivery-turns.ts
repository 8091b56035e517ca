import { deliveryCard, deliveryFormCard, type DeliveryLine } from '../cards/delivery-card';
import { drawModel, type Drawn } from '../cards/draw-card';
import type { Conversation } from '../domain/directory/conversation';
import type { Person } from '../domain/directory/person';
import { findRecords } from '../workflow/find-states';
import { loadState } from '../workflow/load-record';
import type { Copy, LiveRecord, PendingEffect } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { addresseeOf, drawOperatorsOnly } from './stuck-turns';

/** Asks for the number of a request. */
export function drawDeliveryForm({ viewer }: Sender, number = '', isUnknown = false): Drawn {
  return drawModel(deliveryFormCard({ viewer, number, isUnknown }));
}

/** "delivery 1042": what became of its messages, or the question of which; for operators. */
export async function answerDelivery(
  ports: BotPorts,
  sender: Sender,
  number: number | undefined,
): Promise<Drawn> {
  if (!sender.person.isOperator) {
    return drawOperatorsOnly(sender);
  }
  return number === undefined
    ? drawDeliveryForm(sender)
    : drawDelivery(ports, sender, String(number));
}

/** What became of every message about one request, its engagement included; for an operator, who need not be named on it. */
export async function drawDelivery(ports: BotPorts, sender: Sender, typed: string): Promise<Drawn> {
  const number = Number(/^\s*(?:SME-)?#?(\d{1,9})\s*$/i.exec(typed)?.[1]);
  const records = Number.isNaN(number) ? [] : await numbered(ports, number);
  if (records.length === 0) {
    return drawDeliveryForm(sender, typed.slice(0, 40), true);
  }
  const lines = await Promise.all(records.flatMap((record) => linesOf(ports, record)));
  return drawModel(deliveryCard({ viewer: sender.viewer, number, lines }));
}

async function numbered(ports: BotPorts, number: number): Promise<readonly LiveRecord[]> {
  const lists = await Promise.all([
    findRecords(ports, { kind: 'request', tag: `number:${String(number)}`, limit: 1 }),
    findRecords(ports, {
      kind: 'engagement',
      tag: `engagement-number:${String(number)}`,
      limit: 1,
    }),
  ]);
  return lists.flat();
}

/** Every card that is shown or will be, then what else is on its way. */
function linesOf(ports: BotPorts, record: LiveRecord): readonly Promise<DeliveryLine>[] {
  const { copies, effects } = record;
  const others = effects.filter(({ order }) => !['Show', 'WakeUp'].includes(order.type));
  return [
    ...copies.map((copy) => lineOfCopy(ports, record, copy)),
    ...others.map((effect) => lineOfEffect(ports, effect, howOf(effect))),
  ];
}

async function lineOfCopy(ports: BotPorts, record: LiveRecord, copy: Copy): Promise<DeliveryLine> {
  const pending = record.effects.find(
    ({ order }) => order.type === 'Show' && order.copy === copy.key,
  );
  const { card, to } = copy;
  const asShown = { id: '', order: { type: 'Show', copy: copy.key, card, to } } as const;
  return lineOfEffect(
    ports,
    pending ?? { ...asShown, notBefore: 0, attempts: 0, generation: 0 },
    pending === undefined
      ? { kind: copy.activityId === undefined ? 'elsewhere' : 'shown' }
      : howOf(pending),
  );
}

async function lineOfEffect(
  ports: BotPorts,
  { order, trace }: PendingEffect,
  how: DeliveryLine['how'],
): Promise<DeliveryLine> {
  const [to, place] = await Promise.all([addresseeOf(ports, order), placeOf(ports, order)]);
  return {
    ...{ what: order.type, how },
    ...(order.type === 'Show' ? { card: order.card } : {}),
    ...(to === undefined ? {} : { to }),
    ...(place === undefined ? {} : { place }),
    ...(trace === undefined ? {} : { trace }),
  };
}

/** The chat or channel that several read. */
async function placeOf(
  ports: BotPorts,
  order: PendingEffect['order'],
): Promise<DeliveryLine['place']> {
  if (order.type !== 'Show' || !('conversation' in order.to)) {
    return undefined;
  }
  const found = await loadState<Conversation>(ports, order.to.conversation);
  if (found === undefined) {
    return undefined;
  }
  const { kind, person } = found;
  const by = person === undefined ? undefined : await loadState<Person>(ports, person);
  return { kind, ...(by === undefined ? {} : { addedBy: by.name }) };
}

function howOf({ stuck, notBefore, attempts }: PendingEffect): DeliveryLine['how'] {
  return stuck === undefined
    ? { kind: 'waits', from: notBefore, attempts }
    : { kind: 'stuck', ...stuck };
}
