/**
 * Every code that an error of ours can carry, each with what it means for whoever reads the log.
 * Codes are stable: alerts and the README refer to them.
 */
export const ERROR_CODES = {
  'bug/unreachable': 'A place was reached that the types rule out.',
  'config/invalid': 'A setting is missing or wrong; the process does not start.',
  'directory/invalid':
    'The directory file has problems; the process does not start, or nothing is imported.',
  'delivery/refused': 'Teams refuses this message for good (blocked, uninstalled, removed).',
  'delivery/faulty':
    'Teams refuses this message or our registration; nothing is wrong with the chat itself.',
  'delivery/gone': 'The message or chat to be edited does not exist any more.',
  'delivery/throttled': 'Teams asked us to slow down.',
  'delivery/unavailable': 'Teams could not be reached or failed for the moment.',
  'delivery/unreachable': 'No way is known to reach this person.',
  'graph/faulty': 'Microsoft Graph cannot take what we asked, or answered what we do not know.',
  'graph/gone': 'Microsoft Graph does not know the person, app or chat we asked about.',
  'graph/refused':
    'Microsoft Graph refuses: a permission, licence or policy is missing, or the token is not taken.',
  'graph/throttled': 'Microsoft Graph asked us to slow down.',
  'graph/unavailable': 'Microsoft Graph could not be reached or failed for the moment.',
  'graph/unclear':
    'Nobody knows whether Microsoft Graph did what must not be done twice; a person has to look.',
  'keys/unavailable': 'The signing keys of Teams could not be fetched.',
  'mail/unavailable': 'A mail could not be handed over for the moment.',
  'dump/refused': 'An export or import cannot be made as it was asked for; nothing was written.',
  'dump/unfinished': 'The store holds half an import; the process does not start.',
  'message/out-of-order': 'A message between records came before its predecessor.',
  'store/conflict': 'A record kept changing while we tried to write it.',
  'store/corrupt': 'A stored record does not have the shape this version knows.',
  'store/too-large': 'A record would grow beyond its bound.',
  'store/unavailable': 'The store could not be reached or failed for the moment.',
} as const;

/** One of the stable codes of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What an error may carry besides its code: ids, counts and times only; never text, tokens or names. */
export interface ErrorExtras {
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  readonly cause?: unknown;
}

abstract class CodedError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = extras.details ?? {};
  }
}

/** The outside world failed in a way that may pass: the dispatcher tries again later. `details.retryAfterMs` is honoured. */
export class TransientError extends CodedError {}

/** The outside world refused for good: trying again is useless, another way or a person is needed. */
export class PermanentError extends CodedError {}

/** We are wrong: seen only when a rule of this code base was broken. */
export class BugError extends CodedError {}
