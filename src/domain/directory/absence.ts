import {
  accept,
  refuse,
  type CommandMeta,
  type Decision,
  type Instant,
  type PartnerId,
  type PersonId,
  type PersonRef,
  type RequestId,
  type Stamped,
} from '../kernel';
import type { Effect } from '../effects';
import { absenceProblems, isInHandChoice, type InHand, type TypedAbsence } from './absence-form';

/** Somebody is away, as they said it. Their home calendar counted the days when they said it; nothing moves them afterwards. */
export interface Absence {
  /** Counts what the person set, so that a timer of an earlier absence is recognised. */
  readonly edition: number;
  /** First and last day away, `YYYY-MM-DD`. */
  readonly fromDay: string;
  readonly untilDay: string;
  /** The first moment of the first day. */
  readonly from: Instant;
  /** The first moment after the last day. */
  readonly until: Instant;
  /** Absent for an expert, and for an FPM beside whom the directory knows no other. */
  readonly standIn?: PersonRef;
  readonly inHand: InHand;
  /** What was in hand at its beginning has gone to the stand-in. */
  readonly hasPassed?: true;
}

/** An absence that is over: what happened meanwhile is told once, in Today. */
export interface PastAbsence {
  readonly absence: Absence;
  /** Earlier than planned for whoever came back before. */
  readonly endedAt: Instant;
  /** The morning from which it is told no more; absent while it was not told. */
  readonly hideAt?: Instant;
}

/** What absences leave in a person's state. */
export interface Absences {
  /** Planned or running. */
  readonly absence?: Absence;
  /** The latest that was not called off before it began. */
  readonly lastAbsence?: PastAbsence;
  /** Edition of the latest that was ever set. */
  readonly absenceEdition?: number;
}

/** As much of a person as an absence is about. */
interface AbsentPerson extends Absences {
  readonly id: PersonId;
  readonly name: string;
  readonly fpmOf: readonly PartnerId[];
  readonly isExpert: boolean;
}

/** What can be asked about an absence, without who, when and why. */
export type AbsenceOrder =
  | ({ readonly type: 'SetAbsence' } & TypedAbsence)
  /** `edition`: the absence on whose card it was pressed; whichever it is when somebody typed it. */
  | { readonly type: 'EndAbsence'; readonly edition?: number }
  /** Timers: they only ask. `after`: number of the last request that was passed on. */
  | { readonly type: 'BeginAbsence'; readonly edition: number; readonly after?: number }
  | { readonly type: 'CloseAbsence'; readonly edition: number }
  /** Their Today has told what happened. */
  | { readonly type: 'NoteReturnTold'; readonly hideAt: Instant };

/** A command about an absence. */
export type AbsenceCommand = AbsenceOrder & CommandMeta;

/** What can have happened to an absence. */
export type AbsenceEvent =
  /** `passes`: what is in hand at its beginning goes to the stand-in. */
  | { readonly type: 'AbsenceSet'; readonly absence: Absence; readonly passes?: true }
  | {
      readonly type: 'RequestsPassed';
      readonly edition: number;
      readonly standIn: PersonRef;
      readonly requests: readonly RequestId[];
      /** Number of the last of them, where there are more. */
      readonly after?: number;
    }
  | { readonly type: 'AbsenceEnded'; readonly absence: Absence }
  /** Before it began. */
  | { readonly type: 'AbsenceCalledOff'; readonly edition: number }
  | { readonly type: 'ReturnTold'; readonly hideAt: Instant };

/** What deciding about an absence needs from elsewhere. */
export interface AbsenceFacts {
  /** The day on which they are at home, `YYYY-MM-DD`. */
  readonly today: string;
  /** First moment of the first day and first moment after the last; absent where these are no days. */
  readonly span?: { readonly from: Instant; readonly until: Instant };
  /** The chosen stand-in, as the directory knows them; absent for nobody who could be. */
  readonly standIn?: PersonRef;
  /** Whether the directory knows anybody who could stand in. */
  readonly hasChoice?: boolean;
  /** What is in hand, in the order of numbers, from the one asked for on. */
  readonly inHand?: { readonly requests: readonly RequestId[]; readonly after?: number };
}

/** Whether somebody is away at this moment. Pure. */
export function isAway({ absence }: Absences, at: Instant): boolean {
  return absence !== undefined && at >= absence.from && at < absence.until;
}

/** The absence from which somebody is back, told or not; `undefined` while they are away. Pure. */
export function returnOf(person: Absences, at: Instant): PastAbsence | undefined {
  const { absence, lastAbsence } = person;
  if (isAway(person, at)) {
    return undefined;
  }
  // Its timer may not have rung yet.
  return absence !== undefined && at >= absence.until
    ? { absence, endedAt: absence.until }
    : lastAbsence;
}

/** For whom absences are: those to whom work comes by itself. Pure. */
export function mayBeAway({ fpmOf, isExpert }: Pick<AbsentPerson, 'fpmOf' | 'isExpert'>): boolean {
  return fpmOf.length > 0 || isExpert;
}

/** Decides what a command means for somebody's absence. Only they say it; timers may come early, late or twice. Pure. */
export function decideAbsence(
  state: AbsentPerson,
  command: AbsenceCommand,
  facts: AbsenceFacts,
): Decision<AbsenceEvent> {
  switch (command.type) {
    case 'SetAbsence':
      return isTheirs(state, command) ? set(state, command, facts) : refuse('not-yours');
    case 'EndAbsence':
      return isTheirs(state, command) ? end(state, command) : refuse('not-yours');
    case 'BeginAbsence':
      return begin(state, command, facts);
    case 'CloseAbsence': {
      const { absence } = state;
      return absence?.edition === command.edition && command.at >= absence.until
        ? accept({ type: 'AbsenceEnded', absence })
        : accept();
    }
    case 'NoteReturnTold':
      return returnTold(state, command);
  }
}

/** It may be told before the timer of the end has rung. */
function returnTold(
  state: AbsentPerson,
  { at, hideAt }: Extract<AbsenceCommand, { type: 'NoteReturnTold' }>,
): Decision<AbsenceEvent> {
  const back = returnOf(state, at);
  if (back === undefined || back.hideAt !== undefined) {
    return accept();
  }
  const told = { type: 'ReturnTold', hideAt } as const;
  return back === state.lastAbsence
    ? accept(told)
    : accept<AbsenceEvent>({ type: 'AbsenceEnded', absence: back.absence }, told);
}

function isTheirs({ id }: AbsentPerson, { by }: CommandMeta): boolean {
  return by !== 'system' && by.id === id;
}

function set(
  state: AbsentPerson,
  command: SetAbsence,
  facts: AbsenceFacts,
): Decision<AbsenceEvent> {
  if (!mayBeAway(state)) {
    return refuse('away-for-whom');
  }
  const before = running(state, command.at);
  const said = saidOf(state, command, { ...facts, before });
  if (said === undefined) {
    return refuse('absence-wrong');
  }
  if (isSame(state.absence, said)) {
    return accept();
  }
  const edition = (state.absenceEdition ?? 0) + 1;
  if (isPassed(before, said)) {
    return accept({ type: 'AbsenceSet', absence: { edition, ...said, hasPassed: true } });
  }
  const event = { type: 'AbsenceSet', absence: { edition, ...said } } as const;
  return accept(said.inHand === 'all' ? { ...event, passes: true } : event);
}

type SetAbsence = Extract<AbsenceCommand, { type: 'SetAbsence' }>;

/** The absence as it was typed; `undefined` when something is wrong. */
function saidOf(
  { fpmOf }: AbsentPerson,
  command: SetAbsence,
  {
    today,
    span,
    standIn,
    hasChoice,
    before,
  }: AbsenceFacts & { readonly before: Absence | undefined },
): Said | undefined {
  const { from: fromDay, until: untilDay } = command;
  const needsStandIn = fpmOf.length > 0 && hasChoice === true;
  const inHand = needsStandIn ? command.inHand : 'new';
  const problems = absenceProblems(command, {
    today,
    ...(before === undefined ? {} : { begunOn: before.fromDay }),
    needsStandIn,
    isKnown: standIn !== undefined,
  });
  const isWrong = Object.keys(problems).length > 0;
  return isWrong || span === undefined || !isInHandChoice(inHand)
    ? undefined
    : {
        ...{ fromDay, untilDay, ...span, inHand },
        ...(needsStandIn && standIn !== undefined ? { standIn } : {}),
      };
}

function running(state: AbsentPerson, at: Instant): Absence | undefined {
  return isAway(state, at) ? state.absence : undefined;
}

type Said = Omit<Absence, 'edition' | 'hasPassed'>;

function isSame(known: Absence | undefined, said: Said): boolean {
  return (
    known?.from === said.from &&
    known.until === said.until &&
    known.inHand === said.inHand &&
    known.standIn?.id === said.standIn?.id
  );
}

/** What has gone to the stand-in at the beginning does not go again because the last day has changed. */
function isPassed(before: Absence | undefined, { inHand, standIn }: Said): boolean {
  return before?.hasPassed === true && inHand === 'all' && before.standIn?.id === standIn?.id;
}

function end(
  { absence }: AbsentPerson,
  { edition, at }: Extract<AbsenceCommand, { type: 'EndAbsence' }>,
): Decision<AbsenceEvent> {
  if (
    absence === undefined ||
    at >= absence.until ||
    (edition ?? absence.edition) !== absence.edition
  ) {
    return refuse('not-away');
  }
  return at < absence.from
    ? accept({ type: 'AbsenceCalledOff', edition: absence.edition })
    : accept({ type: 'AbsenceEnded', absence });
}

/** After a long silence the whole absence may be over: then nothing is passed on any more. */
function begin(
  state: AbsentPerson,
  { edition, at }: Extract<AbsenceCommand, { type: 'BeginAbsence' }>,
  { inHand }: AbsenceFacts,
): Decision<AbsenceEvent> {
  const { standIn } = state.absence ?? {};
  const isTime = state.absence?.edition === edition && isAway(state, at);
  if (!isTime || standIn === undefined || inHand === undefined || inHand.requests.length === 0) {
    return accept();
  }
  return accept({ type: 'RequestsPassed', edition, standIn, ...inHand });
}

/** What absences leave in the state after one more event. Pure. */
export function evolveAbsence(state: Absences, event: Stamped<AbsenceEvent>): Absences {
  const { absence, ...past } = state;
  switch (event.type) {
    case 'AbsenceSet':
      return { ...past, absence: event.absence, absenceEdition: event.absence.edition };
    case 'RequestsPassed':
      return absence === undefined || event.after !== undefined
        ? state
        : { ...state, absence: { ...absence, hasPassed: true } };
    case 'AbsenceEnded': {
      const { at } = event;
      const lastAbsence = {
        absence: event.absence,
        endedAt: Math.min(at, event.absence.until),
      };
      return { lastAbsence, absenceEdition: event.absence.edition };
    }
    case 'AbsenceCalledOff':
      return { ...past, absenceEdition: event.edition };
    case 'ReturnTold':
      return state.lastAbsence === undefined
        ? state
        : { ...state, lastAbsence: { ...state.lastAbsence, hideAt: event.hideAt } };
  }
}

const PLANNED = ['AbsenceSet', 'RequestsPassed', 'AbsenceCalledOff'] as const;

/** What need not be kept after each event: everything it says anew. */
const SUPERSEDED: Readonly<Record<AbsenceEvent['type'], readonly AbsenceEvent['type'][]>> = {
  AbsenceSet: PLANNED,
  RequestsPassed: ['RequestsPassed'],
  AbsenceEnded: [...PLANNED, 'AbsenceEnded', 'ReturnTold'],
  AbsenceCalledOff: PLANNED,
  ReturnTold: ['ReturnTold'],
};

/** Only the newest absence and the newest return are kept: the record does not grow. Pure. */
export function supersedesInAbsence(
  event: Stamped<AbsenceEvent>,
  earlier: { readonly type: string },
): boolean {
  return (SUPERSEDED[event.type] as readonly string[]).includes(earlier.type);
}

/** Whether an event is about an absence. Pure. */
export function isAbsenceEvent(event: { readonly type: string }): event is Stamped<AbsenceEvent> {
  return Object.hasOwn(SUPERSEDED, event.type);
}

/** The moments at which an absence begins and ends, and the handing over of each request at its beginning. Pure. */
export function effectsOfAbsence(
  event: Stamped<AbsenceEvent>,
  { id, name }: AbsentPerson,
): readonly Effect[] {
  switch (event.type) {
    case 'AbsenceSet': {
      const { edition, from, until } = event.absence;
      return [
        ...(event.passes === true ? [wakeUp(from, { type: 'BeginAbsence', edition })] : []),
        wakeUp(until, { type: 'CloseAbsence', edition }),
      ];
    }
    case 'RequestsPassed': {
      const { edition, standIn, requests, after, at } = event;
      const absent: PersonRef = { id, name };
      return [
        ...requests.map((record): Effect => {
          const command = { type: 'HandOver' as const, to: standIn.id, note: '', absent };
          return { type: 'Tell', record, command };
        }),
        ...(after === undefined ? [] : [wakeUp(at, { type: 'BeginAbsence', edition, after })]),
      ];
    }
    case 'AbsenceEnded':
    case 'AbsenceCalledOff':
    case 'ReturnTold':
      return [];
  }
}

function wakeUp(at: Instant, command: Extract<AbsenceOrder, { readonly edition: number }>): Effect {
  return { type: 'WakeUp', at, command };
}
