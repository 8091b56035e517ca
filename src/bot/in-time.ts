/** How long something may take, and what it fails with when it takes longer. */
export interface TimeLimit {
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly late: () => Error;
}

/**
 * Ends work that takes too long, whether or not it listens to the signal it is given.
 * @throws what `late` makes, or whatever the work throws before that.
 */
export async function inTime<Outcome>(
  { timeoutMs, late }: TimeLimit,
  work: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(late());
      controller.abort();
    }, timeoutMs);
  });

  try {
    return await Promise.race([work(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
  }
}
