import { createHash } from 'node:crypto';
import type { Order } from '../domain/effects';
import type { Conversation } from '../domain/directory/conversation';
import type { Person } from '../domain/directory/person';
import type { CommandMeta, ConversationId, PersonId } from '../domain/kernel';
import { PermanentError } from '../errors';
import { handleCommand } from './handle-command';
import { loadState } from './load-record';
import type { CardView, EffectPorts, RenderedCard } from './ports';
import { readerOf } from './reader';
import type { Copy, LiveRecord, PendingEffect, Result } from './record';

/** What came of an effect: its result, and the command by which the domain hears of it. */
export interface CarriedOut {
  readonly result: Result;
  readonly command?: Order & CommandMeta;
}

const DONE: CarriedOut = { result: { kind: 'done' } };

/**
 * Carries one effect out, once. What a crash between "sent" and "settled" does: a new message is sent a second time, an edit is
 * repeated unseen, a mail is handed over under the same key, a command is known by its cause, a kickoff chat by its key.
 *
 * @throws TransientError to be tried again later, PermanentError when it never will work.
 */
export function carryOut(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<CarriedOut> {
  const { order } = effect;
  switch (order.type) {
    case 'Show':
      return show(ports, record, effect, order.copy);
    case 'Tell':
      return tell(ports, record, effect);
    case 'SendMail':
      return sendMail(ports, record, effect);
    case 'OpenKickoffChat':
      return openKickoffChat(ports, effect);
    case 'WakeUp':
      return Promise.resolve({
        result: { kind: 'done' },
        command: fromEffect(ports, effect, order.command),
      });
    case 'Retire':
      return Promise.resolve(DONE);
  }
}

function fromEffect(
  ports: EffectPorts,
  effect: PendingEffect,
  command: Order,
): Order & CommandMeta {
  return { ...command, by: 'system', at: ports.clock.now(), causeId: effect.id };
}

async function tell(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<CarriedOut> {
  const { order, sequence } = effect;
  if (order.type !== 'Tell' || sequence === undefined) {
    return DONE;
  }
  const passed = record.copies.find(({ key }) => key === order.passing?.copy);
  const adopts =
    passed === undefined || order.passing === undefined
      ? {}
      : { adopts: { ...passed, key: order.passing.as } };
  await handleCommand(ports, order.record, {
    command: fromEffect(ports, effect, order.command),
    message: { source: record.id, sequence, ...adopts },
  });
  return DONE;
}

async function sendMail(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<CarriedOut> {
  const { order } = effect;
  if (order.type !== 'SendMail') {
    return DONE;
  }
  const person = 'person' in order.to ? await loadState<Person>(ports, order.to.person) : undefined;
  const address = 'address' in order.to ? order.to.address : person?.mail;
  if (address === undefined) {
    throw new PermanentError('delivery/unreachable', 'A person has no mail address.', {
      details: { id: effect.id },
    });
  }
  const reader = await readerOf(ports, record, 'person' in order.to ? order.to : undefined);
  const view = { state: record.state, reader, at: ports.clock.now() };
  await ports.mailer.send(effect.id, address, ports.renderer.mail(order.mail, view));
  return DONE;
}

async function openKickoffChat(ports: EffectPorts, effect: PendingEffect): Promise<CarriedOut> {
  const { order } = effect;
  if (order.type !== 'OpenKickoffChat') {
    return DONE;
  }
  const chats = await ports.chats.open(effect.id, order.members);
  return {
    result: { kind: 'done' },
    command: fromEffect(ports, effect, { type: 'NoteKickoffChat', chats }),
  };
}

/** Where a copy can be shown: an open conversation, or nowhere in Teams. */
async function placeOf(ports: EffectPorts, copy: Copy): Promise<Conversation | undefined> {
  const { to } = copy;
  const id =
    'person' in to
      ? (await loadState<Person>(ports, to.person))?.chat
      : (to.conversation as ConversationId);
  const conversation = id === undefined ? undefined : await loadState<Conversation>(ports, id);
  return conversation?.blocked === undefined ? conversation : undefined;
}

async function show(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
  key: string,
): Promise<CarriedOut> {
  const copy = record.copies.find((one) => one.key === key);
  if (copy === undefined) {
    return DONE;
  }
  const place = await placeOf(ports, copy);
  if (place === undefined) {
    return otherWay(ports, record, { copy, effect });
  }
  try {
    return { result: await showIn(ports, record, { copy, place }) };
  } catch (error) {
    return refusedShow(ports, record, { copy, effect, place, error });
  }
}

async function showIn(
  ports: EffectPorts,
  record: LiveRecord,
  what: { readonly copy: Copy; readonly place: Conversation },
): Promise<Result> {
  const { copy, place } = what;
  const reader = await readerOf(ports, record, copy.to);
  const view: CardView = {
    card: copy.card,
    state: record.state,
    reader,
    at: ports.clock.now(),
  };
  const card = ports.renderer.card(view, copy.ping);
  const hash = createHash('sha256')
    .update(JSON.stringify(card.content))
    .digest('base64url')
    .slice(0, 16);
  const version = record.events.length;
  const shown = {
    kind: 'shown',
    conversation: place.id,
    hash,
    version,
    epoch: copy.epoch,
  } as const;
  if (copy.activityId !== undefined && copy.conversation === place.id) {
    if (copy.shownHash !== hash) {
      await ports.messenger.edit(place, copy.activityId, card);
    }
    return { ...shown, activityId: copy.activityId };
  }
  const { activityId } = await ports.messenger.post(place, card);
  await leaveBehind(ports, copy, ports.renderer.movedCard(view));
  return { ...shown, activityId };
}

/** Older messages of the copy become one line; one that is gone already is left alone. */
async function leaveBehind(ports: EffectPorts, copy: Copy, line: RenderedCard): Promise<void> {
  for (const old of copy.previous) {
    const address = await loadState<Conversation>(ports, old.conversation);
    if (address !== undefined) {
      await ports.messenger.edit(address, old.activityId, line).catch((error: unknown) => {
        ports.log.info({ code: codeOf(error) }, 'An older message of a card could not be folded.');
      });
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof PermanentError ? error.code : 'delivery/unavailable';
}

/** A message that is gone is posted anew; a refusal for good is remembered and the next way is taken. */
async function refusedShow(
  ports: EffectPorts,
  record: LiveRecord,
  what: {
    readonly copy: Copy;
    readonly effect: PendingEffect;
    readonly place: Conversation;
    readonly error: unknown;
  },
): Promise<CarriedOut> {
  const { copy, effect, place, error } = what;
  if (!(error instanceof PermanentError)) {
    throw error;
  }
  if (error.code === 'delivery/gone' && copy.activityId !== undefined) {
    return { result: { kind: 'gone' } };
  }
  ports.log.warn(
    { code: error.code, id: effect.id, ...error.details },
    'Teams refuses a message for good.',
  );
  await handleCommand(ports, place.id, {
    command: fromEffect(ports, effect, { type: 'NoteBlocked', code: error.code }),
  });
  return otherWay(ports, record, what);
}

/** Without a chat: a ping becomes a mail, a silent change waits for the next ping. The record is told how the person was reached. */
async function otherWay(
  ports: EffectPorts,
  record: LiveRecord,
  what: { readonly copy: Copy; readonly effect: PendingEffect },
): Promise<CarriedOut> {
  const { copy, effect } = what;
  const result = { kind: 'done', epoch: copy.epoch } as const;
  if (copy.ping === undefined || !('person' in copy.to)) {
    return { result };
  }
  const person = await loadState<Person>(ports, copy.to.person);
  if (person === undefined) {
    throw new PermanentError('delivery/unreachable', 'No way is known to reach a person.', {
      details: { id: effect.id },
    });
  }
  const reader = await readerOf(ports, record, copy.to);
  const view = { state: record.state, reader, at: ports.clock.now() };
  const key = `${effect.id}:${String(copy.epoch)}`;
  await ports.mailer.send(key, person.mail, ports.renderer.mail(copy.ping, view));
  return { result, command: noteDelivery(ports, effect, person.id) };
}

function noteDelivery(
  ports: EffectPorts,
  effect: PendingEffect,
  person: PersonId,
): Order & CommandMeta {
  return fromEffect(ports, effect, { type: 'NoteDelivery', person, way: 'mail' });
}
