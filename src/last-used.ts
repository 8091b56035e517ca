/** A map with a bound: what nobody asked for longest makes room. */
export interface LastUsed<Value> {
  /** Counts as a use. */
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** Keeps the `max` entries used last, in the memory of this process. A `Map` remembers the order in which keys came. */
export function createLastUsed<Value>(max: number): LastUsed<Value> {
  const entries = new Map<string, Value>();

  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }

      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > max && oldest !== undefined) {
        entries.delete(oldest);
      }
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
