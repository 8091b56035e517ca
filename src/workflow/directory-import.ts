import { isSameListing, type Listing } from '../domain/directory/listing';
import { isSamePerson, type Person, type PersonEntry } from '../domain/directory/person';
import type { Order } from '../domain/effects';
import type { PersonId } from '../domain/kernel';
import { isHandable } from '../domain/request/hand-over';
import type { NumberedRequest } from '../domain/request/request';
import { BugError } from '../errors';
import { gatherDuties } from './duties';
import { everyState, findStates } from './find-states';
import { handleCommand } from './handle-command';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';
import type { DirectorySeed } from './seed-directory';

/** One person, partner or expert whom an import changes. */
export interface DirectoryChange {
  readonly id: PersonId | Listing['id'];
  /** Absent for somebody new, or who comes back. */
  readonly before?: PersonEntry | Listing;
  /** Absent for somebody who leaves. */
  readonly after?: PersonEntry | Listing;
  /** How much still waits for a person who leaves: it stays with them. */
  readonly waiting?: number;
  /** Numbers of the requests that an FPM who leaves still has: an operator can hand them over. */
  readonly handable?: readonly number[];
  readonly order: Order;
}

/** A directory with an operator: the first administrator where it marks nobody. Pure. */
export function withOperator(
  { people, listings }: DirectorySeed,
  firstAdministrator: PersonId | undefined,
): DirectorySeed {
  return people.some(({ entry }) => entry.isOperator)
    ? { people, listings }
    : {
        people: people.map(({ id, entry }) =>
          id === firstAdministrator ? { id, entry: { ...entry, isOperator: true } } : { id, entry },
        ),
        listings,
      };
}

/**
 * What has to change for the store to say what this directory says, in the order in which it is safe: first whoever becomes operator,
 * last whoever leaves. So nobody ever decides for, or is, what the store does not know yet, wherever it is interrupted.
 */
export async function directoryChanges(
  ports: CommandPorts,
  { people, listings }: DirectorySeed,
): Promise<readonly DirectoryChange[]> {
  const changes: DirectoryChange[] = [];
  for (const { id, entry } of people.toSorted(operatorsFirst)) {
    const known = present(await loadState<Person>(ports, id));
    if (!isSamePerson(known, entry)) {
      changes.push({ ...changeOf(id, known, entry), order: { type: 'ImportPerson', id, entry } });
    }
  }
  for (const entry of listings) {
    const known = present(await loadState<Listing>(ports, entry.id));
    if (!isSameListing(known, entry)) {
      changes.push({ ...changeOf(entry.id, known, entry), order: { type: 'Import', entry } });
    }
  }
  return [...changes, ...(await leavings(ports, { people, listings }))];
}

type Seeded = DirectorySeed['people'][number];

function operatorsFirst(one: Seeded, other: Seeded): number {
  return Number(other.entry.isOperator) - Number(one.entry.isOperator);
}

function changeOf<Entry extends PersonEntry | Listing>(
  id: DirectoryChange['id'],
  before: Entry | undefined,
  after: Entry,
): Omit<DirectoryChange, 'order'> {
  return { id, after, ...(before === undefined ? {} : { before }) };
}

/** Who has left comes back as somebody new. */
function present<State extends Person | Listing>(known: State | undefined): State | undefined {
  return known?.leftAt === undefined ? known : undefined;
}

async function leavings(
  ports: CommandPorts,
  { people, listings }: DirectorySeed,
): Promise<readonly DirectoryChange[]> {
  const stay = new Set<string>([...people, ...listings].map(({ id }) => id));
  const leaving = async (
    kind: 'expert' | 'partner' | 'person',
    order: Order,
  ): Promise<readonly DirectoryChange[]> =>
    (await everyState<Person | Listing>(ports, kind))
      .filter((known) => present(known) !== undefined && !stay.has(known.id))
      .map((before) => ({ id: before.id, before, order }));
  return [
    ...(await leaving('expert', { type: 'Leave' })),
    ...(await leaving('partner', { type: 'Leave' })),
    ...(await Promise.all(
      (await leaving('person', { type: 'LeaveDirectory' })).map((change) =>
        withDuties(ports, change),
      ),
    )),
  ];
}

async function withDuties(ports: CommandPorts, change: DirectoryChange): Promise<DirectoryChange> {
  const { lines, more } = await gatherDuties(ports, change.id as PersonId, ports.clock.now());
  const handable = await numbersToHandOver(ports, change.id as PersonId);
  return { ...change, waiting: lines.length + more, handable };
}

/** Requests of one FPM that are looked at; the newest. */
const REQUESTS_MAX = 200;

async function numbersToHandOver(ports: CommandPorts, fpm: PersonId): Promise<readonly number[]> {
  const query = { kind: 'request', tag: `fpm:${fpm}`, limit: REQUESTS_MAX };
  const now = ports.clock.now();
  return (await findStates<NumberedRequest>(ports, query))
    .filter((request) => isHandable(request, now))
    .map(({ number }) => number)
    .toSorted((one, other) => one - other);
}

/**
 * Makes one change, as one conditional write.
 * @param run - Names this import: the same directory may be imported again after another one, and must not be taken for known.
 * @throws TransientError `store/…`: what was changed before stays, and importing again does the rest.
 */
export async function makeChange(
  ports: CommandPorts,
  { id, order }: DirectoryChange,
  run: string,
): Promise<void> {
  const meta = { by: 'system', at: ports.clock.now(), causeId: `import:${run}:${id}` } as const;
  const outcome = await handleCommand(ports, id, { command: { ...order, ...meta } });
  if (!outcome.ok) {
    throw new BugError('bug/unreachable', 'The directory refused an import.', { details: { id } });
  }
}
