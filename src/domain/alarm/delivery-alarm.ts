import {
  accept,
  refuse,
  type AlarmId,
  type CommandMeta,
  type Decision,
  type Instant,
  type PersonRef,
  type Stamped,
} from '../kernel';
import type { Effect } from '../effects';
import type { Policy } from '../policy';
import type { Summary } from '../summary';

/** The one record of what operators were told about messages that do not arrive. */
export const DELIVERY_ALARM: AlarmId = 'alarm:delivery';

/** What operators were told. */
export interface RaisedAlarm {
  /** Messages that had not arrived for as long as the policy bears. */
  readonly count: number;
  /** Since when the oldest of them could not be delivered. */
  readonly oldest: Instant;
  /** When operators are told again, if something of it is left. */
  readonly remindAt: Instant;
}

/** One alarm for a whole backlog, however many messages are in it. */
export interface DeliveryAlarm {
  /** Absent as long as operators need to do nothing. */
  readonly raised?: RaisedAlarm;
  /** When it was looked last. */
  readonly lookedAt: Instant;
  /** When it is looked again; absent while everything arrives. */
  readonly lookAt?: Instant;
  /** Operators who have a card of it. */
  readonly alarmed: readonly PersonRef[];
}

/** Every command of it; each is given by the process itself. */
export type DeliveryAlarmCommand = CommandMeta &
  (
    | {
        /** By a process that saw something fail, or by the timer that the look before has set. */
        readonly type: 'LookAtBacklog';
      }
    | { readonly type: 'NoteDelivery' }
  );

/** What the decider cannot see. */
export interface DeliveryAlarmFacts {
  /** For each message that was given up or fails again and again: since when. The alarm's own are not among them. */
  readonly since: readonly Instant[];
  readonly operators: readonly PersonRef[];
  /** The morning after the one on which operators read what they are told now. */
  readonly nextMorning: Instant;
}

/** What can have happened to it. */
export type DeliveryAlarmEvent =
  /** Something does not arrive, and there is nothing (more) to be said of it yet. */
  | { readonly type: 'BacklogSeen'; readonly lookAt: Instant }
  | {
      readonly type: 'OperatorsAlarmed';
      readonly count: number;
      readonly oldest: Instant;
      readonly remindAt: Instant;
      readonly lookAt: Instant;
      readonly operators: readonly PersonRef[];
    }
  /** All of it has arrived or was dropped. */
  | { readonly type: 'BacklogGone'; readonly alarmed: readonly PersonRef[] };

const MINUTE_MS = 60_000;

/** Whether a command is worth looking at the whole delivery: most come while the next look is set already. Pure. */
export function isLookDue(
  state: DeliveryAlarm | undefined,
  { type, by, at }: Pick<DeliveryAlarmCommand, 'type' | 'by' | 'at'>,
): boolean {
  return type === 'LookAtBacklog' && by === 'system' && at >= (state?.lookAt ?? at);
}

/**
 * Decides what a look at the delivery means. Operators are told once of a backlog that is old enough, and once a morning while something
 * of it is left. A backlog in which everything is younger than the look before is another one. Pure.
 */
export function decideDeliveryAlarm(
  state: DeliveryAlarm | undefined,
  command: DeliveryAlarmCommand,
  facts: DeliveryAlarmFacts,
  policy: Policy,
): Decision<DeliveryAlarmEvent> {
  if (command.by !== 'system') {
    return refuse('not-yours');
  }
  if (!isLookDue(state, command)) {
    return accept();
  }
  const { since } = facts;
  if (since.length === 0) {
    return state?.lookAt === undefined ? accept() : accept(goneOf(state));
  }
  return lookAt(state, command.at, { ...facts, patienceMs: policy.alarmMinutes * MINUTE_MS });
}

function lookAt(
  state: DeliveryAlarm | undefined,
  at: Instant,
  facts: DeliveryAlarmFacts & {
    /** For so long operators are not told. */
    readonly patienceMs: number;
  },
): Decision<DeliveryAlarmEvent> {
  const { since, operators, nextMorning: remindAt, patienceMs } = facts;
  const oldest = Math.min(...since);
  const raised = isLeft(state, oldest) ? state.raised : undefined;
  const count = since.filter((one) => at - one >= patienceMs).length;
  if (count > 0 && at >= (raised?.remindAt ?? at)) {
    const told = { count, oldest, operators, remindAt, lookAt: at + patienceMs };
    return accept({ type: 'OperatorsAlarmed', ...told });
  }
  return raised === undefined
    ? accept(...endOf(state), { type: 'BacklogSeen', lookAt: oldest + patienceMs })
    : accept({ type: 'BacklogSeen', lookAt: at + patienceMs });
}

/** Whether something of the backlog before is left. */
function isLeft(state: DeliveryAlarm | undefined, oldest: Instant): state is DeliveryAlarm {
  return state !== undefined && oldest <= state.lookedAt;
}

/** Nothing of what operators were told of is left. */
function endOf(state: DeliveryAlarm | undefined): readonly DeliveryAlarmEvent[] {
  return state?.raised === undefined ? [] : [goneOf(state)];
}

function goneOf({ alarmed }: DeliveryAlarm): DeliveryAlarmEvent {
  return { type: 'BacklogGone', alarmed };
}

/** The alarm after one more event. Pure. */
export function evolveDeliveryAlarm(
  state: DeliveryAlarm | undefined,
  event: Stamped<DeliveryAlarmEvent>,
): DeliveryAlarm {
  const { at: lookedAt } = event;
  switch (event.type) {
    case 'BacklogSeen':
      return { ...(state ?? { alarmed: [] }), lookedAt, lookAt: event.lookAt };
    case 'OperatorsAlarmed': {
      const { count, oldest, remindAt, lookAt: next, operators: alarmed } = event;
      return { raised: { count, oldest, remindAt }, lookedAt, lookAt: next, alarmed };
    }
    case 'BacklogGone':
      return { lookedAt, alarmed: event.alarmed };
  }
}

/**
 * Every operator has a card of it, which rings anew with each alarm and is left alone when all has arrived. Each look sets the next one.
 * Pure.
 */
export function effectsOfDeliveryAlarm(event: Stamped<DeliveryAlarmEvent>): readonly Effect[] {
  switch (event.type) {
    case 'BacklogSeen':
      return [nextLook(event.lookAt)];
    case 'OperatorsAlarmed':
      return [
        ...event.operators.map(({ id }): Effect => ({
          ...{ type: 'Show', copy: `alarm:${id}`, card: 'alarm', to: { person: id } },
          ...{ ping: 'P15', moveDown: true },
        })),
        nextLook(event.lookAt),
      ];
    case 'BacklogGone':
      return event.alarmed.map(({ id }) => ({ type: 'Retire', copy: `alarm:${id}` }));
  }
}

function nextLook(at: Instant): Effect {
  return { type: 'WakeUp', at, command: { type: 'LookAtBacklog' } };
}

/** An alarm and its end say everything; of looks only the newest counts. Pure. */
export function supersedesInDeliveryAlarm(
  event: Stamped<DeliveryAlarmEvent>,
  earlier: Stamped<DeliveryAlarmEvent>,
): boolean {
  return event.type !== 'BacklogSeen' || earlier.type === 'BacklogSeen';
}

/** The alarm is found by its name, and in the list of what is stuck. Pure. */
export function summaryOfDeliveryAlarm(_alarm: DeliveryAlarm, at: Instant): Summary {
  return { kind: 'alarm', tags: [], search: '', at };
}
