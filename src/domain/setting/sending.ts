import {
  accept,
  refuse,
  type CommandMeta,
  type Decision,
  type Instant,
  type PersonRef,
  type SettingId,
  type Stamped,
} from '../kernel';
import type { Effect } from '../effects';
import type { Policy } from '../policy';
import type { Summary } from '../summary';

/** The one record of whether anything is sent, which every process reads. */
export const SENDING: SettingId = 'setting:sending';

/** Sending that was stopped by hand: since when and by whom. */
export interface Hold {
  readonly by: PersonRef;
  readonly at: Instant;
}

/** Whether messages go out. Absent hold: they do. */
export interface Sending {
  readonly hold?: Hold;
  /** Operators who have a card that says so. */
  readonly told: readonly PersonRef[];
}

/** Every command of it. */
export type SendingCommand = CommandMeta &
  (
    | { readonly type: 'HoldSending' }
    | { readonly type: 'ReleaseSending' }
    /** The timer of a hold, named by its beginning: that of an earlier one is over. */
    | { readonly type: 'RemindOfHold'; readonly since: Instant }
    | { readonly type: 'NoteDelivery' }
  );

/** Who operates the desk, from the directory. */
export interface SendingFacts {
  readonly operators: readonly PersonRef[];
}

/** What can have happened to it. */
export type SendingEvent =
  | {
      readonly type: 'SendingHeld';
      readonly operators: readonly PersonRef[];
      readonly remindAt: Instant;
    }
  | {
      readonly type: 'HoldReminded';
      readonly operators: readonly PersonRef[];
      readonly remindAt: Instant;
    }
  | { readonly type: 'SendingReleased' };

const HOUR_MS = 3_600_000;

/** Operators hold and release; a hold reminds of itself until it ends. Pure. */
export function decideSending(
  state: Sending | undefined,
  command: SendingCommand,
  { operators }: SendingFacts,
  policy: Policy,
): Decision<SendingEvent> {
  const remindAt = command.at + policy.holdReminderHours * HOUR_MS;
  if (command.by === 'system') {
    const isDue = command.type === 'RemindOfHold' && state?.hold?.at === command.since;
    return isDue ? accept({ type: 'HoldReminded', operators, remindAt }) : accept();
  }
  const { id } = command.by;
  if (!operators.some((one) => one.id === id)) {
    return refuse('not-yours');
  }
  return command.type === 'HoldSending'
    ? begin(state?.hold, { type: 'SendingHeld', operators, remindAt })
    : end(state?.hold);
}

function begin(hold: Hold | undefined, held: SendingEvent): Decision<SendingEvent> {
  return hold === undefined ? accept(held) : refuse('already-done', hold);
}

function end(hold: Hold | undefined): Decision<SendingEvent> {
  return hold === undefined ? accept() : accept({ type: 'SendingReleased' });
}

/** The setting after one more event. Pure. */
export function evolveSending(
  state: Sending | undefined,
  event: Stamped<SendingEvent>,
): Sending | undefined {
  switch (event.type) {
    case 'SendingHeld':
      return event.by === 'system'
        ? state
        : { hold: { by: event.by, at: event.at }, told: event.operators };
    case 'HoldReminded':
      return state === undefined ? state : { ...state, told: event.operators };
    case 'SendingReleased':
      return { told: state?.told ?? [] };
  }
}

/** Every operator has a card of a hold, and is reminded of it; when it ends the card says so and is left alone. Pure. */
export function effectsOfSending(event: Stamped<SendingEvent>, after: Sending): readonly Effect[] {
  const copies = after.told.map(({ id }) => ({ copy: `hold:${id}`, to: { person: id } }));
  if (event.type === 'SendingReleased') {
    return copies.map(({ copy }) => ({ type: 'Retire', copy }));
  }
  const since = after.hold?.at ?? event.at;
  return [
    ...copies.map((one): Effect => ({
      ...{ type: 'Show', card: 'sending', ping: 'P20', moveDown: true },
      ...one,
    })),
    { type: 'WakeUp', at: event.remindAt, command: { type: 'RemindOfHold', since } },
  ];
}

/** Only the newest reminder tells anything. Pure. */
export function supersedesInSending(
  event: Stamped<SendingEvent>,
  earlier: Stamped<SendingEvent>,
): boolean {
  return event.type !== 'SendingHeld' && earlier.type === 'HoldReminded';
}

/** The setting is found by its name only. Pure. */
export function summaryOfSending(_sending: Sending, at: Instant): Summary {
  return { kind: 'setting', tags: [], search: '', at };
}
