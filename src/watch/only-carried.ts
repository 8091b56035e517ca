import type { Watch } from '../workflow/watch-port';

const nothing = (): void => undefined;

/** A watch for whoever wants to know only what came of effects. */
export function onlyCarried(carried: Watch['carried']): Watch {
  return { carried, turned: nothing, refused: nothing, called: nothing, storeThrottled: nothing };
}
