import {
  accept,
  refuse,
  type CommandMeta,
  type CredentialId,
  type Decision,
  type Instant,
  type PersonRef,
  type Stamped,
} from '../kernel';
import type { Effect } from '../effects';
import type { Policy } from '../policy';
import type { Summary } from '../summary';

/** The client secret of the bot's registration. */
export const CLIENT_SECRET: CredentialId = 'credential:client-secret';

/** A secret with an end, of which operators are reminded: after it nothing reaches Teams any more. */
export interface Credential {
  readonly id: CredentialId;
  /** Absent where none is known, or there is no secret any more. */
  readonly endsAt?: Instant;
  /** The newest mark at which operators were reminded, in days before the end. */
  readonly remindedAt?: number;
}

/** Every command of a credential; each is given by the process itself. */
export type CredentialCommand = CommandMeta &
  /** What the settings say, at every start. */
  (
    | { readonly type: 'NoteEnd'; readonly id: CredentialId; readonly endsAt?: Instant }
    /** The timer of a mark. */
    | { readonly type: 'RemindOfEnd' }
  );

/** Who is to be reminded. */
export interface CredentialFacts {
  readonly operators: readonly PersonRef[];
}

/** What can have happened to a credential. */
export type CredentialEvent =
  | {
      readonly type: 'EndNoted';
      readonly id: CredentialId;
      readonly endsAt?: Instant;
      readonly nextAt?: Instant;
    }
  | {
      readonly type: 'EndCameNear';
      /** Days before the end. */
      readonly mark: number;
      readonly operators: readonly PersonRef[];
      readonly nextAt?: Instant;
    };

const DAY_MS = 86_400_000;

/** Decides what a command means for a credential: each mark counts once, and only the newest of several that were missed. Pure. */
export function decideCredential(
  state: Credential | undefined,
  command: CredentialCommand,
  facts: CredentialFacts,
  { secretEndMarks: marks }: Policy,
): Decision<CredentialEvent> {
  if (command.by !== 'system') {
    return refuse('not-yours');
  }
  return command.type === 'NoteEnd'
    ? noteEnd(state, command, marks)
    : remind(state, command.at, { marks, ...facts });
}

function noteEnd(
  state: Credential | undefined,
  { id, endsAt, at }: Extract<CredentialCommand, { type: 'NoteEnd' }>,
  marks: readonly number[],
): Decision<CredentialEvent> {
  if (endsAt === state?.endsAt) {
    return accept();
  }
  return endsAt === undefined
    ? accept({ type: 'EndNoted', id })
    : accept({ type: 'EndNoted', id, endsAt, nextAt: Math.max(at, moment(endsAt, marks)) });
}

function remind(
  state: Credential | undefined,
  at: Instant,
  { marks, operators }: CredentialFacts & { readonly marks: readonly number[] },
): Decision<CredentialEvent> {
  const { endsAt, remindedAt = Infinity } = state ?? {};
  if (endsAt === undefined) {
    return accept();
  }
  // Infinity while none has passed.
  const mark = Math.min(...marks.filter((one) => at >= moment(endsAt, [one])));
  if (mark >= remindedAt) {
    return accept();
  }
  const later = marks.filter((one) => one < mark);
  const next = later.length === 0 ? {} : { nextAt: moment(endsAt, later) };
  return accept({ type: 'EndCameNear', mark, operators, ...next });
}

/** When the first of these marks is reached. */
function moment(endsAt: Instant, marks: readonly number[]): Instant {
  return endsAt - Math.max(...marks) * DAY_MS;
}

/** The credential after one more event: a new end begins anew. Pure. */
export function evolveCredential(
  state: Credential | undefined,
  event: Stamped<CredentialEvent>,
): Credential | undefined {
  if (event.type === 'EndNoted') {
    const { id, endsAt } = event;
    return endsAt === undefined ? { id } : { id, endsAt };
  }
  return state === undefined ? undefined : { ...state, remindedAt: event.mark };
}

/** Only the newest end, and the newest reminder of it, tell anything. Pure. */
export function supersedesInCredential(
  event: Stamped<CredentialEvent>,
  earlier: Stamped<CredentialEvent>,
): boolean {
  return event.type === 'EndNoted' || earlier.type === 'EndCameNear';
}

/** A reminder is one card for each operator, which moves down and rings; cards of an earlier end are drawn anew where they are. Pure. */
export function effectsOfCredential(event: Stamped<CredentialEvent>): readonly Effect[] {
  const shows =
    event.type === 'EndNoted'
      ? []
      : event.operators.map(({ id }): Effect => ({
          ...{ type: 'Show', copy: `operator:${id}`, card: 'credential', to: { person: id } },
          ...{ ping: 'P19', moveDown: true },
        }));
  return event.nextAt === undefined
    ? shows
    : [...shows, { type: 'WakeUp', at: event.nextAt, command: { type: 'RemindOfEnd' } }];
}

/** A credential is found by its id, and in the list of what is stuck. Pure. */
export function summaryOfCredential(_credential: Credential, at: Instant): Summary {
  return { kind: 'credential', tags: [], search: '', at };
}
