import fc from 'fast-check';
import { typed } from '../../src/domain/kernel';
import { BugError } from '../../src/errors';
import { decodeBody, encodeBody, SCHEMA, type Kept } from '../../src/workflow/record-codec';
import type { Json } from '../../src/workflow/store-port';
import { moveIn, openHouse } from '../support/fake-house';
import { accepted, approved, REQUEST, stored, submitted } from '../support/fake-requests';

const META = { by: 'system', at: 1, causeId: 'cause' } as const;

function kept(fields: Readonly<Record<string, unknown>>): Kept {
  return {
    id: REQUEST,
    events: [{ type: 'Something', ...META, ...fields }],
    past: ['an earlier cause'],
    effects: [],
    copies: [],
    told: {},
    heard: {},
    count: 1,
    drawn: 0,
  };
}

function roundTrip(record: Kept): Kept {
  return decodeBody(REQUEST, SCHEMA, JSON.parse(JSON.stringify(encodeBody(record))) as Json);
}

function failureOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

/** Values as they stand on events: nested, with typed texts anywhere. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.string().map(typed),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'typed', 'note'), tie('value'), { minKeys: 2 }),
  ),
})).value;

describe('the body of a record', () => {
  it('comes back as it was, whatever stands on its events', () => {
    fc.assert(
      fc.property(values, (value) => {
        const record = kept({ value });

        expect(roundTrip(record)).toEqual(record);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves out what has no value, also beside a typed text', () => {
    const nothing = undefined;
    const body = encodeBody(kept({ nothing, note: { ...typed('words'), nothing } }));

    expect(body).toStrictEqual(encodeBody(kept({ note: typed('words') })));
  });

  it.each([
    ['a field named text beside others', { text: 'plain', at: 1 }],
    ['a field named text alone', { text: 'plain' }],
    ['a text that looks like a hash', typed('yeXvXb2o2dcVQ0fIK1cnvg')],
    ['an empty typed text', typed('')],
    ['the name of a prototype', typed('__proto__')],
  ])('comes back as it was with %s', (_case, value) => {
    const record = kept({ value });

    expect(roundTrip(record)).toEqual(record);
  });

  it('comes back as it was for a record in the middle of its life', async () => {
    const { ports } = openHouse();
    await moveIn(ports);
    await submitted(ports);
    await approved(ports);
    const { record } = await accepted(ports);
    const { state: _state, version: _version, ...whole } = record;

    expect(roundTrip(whole)).toEqual(whole);
  });

  it('holds what people typed once, and only under its hash', () => {
    const note = 'A sentence that somebody typed.';
    const record = kept({ first: typed(note), list: [typed(note), { deep: typed(note) }] });

    const body = encodeBody(record) as {
      readonly events: Json;
      readonly texts: Readonly<Record<string, string>>;
    };

    expect(Object.values(body.texts)).toEqual([note]);
    expect(JSON.stringify(body.events)).not.toContain(note);
    expect(JSON.stringify(body.events)).toContain(Object.keys(body.texts)[0]);
  });

  it('of a version that knew of no past causes has none', () => {
    const { past: _unknown, ...older } = encodeBody(kept({})) as Readonly<Record<string, Json>>;

    expect(decodeBody(REQUEST, SCHEMA, older)).toEqual({ ...kept({}), past: [] });
  });

  it('keeps its history readable when a text was erased', () => {
    const body = encodeBody(kept({ note: typed('Personal.') })) as Readonly<Record<string, Json>>;

    const { events } = decodeBody(REQUEST, SCHEMA, { ...body, texts: {} });

    expect(events).toEqual([{ type: 'Something', ...META, note: typed('') }]);
  });

  it.each([
    ['a schema from the future', SCHEMA + 1, {}],
    ['a schema from before the first', 0, {}],
    ['no object', SCHEMA, 'text'],
    ['a list', SCHEMA, []],
    ['nothing', SCHEMA, null],
  ])('is not guessed at: %s is a bug, named by the record', (_case, schema, body) => {
    const failure = failureOf(() => decodeBody(REQUEST, schema, body));

    expect(failure).toBeInstanceOf(BugError);
    expect(failure).toMatchObject({ code: 'store/corrupt', details: { id: REQUEST, schema } });
  });
});

describe('a request in the store', () => {
  it('holds each typed text of its form once, however many events repeat it', async () => {
    const { ports } = openHouse();
    await moveIn(ports);
    await submitted(ports);
    await approved(ports);
    await accepted(ports);

    const found = await ports.store.read(REQUEST, ports.clock.now());

    const text = JSON.stringify(found?.record.body);
    expect(text.split('The customer wants to start with conditional access.')).toHaveLength(2);
    expect((await stored(ports)).state).toMatchObject({
      form: { justification: typed('The customer wants to start with conditional access.') },
    });
  });
});
