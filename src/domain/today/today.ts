import {
  accept,
  refuse,
  type CommandMeta,
  type Decision,
  type Instant,
  type PersonRef,
  type Stamped,
  type TodayId,
} from '../kernel';
import type { Effect } from '../effects';
import type { Summary } from '../summary';
import { isWorthAMorning, NOTHING_WAITS, type Duties } from './duty';

/** What waits for one person: one record per person, one card per working day (S5). */
export interface Today {
  readonly id: TodayId;
  readonly person: PersonRef;
  /** The next working morning. */
  readonly nextAt: Instant;
  /** The day whose card is shown, `YYYY-MM-DD`; absent before the first. */
  readonly day?: string;
  readonly duties: Duties;
  /** Somebody decides one after the other in this very message: it is left alone until then. */
  readonly busyUntil?: Instant;
}

/** Every command of a Today record. */
export type TodayCommand = CommandMeta &
  (
    | { readonly type: 'StartToday'; readonly id: TodayId; readonly person: PersonRef }
    /** The timer of the working morning. */
    | { readonly type: 'BeginDay' }
    /** The person asks what waits for them. */
    | { readonly type: 'OpenToday' }
    /** Something that waits for the person may have changed. */
    | { readonly type: 'RefreshToday' }
    /** The person decides one after the other in the card's message. */
    | { readonly type: 'WorkThrough' }
    | { readonly type: 'StopWorkingThrough' }
  );

/** What a Today record needs from elsewhere. */
export interface TodayFacts {
  readonly duties: Duties;
  /** The working morning after this moment. */
  readonly nextAt: Instant;
  /** Today's date where the person is, `YYYY-MM-DD`. */
  readonly day: string;
  /** Whether the person works at this moment, and is not away. */
  readonly isWorking: boolean;
}

/** What can have happened to a Today record. */
export type TodayEvent =
  | {
      readonly type: 'TodayStarted';
      readonly id: TodayId;
      readonly person: PersonRef;
      readonly nextAt: Instant;
    }
  | {
      readonly type: 'DayBegun';
      readonly day: string;
      readonly duties: Duties;
      readonly nextAt: Instant;
    }
  /** A morning at which the process was down until after work, or nothing waited. */
  | { readonly type: 'DayPassed'; readonly duties: Duties; readonly nextAt: Instant }
  | { readonly type: 'TodayOpened'; readonly day: string; readonly duties: Duties }
  | { readonly type: 'DutiesChanged'; readonly duties: Duties }
  | { readonly type: 'QueueBegun'; readonly until: Instant }
  | { readonly type: 'QueueEnded'; readonly duties: Duties };

/** Longest time a message stays a queue without a click, in milliseconds. */
const QUEUE_MS = 15 * 60_000;

/** Decides what a command means for a person's Today. Pure. */
export function decideToday(
  state: Today | undefined,
  command: TodayCommand,
  facts: TodayFacts,
): Decision<TodayEvent> {
  if (command.type === 'StartToday') {
    const { id, person } = command;
    return state === undefined
      ? accept({ type: 'TodayStarted', id, person, nextAt: facts.nextAt })
      : accept();
  }
  if (state === undefined) {
    return refuse('not-found');
  }
  if (command.by !== 'system' && command.by.id !== state.person.id) {
    return refuse('not-yours');
  }
  switch (command.type) {
    case 'BeginDay':
      return beginDay(state, command, facts);
    case 'OpenToday':
      return accept({ type: 'TodayOpened', day: facts.day, duties: facts.duties });
    case 'RefreshToday':
      return refresh(state, command, facts);
    case 'WorkThrough':
      return accept({ type: 'QueueBegun', until: command.at + QUEUE_MS });
    case 'StopWorkingThrough':
      return accept({ type: 'QueueEnded', duties: facts.duties });
  }
}

function beginDay(state: Today, command: CommandMeta, facts: TodayFacts): Decision<TodayEvent> {
  if (command.at < state.nextAt) {
    return accept();
  }
  const { duties, nextAt, day } = facts;
  return facts.isWorking && isWorthAMorning(duties)
    ? accept({ type: 'DayBegun', day, duties, nextAt })
    : accept({ type: 'DayPassed', duties, nextAt });
}

function refresh(state: Today, command: CommandMeta, facts: TodayFacts): Decision<TodayEvent> {
  if (state.busyUntil !== undefined) {
    return command.at < state.busyUntil
      ? accept()
      : accept({ type: 'QueueEnded', duties: facts.duties });
  }
  const isShown = state.day !== undefined;
  const isSame = JSON.stringify(state.duties) === JSON.stringify(facts.duties);
  return !isShown || isSame ? accept() : accept({ type: 'DutiesChanged', duties: facts.duties });
}

/** A person's Today after one more event. Pure. */
export function evolveToday(
  state: Today | undefined,
  event: Stamped<TodayEvent>,
): Today | undefined {
  if (event.type === 'TodayStarted') {
    const { id, person, nextAt } = event;
    return state ?? { id, person, nextAt, duties: NOTHING_WAITS };
  }
  if (state === undefined) {
    return undefined;
  }
  const { busyUntil: _over, ...idle } = state;
  switch (event.type) {
    case 'DayBegun':
      return { ...idle, day: event.day, duties: event.duties, nextAt: event.nextAt };
    case 'DayPassed':
      return { ...idle, duties: event.duties, nextAt: event.nextAt };
    case 'TodayOpened':
      return { ...idle, day: event.day, duties: event.duties };
    case 'DutiesChanged':
    case 'QueueEnded':
      return { ...idle, duties: event.duties };
    case 'QueueBegun':
      return { ...state, busyUntil: event.until };
  }
}

/** The orders that follow. Pure. */
export function effectsOfToday(event: Stamped<TodayEvent>, after: Today): readonly Effect[] {
  const show = {
    type: 'Show',
    copy: 'today',
    card: 'today',
    to: { person: after.person.id },
    moveDown: true,
  } as const;
  const next: Effect = { type: 'WakeUp', at: after.nextAt, command: { type: 'BeginDay' } };
  switch (event.type) {
    case 'TodayStarted':
    case 'DayPassed':
      return [next];
    case 'DayBegun':
      return [{ ...show, ping: 'P8' }, next, ...returnTold(event, after)];
    case 'TodayOpened':
      return [show, ...returnTold(event, after)];
    case 'QueueBegun':
      return [{ type: 'WakeUp', at: event.until, command: { type: 'RefreshToday' } }];
    case 'QueueEnded': {
      const { moveDown: _stays, ...inPlace } = show;
      // Nobody pressed on: the message shows a request still, and Today takes its place again.
      return event.by === 'system' && after.day !== undefined ? [inPlace] : [];
    }
    case 'DutiesChanged':
      return [];
  }
}

/** What happened while they were away is told until the next morning. */
function returnTold({ duties }: { readonly duties: Duties }, today: Today): readonly Effect[] {
  const command = { type: 'NoteReturnTold' as const, hideAt: today.nextAt };
  return duties.whileAway === undefined ? [] : [{ type: 'Tell', record: today.person.id, command }];
}

const CHANGES = ['DutiesChanged', 'QueueEnded'] as const;

/** What need not be kept after each event: everything it says anew. */
const SUPERSEDED: Readonly<Record<TodayEvent['type'], readonly TodayEvent['type'][]>> = {
  TodayStarted: [],
  DayBegun: ['DayBegun', 'DayPassed', 'TodayOpened', 'QueueBegun', ...CHANGES],
  DayPassed: ['DayPassed', 'QueueBegun', ...CHANGES],
  TodayOpened: ['TodayOpened', 'QueueBegun', ...CHANGES],
  DutiesChanged: ['QueueBegun', ...CHANGES],
  QueueEnded: ['QueueBegun', ...CHANGES],
  QueueBegun: ['QueueBegun'],
};

/** Only the newest day, list and queue are kept: the record does not grow. Pure. */
export function supersedesToday(event: Stamped<TodayEvent>, earlier: Stamped<TodayEvent>): boolean {
  return SUPERSEDED[event.type].includes(earlier.type);
}

/** A Today record is found by its person's id only. Pure. */
export function summaryOfToday(_today: Today, at: Instant): Summary {
  return { kind: 'today', tags: [], search: '', at };
}
