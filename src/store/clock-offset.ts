import { z } from 'zod';
import { PermanentError, TransientError } from '../errors';
import type { ClockOffsets } from '../workflow/movable-clock-port';
import type { RecordStore } from '../workflow/store-port';

const ID = 'clock:business';
/** The record never expires, so that the moment of a read does not matter. */
const WHENEVER = 0;
/** Nobody else but another fast forward writes this record. */
const RACES_MAX = 100;

const kept = z.object({ offsetMs: z.number().int() });

interface Found {
  readonly offsetMs: number;
  readonly version: string;
}

/**
 * The offset of the demo's business clock as the record `clock:business` of the same store.
 * Both calls throw PermanentError `store/corrupt` when the record is not readable: with a clock that goes back, what was promised
 * would lie in the future once more.
 */
export function createClockOffsets(store: RecordStore): ClockOffsets {
  async function find(): Promise<Found | undefined> {
    const found = await store.read(ID, WHENEVER);
    if (found === undefined) {
      return undefined;
    }
    const body = kept.safeParse(found.record.body);
    if (!body.success) {
      throw new PermanentError('store/corrupt', 'The offset of the clock cannot be read.');
    }
    return { ...body.data, version: found.version };
  }

  async function raise(offsetMs: number): Promise<number> {
    const record = {
      id: ID,
      schema: 1,
      summary: { kind: 'clock', tags: [], search: '', at: offsetMs },
      body: { offsetMs },
    };
    for (let race = 0; race < RACES_MAX; race += 1) {
      const found = await find();
      if (found !== undefined && found.offsetMs >= offsetMs) {
        return found.offsetMs;
      }
      const written =
        found === undefined
          ? await store.create(record, WHENEVER)
          : await store.replace(record, found.version);
      if (written !== undefined) {
        return offsetMs;
      }
    }
    throw new TransientError('store/conflict', 'The offset of the clock kept changing.');
  }

  return { load: async () => (await find())?.offsetMs, raise };
}
