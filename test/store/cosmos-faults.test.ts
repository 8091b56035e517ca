import { BugError, PermanentError, TransientError } from '../../src/errors';
import { CosmosStore } from '../../src/store/cosmos-store';
import { openCosmos, type CosmosLocation } from '../../src/store/open-cosmos';
import { PATIENT_MS, QUICK_MS } from '../../src/store/patience';
import type { RecordStore } from '../../src/workflow/store-port';
import { CosmosAccount } from '../support/cosmos-account';
import { CosmosFaultProxy, type Fault } from '../support/cosmos-fault-proxy';
import { FakeTiming } from '../support/fake-timing';
import { RequestUnits } from '../support/request-units';
import { MONDAY_9, minutesIn, recordWith, writeAll } from '../support/store-records';

jest.setTimeout(60_000);

const THROTTLED = { kind: 'status', status: 429, retryAfterMs: 700 } as const;
const PASSING = [408, 410, 449, 500, 503].map((status) => ({ kind: 'status', status }) as const);

let account: CosmosAccount;
let proxy: CosmosFaultProxy;
let location: CosmosLocation;

beforeAll(async () => {
  account = await CosmosAccount.start();
  proxy = await CosmosFaultProxy.before(account.location.endpoint);
  location = { ...account.location, endpoint: proxy.endpoint };
});

afterAll(async () => {
  await proxy.close();
  await account.close();
});

describe('CosmosStore on a bad day', () => {
  let timing: FakeTiming;
  let units: RequestUnits;
  let store: CosmosStore;
  let background: RecordStore;
  /** Another replica, without faults. */
  let other: CosmosStore;

  beforeEach(async () => {
    await account.empty();
    timing = new FakeTiming();
    units = new RequestUnits();
    const ports = { ...account.ports, timing, onCharge: units.add };
    store = new CosmosStore(await openCosmos(location, ports));
    background = store.forBackground();
    other = new CosmosStore(await openCosmos(account.location, account.ports));
    proxy.calm();
  });

  afterEach(async () => {
    await Promise.all([store.close(), other.close()]);
  });

  describe('throttled', () => {
    it('waits as long as it is asked to, and not much longer', async () => {
      proxy.next('create', THROTTLED, THROTTLED);

      const version = await store.create(recordWith(), MONDAY_9);

      expect(version).toBe((await other.read('request:1', MONDAY_9))?.version);
      expect(timing.pauses).toHaveLength(2);
      expect(Math.min(...timing.pauses)).toBeGreaterThanOrEqual(700);
      expect(timing.paused).toBeLessThan(1_600);
    });

    it('tells somebody who waits at once when it would take too long, and for how long', async () => {
      proxy.next('read', { ...THROTTLED, retryAfterMs: QUICK_MS });

      const reading = store.read('request:1', MONDAY_9);

      await expect(reading).rejects.toMatchObject({
        name: 'TransientError',
        code: 'store/unavailable',
        details: { status: 429, retryAfterMs: QUICK_MS },
      });
      expect([timing.pauses, proxy.count('read')]).toEqual([[], 1]);
    });

    it('is patient in the background', async () => {
      await other.create(recordWith(), MONDAY_9);
      proxy.next('read', { ...THROTTLED, retryAfterMs: 2 * QUICK_MS });

      const found = await background.read('request:1', MONDAY_9);

      expect(found?.record).toEqual(recordWith());
      expect(timing.paused).toBeGreaterThanOrEqual(2 * QUICK_MS);
    });

    it.each([
      ['somebody who waits', QUICK_MS, () => store],
      ['the background', PATIENT_MS, () => background],
    ])('gives up in time for %s', async (_whom, withinMs, whose) => {
      proxy.always('query', { kind: 'status', status: 429, retryAfterMs: 100 });

      const finding = whose().find({ kind: 'request', limit: 1 }, MONDAY_9);

      await expect(finding).rejects.toMatchObject({ code: 'store/unavailable' });
      expect(timing.paused).toBeLessThan(withinMs);
      expect(timing.paused).toBeGreaterThan(withinMs / 2);
    });

    it('waits longer and longer when it is not told how long', async () => {
      proxy.always('read', { kind: 'status', status: 503 });

      await expect(background.read('request:1', MONDAY_9)).rejects.toThrow(TransientError);

      const { pauses } = timing;
      expect(pauses[0]).toBeLessThanOrEqual(50);
      expect(pauses[3]).toBeGreaterThanOrEqual(200);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(2_000);
    });
  });

  describe('failing for the moment', () => {
    it.each(PASSING)('repeats every call that is answered with $status', async (fault) => {
      proxy.next('create', fault);
      const version = (await store.create(recordWith({ dueAt: MONDAY_9 }), MONDAY_9))!;
      proxy.next('replace', fault);
      const second = await store.replace(recordWith({ dueAt: MONDAY_9, body: 2 }), version);
      proxy.next('read', fault);
      const found = await store.read('request:1', MONDAY_9);
      proxy.next('query', fault);
      const due = await store.due(MONDAY_9, 9);

      expect(found).toEqual({ record: recordWith({ dueAt: MONDAY_9, body: 2 }), version: second });
      expect(due).toEqual(['request:1']);
      expect(timing.pauses).toHaveLength(4);
    });

    it.each<[string, Fault]>([
      ['is cut before it did anything', { kind: 'cut' }],
      ['is cut after it was read', { kind: 'answer-lost' }],
    ])('reads again when the connection %s', async (_what, fault) => {
      await other.create(recordWith(), MONDAY_9);
      proxy.next('read', fault);

      const found = await store.read('request:1', MONDAY_9);

      expect(found?.record).toEqual(recordWith());
    });

    it('is unavailable when no answer comes in time, for reads and writes', async () => {
      const hasty = new CosmosStore(await openCosmos(location, account.ports), 200);
      proxy.always('read', { kind: 'hangs' });
      proxy.always('create', { kind: 'hangs' });

      const settled = await Promise.allSettled([
        hasty.read('request:1', MONDAY_9),
        hasty.create(recordWith(), MONDAY_9),
      ]);

      await hasty.close();
      for (const one of settled) {
        expect(one).toHaveProperty('reason.code', 'store/unavailable');
      }
    });

    it.each([401, 403])(
      'does not knock again where it is not let in (%s), and is not healthy',
      async (status) => {
        proxy.always('read', { kind: 'status', status });

        const reading = background.read('request:1', MONDAY_9);

        await expect(reading).rejects.toMatchObject({
          code: 'store/unavailable',
          details: { status },
        });
        expect([await store.healthy(), proxy.count('read')]).toEqual([false, 2]);
      },
    );

    it('calls a request that the service does not understand a bug of ours', async () => {
      proxy.always('query', { kind: 'status', status: 400 });

      await expect(store.due(MONDAY_9, 1)).rejects.toThrow(BugError);
    });

    it('calls an item that the service finds too large too large', async () => {
      proxy.next('create', { kind: 'status', status: 413 });

      const creating = store.create(recordWith(), MONDAY_9);

      await expect(creating).rejects.toMatchObject({ code: 'store/too-large' });
    });

    it('hands over due work although nothing can be removed', async () => {
      await writeAll(other, [
        { id: 'request:due', dueAt: MONDAY_9 },
        { id: 'request:over', dueAt: MONDAY_9, expiresAt: MONDAY_9 },
      ]);
      proxy.always('delete', { ...THROTTLED, retryAfterMs: PATIENT_MS });

      const due = await store.due(MONDAY_9, 9);

      expect(due).toEqual(['request:due']);
      expect(proxy.count('delete')).toBe(1);
    });
  });

  describe('writing without an answer', () => {
    const LOST: readonly (readonly [string, Fault])[] = [
      ['the connection is cut', { kind: 'answer-lost' }],
      ['a timeout is answered', { kind: 'status', status: 408, after: true }],
      ['a failure is answered', { kind: 'status', status: 503, after: true }],
    ];

    it.each(LOST)('recognises its own new record when %s', async (_what, fault) => {
      proxy.next('create', fault, fault);

      const version = await store.create(recordWith(), MONDAY_9);

      expect(version).toBeDefined();
      expect(await other.read('request:1', MONDAY_9)).toEqual({ record: recordWith(), version });
      expect(proxy.count('create')).toBe(3);
    });

    it.each(LOST)('recognises its own change when %s', async (_what, fault) => {
      const first = (await other.create(recordWith(), MONDAY_9))!;
      proxy.next('replace', fault, fault);

      const version = await store.replace(recordWith({ body: 2 }), first);

      const found = await other.read('request:1', MONDAY_9);
      expect(version).toBeDefined();
      expect(found).toEqual({ record: recordWith({ body: 2 }), version });
    });

    it.each(LOST)('recognises what it wrote over an expired record when %s', async (_w, fault) => {
      await other.create(recordWith({ expiresAt: MONDAY_9 }), minutesIn(-1));
      proxy.next('replace', fault);

      const version = await store.create(recordWith({ body: 2 }), MONDAY_9);

      const found = await other.read('request:1', MONDAY_9);
      expect(version).toBeDefined();
      expect(found).toEqual({ record: recordWith({ body: 2 }), version });
    });

    it('repeats a change that never arrived', async () => {
      const first = (await other.create(recordWith(), MONDAY_9))!;
      proxy.next('replace', { kind: 'cut' });

      const version = await store.replace(recordWith({ body: 2 }), first);

      expect((await other.read('request:1', MONDAY_9))?.version).toBe(version);
    });

    it('still knows after its read of what is there failed as well', async () => {
      proxy.next('create', { kind: 'answer-lost' });
      proxy.next('read', { kind: 'status', status: 503 });

      const version = await store.create(recordWith(), MONDAY_9);

      expect(version).toBe((await other.read('request:1', MONDAY_9))?.version);
    });

    it('counts as lost when another replica has written over it meanwhile', async () => {
      proxy.next('create', { kind: 'answer-lost' });
      timing.meanwhile = async () => {
        const found = await other.read('request:1', MONDAY_9);
        await other.replace(recordWith({ body: 'theirs' }), found!.version);
      };

      const version = await store.create(recordWith({ body: 'ours' }), MONDAY_9);

      expect(version).toBeUndefined();
      expect((await other.read('request:1', MONDAY_9))?.record.body).toBe('theirs');
    });

    it('does not take the same record by another replica for its own', async () => {
      const first = (await other.create(recordWith(), MONDAY_9))!;
      proxy.next('replace', { kind: 'cut' });
      timing.meanwhile = () => other.replace(recordWith({ body: 2 }), first);

      const version = await store.replace(recordWith({ body: 2 }), first);

      expect(version).toBeUndefined();
    });
  });

  describe('with replicas of the service that lag behind', () => {
    it('tells the service what it wrote last, so that a read is never older', async () => {
      proxy.added.set('x-ms-session-token', '0:-1#7');
      proxy.added.set('x-ms-content-path', Buffer.alloc(8).toString('base64'));
      await store.create(recordWith(), MONDAY_9);

      await store.read('request:1', MONDAY_9);

      const read = proxy.seen.find(({ wanted }) => wanted === 'read');
      expect(read?.headers['x-ms-session-token']).toBe('0:-1#7');
    });

    it('shares that with the background, which carries out what a click has written', async () => {
      proxy.added.set('x-ms-session-token', '0:-1#8');
      proxy.added.set('x-ms-content-path', Buffer.alloc(8).toString('base64'));
      await store.create(recordWith(), MONDAY_9);

      await background.read('request:1', MONDAY_9);

      const read = proxy.seen.find(({ wanted }) => wanted === 'read');
      expect(read?.headers['x-ms-session-token']).toBe('0:-1#8');
    });

    it('asks again when a replica has not heard of the last write', async () => {
      await other.create(recordWith(), MONDAY_9);
      const behind = { kind: 'status', status: 404, substatus: 1002 } as const;
      proxy.next('read', behind, behind);

      const found = await store.read('request:1', MONDAY_9);

      expect(found?.record).toEqual(recordWith());
    });

    it.each([
      ['read', () => store.read('request:1', MONDAY_9)],
      ['create', () => store.create(recordWith(), MONDAY_9)],
      ['replace', () => store.replace(recordWith(), '00000000-0000')],
    ] as const)(
      'does not take a missing container for a missing record (%s)',
      async (wanted, call) => {
        proxy.always(wanted, { kind: 'status', status: 404, substatus: 1003 });

        await expect(call()).rejects.toMatchObject({
          code: 'store/unavailable',
          details: { status: 404, substatus: 1003 },
        });
      },
    );
  });

  it('reads by id without a query, and tells what every answer cost', async () => {
    await store.create(recordWith(), MONDAY_9);
    proxy.next('read', { kind: 'status', status: 503 });
    await store.read('request:1', MONDAY_9);

    expect([units.calls('create'), units.calls('read')]).toEqual([1, 2]);
    expect(units.table()).toMatch(/^read +2 calls {2}0\.69 RU on average, 1\.00 at most$/m);
    expect(proxy.count('query') + proxy.count('plan')).toBe(0);
  });

  it('calls an item that is none of ours corrupt', async () => {
    await account.container.items.create({ id: 'request:1', strange: true });

    const reading = store.read('request:1', MONDAY_9);

    await expect(reading).rejects.toThrow(PermanentError);
    await expect(reading).rejects.toMatchObject({ code: 'store/corrupt' });
  });
});
