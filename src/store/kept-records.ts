import { createLastUsed } from '../last-used';

/** Records kept in the memory of this process: a page of the longest list, and what a desk touches meanwhile. */
const KEPT_MAX = 500;

/** Longest body kept, in characters of its JSON, so that all together they stay below 16 million. */
const BODY_MAX_CHARS = 32 * 1024;

/** What was just fetched of a record, not parsed yet. */
export interface Fetched {
  readonly id: string;
  /** As the engine has it at this moment. */
  readonly version: string;
  /** JSON text. */
  readonly body: string;
}

/** Records that need not be parsed again. */
export interface KeptRecords<Found> {
  /**
   * What `parse` once made of this very version of the record: the same object again, frozen through and through. Nothing is remembered
   * when `parse` throws.
   */
  of(fetched: Fetched, parse: () => Found): Found;
  /** What this version of the record holds, if it is kept. */
  known(id: string, version: string): Found | undefined;
}

/**
 * Keeps the last version seen of the 500 records used last. It spares the parsing, never the reading: the version comes from the engine
 * each time, every write makes a new one, and so what another process wrote is seen at once. Nothing depends on age.
 */
export function createKeptRecords<Found>(): KeptRecords<Found> {
  const entries = createLastUsed<{ readonly version: string; readonly found: Found }>(KEPT_MAX);

  return {
    of: ({ id, version, body }, parse) => {
      const kept = entries.get(id);
      if (kept?.version === version) {
        return kept.found;
      }
      const found = frozen(parse());
      if (body.length > BODY_MAX_CHARS) {
        entries.delete(id);
      } else {
        entries.set(id, { version, found });
      }
      return found;
    },
    known: (id, version) => {
      const kept = entries.get(id);
      return kept?.version === version ? kept.found : undefined;
    },
  };
}

/** One reader cannot change what the next one is given. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
