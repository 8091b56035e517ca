import type { Watch } from '../workflow/watch-port';

/** One watch that tells several. */
export function allOf(watches: readonly Watch[]): Watch {
  return {
    turned: (turn) => {
      watches.forEach((one) => {
        one.turned(turn);
      });
    },
    carried: (carriage) => {
      watches.forEach((one) => {
        one.carried(carriage);
      });
    },
    refused: (code) => {
      watches.forEach((one) => {
        one.refused(code);
      });
    },
    called: (call) => {
      watches.forEach((one) => {
        one.called(call);
      });
    },
    storeThrottled: () => {
      watches.forEach((one) => {
        one.storeThrottled();
      });
    },
  };
}
