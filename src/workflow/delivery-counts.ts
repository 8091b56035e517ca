import type { Delivered, DeliveredByDay } from '../domain/delivery-figures';
import type { Instant } from '../domain/kernel';
import type { Calendar } from './calendar-port';
import { dayIn } from './homes';
import type { CommandPorts, RingAfter } from './ports';
import type { Json, StoredRecord } from './store-port';
import type { Carriage } from './watch-port';

/** The clocks of every zone differ from UTC by whole quarters of an hour, so that a day of any of them is made of whole ones. */
const QUARTER_MS = 15 * 60_000;
/** As long ago as yesterday can have begun anywhere, daylight saving included. Milliseconds. */
const KEPT_MS = 50 * 3_600_000;
/** From midnight surely into the day before. Milliseconds. */
const HALF_DAY_MS = 12 * 3_600_000;
/** One write a minute at most, and none while nothing is sent. Milliseconds. */
const COLLECTED_MS = 60_000;
/** Processes of two days that are added up; restarts make new ones. */
const PROCESSES_MAX = 200;
const KIND = 'sent';

/** Beginning of a quarter of an hour, messages in chats, mails. */
type Quarter = readonly [from: Instant, chat: number, mail: number];

/** Counts what this process delivers. */
export interface DeliveryCounts {
  /** Never waits, never throws. */
  readonly carried: (carriage: Pick<Carriage, 'way'>) => void;
  /** Writes what is counted and not written yet; settles when it is. Never throws. */
  readonly idle: () => Promise<void>;
}

/**
 * Counts in memory and writes once a minute, into a record that belongs to this process alone and expires by itself: the counts are
 * absolute, so that a repeated write adds nothing. A crash loses what was counted since the last write.
 */
export function createDeliveryCounts(
  ports: Pick<CommandPorts, 'store' | 'clock' | 'owner' | 'log'>,
  ringAfter: RingAfter,
): DeliveryCounts {
  let quarters: readonly Quarter[] = [];
  let silence: (() => void) | undefined;
  let running = Promise.resolve();

  async function write(): Promise<void> {
    const now = ports.clock.now();
    quarters = quarters.filter(([from]) => from > now - KEPT_MS);
    try {
      await keep(ports, quarters);
    } catch (error) {
      ports.log.warn({ err: error }, 'The counts of what was delivered are written later.');
      writeLater();
    }
  }

  function begin(): void {
    silence?.();
    silence = undefined;
    running = running.then(write);
  }

  function writeLater(): void {
    silence ??= ringAfter(COLLECTED_MS, begin);
  }

  return {
    carried: ({ way }) => {
      if (way !== undefined) {
        quarters = counted(quarters, ports.clock.now(), way);
        writeLater();
      }
    },
    idle: () => {
      if (silence !== undefined) {
        begin();
      }
      return running;
    },
  };
}

function counted(
  quarters: readonly Quarter[],
  at: Instant,
  way: NonNullable<Carriage['way']>,
): readonly Quarter[] {
  const from = at - (at % QUARTER_MS);
  const [, chat, mail] = quarters.find(([one]) => one === from) ?? [from, 0, 0];
  const more: Quarter = way === 'mail' ? [from, chat, mail + 1] : [from, chat + 1, mail];
  return [...quarters.filter(([one]) => one !== from), more];
}

/** Nobody else writes this record: a write that comes too late was overtaken by one of ours whose answer was lost. */
async function keep(
  { store, clock, owner }: Pick<CommandPorts, 'store' | 'clock' | 'owner'>,
  quarters: readonly Quarter[],
): Promise<void> {
  const now = clock.now();
  const record: StoredRecord = {
    id: `${KIND}:${owner}`,
    schema: 1,
    summary: { kind: KIND, tags: [], search: '', at: now },
    expiresAt: now + KEPT_MS,
    body: { quarters },
  };
  const found = await store.read(record.id, now);
  await (found === undefined ? store.create(record, now) : store.replace(record, found.version));
}

/** What all processes have delivered today and yesterday, by the calendar of a zone; up to a minute behind. */
export async function deliveredByDay(
  {
    store,
    clock,
    calendar,
  }: Pick<CommandPorts, 'store' | 'clock'> & { readonly calendar: Calendar },
  zone: string,
): Promise<DeliveredByDay> {
  const now = clock.now();
  const { records } = await store.find({ kind: KIND, limit: PROCESSES_MAX }, now);
  const quarters = records.flatMap(({ body }) => quartersOf(body));
  const beginOf = (at: Instant): Instant => calendar.momentOn(dayIn(zone, at), '00:00', zone);
  const today = beginOf(now);
  const yesterday = beginOf(today - HALF_DAY_MS);
  return {
    today: sumOf(quarters.filter(([from]) => from >= today)),
    yesterday: sumOf(quarters.filter(([from]) => from >= yesterday && from < today)),
  };
}

function quartersOf(body: Json): readonly Quarter[] {
  const { quarters } = body as { readonly quarters: readonly Quarter[] };
  return quarters;
}

function sumOf(quarters: readonly Quarter[]): Delivered {
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const byMail = sum(quarters.map(([, , mail]) => mail));
  return { count: sum(quarters.map(([, chat]) => chat)) + byMail, byMail };
}
