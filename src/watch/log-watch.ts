import { EFFECT_REACH } from '../domain/effect-reach';
import type { Log } from '../log';
import type { Watch } from '../workflow/watch-port';

/**
 * One line for each turn, each thing that was sent and each timer that rang, so that what came of a click can be read by its trace.
 * What failed is told by who tries it again.
 */
export function createLogWatch(log: Log): Watch {
  return {
    turned: ({ type, ms }) => {
      log.info({ type, ms }, 'A turn has ended.');
    },
    // Told by whoever answers, with more than the code.
    refused: () => undefined,
    called: () => undefined,
    storeThrottled: () => undefined,
    carried: ({ id, what, ms, attempt, code, began }) => {
      if (code === undefined) {
        const fields = { id, what, ms, attempt, ...(began === undefined ? {} : { began }) };
        // There are several between records for each that reaches somebody.
        log[EFFECT_REACH[what] === 'record' ? 'debug' : 'info'](
          fields,
          'An effect was carried out.',
        );
      }
    },
  };
}
