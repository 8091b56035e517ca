import { createHash } from 'node:crypto';
import type { PersonId, QuestionId, RequestId } from '../domain/kernel';
import { loadRecord } from '../workflow/load-record';
import type { CommandPorts } from '../workflow/ports';
import type { LiveRecord } from '../workflow/record';

/** For so long a press may be delivered again. A day, in milliseconds. */
const REPEATED_MS = 86_400_000;

/** What each kind of row holds. */
interface IdOf {
  readonly request: RequestId;
  readonly question: QuestionId;
}

/**
 * The records that one person begins about one thing, one after the other. Their ids follow from the row and their place in it, from 1:
 * whoever clicks ten times at once means the same id ten times, and the conditional write lets one begin it.
 */
export interface Row<Kind extends keyof IdOf> {
  readonly kind: Kind;
  readonly by: PersonId;
  readonly about: string;
}

/** Where a press leads: to a new record, to the unfinished one that is there, or to the one that this very press has begun. */
export interface Place<Id> {
  readonly how: 'new' | 'open' | 'repeated';
  readonly id: Id;
}

/** The id of the n-th record of a row. Pure. */
export function idInRow<Kind extends keyof IdOf>(
  { kind, by, about }: Row<Kind>,
  n: number,
): IdOf[Kind] {
  const hash = createHash('sha256')
    .update(JSON.stringify([kind, by, about, n]))
    .digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20)];
  return `${kind}:${[...parts, hash.slice(20, 32)].join('-')}` as IdOf[Kind];
}

/** Finds where a press leads that begins something; `isOpen` says of the last state in the row whether it is still to be gone on with. */
export async function placeInRow<Kind extends keyof IdOf>(
  ports: CommandPorts,
  row: Row<Kind>,
  causeId: string,
  isOpen: (last: unknown) => boolean,
): Promise<Place<IdOf[Kind]>> {
  const last = await lastTaken(
    async (n) => (await ports.store.read(idInRow(row, n), ports.clock.now())) !== undefined,
  );
  for (let n = last; n > 0; n -= 1) {
    const record = await loadRecord(ports, idInRow(row, n));
    const [first] = record.events;
    if (first?.causeId === causeId) {
      return { how: 'repeated', id: idInRow(row, n) };
    }
    if (n === last && isOpen(record.state)) {
      return { how: 'open', id: idInRow(row, n) };
    }
    if (isOld(ports, record)) {
      break;
    }
  }
  return { how: 'new', id: idInRow(row, last + 1) };
}

/** Whether nothing is delivered again by now of what began this record, or one before it. */
function isOld({ clock }: CommandPorts, { events: [first] }: LiveRecord): boolean {
  return first === undefined || first.at < clock.now() - REPEATED_MS;
}

/** How many places are taken, found by doubling and halving: two hundred records cost sixteen reads. */
async function lastTaken(isTaken: (n: number) => Promise<boolean>): Promise<number> {
  let free = 1;
  while (await isTaken(free)) {
    free *= 2;
  }
  let taken = Math.floor(free / 2);
  while (free - taken > 1) {
    const middle = Math.floor((free + taken) / 2);
    if (await isTaken(middle)) {
      taken = middle;
    } else {
      free = middle;
    }
  }
  return taken;
}
