import type { RecordStore } from '../../src/workflow/store-port';
import { MONDAY_9, recordWith } from '../support/store-records';

const LIST = { kind: 'request', limit: 10 };

/** What holds for an engine that keeps what it has parsed; `open` gives one more process over the same, at first empty, records. */
export function keptContract(name: string, open: () => Promise<RecordStore>): void {
  describe(`${name}, which keeps what it has parsed`, () => {
    let one: RecordStore;
    let other: RecordStore;

    beforeEach(async () => {
      one = await open();
      other = await open();
      await one.create(recordWith({ body: 'first' }), MONDAY_9);
    });

    afterEach(async () => {
      await Promise.all([one.close(), other.close()]);
    });

    it('gives the same object again, read or listed, as long as nobody wrote', async () => {
      const read = await one.read('request:1', MONDAY_9);
      const listed = await one.find(LIST, MONDAY_9);

      expect(listed.records[0]).toBe(read?.record);
      expect((await one.read('request:1', MONDAY_9))?.record).toBe(read?.record);
    });

    it('gives what another process has written since, read or listed', async () => {
      const before = await one.read('request:1', MONDAY_9);
      await one.find(LIST, MONDAY_9);

      const version = await other.replace(recordWith({ body: 'second' }), before!.version);

      const listed = await one.find(LIST, MONDAY_9);
      const read = await one.read('request:1', MONDAY_9);
      expect(listed.records.map(({ body }) => body)).toEqual(['second']);
      expect(read).toStrictEqual({ record: recordWith({ body: 'second' }), version });
    });

    it('gives what it has written itself', async () => {
      const before = await one.read('request:1', MONDAY_9);

      await one.replace(recordWith({ body: 'second' }), before!.version);

      expect((await one.read('request:1', MONDAY_9))?.record.body).toBe('second');
    });

    it.each([
      ['nothing of what it is listed by', {}, ['request:1', 'request:2']],
      ['its tags', { tags: ['b:1'] }, ['request:2']],
      ['the moment it is listed by', { at: MONDAY_9 - 2 }, ['request:2', 'request:1']],
    ])('lists a kept record rightly after a write that changes %s', async (_what, parts, ids) => {
      const listed = { tags: ['a:1'] };
      await one.create(recordWith({ ...listed, id: 'request:2', at: MONDAY_9 - 1 }), MONDAY_9);
      const first = await one.read('request:1', MONDAY_9);
      await one.replace(recordWith(listed), first!.version);
      const kept = await one.read('request:1', MONDAY_9);

      await one.replace(recordWith({ ...listed, ...parts, body: 'second' }), kept!.version);

      const page = await one.find({ ...LIST, tag: 'a:1' }, MONDAY_9);
      expect(page.records.map(({ id }) => id)).toEqual(ids);
    });

    it('gives nothing once a kept record has expired', async () => {
      const before = await one.read('request:1', MONDAY_9);
      const expiresAt = MONDAY_9 + 1;
      await one.replace(recordWith({ body: 'second', expiresAt }), before!.version);
      const alive = await one.read('request:1', MONDAY_9);

      expect(alive?.record.body).toBe('second');
      expect(await one.read('request:1', expiresAt)).toBeUndefined();
    });
  });
}
