import { PermanentError } from '../../src/errors';
import { foundItem, itemOf } from '../../src/store/cosmos-item';
import { MONDAY_9, minutesIn, recordWith } from '../support/store-records';

const ODD = '"\\ \0 \ud83d \udc00 \u2028 \uffff é 👩🏽‍💻';

/** Every text in a value, keys included. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)])
    : [];
}

describe('the item of a record', () => {
  it('holds nothing that UTF-8 or a text column could change', () => {
    const item = itemOf(recordWith({ search: ODD, body: { [ODD]: [ODD] } }), 'write');

    const texts = textsIn(item);

    expect(texts.filter((text) => Buffer.from(text).toString() !== text)).toEqual([]);
    expect(texts.filter((text) => /\p{Cc}/u.test(text))).toEqual([]);
  });

  it('gives the record back', () => {
    const record = recordWith({ search: ODD, body: { [ODD]: [ODD] }, dueAt: 1.5, schema: 3 });

    const found = foundItem({ ...itemOf(record, 'write'), _etag: '"1"', _ts: 1, _rid: 'x' });

    expect(found).toStrictEqual({ record, version: '"1"', writeId: 'write' });
  });

  it('can be searched for what was typed: the escaped needle is in the escaped text', () => {
    const { summary } = itemOf(recordWith({ search: 'the "best" señor\t!' }), 'write');

    expect(summary.search).toContain(JSON.stringify('"best" señor\t').slice(1, -1));
  });

  it.each([
    ['no end', {}, undefined],
    ['an end in a minute', { expiresAt: minutesIn(1) }, 60],
    ['an end within a second', { expiresAt: MONDAY_9 + 60_001 }, 61],
    ['an end that is over', { expiresAt: minutesIn(-1) }, 1],
    ['an end beyond all calendars', { expiresAt: Number.MAX_VALUE }, 2_147_483_647],
  ])('with %s is removed by the service no sooner than it ends', (_what, parts, ttl) => {
    const item = itemOf(recordWith(parts), 'write');

    expect(item.ttl).toBe(ttl);
  });

  it.each([
    ['nothing', undefined],
    ['no body', { ...itemOf(recordWith(), 'write'), _etag: '1', body: undefined }],
    ['a body that is no JSON', { ...itemOf(recordWith(), 'write'), _etag: '1', body: '{' }],
    [
      'a body that is not within a text',
      { ...itemOf(recordWith(), 'write'), _etag: '1', body: {} },
    ],
    ['no writer', { ...itemOf(recordWith(), 'write'), _etag: '1', writeId: undefined }],
  ])('is corrupt with %s', (_what, resource) => {
    expect(() => foundItem(resource)).toThrow(PermanentError);
  });
});
