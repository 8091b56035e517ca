import { setTimeout as pause } from 'node:timers/promises';

/** Settles as the work does, or with nothing when so many milliseconds are over; the work then goes on unwatched. */
export async function within<Result>(
  ms: number,
  work: Promise<Result>,
): Promise<Result | undefined> {
  const isOver = new AbortController();
  const end = pause(ms, undefined, { signal: isOver.signal }).catch(() => undefined);
  try {
    return await Promise.race([work, end]);
  } finally {
    isOver.abort();
  }
}
