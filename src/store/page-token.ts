import { createHash } from 'node:crypto';
import type { FindQuery } from '../workflow/store-port';

/** Where a list continues: strictly after the record with this sort key, newest first, equal moments by descending id. */
export interface PagePosition {
  readonly at: number;
  readonly id: string;
}

/** `FindQuery.after` for the page that follows this position of this list. Opaque to everybody else. Pure. */
export function pageTokenOf(query: FindQuery, { at, id }: PagePosition): string {
  const position = Buffer.from(JSON.stringify([at, id])).toString('base64url');
  return `${position}.${sealOf(query, position)}`;
}

/** The position a token stands for; `undefined` when it is not one of ours or was made for another list. Pure. Never throws. */
export function pagePositionOf(query: FindQuery, token: string): PagePosition | undefined {
  const [position = '', seal] = token.split('.', 2);
  if (token !== `${position}.${String(seal)}` || seal !== sealOf(query, position)) {
    return undefined;
  }
  // The seal is no secret, so somebody may still have written the position by hand.
  return positionFrom(Buffer.from(position, 'base64url').toString());
}

/** Recognises changed and foreign tokens. It protects nothing: whoever may see the list may see all of it. */
function sealOf({ kind, tag }: FindQuery, position: string): string {
  const sealed = JSON.stringify([kind, tag, position]);
  return createHash('sha256').update(sealed).digest('base64url').slice(0, 16);
}

function positionFrom(json: string): PagePosition | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  const [at, id]: readonly unknown[] = isList(parsed) ? parsed : [];
  const isMoment = typeof at === 'number' && Number.isFinite(at);
  return isMoment && typeof id === 'string' && !id.includes('\0') ? { at, id } : undefined;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
