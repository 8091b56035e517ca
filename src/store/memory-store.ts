import { randomUUID } from 'node:crypto';
import { TransientError } from '../errors';
import type { Instant } from '../domain/kernel';
import type {
  FindQuery,
  Json,
  Page,
  RecordStore,
  StoredRecord,
  Versioned,
} from '../workflow/store-port';
import type { Engine } from './engine';
import type { PagePosition } from './page-token';
import { pagePositionOf, pageTokenOf } from './page-token';
import { bodyTextOf, checkDueLimit, checkPageSize, isGone } from './record-rules';

/** A record without its body, which is kept as text: every reader gets its own copy, exactly as from a file. */
interface Entry {
  readonly head: Omit<StoredRecord, 'body'>;
  readonly version: string;
  readonly bodyText: string;
}

/**
 * A store that forgets everything when it goes: for tests and demonstrations. Behaves like `SqliteStore`, with the same bounds
 * and errors, but scans all records on every list.
 *
 * Writes throw PermanentError `store/too-large` beyond 256 KiB of body; after `close` everything throws `store/unavailable`.
 */
export class MemoryStore implements Engine {
  readonly #entries = new Map<string, Entry>();
  #isOpen = true;

  read(id: string, now: Instant): Promise<Versioned | undefined> {
    return this.#answer(() => {
      const entry = this.#entries.get(id);
      return entry === undefined || isGone(entry.head.expiresAt, now)
        ? undefined
        : { record: recordOf(entry), version: entry.version };
    });
  }

  create(record: StoredRecord, now: Instant): Promise<string | undefined> {
    return this.#answer(() => {
      const bodyText = bodyTextOf(record);
      const present = this.#entries.get(record.id);
      return present === undefined || isGone(present.head.expiresAt, now)
        ? this.#write(record, bodyText)
        : undefined;
    });
  }

  replace(record: StoredRecord, version: string): Promise<string | undefined> {
    return this.#answer(() => {
      const bodyText = bodyTextOf(record);
      return this.#entries.get(record.id)?.version === version
        ? this.#write(record, bodyText)
        : undefined;
    });
  }

  due(now: Instant, limit: number): Promise<readonly string[]> {
    return this.#answer(() => {
      checkDueLimit(limit);
      this.#removeExpired(now);
      return [...this.#entries.values()]
        .flatMap(({ head: { id, dueAt } }) => (dueAt === undefined ? [] : [{ at: dueAt, id }]))
        .filter(({ at }) => at <= now)
        .sort((a, b) => -newestFirst(a, b))
        .slice(0, limit)
        .map(({ id }) => id);
    });
  }

  find(query: FindQuery, now: Instant): Promise<Page> {
    return this.#answer(() => {
      checkPageSize(query);
      const isLater = laterThan(query);
      const found = [...this.#entries.values()]
        .filter(({ head }) => isListed(head, query) && !isGone(head.expiresAt, now))
        .sort((a, b) => newestFirst(positionOf(a), positionOf(b)))
        .filter((entry) => isLater(positionOf(entry)));
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return {
        records: page.map(recordOf),
        ...(last !== undefined &&
          found.length > page.length && { next: pageTokenOf(query, positionOf(last)) }),
      };
    });
  }

  forBackground(): RecordStore {
    return this;
  }

  async *pages(now: Instant): AsyncGenerator<readonly StoredRecord[]> {
    yield await this.#answer(() =>
      [...this.#entries.values()].filter(({ head }) => !isGone(head.expiresAt, now)).map(recordOf),
    );
  }

  healthy(): Promise<boolean> {
    return Promise.resolve(this.#isOpen);
  }

  close(): Promise<void> {
    this.#isOpen = false;
    this.#entries.clear();
    return Promise.resolve();
  }

  #write({ body: _body, ...head }: StoredRecord, bodyText: string): string {
    const version = randomUUID();
    this.#entries.set(head.id, { head: structuredClone(head), version, bodyText });
    return version;
  }

  #removeExpired(now: Instant): void {
    for (const { head } of this.#entries.values()) {
      if (isGone(head.expiresAt, now)) {
        this.#entries.delete(head.id);
      }
    }
  }

  /** Turns whatever `work` throws into a rejection: callers await, they do not catch around the call. */
  #answer<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      if (!this.#isOpen) {
        throw new TransientError('store/unavailable', 'The store is closed.');
      }
      resolve(work());
    });
  }
}

function recordOf({ head, bodyText }: Entry): StoredRecord {
  return { ...structuredClone(head), body: JSON.parse(bodyText) as Json };
}

function isListed({ summary }: Entry['head'], { kind, tag }: FindQuery): boolean {
  return summary.kind === kind && (tag === undefined || summary.tags.includes(tag));
}

function positionOf({ head }: Entry): PagePosition {
  return { at: head.summary.at, id: head.id };
}

function laterThan(query: FindQuery): (position: PagePosition) => boolean {
  if (query.after === undefined) {
    return () => true;
  }
  const start = pagePositionOf(query, query.after);
  return (position) => start !== undefined && newestFirst(start, position) < 0;
}

function newestFirst(a: PagePosition, b: PagePosition): number {
  if (a.at !== b.at) {
    return b.at - a.at;
  }
  return a.id < b.id ? 1 : Number(a.id > b.id) * -1;
}
