/**
 * Keeps a piece of work from running twice at the same time: whoever asks while it runs shares its outcome, be it a
 * value or an error. The next one who asks after its end starts it anew. Without it a herd of turns would fetch the
 * same key or token once each.
 */
export function singleFlight<Outcome>(work: () => Promise<Outcome>): () => Promise<Outcome> {
  let running: Promise<Outcome> | undefined;

  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });

    return running;
  };
}
