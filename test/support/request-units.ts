import type { Charge } from '../../src/store/cosmos-items';

interface Sum {
  readonly calls: number;
  readonly units: number;
  readonly most: number;
}

const NOTHING: Sum = { calls: 0, units: 0, most: 0 };

/** Adds up what the calls of a test run cost, by operation and query. */
export class RequestUnits {
  readonly #sums = new Map<string, Sum>();

  readonly add = ({ what, requestUnits }: Charge): void => {
    const { calls, units, most } = this.#sums.get(what) ?? NOTHING;
    const sum = {
      calls: calls + 1,
      units: units + requestUnits,
      most: Math.max(most, requestUnits),
    };
    this.#sums.set(what, sum);
  };

  /** How many answers there were to this operation or query. */
  calls(what: string): number {
    return (this.#sums.get(what) ?? NOTHING).calls;
  }

  /** One line per operation or query: how often, on average, at most. */
  table(): string {
    const lines = [...this.#sums].map(
      ([what, { calls, units, most }]) =>
        `${what.padEnd(12)}${String(calls).padStart(6)} calls  ${(units / calls).toFixed(2)} RU on average, ${most.toFixed(2)} at most`,
    );
    return `${lines.sort().join('\n')}\n`;
  }
}
