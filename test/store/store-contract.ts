import { BugError, PermanentError, TransientError } from '../../src/errors';
import { BODY_MAX_BYTES } from '../../src/store/record-rules';
import type { FindQuery, RecordStore, StoredRecord } from '../../src/workflow/store-port';
import { MONDAY_9, listAll, minutesIn, recordWith, writeAll } from '../support/store-records';

const STRANGE_TEXTS = [
  `it's "quoted" and \`ticked\``,
  `' OR 1=1; DROP TABLE records; --`,
  '👩🏽‍💻 family 👨‍👩‍👧‍👦',
  'שלום \u202Eevil\u202C عالم',
  '${process.exit(1)} {{x}} %s $1 ?1 :id @id',
  'e\u0301 is not \u00e9, ß, İ, ｆｕｌｌ',
  '__proto__',
  'ja'.repeat(90),
];

/** What every engine promises. Each implementation runs it; `open` gives an empty store, the caller closes nothing. */
export function storeContract(name: string, open: () => Promise<RecordStore>): void {
  describe(`${name} keeps the store contract`, () => {
    let store: RecordStore;

    beforeEach(async () => {
      store = await open();
    });

    afterEach(async () => {
      await store.close();
    });

    describe('create and read', () => {
      it('gives back what was written, with a version', async () => {
        const record = recordWith({ dueAt: minutesIn(5), expiresAt: minutesIn(60) });

        const version = await store.create(record, MONDAY_9);

        expect(version).toEqual(expect.any(String));
        expect(await store.read(record.id, MONDAY_9)).toStrictEqual({ record, version });
      });

      it('knows nothing of a record that was never written', async () => {
        expect(await store.read('request:none', MONDAY_9)).toBeUndefined();
      });

      it('refuses an id that is taken and leaves the record alone', async () => {
        const record = recordWith();
        await store.create(record, MONDAY_9);

        const second = await store.create(recordWith({ body: 'other' }), MONDAY_9);

        expect(second).toBeUndefined();
        expect((await store.read(record.id, MONDAY_9))?.record).toStrictEqual(record);
        expect(await listAll(store, { kind: 'request', limit: 10 })).toEqual(['request:1']);
      });

      it('lets exactly one of 50 parallel creations win', async () => {
        const attempts = Array.from({ length: 50 }, () => store.create(recordWith(), MONDAY_9));

        const versions = await Promise.all(attempts);

        expect(versions.filter((version) => version !== undefined)).toHaveLength(1);
      });

      it('shares nothing with the writer', async () => {
        const tags = ['a:1'];
        const body = { list: [1] };
        await store.create(recordWith({ tags, body }), MONDAY_9);

        tags.push('a:2');
        body.list.push(2);

        const found = await store.read('request:1', MONDAY_9);
        expect(found?.record).toStrictEqual(recordWith({ tags: ['a:1'], body: { list: [1] } }));
      });

      it('shares nothing between two readers', async () => {
        await store.create(recordWith({ tags: ['a:1'], body: { list: [1] } }), MONDAY_9);
        const first = (await store.read('request:1', MONDAY_9))!.record;

        Object.assign(first.summary, { search: 'changed' });
        Object.assign(first.body!, { list: 'changed' });

        const [listed] = (await store.find({ kind: 'request', limit: 1 }, MONDAY_9)).records;
        const second = (await store.read('request:1', MONDAY_9))?.record;
        const untouched = recordWith({ tags: ['a:1'], body: { list: [1] } });
        expect([second, listed]).toStrictEqual([untouched, untouched]);
      });

      it.each(['', 'a', 'a'.repeat(501), 'request:1\0', 'a/b', 'a?b', 'a#b', 'a\\b', 'a\ud800b'])(
        'finds nothing under the impossible id %j and refuses to write it',
        async (id) => {
          await store.create(recordWith(), MONDAY_9);

          const found = await store.read(id, MONDAY_9);

          expect(found).toBeUndefined();
          await expect(store.create(recordWith({ id }), MONDAY_9)).rejects.toThrow(BugError);
          await expect(store.replace(recordWith({ id }), 'v')).rejects.toThrow(BugError);
        },
      );

      it.each([
        ['a moment that is not a number', { dueAt: Number.NaN }],
        ['an endless moment', { expiresAt: Number.POSITIVE_INFINITY }],
        ['half a schema', { schema: 1.5 }],
        ['a tag cut by NUL', { tags: ['a:1\0'] }],
      ])('refuses %s', async (_what, part) => {
        await expect(store.create(recordWith(part), MONDAY_9)).rejects.toThrow(BugError);
        expect(await store.read('request:1', MONDAY_9)).toBeUndefined();
      });
    });

    describe('texts', () => {
      it.each(STRANGE_TEXTS)('brings %j back unchanged everywhere', async (text) => {
        const key = `request:${text.replace(/[?#/\\]/g, '')}`;
        const tag = `topic:${text}`;
        const record = recordWith({
          id: key,
          kind: text,
          tags: [tag, `other:${text}`],
          search: text,
          body: { [text]: text, list: [text] },
        });
        await store.create(record, MONDAY_9);
        await store.create(recordWith({ id: 'request:plain', kind: text }), MONDAY_9);

        const found = await store.find({ kind: text, tag, limit: 10 }, MONDAY_9);

        expect(found).toStrictEqual({ records: [record] });
        expect((await store.read(key, MONDAY_9))?.record).toStrictEqual(record);
      });

      it('keeps NUL and broken surrogates in what people typed', async () => {
        const record = recordWith({
          search: 'a\0b \ud83d c',
          body: { said: 'a\0b \udc00 c\u2028' },
        });

        await store.create(record, MONDAY_9);

        expect((await store.read(record.id, MONDAY_9))?.record).toStrictEqual(record);
      });

      it('keeps a key named __proto__ as an ordinary key', async () => {
        const body = JSON.parse(
          '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}',
        ) as object;
        await store.create(recordWith({ body: body as StoredRecord['body'] }), MONDAY_9);

        const found = (await store.read('request:1', MONDAY_9))?.record.body;

        expect(JSON.stringify(found)).toBe(JSON.stringify(body));
        expect('x' in {}).toBe(false);
      });

      it('keeps a body of 256 KiB, counted as UTF-8', async () => {
        const body = 'é'.repeat(BODY_MAX_BYTES / 2 - 1);

        await store.create(recordWith({ body }), MONDAY_9);

        expect((await store.read('request:1', MONDAY_9))?.record.body).toBe(body);
      });

      it.each([
        ['body', { body: 'x'.repeat(BODY_MAX_BYTES - 1) }],
        ['body', { body: 'é'.repeat(BODY_MAX_BYTES / 2) }],
        ['tags', { tags: Array.from({ length: 41 }, (_, n) => `a:${n}`) }],
        ['tag', { tags: ['a'.repeat(201)] }],
        ['search', { search: 'a'.repeat(1001) }],
      ])('refuses a %s beyond its bound and writes nothing', async (part, parts) => {
        const version = (await store.create(recordWith(), MONDAY_9))!;

        const attempts = [
          store.create(recordWith({ id: 'request:2', ...parts }), MONDAY_9),
          store.replace(recordWith(parts), version),
        ];

        for (const settled of await Promise.allSettled(attempts)) {
          expect(settled).toHaveProperty('reason', expect.any(PermanentError));
          expect(settled).toHaveProperty('reason.code', 'store/too-large');
          expect(settled).toHaveProperty('reason.details.part', part);
        }
        expect(await store.read('request:2', MONDAY_9)).toBeUndefined();
        expect(await store.read('request:1', MONDAY_9)).toEqual({ record: recordWith(), version });
      });
    });

    describe('replace', () => {
      it('writes the whole record over the version it names', async () => {
        const first = await store.create(recordWith({ dueAt: minutesIn(1) }), MONDAY_9);
        const changed = recordWith({
          schema: 2,
          kind: 'engagement',
          at: minutesIn(3),
          body: [null],
        });

        const second = await store.replace(changed, first!);

        expect(second).not.toBe(first);
        expect(await store.read(changed.id, MONDAY_9)).toStrictEqual({
          record: changed,
          version: second,
        });
      });

      it('does nothing over a version that is no longer the last', async () => {
        const first = (await store.create(recordWith(), MONDAY_9))!;
        const second = (await store.replace(recordWith({ body: 2 }), first))!;

        const late = await store.replace(recordWith({ body: 3, tags: ['late:1'] }), first);

        expect(late).toBeUndefined();
        expect(await store.read('request:1', MONDAY_9)).toEqual({
          record: recordWith({ body: 2 }),
          version: second,
        });
        expect(await listAll(store, { kind: 'request', tag: 'late:1', limit: 9 })).toEqual([]);
      });

      it.each(['', 'x', '0', '\0', `' OR 1=1 --`])(
        'does nothing over the foreign version %j',
        async (version) => {
          await store.create(recordWith(), MONDAY_9);

          expect(await store.replace(recordWith({ body: 2 }), version)).toBeUndefined();
        },
      );

      it('does nothing when the version only begins with the right one', async () => {
        const version = (await store.create(recordWith(), MONDAY_9))!;

        expect(await store.replace(recordWith({ body: 2 }), `${version}\0`)).toBeUndefined();
      });

      it('makes no record out of nothing', async () => {
        const version = (await store.create(recordWith(), MONDAY_9))!;

        expect(await store.replace(recordWith({ id: 'request:2' }), version)).toBeUndefined();
        expect(await store.read('request:2', MONDAY_9)).toBeUndefined();
      });

      it('refuses the version of an expired record whose id was used again', async () => {
        const old = (await store.create(recordWith({ expiresAt: minutesIn(1) }), MONDAY_9))!;
        await store.create(recordWith({ body: 'again' }), minutesIn(1));

        const late = await store.replace(recordWith({ body: 'late' }), old);

        expect(late).toBeUndefined();
        expect((await store.read('request:1', minutesIn(1)))?.record.body).toBe('again');
      });

      it('lets exactly one of 50 parallel writers win', async () => {
        const version = (await store.create(recordWith(), MONDAY_9))!;
        const attempts = Array.from({ length: 50 }, (_, n) =>
          store.replace(recordWith({ body: n }), version),
        );

        const versions = await Promise.all(attempts);

        const winner = versions.findIndex((answer) => answer !== undefined);
        expect(versions.filter((answer) => answer !== undefined)).toHaveLength(1);
        expect(await store.read('request:1', MONDAY_9)).toEqual({
          record: recordWith({ body: winner }),
          version: versions[winner],
        });
      });
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
        await writeAll(store, [{ tags: ['a:1'] }, { id: 'request:2', tags: ['a:1'] }]);
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

    describe('its end', () => {
      it('is healthy while it is open', async () => {
        expect(await store.healthy()).toBe(true);
      });

      it('is unhealthy and unavailable once closed, and may be closed twice', async () => {
        await store.close();

        await store.close();

        expect(await store.healthy()).toBe(false);
        const calls = [
          store.read('request:1', MONDAY_9),
          store.create(recordWith(), MONDAY_9),
          store.replace(recordWith(), 'v'),
          store.due(MONDAY_9, 1),
          store.find({ kind: 'request', limit: 1 }, MONDAY_9),
        ];
        for (const settled of await Promise.allSettled(calls)) {
          expect(settled).toHaveProperty('reason', expect.any(TransientError));
          expect(settled).toHaveProperty('reason.code', 'store/unavailable');
        }
      });
    });
  });
}
