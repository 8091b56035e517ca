import type { Container, SqlQuerySpec } from '@azure/cosmos';
import { TransientError } from '../errors';
import { answeredWith, chargeOf, notServed } from './cosmos-errors';
import { foundItem, type CosmosItem, type FoundItem } from './cosmos-item';
import { createKeptRecords } from './kept-records';
import { persist, type Timing } from './patience';

/** What one request to the service cost, in request units; `what` is the operation or the name of the query. */
export interface Charge {
  readonly what: string;
  readonly requestUnits: number;
  /** The service asked to slow down. */
  readonly isThrottled?: true;
}

/** An open container and what belongs to it. */
export interface OpenContainer {
  readonly container: Container;
  /** Lets go of the client. */
  readonly dispose: () => void;
  readonly onCharge?: (charge: Charge) => void;
  readonly timing: Timing;
}

/** What came of a write that wanted the id for itself. */
export type Created =
  { readonly version: string } | { readonly taken: true; readonly by: FoundItem | undefined };

/** Answer of the SDK to any call, as far as it is used here. */
interface Answer {
  readonly requestCharge: number;
}

const ID_NOBODY_USES = 'health:nothing';

/** More than any query of ours asks for, so that one answer holds it all unless it is too big. */
const ROWS_PER_ANSWER = 250;

/** An entity tag as the service (in quotes) and its emulators make it. Anything else, above all `*`, is nobody's version. */
const ETAG = /^"?[\w-]{8,100}"?$/;

/**
 * The few calls that the store makes on one container, each repeated within its time until it works, with one error of ours for
 * everything foreign. Writes may be repeated although an earlier attempt was carried out and only its answer got lost: when the
 * condition of a write fails, the item that is there is asked who wrote it.
 */
export class CosmosItems {
  readonly #open: OpenContainer;
  readonly #kept = createKeptRecords<FoundItem>();
  #isOpen = true;

  constructor(open: OpenContainer) {
    this.#open = open;
  }

  read(id: string, withinMs: number): Promise<FoundItem | undefined> {
    return this.#persist(withinMs, (signal) => this.#read(id, signal));
  }

  /** Writes an item that must not exist. */
  create(item: CosmosItem, withinMs: number): Promise<Created> {
    return this.#persist(withinMs, async (signal): Promise<Created> => {
      const { items } = this.#open.container;
      const creating = items.create(item, { abortSignal: signal });
      const created = await unless(409, this.#metered('create', creating));
      if (created !== undefined) {
        return { version: created.etag };
      }
      const by = await this.#read(item.id, signal);
      return by?.writeId === item.writeId ? { version: by.version } : { taken: true, by };
    });
  }

  /** Writes an item over `version`; the new version, or `undefined` when another one is there by now, or none. */
  replace(item: CosmosItem, version: string, withinMs: number): Promise<string | undefined> {
    return this.#persist(withinMs, async (signal) => {
      if (!ETAG.test(version)) {
        return undefined;
      }
      const { id } = item;
      const accessCondition = { type: 'IfMatch', condition: version };
      const options = { accessCondition, abortSignal: signal };
      const replacing = this.#open.container.item(id, id).replace(item, options);
      const replaced = await unless(412, unless(404, this.#metered('replace', replacing)));
      if (replaced !== undefined) {
        return replaced.etag;
      }
      const present = await this.#read(id, signal);
      return present?.writeId === item.writeId ? present.version : undefined;
    });
  }

  /** Removes an item as it was read; one that has changed or is gone is left alone. */
  async remove(id: string, version: string, withinMs: number): Promise<void> {
    await this.#persist(withinMs, (signal) => {
      const accessCondition = { type: 'IfMatch', condition: version };
      const options = { accessCondition, abortSignal: signal };
      const removing = this.#open.container.item(id, id).delete(options);
      return unless(412, unless(404, this.#metered('delete', removing)));
    });
  }

  /** All rows of a query, which bounds their number itself. */
  query(what: string, spec: SqlQuerySpec, withinMs: number): Promise<readonly unknown[]> {
    return this.#persist(withinMs, async (signal) => {
      const options = { abortSignal: signal, maxItemCount: ROWS_PER_ANSWER };
      const pages = this.#open.container.items.query<unknown>(spec, options);
      const rows: unknown[] = [];
      while (pages.hasMoreResults()) {
        const { resources } = await this.#metered(what, pages.fetchNext());
        // Nothing at all instead of an empty page comes from a partition without a match.
        rows.push(...((resources as readonly unknown[] | undefined) ?? []));
      }
      return rows;
    });
  }

  /** The item in an answer or a row of a query. @throws as `foundItem`. */
  found(resource: unknown): FoundItem {
    const { id, _etag: version, body } = resource as Readonly<Record<string, unknown>>;
    return typeof id === 'string' && typeof version === 'string' && typeof body === 'string'
      ? this.#kept.of({ id, version, body }, () => foundItem(resource))
      : foundItem(resource);
  }

  /** Settles when the container answers. */
  async ping(withinMs: number): Promise<void> {
    await this.read(ID_NOBODY_USES, withinMs);
  }

  close(): void {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#open.dispose();
    }
  }

  async #read(id: string, signal: AbortSignal): Promise<FoundItem | undefined> {
    const reading = this.#open.container.item(id, id).read<object>({ abortSignal: signal });
    // The SDK answers every 404 as if there were no such item, also that of a replica which lags behind and of a missing container.
    const { resource, substatus } = await this.#metered('read', reading);
    if (resource === undefined && substatus !== undefined && substatus !== 0) {
      throw notServed(substatus);
    }
    return resource === undefined ? undefined : this.found(resource);
  }

  async #metered<Response extends Answer>(
    what: string,
    call: Promise<Response>,
  ): Promise<Response> {
    const { onCharge } = this.#open;
    try {
      const response = await call;
      onCharge?.({ what, requestUnits: response.requestCharge });
      return response;
    } catch (error) {
      const throttled = answeredWith(error, 429) ? { isThrottled: true as const } : {};
      onCharge?.({ what, requestUnits: chargeOf(error), ...throttled });
      throw error;
    }
  }

  async #persist<Result>(
    withinMs: number,
    call: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    if (!this.#isOpen) {
      throw new TransientError('store/unavailable', 'The store is closed.');
    }
    return persist(this.#open.timing, withinMs, call);
  }
}

/** The answer, or nothing when the service answered with this status. */
async function unless<Response>(
  status: number,
  call: Promise<Response>,
): Promise<Response | undefined> {
  try {
    return await call;
  } catch (error) {
    if (answeredWith(error, status)) {
      return undefined;
    }
    throw error;
  }
}
