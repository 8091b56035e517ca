import type { Instant, RecordId } from '../domain/kernel';
import { withoutThread } from './conversation-record';
import type { Pace, SendPlace } from './pace-port';
import type { Clock } from './ports';

/**
 * What waits for a message that Teams did not take waits at most so long; then it goes ahead of it. Longer than the back-off in a storm
 * of a minute, shorter than one troubled message may silence its chat. Milliseconds.
 */
const HOLD_MAX_MS = 60_000;

/** A send that stands in line. */
interface Send {
  readonly effect: string;
  readonly record: RecordId;
  readonly place: SendPlace;
  /** Position among all that ever stood in a line. */
  readonly order: number;
  /** When it first stood in line. */
  readonly since: Instant;
  /** Not called before this moment of real time: its back-off. */
  readonly from: Instant;
}

/** The one that has the conversation. It was called and still has to enter, or has entered; its first call is counted already. */
interface Sending {
  readonly send: Send;
  readonly hasEntered: boolean;
  readonly isSpent: boolean;
}

/** What the effects of one record ask before they send. */
export interface Gate {
  /** Whether the send may go now; it then has the conversation for itself until `leave`. Otherwise it stands in line and is called. */
  enter(effect: string, place: SendPlace): boolean;
  /** Whether the effect stands in line and it is not its turn. */
  mustWait(effect: string): boolean;
  /**
   * The send is over. One that is tried again after `againMs` keeps its place, and what stands behind waits for it: if Teams was
   * called, or at once (0). Does nothing for an effect that did not enter.
   */
  leave(effect: string, againMs?: number): void;
  /** Sending is held: nothing of this kind goes for now. */
  hold(effect: string): void;
}

/** Nobody waits: for whoever carries effects out by hand. */
export const OPEN_GATE: Gate = {
  enter: () => true,
  mustWait: () => false,
  leave: () => undefined,
  hold: () => undefined,
};

/** Whether the effects of a record are being gone through. */
type IsBusy = (record: RecordId) => boolean;

/**
 * The lines in front of all conversations: one send at a time to each, in the order in which they came, at the pace of Teams. Nothing
 * in here waits, and nobody in line holds a lease: who may not go is called when it may.
 */
export interface SendLines {
  gateOf(record: RecordId): Gate;
  /** The record whose send may go now: tenants in turn, oldest first. Its call is counted; it is to be run at once. */
  callNext(isBusy: IsBusy): RecordId | undefined;
  /** When there will be one to call, if nothing else happens; absent when nobody waits for time to pass. */
  nextCall(isBusy: IsBusy): Instant | undefined;
  /** The effects of a record were gone through: what it was called for and did not use goes to the next. */
  ended(record: RecordId): void;
  /** Teams is called: counted, unless it is the first call of a send that has entered. */
  spend(place: SendPlace): void;
  waiting(): { readonly count: number; readonly oldestSince?: Instant };
}

/** Opens the lines of one process; `clock` is real time. */
export function createSendLines(ports: LinePorts): SendLines {
  const lines: Lines = {
    ...ports,
    byPlace: new Map(),
    lineOf: new Map(),
    busy: new Set(),
    servedAt: new Map(),
    turns: 0,
  };
  return {
    gateOf: (record) => ({
      enter: (effect, place) => enter(lines, { record, effect, place }),
      mustWait: (effect) => mustWait(lines, effect),
      leave: (effect, againMs) => {
        leave(lines, effect, againMs);
      },
      hold: (effect) => {
        goAway(lines, effect);
      },
    }),
    callNext: (isBusy) => callNext(lines, isBusy),
    nextCall: (isBusy) => nextCall(lines, isBusy),
    ended: (record) => {
      for (const line of lines.busy) {
        if (line.sending?.send.record === record) {
          end(lines, line, line.sending);
        }
      }
    },
    spend: (place) => {
      spend(lines, place);
    },
    waiting: () => {
      const sends = [...lines.byPlace.values()].flatMap(({ waiting }) => waiting);
      return sends.length === 0
        ? { count: 0 }
        : { count: sends.length, oldestSince: Math.min(...sends.map(({ since }) => since)) };
    },
  };
}

/** What the lines go by; `clock` is real time. */
interface LinePorts {
  readonly pace: Pace;
  readonly clock: Clock;
}

/** One conversation. */
interface Line {
  readonly key: string;
  readonly waiting: Send[];
  sending?: Sending | undefined;
}

interface Lines extends LinePorts {
  readonly byPlace: Map<string, Line>;
  /** Where an effect stands, or which conversation it has. */
  readonly lineOf: Map<string, Line>;
  readonly busy: Set<Line>;
  /** Which turn a tenant was served at last. */
  readonly servedAt: Map<string, number>;
  turns: number;
}

function enter(lines: Lines, asked: Pick<Send, 'record' | 'effect' | 'place'>): boolean {
  const { effect } = asked;
  const line = standInLine(lines, asked);
  const { sending } = line;
  if (sending?.send.effect === effect) {
    line.sending = { ...sending, hasEntered: true };
    return true;
  }
  const mayGo = isItsTurn(lines, line, effect);
  if (mayGo) {
    start(lines, line, true);
  }
  return mayGo;
}

/** At the end of its conversation's line, unless it stands there already or has the conversation. */
function standInLine(
  lines: Lines,
  { record, effect, place }: Pick<Send, 'record' | 'effect' | 'place'>,
): Line {
  const key = withoutThread(place.teamsId);
  const line = lines.byPlace.get(key) ?? { key, waiting: [] };
  const known = lines.lineOf.get(effect);
  if (known === line) {
    return line;
  }
  if (known !== undefined) {
    goAway(lines, effect); // The person has another chat by now.
  }
  lines.turns += 1;
  const since = lines.clock.now();
  line.waiting.push({ record, effect, place, order: lines.turns, since, from: since });
  lines.byPlace.set(key, line);
  lines.lineOf.set(effect, line);
  return line;
}

function goAway(lines: Lines, effect: string): void {
  const line = lines.lineOf.get(effect);
  const index = line?.waiting.findIndex((one) => one.effect === effect) ?? -1;
  if (line !== undefined && index >= 0) {
    line.waiting.splice(index, 1);
    lines.lineOf.delete(effect);
    closeIfEmpty(lines, line);
  }
}

function closeIfEmpty({ byPlace }: Lines, line: Line): void {
  if (line.waiting.length === 0 && line.sending === undefined) {
    byPlace.delete(line.key);
  }
}

function isItsTurn({ pace }: Lines, line: Line, effect: string): boolean {
  const [head] = line.waiting;
  return line.sending === undefined && head?.effect === effect && pace.waitMs(head.place) === 0;
}

function mustWait(lines: Lines, effect: string): boolean {
  const line = lines.lineOf.get(effect);
  return (
    line !== undefined && line.sending?.send.effect !== effect && !isItsTurn(lines, line, effect)
  );
}

function start(lines: Lines, line: Line, hasEntered: boolean): void {
  const send = line.waiting.shift();
  if (send !== undefined) {
    lines.pace.take(send.place);
    lines.turns += 1;
    lines.servedAt.set(send.place.tenantId, lines.turns);
    line.sending = { send, hasEntered, isSpent: false };
    lines.busy.add(line);
  }
}

function leave(lines: Lines, effect: string, againMs: number | undefined): void {
  const line = lines.lineOf.get(effect);
  const { sending } = line ?? {};
  if (line === undefined || sending?.send.effect !== effect) {
    return;
  }
  const keepsPlace =
    againMs !== undefined && againMs <= HOLD_MAX_MS && (sending.isSpent || againMs === 0);
  if (keepsPlace) {
    line.waiting.unshift({ ...sending.send, from: lines.clock.now() + againMs });
  }
  end(lines, line, sending);
}

function end(lines: Lines, line: Line, { send, isSpent }: Sending): void {
  line.sending = undefined;
  lines.busy.delete(line);
  if (!isSpent) {
    lines.pace.giveBack(send.place);
  }
  const isBack = line.waiting[0]?.effect === send.effect;
  if (!isBack && lines.lineOf.get(send.effect) === line) {
    lines.lineOf.delete(send.effect);
  }
  closeIfEmpty(lines, line);
}

interface Head {
  readonly line: Line;
  readonly head: Send;
  /** Milliseconds until its tenant may have a call. */
  readonly tenantWaitMs: number;
}

/** Heads of lines whose conversation is free. Each tenant is asked once: of many that wait, most wait for it alone. */
function* heads(lines: Lines, isBusy: IsBusy): Generator<Head> {
  const waits = new Map<string, number>();
  for (const line of lines.byPlace.values()) {
    const [head] = line.waiting;
    if (head !== undefined && line.sending === undefined && !isBusy(head.record)) {
      const { tenantId } = head.place;
      const tenantWaitMs = waits.get(tenantId) ?? lines.pace.tenantWaitMs(tenantId);
      waits.set(tenantId, tenantWaitMs);
      yield { line, head, tenantWaitMs };
    }
  }
}

function callNext(lines: Lines, isBusy: IsBusy): RecordId | undefined {
  const now = lines.clock.now();
  let next: Head | undefined;
  for (const one of heads(lines, isBusy)) {
    const { head } = one;
    const isBetter = next === undefined || isBefore(lines, head, next.head);
    const isReady = one.tenantWaitMs === 0 && head.from <= now;
    if (isBetter && isReady && lines.pace.waitMs(head.place) === 0) {
      next = one;
    }
  }
  if (next !== undefined) {
    start(lines, next.line, false);
  }
  return next?.head.record;
}

function nextCall(lines: Lines, isBusy: IsBusy): Instant | undefined {
  const now = lines.clock.now();
  let earliest = Infinity;
  for (const { head, tenantWaitMs } of heads(lines, isBusy)) {
    if (Math.max(head.from, now + tenantWaitMs) < earliest) {
      earliest = Math.min(earliest, Math.max(head.from, now + lines.pace.waitMs(head.place)));
    }
  }
  return earliest === Infinity ? undefined : earliest;
}

/** Whether it belongs to the tenant that was served longer ago or, in the same, has stood longer. */
function isBefore({ servedAt }: Lines, one: Send, other: Send): boolean {
  const first = servedAt.get(one.place.tenantId) ?? 0;
  const second = servedAt.get(other.place.tenantId) ?? 0;
  return first === second ? one.order < other.order : first < second;
}

function spend({ byPlace, pace }: Lines, place: SendPlace): void {
  const line = byPlace.get(withoutThread(place.teamsId));
  const { sending } = line ?? {};
  if (line !== undefined && sending?.hasEntered === true && !sending.isSpent) {
    line.sending = { ...sending, isSpent: true };
  } else {
    pace.take(place);
  }
}
