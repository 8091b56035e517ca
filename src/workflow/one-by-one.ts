import type { OneByOne } from './ports';

/**
 * Lets ten clicks that come at the same moment stand in line instead of racing each other for one record. Only for this process:
 * what another one writes meanwhile is noticed by the conditional write. Whoever waits behind work that never ends waits for ever,
 * and work that comes back for its own name from inside would.
 */
export function createOneByOne(): OneByOne {
  const lines = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = lines.get(name);
    const mine = before === undefined ? work() : before.then(work, work);
    lines.set(name, mine);
    try {
      return await mine;
    } finally {
      if (lines.get(name) === mine) {
        lines.delete(name);
      }
    }
  };
}
