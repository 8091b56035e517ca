import type { Effect, Order, ShowCard } from '../domain/effects';
import type { CommandMeta, ConversationId, Instant } from '../domain/kernel';
import { currentTrace } from '../trace';
import { knownKind } from './load-record';
import { mustWait } from './message-order';
import { lookedAtAgain, showsCopy } from './pending-shows';
import type { CommandPorts } from './ports';
import type { Copy, HistoryEvent, LiveRecord, PendingEffect } from './record';
import { encodeBody, SCHEMA } from './record-codec';
import type { StoredRecord } from './store-port';
import { doneTyping } from './typing';

/**
 * Events that redraw nothing by themselves: they happen while somebody has a card turned over to choose or to type, and an edit would
 * turn it back; or they are no news to anybody.
 */
const UNSEEN = ['ExpertsRanked', 'RevisionKept', 'QueueBegun', 'DeliveryDropped', 'BacklogSeen'];

/**
 * Causes kept of events that are not. Three people who plan check-ins do not take back fifty clicks in a day, and fifty activity ids
 * are about 2 KB; whoever does more meets, at worst, one of their own clicks again.
 */
const PAST_MAX = 50;

/** Tag of every record with something in it that could not be delivered. */
export const STUCK = 'stuck:yes';

/** Tag of every record with something in it whose attempts have failed so far. */
export const FAILING = 'failing:yes';

/** The record with these events appended, their effects ordered and every shown copy due to be refreshed. Pure but for the clocks. */
export function appended(
  ports: CommandPorts,
  record: LiveRecord,
  events: readonly Order[],
  meta: CommandMeta,
): LiveRecord {
  // Whoever has sent in something has typed it.
  let next =
    meta.by === 'system' || events.length === 0 ? record : doneTyping(ports, record, meta.by.id);
  for (const event of events) {
    next = withEvent(ports, next, { ...event, by: meta.by, at: meta.at, causeId: meta.causeId });
  }
  if (events.every(({ type }) => UNSEEN.includes(type))) {
    return next;
  }
  return withRefreshes(ports, meta.by === 'system' ? next : wantedAnew(next, record));
}

function withEvent(ports: CommandPorts, record: LiveRecord, event: HistoryEvent): LiveRecord {
  const kind = knownKind(record.id);
  const state = kind.evolve(record.state, event);
  const index = record.count;
  const dropped = record.events.filter((earlier) => kind.supersedes(event, earlier));
  const kept = record.events.filter((earlier) => !dropped.includes(earlier));
  const past = withCausesOf(dropped, record.past);
  let next: LiveRecord = { ...record, state, events: [...kept, event], past, count: index + 1 };
  kind.effectsOf(event, state).forEach((order, n) => {
    next = withEffect(ports, next, order, `${record.id}:${String(index)}:${String(n)}`);
    next = isForActor(order, event) ? asAnswer(next, order.copy) : next;
  });
  return next;
}

/** Whether a card is shown to the very person who asked for what happened. */
function isForActor(order: Effect, { by }: CommandMeta): order is ShowCard {
  return (
    order.type === 'Show' && 'person' in order.to && by !== 'system' && order.to.person === by.id
  );
}

/** The pending picture of this copy is one that its reader waits for. Pure. */
export function asAnswer(record: LiveRecord, copy: string): LiveRecord {
  const effects = record.effects.map((effect) =>
    showsCopy(effect, copy) ? { ...effect, isAnswer: true as const } : effect,
  );
  return { ...record, effects };
}

/**
 * A press may be delivered again for a day, also when its event is superseded by then. Messages, timers and outcomes are told apart
 * by their own numbers, so only causes of people count.
 */
function withCausesOf(
  dropped: readonly HistoryEvent[],
  past: readonly string[],
): readonly string[] {
  const causes = dropped.flatMap(({ by, causeId }) => (by === 'system' ? [] : [causeId]));
  return [...new Set([...past, ...causes])].slice(-PAST_MAX);
}

function withEffect(
  ports: CommandPorts,
  record: LiveRecord,
  order: Effect,
  id: string,
): LiveRecord {
  switch (order.type) {
    case 'Show':
      return withShow(ports, withCopy(record, order), order.copy, id);
    case 'Retire': {
      const copies = record.copies.map((copy) =>
        copy.key === order.copy ? { ...copy, retiring: true as const } : copy,
      );
      return withShow(ports, { ...record, copies }, order.copy, id);
    }
    case 'Tell': {
      const sequence = (record.told[order.record] ?? 0) + 1;
      const told = { ...record.told, [order.record]: sequence };
      return {
        ...record,
        told,
        effects: [...record.effects, { ...pending(ports, order, id), sequence }],
      };
    }
    case 'WakeUp':
      return {
        ...record,
        effects: [
          ...record.effects,
          { id, order, notBefore: order.at, attempts: 0, generation: 0, ...traced() },
        ],
      };
    case 'SendMail':
    case 'OpenKickoffChat':
    case 'JoinKickoffChat':
    case 'BookMeeting':
    case 'CancelMeeting':
    case 'PostInName':
    case 'LookUpPhoto':
      return { ...record, effects: [...record.effects, pending(ports, order, id)] };
  }
}

function pending(ports: CommandPorts, order: Effect, id: string): PendingEffect {
  return { id, order, notBefore: ports.clock.now(), attempts: 0, ...taken(ports, 1), ...traced() };
}

/** Kept with an effect, since another process may carry it out an hour later. */
function traced(): Pick<PendingEffect, 'trace'> {
  const trace = currentTrace();
  return trace === undefined ? {} : { trace };
}

/** An effect taken by this process, as the how-manieth carrier. */
export function taken(
  ports: CommandPorts,
  generation: number,
): Required<Pick<PendingEffect, 'lease' | 'generation'>> {
  const until = ports.leaseClock.now() + ports.leaseMs;
  return { lease: { owner: ports.owner, until }, generation };
}

function withCopy(record: LiveRecord, order: Extract<Effect, { type: 'Show' }>): LiveRecord {
  const known = record.copies.find(({ key }) => key === order.copy);
  const ping = order.ping === undefined ? {} : { ping: order.ping };
  if (known === undefined) {
    const copy: Copy = {
      key: order.copy,
      card: order.card,
      to: order.to,
      previous: [],
      epoch: 1,
      shownVersion: 0,
      ...ping,
    };
    return { ...record, copies: [...record.copies, copy] };
  }
  // Whoever turned the card over sees another picture than the last one sent: an ordered one is sent though it is the same.
  const { retiring: _again, shownHash: _turned, mailed: _before, pingEpoch, ...rest } = known;
  const isOlder = order.ping === undefined && known.ping !== undefined;
  const wanted: Copy = {
    ...rest,
    ...{ card: order.card, to: order.to, epoch: known.epoch + 1 },
    ...(isOlder ? { pingEpoch: pingEpoch ?? known.epoch } : ping),
  };
  const copy = order.moveDown === true ? movedDown(wanted) : wanted;
  return { ...record, copies: record.copies.map((one) => (one.key === order.copy ? copy : one)) };
}

/** The copy is posted anew; the message that is left behind becomes one line. Pure. */
export function movedDown(copy: Copy): Copy {
  const { activityId, shownHash: _gone, ...rest } = copy;
  return activityId === undefined || copy.conversation === undefined
    ? rest
    : { ...rest, previous: [...copy.previous, { conversation: copy.conversation, activityId }] };
}

/**
 * One pending effect per copy is enough: it draws what is true when it is carried out, as part of the trace that ordered it first.
 * Pictures nobody named are counted.
 */
export function withShow(
  ports: CommandPorts,
  record: LiveRecord,
  copy: string,
  named?: string,
): LiveRecord {
  const shown = record.copies.find(({ key }) => key === copy);
  if (shown === undefined) {
    return record;
  }
  if (record.effects.some((effect) => showsCopy(effect, copy))) {
    return lookedAtAgain(ports, record, copy);
  }
  const order: Effect = { type: 'Show', copy, card: shown.card, to: shown.to };
  const drawn = record.drawn + 1;
  const id = named ?? `${record.id}:show:${String(drawn)}`;
  return { ...record, drawn, effects: [...record.effects, pending(ports, order, id)] };
}

/** The copy is shown once more at the bottom of its chat, as it now stands and at once: whoever asks for it needs no ping. An unknown copy changes nothing. */
export function shownAgain(ports: CommandPorts, record: LiveRecord, copy: string): LiveRecord {
  if (!record.copies.some(({ key }) => key === copy)) {
    return record;
  }
  const copies = record.copies.map((one) => {
    const { ping: _seen, pingEpoch: _since, mailed: _before, ...rest } = one;
    return one.key === copy ? { ...movedDown(rest), epoch: one.epoch + 1 } : one;
  });
  return asAnswer(withShow(ports, { ...record, copies }, copy), copy);
}

/** Every copy, or every one that stands in one chat, is due to be drawn again as it now stands. */
function withRefreshes(
  ports: CommandPorts,
  record: LiveRecord,
  which: true | { readonly in: ConversationId } = true,
): LiveRecord {
  const passed = record.effects.flatMap(({ order }) =>
    order.type === 'Tell' && order.passing !== undefined ? [order.passing.copy] : [],
  );
  let next = record;
  for (const copy of record.copies.filter(({ key }) => !passed.includes(key))) {
    next = which === true || standsIn(copy, which.in) ? withShow(ports, next, copy.key) : next;
  }
  return next;
}

/** As {@link withRefreshes}, because something has changed that no event tells of. */
export function redrawn(
  ports: CommandPorts,
  record: LiveRecord,
  which: true | { readonly in: ConversationId },
): LiveRecord {
  return record.copies.length === 0
    ? record
    : withRefreshes(ports, wantedAnew(record, record), which);
}

/**
 * A picture that was under way before may have been drawn before, and the answer to a press may have shown its reader yet another one
 * since: the next picture follows it, and is sent though it looks like the last one that was.
 */
function wantedAnew(record: LiveRecord, { effects }: LiveRecord): LiveRecord {
  const copies = record.copies.map((copy) => {
    const { shownHash: _unsure, ...rest } = copy;
    return effects.some((effect) => showsCopy(effect, copy.key))
      ? { ...rest, redraws: (copy.redraws ?? 0) + 1 }
      : copy;
  });
  return { ...record, copies };
}

/** As it is, or as an older message that was to become one line. */
function standsIn({ activityId, conversation, previous }: Copy, where: ConversationId): boolean {
  return (
    (activityId !== undefined && conversation === where) ||
    previous.some((one) => one.conversation === where)
  );
}

/** The record as the store keeps it. */
export function storedRecord(ports: CommandPorts, record: LiveRecord): StoredRecord {
  const at = record.events.at(-1)?.at ?? ports.clock.now();
  const dueAt = dueAtOf(ports, record.effects);
  const summary = knownKind(record.id).summaryOf(record.state, at);
  const tags = [...summary.tags, ...deliveryTags(record.effects)];
  return {
    id: record.id,
    schema: SCHEMA,
    summary: { ...summary, tags },
    ...(dueAt === undefined ? {} : { dueAt }),
    body: encodeBody(record),
  };
}

function deliveryTags(effects: readonly PendingEffect[]): readonly string[] {
  return [
    ...(effects.some(({ stuck }) => stuck !== undefined) ? [STUCK] : []),
    ...(effects.some((one) => one.stuck === undefined && one.failingSince !== undefined)
      ? [FAILING]
      : []),
  ];
}

/** Earliest business moment at which an effect wants attention: a leased one when its lease runs out. */
function dueAtOf(ports: CommandPorts, effects: readonly PendingEffect[]): Instant | undefined {
  const ahead = ports.clock.now() - ports.leaseClock.now();
  const moments = effects
    .filter((effect) => effect.stuck === undefined && !mustWait(effects, effect))
    .map(({ lease, notBefore }) => (lease === undefined ? notBefore : lease.until + ahead));
  return moments.length === 0 ? undefined : Math.min(...moments);
}
