import { BugError, PermanentError, TransientError } from '../../src/errors';
import type { Engine } from '../../src/store/engine';
import type { StoredRecord } from '../../src/workflow/store-port';
import { MONDAY_9, listAll, minutesIn, recordWith } from '../support/store-records';
import { dumpContract } from './dump-contract';
import { listContract } from './store-list-contract';

/** 256 KiB. */
const BODY_MAX_BYTES = 262_144;

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

/** An engine gives every reader a copy, or what nobody can change. */
function tryToChange(part: object, change: object): void {
  try {
    Object.assign(part, change);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
  }
}

/** What every engine promises. Each implementation runs it; `open` gives an empty store, the caller closes nothing. */
export function storeContract(name: string, open: () => Promise<Engine>): void {
  describe(`${name} keeps the store contract`, () => {
    let store: Engine;

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

      it('lets no reader change what another one reads', async () => {
        await store.create(recordWith({ tags: ['a:1'], body: { list: [1] } }), MONDAY_9);
        const first = (await store.read('request:1', MONDAY_9))!.record;

        tryToChange(first.summary, { search: 'changed' });
        tryToChange(first.body as object, { list: 'changed' });

        const [listed] = (await store.find({ kind: 'request', limit: 1 }, MONDAY_9)).records;
        const second = (await store.read('request:1', MONDAY_9))?.record;
        const untouched = recordWith({ tags: ['a:1'], body: { list: [1] } });
        expect([second, listed]).toStrictEqual([untouched, untouched]);
      });

      it.each([
        '',
        'a',
        'a'.repeat(501),
        '漢'.repeat(342),
        'request:1\0',
        'a/b',
        'a?b',
        'a#b',
        'a\\b',
        'a\ud800b',
      ])('finds nothing under the impossible id %j and refuses to write it', async (id) => {
        await store.create(recordWith(), MONDAY_9);

        const found = await store.read(id, MONDAY_9);

        expect(found).toBeUndefined();
        await expect(store.create(recordWith({ id }), MONDAY_9)).rejects.toThrow(BugError);
        await expect(store.replace(recordWith({ id }), 'v')).rejects.toThrow(BugError);
      });

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

    it.each(['nothing at all', 'a ring', 'a function'])(
      'refuses a body that is %s',
      async (what) => {
        const ring: Record<string, unknown> = {};
        ring['self'] = ring;
        const bodies = new Map<string, unknown>([
          ['a ring', ring],
          ['a function', listAll],
        ]);
        const record = { ...recordWith(), body: bodies.get(what) as StoredRecord['body'] };

        await expect(store.create(record, MONDAY_9)).rejects.toThrow(BugError);
      },
    );

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

      it.each(['', 'x', '0', '*', '\0', `' OR 1=1 --`])(
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

    listContract(() => store);

    dumpContract(() => store);

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
