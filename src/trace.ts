import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

/**
 * One id for an activity of Teams and for everything that comes of it: commands, effects (also those that another process carries out
 * later), log lines, calls to Graph. 32 hexadecimal digits, which is a trace id of W3C Trace Context and, with dashes, a GUID.
 */
export type Trace = string;

const DIGITS = 32;

const current = new AsyncLocalStorage<Trace | undefined>();

/** The trace of a cause: the same on every process and for every repeat of it. Pure. */
export function traceOf(cause: string): Trace {
  return createHash('sha256').update(cause).digest('hex').slice(0, DIGITS);
}

/** Does work as part of a trace, or of none; what it sets going in the background is part of it as well. */
export function inTrace<Result>(trace: Trace | undefined, work: () => Result): Result {
  return current.run(trace, work);
}

/** The trace of which the present work is a part, if it is part of one. */
export function currentTrace(): Trace | undefined {
  return current.getStore();
}

/** A trace as a GUID, the form in which Microsoft Graph and its support know it. Pure. */
export function guidOf(trace: Trace): string {
  return trace.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
