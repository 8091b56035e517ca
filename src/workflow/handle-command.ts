import type { Order } from '../domain/effects';
import type { CommandMeta, PersonId, RecordId, Refusal } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';
import { appended, redrawn, shownAgain, storedRecord } from './append';
import { raceWaitMs } from './back-off';
import { gatherFacts } from './facts';
import { knownKind, loadRecord } from './load-record';
import type { CommandPorts } from './ports';
import type { Envelope, HistoryEvent, LiveRecord } from './record';
import { revived, settled } from './settle';
import { typedOn } from './typing';

/** How often a command is decided when every write comes too late, which takes about a second. */
const RACES_MAX = 10;

/** What came of a command: the record as it now stands and what was appended, or why not. */
export type Outcome =
  | { readonly ok: true; readonly record: LiveRecord; readonly events: readonly HistoryEvent[] }
  | { readonly ok: false; readonly record: LiveRecord; readonly refusal: Refusal };

/**
 * The one path in: a card button, a form step, a due timer, the outcome of an effect and a message of another record all
 * come through here. Reads, asks the domain, writes once; a lost race is decided again. A cause that is known already
 * is answered from the present state. Commands of this process on one record stand in line, so that races are lost to others only.
 *
 * After {@link RACES_MAX} lost races a person is told `busy`, with the record as it stands by then.
 *
 * @throws TransientError `store/conflict` after as many lost races of the process itself, which comes back later;
 * `message/out-of-order` when a message of another record came before its predecessor.
 */
export function handleCommand(
  ports: CommandPorts,
  id: RecordId,
  envelope: Envelope,
): Promise<Outcome> {
  return ports.oneByOne(id, async () => {
    const outcome = await decideUntilWritten(ports, id, envelope);
    if (!outcome.ok) {
      ports.watch?.refused(outcome.refusal.code);
    }
    return outcome;
  });
}

async function decideUntilWritten(
  ports: CommandPorts,
  id: RecordId,
  envelope: Envelope,
): Promise<Outcome> {
  for (let race = 1; race <= RACES_MAX; race += 1) {
    const outcome = await decideOnce(ports, await loadRecord(ports, id), envelope);
    if (outcome !== 'lost') {
      return outcome;
    }
    await ports.pause(raceWaitMs(race, Math.random()));
  }
  if (isAwaited(envelope)) {
    ports.log.warn(
      { id, code: 'busy', races: RACES_MAX },
      'A person was told that a record keeps changing.',
    );
    return { ok: false, record: await loadRecord(ports, id), refusal: { code: 'busy' } };
  }
  throw new TransientError(
    'store/conflict',
    'A record kept changing while a command was decided.',
    {
      details: { id, races: RACES_MAX },
    },
  );
}

/** Whether somebody looks at the card and waits for what becomes of it; otherwise the process itself comes back later. */
function isAwaited({ command, settle, message }: Envelope): boolean {
  return settle === undefined && message === undefined && command?.by !== 'system';
}

async function decideOnce(
  ports: CommandPorts,
  record: LiveRecord,
  envelope: Envelope,
): Promise<Outcome | 'lost'> {
  const received = receive(ports, record, envelope);
  if (received === undefined) {
    return { ok: true, record, events: [] };
  }
  const { command } = envelope;
  const decided =
    command === undefined || hasSeen(record, command.causeId)
      ? { ok: true as const, events: [], at: 0 }
      : await decide(ports, received, command);
  if (!decided.ok && envelope.message === undefined && envelope.settle === undefined) {
    return { ok: false, record, refusal: decided.refusal };
  }
  const next =
    command !== undefined && decided.ok
      ? appended(ports, received, decided.events, { ...command, at: decided.at })
      : received;
  if (next === record) {
    return { ok: true, record, events: [] };
  }
  return write(ports, record, next, command);
}

/** What comes with the command, before it is decided: an outcome, a message's number, a copy to show again. */
function receive(
  ports: CommandPorts,
  record: LiveRecord,
  envelope: Envelope,
): LiveRecord | undefined {
  const { settle, message, showAgain, revive, typing } = envelope;
  if (revive !== undefined) {
    return revived(ports, record, revive);
  }
  if (settle !== undefined) {
    return settled(ports, record, settle);
  }
  if (message !== undefined) {
    return heard(record, message);
  }
  const known = typing === undefined ? record : typedOn(ports, record, typing);
  if (envelope.redraw !== undefined) {
    return redrawn(ports, known, envelope.redraw);
  }
  return showAgain === undefined ? known : shownAgain(ports, known, showAgain);
}

/** Messages of one record to another are taken in order and once. */
function heard(
  record: LiveRecord,
  message: NonNullable<Envelope['message']>,
): LiveRecord | undefined {
  const last = record.heard[message.source] ?? 0;
  if (message.sequence <= last) {
    return undefined;
  }
  if (message.sequence > last + 1) {
    throw new TransientError(
      'message/out-of-order',
      'A message between records came before its predecessor.',
      {
        details: { id: record.id, source: message.source, sequence: message.sequence },
      },
    );
  }
  const { adopts } = message;
  const copies = adopts === undefined ? record.copies : [...record.copies, adopts];
  return { ...record, copies, heard: { ...record.heard, [message.source]: message.sequence } };
}

function hasSeen(record: LiveRecord, causeId: string): boolean {
  return record.events.some((event) => event.causeId === causeId) || record.past.includes(causeId);
}

type Decided =
  | { readonly ok: true; readonly events: readonly Order[]; readonly at: number }
  | { readonly ok: false; readonly refusal: Refusal };

async function decide(
  ports: CommandPorts,
  record: LiveRecord,
  command: Order & CommandMeta,
): Promise<Decided> {
  const at = Math.max(command.at, record.events.at(-1)?.at ?? 0);
  const stamped = { ...command, at };
  const facts = await gatherFacts(ports, record, stamped);
  const decision = knownKind(record.id).decide(record.state, stamped, facts, ports.policy);
  return decision.ok ? { ...decision, at } : decision;
}

async function write(
  ports: CommandPorts,
  record: LiveRecord,
  next: LiveRecord,
  command: Envelope['command'],
): Promise<Outcome | 'lost'> {
  const version = await writeOrRefuse(ports, next, command);
  if (version === undefined) {
    return 'lost';
  }
  if (version === 'full') {
    return { ok: false, record, refusal: { code: 'record-full' } };
  }
  if (next.effects.length > 0) {
    ports.kick(next.id);
  }
  noteDuties(ports, record, next);
  return {
    ok: true,
    record: { ...next, version },
    events: next.count === record.count ? [] : next.events.filter(causedBy(command)),
  };
}

function causedBy(command: Envelope['command']): (event: HistoryEvent) => boolean {
  return (event) => event.causeId === command?.causeId;
}

/** Tells whose duties may have changed: those the record waited for, and those it waits for now. */
function noteDuties(ports: CommandPorts, before: LiveRecord, after: LiveRecord): void {
  if (ports.dutiesChanged !== undefined && before.count !== after.count) {
    const people = new Set([...waitedFor(before), ...waitedFor(after)]);
    if (people.size > 0) {
      ports.dutiesChanged([...people]);
    }
  }
}

function waitedFor(record: LiveRecord): readonly PersonId[] {
  if (record.state === undefined) {
    return [];
  }
  const { tags } = knownKind(record.id).summaryOf(record.state, 0);
  return tags.flatMap((tag) =>
    tag.startsWith('waits:') ? [tag.slice('waits:'.length) as PersonId] : [],
  );
}

/** The new version, `undefined` after a lost race, `full` when a person's command would outgrow the record's bound. */
async function writeOrRefuse(
  ports: CommandPorts,
  next: LiveRecord,
  command: Envelope['command'],
): Promise<string | undefined> {
  const stored = storedRecord(ports, next);
  try {
    return next.version === undefined
      ? await ports.store.create(stored, ports.clock.now())
      : await ports.store.replace(stored, next.version);
  } catch (error) {
    if (
      error instanceof PermanentError &&
      error.code === 'store/too-large' &&
      command !== undefined &&
      command.by !== 'system'
    ) {
      return 'full';
    }
    throw error;
  }
}
