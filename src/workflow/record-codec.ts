import { createHash } from 'node:crypto';
import type { RecordId } from '../domain/kernel';
import { BugError } from '../errors';
import type { Copy, HistoryEvent, LiveRecord, PendingEffect } from './record';
import type { Json } from './store-port';

/** Shape of the body this version writes. Older ones are read through {@link upcast}. */
export const SCHEMA = 1;

/** Stands where a typed text was; no field of ours has this name. */
const MARK = '#text';

/** The parts of a record that are kept; the state is folded from the events. */
export type Kept = Omit<LiveRecord, 'state' | 'version'>;

/**
 * The body as stored: what people typed stands once under its hash, so that it can be erased without touching an event.
 * Pure.
 */
export function encodeBody(kept: Kept): Json {
  const texts: Record<string, string> = {};
  const { events, past, count, effects, copies, told, heard, drawn } = kept;
  const body = lift({ events, past, count, effects, copies, told, heard, drawn }, texts);
  return { ...(body as Record<string, Json>), texts };
}

/** The reverse of {@link encodeBody}. @throws BugError `store/corrupt` when the body is not one of ours. */
export function decodeBody(id: RecordId, schema: number, body: Json): Kept {
  const current = upcast(id, schema, body);
  const texts = (current['texts'] ?? {}) as Readonly<Record<string, string>>;
  const events = lower(current['events'] ?? [], texts) as unknown[] as HistoryEvent[];
  return {
    id,
    events,
    past: (current['past'] ?? []) as string[],
    count: (current['count'] ?? events.length) as number,
    effects: lower(current['effects'] ?? [], texts) as unknown[] as PendingEffect[],
    copies: lower(current['copies'] ?? [], texts) as unknown[] as Copy[],
    told: (current['told'] ?? {}) as Record<string, number>,
    heard: (current['heard'] ?? {}) as Record<string, number>,
    drawn: (current['drawn'] ?? 0) as number,
  };
}

/** A body of any older version in today's shape. */
function upcast(id: string, schema: number, body: Json): Readonly<Record<string, Json>> {
  if (schema !== SCHEMA || body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new BugError('store/corrupt', 'A stored record has a shape this version does not know.', {
      details: { id, schema },
    });
  }
  return body as Readonly<Record<string, Json>>;
}

/** What has no value is left out, as JSON does. */
function lift(value: unknown, texts: Record<string, string>): Json {
  if (Array.isArray(value)) {
    return value.map((one) => lift(one, texts));
  }
  if (value === null || typeof value !== 'object') {
    return (value ?? null) as Json;
  }
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.[0] === 'typed' && typeof only[1] === 'string') {
    const hash = createHash('sha256').update(only[1], 'utf16le').digest('base64url').slice(0, 22);
    texts[hash] = only[1];
    return { [MARK]: hash };
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, lift(one, texts)]));
}

/** Puts the typed texts back. What holds none is given back as it is: most of a record, and copying it would cost more than reading it. */
function lower(value: Json, texts: Readonly<Record<string, string>>): Json {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const lowered = list.map((one) => lower(one, texts));
    return lowered.every((one, at) => one === list[at]) ? list : lowered;
  }
  return loweredObject(value as Readonly<Record<string, Json>>, texts);
}

function loweredObject(
  value: Readonly<Record<string, Json>>,
  texts: Readonly<Record<string, string>>,
): Json {
  const keys = Object.keys(value);
  const mark = keys.length === 1 ? value[MARK] : undefined;
  if (typeof mark === 'string') {
    return { typed: texts[mark] ?? '' };
  }
  const changed = keys.flatMap((key) => {
    const before = value[key] ?? null;
    const after = lower(before, texts);
    return after === before ? [] : [[key, after] as const];
  });
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}
