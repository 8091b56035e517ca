import { PermanentError } from '../errors';
import type { Photos } from '../workflow/ports';
import type { GraphClient } from './graph-client';

/** The smallest picture that Graph keeps; in pixels. */
const SIZE = '48x48';
/** A card of three takes at most 17 KB of these; a picture of this size has some 2 KB as a rule. In bytes. */
const BYTES_MAX = 4_096;
/** How each kind of picture begins. What somebody uploaded is shown as nothing else. */
const KINDS: readonly (readonly [type: string, begins: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/**
 * Pictures of the people of a tenant. Who has none, or one that is too large or of another kind, is shown without.
 * Source: learn.microsoft.com/graph/api/profilephoto-get.
 */
export function createGraphPhotos(graph: Pick<GraphClient, 'load'>): Photos {
  return {
    async photoOf(person) {
      const bytes = await graph
        .load(
          {
            method: 'GET',
            path: ['users', person.slice('person:'.length), 'photos', SIZE, '$value'],
            name: 'GET /users/{id}/photos/48x48/$value',
            area: 'people',
          },
          BYTES_MAX,
        )
        .catch(noneWhereGone);
      return bytes === undefined ? undefined : asDataUri(bytes);
    },
  };
}

function noneWhereGone(error: unknown): undefined {
  if (error instanceof PermanentError && error.code === 'graph/gone') {
    return undefined;
  }
  throw error;
}

function asDataUri(bytes: Uint8Array): string | undefined {
  const [type] = KINDS.find(([, begins]) => begins.every((byte, at) => bytes[at] === byte)) ?? [];
  return type === undefined
    ? undefined
    : `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}
