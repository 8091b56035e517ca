import type { Instant } from '../domain/kernel';
import { movedDown, withShow } from './append';
import { showsCopy } from './pending-shows';
import type { CommandPorts } from './ports';
import type { Copy, Envelope, LiveRecord, PendingEffect, Result, Settlement } from './record';

/**
 * The record after one effect was carried out; `undefined` when the settlement is not (or no longer) ours to make:
 * the effect is settled already, or somebody took it over under a later generation.
 */
export function settled(
  ports: CommandPorts,
  record: LiveRecord,
  settlement: Settlement,
): LiveRecord | undefined {
  const effect = record.effects.find(({ id }) => id === settlement.effect);
  if (effect?.lease === undefined || effect.generation !== settlement.generation) {
    return undefined;
  }
  const { result } = settlement;
  if (result.kind === 'stuck') {
    const { lease: _done, ...rest } = effect;
    const { code, detail } = result;
    const at = ports.clock.now();
    const why = { code, at, ...(detail === undefined ? {} : { detail }) };
    const stuck: PendingEffect = { ...rest, stuck: why };
    return {
      ...record,
      effects: record.effects.map((one) => (one.id === effect.id ? stuck : one)),
    };
  }
  if (result.kind === 'later') {
    return heldBack(record, effect, result.at);
  }
  const without = { ...record, effects: record.effects.filter(({ id }) => id !== effect.id) };
  return afterResult(ports, without, effect, result);
}

/** The ping waits; nobody holds its effect meanwhile. */
function heldBack(record: LiveRecord, effect: PendingEffect, notBefore: Instant): LiveRecord {
  const { lease: _back, failingSince: _over, ...rest } = effect;
  const waiting: PendingEffect = { ...rest, notBefore, isHeldBack: true };
  return {
    ...record,
    effects: record.effects.map((one) => (one.id === effect.id ? waiting : one)),
  };
}

/**
 * A stuck effect of the record is tried again from the start, sent by mail, or given up; `undefined` when there is none of that name,
 * or not in that way.
 */
export function revived(
  ports: CommandPorts,
  record: LiveRecord,
  { effect: id, how }: NonNullable<Envelope['revive']>,
): LiveRecord | undefined {
  const effect = record.effects.find((one) => one.id === id);
  if (effect?.stuck === undefined || !isPossible(record, effect, how)) {
    return undefined;
  }
  const { stuck: _was, begun: _looked, failingSince: _before, ...rest } = effect;
  const byMail = how === 'mail' ? { byMail: true as const } : {};
  const again: PendingEffect = { ...rest, attempts: 0, notBefore: ports.clock.now(), ...byMail };
  return {
    ...record,
    effects: record.effects.flatMap((one) =>
      one.id === id ? (how === 'drop' ? [] : [again]) : [one],
    ),
  };
}

/** A message between records cannot be left out: those after it would wait for ever. Pure. */
function isPossible(
  record: LiveRecord,
  effect: PendingEffect,
  how: NonNullable<Envelope['revive']>['how'],
): boolean {
  switch (how) {
    case 'retry':
      return true;
    case 'mail':
      return hasMail(record, effect);
    case 'drop':
      return effect.order.type !== 'Tell';
  }
}

/** Whether an effect could go by mail instead: it is a card that pings one person. A silent change is worth no mail. Pure. */
export function hasMail({ copies }: LiveRecord, { order }: PendingEffect): boolean {
  const copy = copies.find(({ key }) => order.type === 'Show' && key === order.copy);
  return copy?.ping !== undefined && 'person' in copy.to;
}

function afterResult(
  ports: CommandPorts,
  record: LiveRecord,
  effect: PendingEffect,
  result: Carried,
): LiveRecord {
  const { order } = effect;
  if (order.type === 'Tell' && order.passing !== undefined) {
    const { copy } = order.passing;
    return { ...record, copies: record.copies.filter(({ key }) => key !== copy) };
  }
  if (order.type !== 'Show') {
    return record;
  }
  const copy = record.copies.find(({ key }) => key === order.copy);
  if (copy === undefined) {
    return record;
  }
  return withShown(
    ports,
    record,
    effect.byMail === true ? { ...copy, mailed: true } : copy,
    result,
  );
}

function withShown(
  ports: CommandPorts,
  record: LiveRecord,
  copy: Copy,
  result: Carried,
): LiveRecord {
  const next = copyAfter(copy, result);
  const isUpToDate = isCurrent(record, copy, result);
  const mustFold = next.activityId !== undefined && next.previous.length > 0;
  const isOver = next.retiring === true && isUpToDate && !mustFold;
  const copies = isOver
    ? record.copies.filter(({ key }) => key !== copy.key)
    : record.copies.map((one) => (one.key === copy.key ? next : one));
  const kept = { ...record, copies };
  return (!isUpToDate || mustFold) && !record.effects.some((one) => showsCopy(one, copy.key))
    ? withShow(ports, kept, copy.key)
    : kept;
}

type Carried = Exclude<Result, { kind: 'stuck' | 'later' }>;

/** Whether nothing was ordered for the copy while this was on its way. */
function isCurrent(record: LiveRecord, copy: Copy, result: Carried): boolean {
  switch (result.kind) {
    case 'shown':
      return (
        result.version >= record.count &&
        result.epoch === copy.epoch &&
        (result.redraws ?? 0) === (copy.redraws ?? 0)
      );
    case 'done':
      return result.epoch === undefined || result.epoch === copy.epoch;
    case 'gone':
      return false;
  }
}

function copyAfter(copy: Copy, result: Carried): Copy {
  switch (result.kind) {
    case 'shown':
      return result.epoch === copy.epoch ? asShown(copy, result) : overtaken(copy, result);
    case 'gone':
      return { ...movedDown(copy), previous: copy.previous };
    case 'done': {
      const { ping: _sent, ...rest } = copy;
      return isOvertaken(copy, result.epoch) ? copy : rest;
    }
  }
}

function isOvertaken(copy: Copy, epoch: number | undefined): boolean {
  return epoch !== undefined && epoch !== copy.epoch;
}

type Shown = Extract<Result, { kind: 'shown' }>;

function asShown(copy: Copy, result: Shown): Copy {
  const { ping: _sent, ...rest } = copy;
  const { conversation, activityId, hash, version } = result;
  return {
    ...rest,
    // What was left behind is folded by the next picture, once this one is there.
    previous: copy.activityId === undefined ? copy.previous : [],
    conversation,
    activityId,
    shownHash: hash,
    shownVersion: version,
  };
}

/**
 * Another ping or move was ordered while this picture was on its way: what it showed is one more message to leave behind. An edit is not
 * taken for what its reader sees: the answer to whoever ordered came later, and the next picture is sent though it is the same.
 */
function overtaken(copy: Copy, result: Shown): Copy {
  const { conversation, activityId, version } = result;
  const isMoved = copy.activityId === undefined;
  return isMoved
    ? {
        ...copy,
        previous: [
          ...copy.previous.filter((one) => one.activityId !== activityId),
          { conversation, activityId },
        ],
      }
    : { ...copy, conversation, activityId, shownVersion: version };
}
