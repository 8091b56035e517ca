import { BugError } from '../../src/errors';
import type { FindQuery, RecordStore } from '../../src/workflow/store-port';
import { MONDAY_9, listAll, minutesIn, recordWith, writeAll } from '../support/store-records';

/** The part of the store contract about many records: what is due, what has expired, what is listed. */
export function listContract(current: () => RecordStore): void {
  let store: RecordStore;

  beforeEach(() => {
    store = current();
  });

  describe('due', () => {
    it('names what is due, earliest first, and at most as many as asked for', async () => {
      await writeAll(store, [
        { id: 'request:c', dueAt: minutesIn(-1) },
        { id: 'request:b', dueAt: minutesIn(-5) },
        { id: 'request:a', dueAt: minutesIn(-5) },
        { id: 'request:d', dueAt: minutesIn(-9) },
        { id: 'request:e' },
      ]);

      const all = await store.due(MONDAY_9, 10);
      const some = await store.due(MONDAY_9, 2);

      expect(all).toEqual(['request:d', 'request:a', 'request:b', 'request:c']);
      expect(some).toEqual(['request:d', 'request:a']);
    });

    it('counts a record as due at its very moment and not before', async () => {
      await store.create(recordWith({ dueAt: minutesIn(1) }), MONDAY_9);

      const before = await store.due(minutesIn(1) - 1, 10);
      const exactly = await store.due(minutesIn(1), 10);

      expect([before, exactly]).toEqual([[], ['request:1']]);
    });

    it('forgets a record whose due moment was cleared or put off', async () => {
      await writeAll(store, [
        { id: 'request:a', dueAt: MONDAY_9 },
        { id: 'request:b', dueAt: MONDAY_9 },
      ]);
      const [a, b] = await Promise.all([
        store.read('request:a', MONDAY_9),
        store.read('request:b', MONDAY_9),
      ]);

      await store.replace(recordWith({ id: 'request:a' }), a!.version);
      await store.replace(recordWith({ id: 'request:b', dueAt: minutesIn(1) }), b!.version);

      expect(await store.due(MONDAY_9, 10)).toEqual([]);
      expect(await store.due(minutesIn(1), 10)).toEqual(['request:b']);
    });

    it.each([0, -1, 1.5, Number.NaN])('refuses the limit %p', async (limit) => {
      await expect(store.due(MONDAY_9, limit)).rejects.toThrow(BugError);
    });
  });

  describe('expiry', () => {
    const expiring = { tags: ['a:1'], dueAt: MONDAY_9, expiresAt: minutesIn(1) };

    it.each([
      ['just before its end a record is there', minutesIn(1) - 1, true],
      ['at its end a record is gone', minutesIn(1), false],
      ['after its end a record is gone', minutesIn(2), false],
    ])('%s', async (_title, now, isThere) => {
      await store.create(recordWith(expiring), MONDAY_9);

      const seen = [
        (await store.read('request:1', now)) !== undefined,
        (await store.find({ kind: 'request', limit: 9 }, now)).records.length === 1,
        (await store.find({ kind: 'request', tag: 'a:1', limit: 9 }, now)).records.length === 1,
        (await store.due(now, 9)).length === 1,
        (await store.create(recordWith({ expiresAt: minutesIn(5) }), now)) === undefined,
      ];

      expect(seen).toEqual(seen.map(() => isThere));
    });

    it('leaves nothing of the record whose id is used again', async () => {
      await store.create(recordWith(expiring), MONDAY_9);

      await store.create(recordWith({ tags: ['a:2'] }), minutesIn(1));

      expect((await store.read('request:1', minutesIn(1)))?.record).toStrictEqual(
        recordWith({ tags: ['a:2'] }),
      );
      expect(await listAll(store, { kind: 'request', tag: 'a:1', limit: 9 })).toEqual([]);
      expect(await store.due(minutesIn(1), 9)).toEqual([]);
    });

    it('removes what has expired while it looks for what is due', async () => {
      await store.create(recordWith(expiring), MONDAY_9);

      await store.due(minutesIn(1), 9);

      // A clock that goes back would show a record that is only hidden.
      expect(await store.read('request:1', MONDAY_9)).toBeUndefined();
      expect(await listAll(store, { kind: 'request', tag: 'a:1', limit: 9 })).toEqual([]);
    });
  });

  describe('find', () => {
    it('lists one kind, newest first, and equal moments in a fixed order', async () => {
      await writeAll(store, [
        { id: 'request:old', at: minutesIn(-9) },
        { id: 'request:a', at: MONDAY_9 },
        { id: 'request:b', at: MONDAY_9 },
        { id: 'request:new', at: minutesIn(9) },
        { id: 'person:1', kind: 'person' },
      ]);

      const ids = await listAll(store, { kind: 'request', limit: 200 });

      expect(ids).toEqual(['request:new', 'request:b', 'request:a', 'request:old']);
    });

    it('lists only records of the kind that carry exactly the tag', async () => {
      await writeAll(store, [
        { id: 'request:a', tags: ['topic:x', 'waits:person:1'] },
        { id: 'request:b', tags: ['topic:xy'] },
        { id: 'request:c', tags: ['TOPIC:X'] },
        { id: 'person:d', kind: 'person', tags: ['topic:x'] },
        { id: 'request:e', tags: ['topic:x', 'topic:x'] },
      ]);

      const ids = await listAll(store, { kind: 'request', tag: 'topic:x', limit: 9 });

      expect(ids).toEqual(['request:e', 'request:a']);
      expect(await listAll(store, { kind: 'request', tag: 'topic:%', limit: 9 })).toEqual([]);
      expect(await listAll(store, { kind: 'request\0', tag: 'topic:x', limit: 9 })).toEqual([]);
      expect(await listAll(store, { kind: 'request', tag: 'topic:x\0', limit: 9 })).toEqual([]);
    });

    it.each([undefined, 'a:1'])('pages through %p without gap or repeat', async (tag) => {
      const parts = Array.from({ length: 23 }, (_, n) => ({
        id: `request:${String(n).padStart(2, '0')}`,
        at: minutesIn(Math.floor(n / 6)),
        tags: ['a:1'],
      }));
      await writeAll(store, parts);
      const query = { kind: 'request', limit: 5, ...(tag !== undefined && { tag }) };

      const ids = await listAll(store, query);

      expect(ids).toEqual(parts.map(({ id }) => id).reverse());
    });

    it('offers no further page when the page ends the list', async () => {
      await writeAll(store, [{ id: 'request:a' }, { id: 'request:b' }]);

      const page = await store.find({ kind: 'request', limit: 2 }, MONDAY_9);

      expect(page).not.toHaveProperty('next');
    });

    it('moves a record from the lists of its old tags to those of its new ones', async () => {
      const version = await store.create(recordWith({ tags: ['a:1', 'a:2'] }), MONDAY_9);

      await store.replace(recordWith({ tags: ['a:2', 'a:3'], at: minutesIn(1) }), version!);

      const lists = ['a:1', 'a:2', 'a:3'].map((tag) =>
        listAll(store, { kind: 'request', tag, limit: 9 }),
      );
      expect(await Promise.all(lists)).toEqual([[], ['request:1'], ['request:1']]);
    });

    it.each([
      '',
      '.',
      'x',
      'W10.x',
      `' OR 1=1 --`,
      '\0',
      '💥',
      'a'.repeat(10_000),
      '..',
      '__proto__.x',
    ])('answers the foreign continuation %.20j with an empty page', async (after) => {
      await writeAll(store, [{ id: 'request:a' }, { id: 'request:b' }]);

      const page = await store.find({ kind: 'request', limit: 1, after }, MONDAY_9);

      expect(page).toStrictEqual({ records: [] });
    });

    it('answers the changed continuation, and that of another list, with an empty page', async () => {
      await writeAll(store, [
        { tags: ['a:1'] },
        { id: 'request:2', tags: ['a:1'] },
        { id: 'person:1', kind: 'person' },
      ]);
      const all: FindQuery = { kind: 'request', limit: 1 };
      const next = (await store.find(all, MONDAY_9)).next!;

      const pages = await Promise.all([
        store.find({ ...all, tag: 'a:1', after: next }, MONDAY_9),
        store.find({ ...all, kind: 'person', after: next }, MONDAY_9),
        store.find({ ...all, after: `A${next}` }, MONDAY_9),
        store.find({ ...all, after: `${next}x` }, MONDAY_9),
        store.find({ ...all, after: next.slice(0, -1) }, MONDAY_9),
        store.find({ ...all, after: `${next}.` }, MONDAY_9),
      ]);

      expect(pages).toEqual(pages.map(() => ({ records: [] })));
    });

    it.each([0, -1, 201, 1.5, Number.NaN])('refuses the page size %p', async (limit) => {
      await expect(store.find({ kind: 'request', limit }, MONDAY_9)).rejects.toThrow(BugError);
    });
  });
}
