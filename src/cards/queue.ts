import type { Button, CardModel } from './card-model';
import type { Drawing } from './drawing';

/** Where somebody stands who decides one request after the other in one message. */
export interface QueuePlace {
  /** Numbers of the requests that were shown so far, separated by commas. */
  readonly seen: string;
  /** What became of the last one. */
  readonly said?: string;
}

const SEEN = /^[\d,]{0,400}$/;

/** The place in the queue that a pressed button carries; `undefined` outside of a queue, or for anything else. Pure. */
export function readQueue(payload: unknown): string | undefined {
  const { queue } = (payload ?? {}) as { readonly queue?: unknown };
  return typeof queue === 'string' && SEEN.test(queue) ? queue : undefined;
}

/** A request's card inside the queue: every button carries the place on, and one leads back to Today. Pure. */
export function inQueue(draw: Drawing, model: CardModel, queue: QueuePlace): CardModel {
  const carried = (button: Button): Button => ({
    ...button,
    payload: { ...button.payload, queue: queue.seen },
  });
  const back: Button = { title: draw.t('button.back-to-today'), verb: 'today.back', payload: {} };
  const intro = [queue.said, model.intro].filter((part) => part !== undefined && part !== '');
  return {
    ...model,
    ...(intro.length === 0 ? {} : { intro: intro.join('\n\n') }),
    buttons: [...(model.buttons ?? []).map(carried), back],
  };
}
