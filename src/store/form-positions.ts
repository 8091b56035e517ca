import { z } from 'zod';
import type { FormPositions } from '../workflow/form-position-port';
import type { RecordStore } from '../workflow/store-port';

/** A form nobody touched for so long is found again from its draft. Thirty days, in milliseconds. */
const KEPT_MS = 30 * 86_400_000;

const place = z.object({ draftId: z.string(), step: z.string(), formVersion: z.number() });
/** What another version may have written is read as no position. */
const kept = z.object({ position: place.optional() }).catch({});

/** Form positions as records of the same store, one per person. */
export function createFormPositions(store: RecordStore, clock: { now(): number }): FormPositions {
  return {
    load: async (person) => {
      const found = await store.read(idOf(person), clock.now());
      if (found === undefined) {
        return {};
      }
      const { position } = kept.parse(found.record.body);
      return { version: found.version, ...(position === undefined ? {} : { position }) };
    },
    save: async (person, position, version) => {
      const now = clock.now();
      const record = {
        id: idOf(person),
        schema: 1,
        summary: { kind: 'dialog', tags: [], search: '', at: now },
        expiresAt: now + KEPT_MS,
        body: position === undefined ? {} : { position: { ...position } },
      };
      const written =
        version === undefined
          ? await store.create(record, now)
          : await store.replace(record, version);
      return written !== undefined;
    },
  };
}

function idOf(person: string): string {
  return `dialog:${person}`;
}
