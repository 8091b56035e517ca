import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordId } from '../../src/domain/kernel';
import { liveRecord } from '../../src/workflow/load-record';
import { decodeBody, encodeBody, SCHEMA } from '../../src/workflow/record-codec';
import type { Json } from '../../src/workflow/store-port';

/** Bodies as older versions wrote them: never changed, one more with every change of the shape. */
const FOLDER = join(__dirname, 'fixtures');

interface Fixture {
  readonly id: RecordId;
  readonly schema: number;
  readonly body: Readonly<Record<string, Json>>;
}

function fixture(name: string): Fixture {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Fixture;
}

const NAMES = readdirSync(FOLDER).sort();
const NEWEST = `body-${String(SCHEMA)}.json`;

describe('a body of an older version', () => {
  it('is kept here for every schema there ever was', () => {
    const schemas = new Set(NAMES.map((name) => fixture(name).schema));

    expect([...schemas].sort()).toEqual(Array.from({ length: SCHEMA }, (_, n) => n + 1));
  });

  it.each(NAMES)('is read whole: %s', (name) => {
    const { id, schema, body } = fixture(name);

    const { state, events, count, effects, copies } = liveRecord(id, {
      record: { id, schema, summary: { kind: 'request', tags: [], search: '', at: 0 }, body },
      version: 'v',
    });

    expect(state).toMatchObject({ status: 'Assigned', number: 1001 });
    expect(JSON.stringify(state)).toContain('The customer wants to start with conditional access.');
    expect([events.length, count]).toEqual([5, 5]);
    expect([effects.length > 0, copies.length > 0]).toEqual([true, true]);
  });

  it.each(NAMES)('is written again in the shape of today: %s', (name) => {
    const { id, schema, body } = fixture(name);

    const again = encodeBody(decodeBody(id, schema, body)) as Readonly<Record<string, Json>>;

    expect(Object.keys(again).sort()).toEqual(Object.keys(fixture(NEWEST).body).sort());
    expect(again['events']).toEqual(body['events']);
    expect(again['texts']).toEqual(body['texts']);
  });

  it('counts its events and pictures from what it holds when it was written before they were counted', () => {
    const { id, schema, body } = fixture('body-1-before-counting.json');

    const { count, drawn, events } = decodeBody(id, schema, body);

    expect(body).not.toHaveProperty('count');
    expect([count, drawn]).toEqual([events.length, 0]);
  });
});
