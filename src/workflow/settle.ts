import { asAnswer, movedDown, withShow } from './append';
import { copyShownBy, showsCopy } from './pending-shows';
import type { CommandPorts } from './ports';
import type {
  Copy,
  Drawn,
  Envelope,
  LiveRecord,
  PendingEffect,
  Result,
  Settlement,
} from './record';

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
  const { result } = settlement;
  if (effect?.lease === undefined || effect.generation !== settlement.generation) {
    return result.kind === 'shown' ? alsoShown(ports, record, result) : undefined;
  }
  if (result.kind === 'stuck') {
    return givenUp(ports, record, effect, result);
  }
  if (result.kind === 'later') {
    return heldBack(ports, record, effect, result);
  }
  const without = { ...record, effects: record.effects.filter(({ id }) => id !== effect.id) };
  return afterResult(ports, without, effect, result);
}

/**
 * A carrier whose lease ran out has shown something all the same: a message of its own is left behind, and one that another picture took
 * the place of meanwhile is drawn once more. `undefined` when nothing has to be put right.
 */
function alsoShown(ports: CommandPorts, record: LiveRecord, result: Shown): LiveRecord | undefined {
  const copy = record.copies.find(({ key }) => key === result.copy);
  const { conversation, activityId } = result;
  if (
    copy === undefined ||
    copy.previous.some((one) => one.activityId === activityId) ||
    (copy.activityId === activityId && copy.shownHash === result.hash)
  ) {
    return undefined;
  }
  const { shownHash: _unsure, previous, ...rest } = copy;
  const left = copy.activityId === activityId ? [] : [{ conversation, activityId }];
  const wanted = { ...rest, redraws: (copy.redraws ?? 0) + 1, previous: [...previous, ...left] };
  return withShow(ports, withCopy(record, wanted), copy.key);
}

function withCopy(record: LiveRecord, copy: Copy): LiveRecord {
  return {
    ...record,
    copies: record.copies.map((one) => (one.key === copy.key ? copy : one)),
  };
}

function withEffect(record: LiveRecord, effect: PendingEffect): LiveRecord {
  return {
    ...record,
    effects: record.effects.map((one) => (one.id === effect.id ? effect : one)),
  };
}

/** It is not tried again by itself; what was ordered for its copy meanwhile was not tried yet and is. */
function givenUp(
  ports: CommandPorts,
  record: LiveRecord,
  effect: PendingEffect,
  result: Extract<Result, { kind: 'stuck' }>,
): LiveRecord {
  const { lease: _done, ...rest } = effect;
  const { code, detail } = result;
  const at = ports.clock.now();
  const why = { code, at, ...(detail === undefined ? {} : { detail }) };
  const next = withEffect(record, { ...rest, stuck: why });
  const copy = copyShownBy(record, effect);
  return copy === undefined || isNewest(record, copy, result)
    ? next
    : withShow(ports, next, copy.key);
}

/** The ping waits; nobody holds its effect meanwhile. What was ordered while its picture was on its way is drawn at once. */
function heldBack(
  ports: CommandPorts,
  record: LiveRecord,
  effect: PendingEffect,
  result: Extract<Result, { kind: 'later' }>,
): LiveRecord {
  const { lease: _back, failingSince: _over, isHeldBack: _again, ...rest } = effect;
  const copy = copyShownBy(record, effect);
  const isNews = copy !== undefined && !isNewest(record, copy, result);
  // What Teams did not take before is over: nothing behind it has to wait for the morning.
  const waiting = { ...rest, attempts: 0 };
  return withEffect(
    record,
    isNews
      ? { ...waiting, notBefore: ports.clock.now() }
      : { ...waiting, notBefore: result.at, isHeldBack: true },
  );
}

/** Whether nothing has come for the copy since a carrier began; also when that does not tell. */
function isNewest(record: LiveRecord, copy: Copy, drawn: Partial<Drawn>): boolean {
  const { version, epoch } = drawn;
  return (
    version === undefined ||
    (version >= record.count && epoch === copy.epoch && isSameDrawing(copy, drawn))
  );
}

function isSameDrawing(copy: Copy, { redraws = 0 }: Partial<Drawn>): boolean {
  return redraws === (copy.redraws ?? 0);
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
export function hasMail(record: LiveRecord, effect: PendingEffect): boolean {
  const copy = copyShownBy(record, effect);
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
  return copy === undefined ? record : withShown(ports, record, { copy, effect, result });
}

function withShown(
  ports: CommandPorts,
  record: LiveRecord,
  what: { readonly copy: Copy; readonly effect: PendingEffect; readonly result: Carried },
): LiveRecord {
  const { copy, effect, result } = what;
  const next = copyAfter(copy, result, effect);
  const isUpToDate = isCurrent(record, copy, result);
  const isWhole = !mustFold(next, result);
  if (next.retiring === true && isUpToDate && isWhole) {
    return { ...record, copies: record.copies.filter(({ key }) => key !== copy.key) };
  }
  const kept = withCopy(record, next);
  const isPending = record.effects.some((one) => showsCopy(one, copy.key));
  return (isUpToDate && isWhole) || isPending ? kept : shownOnceMore(ports, kept, what);
}

/** Whether older messages are to become one line. Where nothing could be shown that waits until the chat is open again. */
function mustFold({ activityId, previous }: Copy, { kind }: Carried): boolean {
  return kind !== 'done' && activityId !== undefined && previous.length > 0;
}

/** Who asked for the card waits for this one where an older picture was on its way, or its message was gone. */
function shownOnceMore(
  ports: CommandPorts,
  record: LiveRecord,
  what: { readonly copy: Copy; readonly effect: PendingEffect; readonly result: Carried },
): LiveRecord {
  const { copy, effect, result } = what;
  const again = withShow(ports, record, copy.key);
  const isAwaited = result.kind === 'gone' || isOvertaken(copy, result);
  return effect.isAnswer === true && isAwaited ? asAnswer(again, copy.key) : again;
}

type Carried = Exclude<Result, { kind: 'stuck' | 'later' }>;

/** Whether nothing was ordered for the copy while this was on its way; what could be shown nowhere waits for more than an event. */
function isCurrent(record: LiveRecord, copy: Copy, result: Carried): boolean {
  switch (result.kind) {
    case 'shown':
      return isNewest(record, copy, result);
    case 'done':
      return (
        result.epoch === undefined || (!isOvertaken(copy, result) && isSameDrawing(copy, result))
      );
    case 'gone':
      return false;
  }
}

function copyAfter(copy: Copy, result: Carried, { byMail }: PendingEffect): Copy {
  switch (result.kind) {
    case 'shown':
      return isOvertaken(copy, result) ? overtaken(copy, result) : asShown(copy, result);
    case 'gone':
      return { ...movedDown(copy), previous: copy.previous };
    case 'done':
      return isOvertaken(copy, result)
        ? withoutRung(copy, result)
        : { ...withoutPing(copy), ...(isMailed(copy, byMail) ? { mailed: true } : {}) };
  }
}

/** At an operator's word a ping is left at the mail; a message that stands there goes on being edited. */
function isMailed({ ping, activityId }: Copy, byMail: PendingEffect['byMail']): boolean {
  return byMail === true && ping !== undefined && activityId === undefined;
}

function isOvertaken(copy: Copy, { epoch }: Partial<Drawn>): boolean {
  return epoch !== undefined && epoch !== copy.epoch;
}

function withoutPing(copy: Copy): Copy {
  const { ping: _sent, pingEpoch: _since, ...rest } = copy;
  return rest;
}

/** Without a ping that what just came was sent with; one that was ordered since stays. */
function withoutRung(copy: Copy, { epoch }: Partial<Drawn>): Copy {
  const { pingEpoch } = copy;
  return pingEpoch !== undefined && epoch !== undefined && pingEpoch <= epoch
    ? withoutPing(copy)
    : copy;
}

type Shown = Extract<Result, { kind: 'shown' }>;

function asShown(copy: Copy, result: Shown): Copy {
  const { conversation, activityId, hash, version } = result;
  const { shownHash: _before, ...rest } = withoutPing(copy);
  return {
    ...rest,
    previous: leftBehind(copy, result),
    conversation,
    activityId,
    // Who pressed something meanwhile may see the answer to it: what this picture was is not what they see.
    ...(isSameDrawing(copy, result) ? { shownHash: hash } : {}),
    shownVersion: version,
  };
}

/** What was left behind is folded by the next picture, once this one is there; also what stands in a chat that the reader left for another one. */
function leftBehind(copy: Copy, result: Shown): Copy['previous'] {
  const { conversation, activityId, previous } = copy;
  if (activityId === undefined || conversation === undefined) {
    return previous;
  }
  if (conversation !== result.conversation) {
    return [...previous, { conversation, activityId }];
  }
  return isSameDrawing(copy, result) ? [] : previous;
}

/**
 * Another ping or move was ordered while this picture was on its way: what it showed is one more message to leave behind. An edit is not
 * taken for what its reader sees: the answer to whoever ordered came later, and the next picture is sent though it is the same.
 */
function overtaken(known: Copy, result: Shown): Copy {
  const copy = withoutRung(known, result);
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
