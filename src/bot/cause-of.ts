import { createHash, randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';

/** Characters of the hash that tell conversations apart: 66 bits. */
const HASH_LENGTH = 11;

/**
 * What the commands of a turn are known by: the same when Teams delivers the activity once more, another one for everything else. The
 * id alone is not enough: a message has its moment in milliseconds for an id, which is its own only within its conversation.
 * The conversation is hashed, since causes are kept with every event and its id is long. An activity without an id is like no other.
 */
export function causeOf({ id = randomUUID(), conversation }: Activity): string {
  const hash = createHash('sha256').update(conversation.id).digest('base64url');
  return `${id}@${hash.slice(0, HASH_LENGTH)}`;
}
