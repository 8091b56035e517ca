import type { Engine } from '../../src/store/engine';
import type { StoredRecord } from '../../src/workflow/store-port';
import { MONDAY_9, minutesIn, recordWith, writeAll } from '../support/store-records';

/** The part of the contract that is for export, and for work that nobody waits for. */
export function dumpContract(current: () => Engine): void {
  async function everything(now: number): Promise<readonly StoredRecord[]> {
    const records: StoredRecord[] = [];
    for await (const page of current().pages(now)) {
      records.push(...page);
    }
    return records;
  }

  describe('pages', () => {
    it('give every record of every kind once, whole', async () => {
      const parts = Array.from({ length: 120 }, (_, n) => ({
        id: `${n % 2 === 0 ? 'request' : 'person'}:${String(n)}`,
        tags: ['a:1', `n:${String(n)}`],
        search: 'ö \ud83d \0',
        body: { n, list: [`'"\u2028`] },
        ...(n % 3 === 0 && { dueAt: minutesIn(n), expiresAt: minutesIn(n + 1) }),
      }));
      await writeAll(current(), parts);

      const records = await everything(MONDAY_9);

      const byId = new Map(records.map((record) => [record.id, record]));
      expect(records).toHaveLength(120);
      expect(parts.map(({ id }) => byId.get(id))).toStrictEqual(parts.map(recordWith));
    });

    it('leave out what has expired', async () => {
      await writeAll(current(), [{ id: 'request:a' }, { id: 'request:b', expiresAt: MONDAY_9 }]);

      const [before, exactly] = [await everything(MONDAY_9 - 1), await everything(MONDAY_9)];

      expect([before.length, exactly.map(({ id }) => id)]).toEqual([2, ['request:a']]);
    });

    it('are none in an empty store', async () => {
      expect(await everything(MONDAY_9)).toEqual([]);
    });

    it('may be left after the first, and the store goes on', async () => {
      await writeAll(current(), [{ id: 'request:a' }]);

      for await (const page of current().pages(MONDAY_9)) {
        expect(page).toHaveLength(1);
        break;
      }

      expect(await current().create(recordWith({ id: 'request:b' }), MONDAY_9)).toBeDefined();
    });
  });

  describe('the background', () => {
    it('works on the same records, under the same versions', async () => {
      const version = (await current().create(recordWith(), MONDAY_9))!;

      const next = await current()
        .forBackground()
        .replace(recordWith({ body: 2 }), version);

      expect(next).toBeDefined();
      expect((await current().read('request:1', MONDAY_9))?.version).toBe(next);
    });

    it('is closed with the store', async () => {
      const background = current().forBackground();

      await current().close();

      await expect(background.read('request:1', MONDAY_9)).rejects.toMatchObject({
        code: 'store/unavailable',
      });
    });
  });
}
