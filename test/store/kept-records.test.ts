import { createKeptRecords } from '../../src/store/kept-records';

const parsed = (): object => ({});
const record = { id: 'request:1', version: 'v1', body: '{}' };

describe('a kept record', () => {
  it('is parsed once for each version, and given again as the same object', () => {
    const kept = createKeptRecords<object>();
    let count = 0;
    const parse = (): object => ({ count: (count += 1) });

    const first = kept.of(record, parse);

    expect(kept.of(record, parse)).toBe(first);
    expect(kept.of({ ...record, version: 'v2' }, parse)).toEqual({ count: 2 });
    expect(kept.of(record, parse)).toEqual({ count: 3 });
  });

  it('is known by its version as long as it is kept', () => {
    const kept = createKeptRecords<object>();

    const found = kept.of(record, parsed);

    expect(kept.known(record.id, 'v1')).toBe(found);
    expect(kept.known(record.id, 'v2')).toBeUndefined();
    expect(kept.known('request:2', 'v1')).toBeUndefined();
  });

  it('is not another record of the same version', () => {
    const kept = createKeptRecords<object>();

    const first = kept.of(record, parsed);

    expect(kept.of({ ...record, id: 'request:2' }, parsed)).not.toBe(first);
  });

  it('is not remembered when it could not be parsed', () => {
    const kept = createKeptRecords<object>();
    const broken = (): never => {
      throw new Error('broken');
    };

    expect(() => kept.of(record, broken)).toThrow('broken');
    expect(() => kept.of(record, broken)).toThrow('broken');
  });

  it('makes room when five hundred others were used since', () => {
    const kept = createKeptRecords<object>();
    const first = kept.of(record, parsed);
    const others = Array.from({ length: 499 }, (_, n) => ({ ...record, id: `other:${String(n)}` }));
    others.forEach((other) => kept.of(other, parsed));
    const isStillThere = kept.of(record, parsed) === first;
    kept.of({ ...record, id: 'one:more' }, parsed);

    others.forEach((other) => kept.of(other, parsed));

    expect(isStillThere).toBe(true);
    expect(kept.of(record, parsed)).not.toBe(first);
  });

  it('is none whose body is longer than 32 KiB, and leaves no older version behind', () => {
    const kept = createKeptRecords<object>();
    const first = kept.of(record, parsed);
    const long = { ...record, version: 'v2', body: 'x'.repeat(32 * 1024 + 1) };

    expect(kept.of(long, parsed)).not.toBe(kept.of(long, parsed));
    expect(kept.of(record, parsed)).not.toBe(first);
  });
});
